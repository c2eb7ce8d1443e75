#include "kit/chart/tree.h"

#include <algorithm>
#include <cmath>
#include <stdexcept>

namespace kit {
namespace {

constexpr double kRow = 30, kTop = 6, kSmallest = 5, kLargest = 12;

struct Sizes {
  double width, step;
};
constexpr Sizes sizes(ChartSize size) { return size == ChartSize::wide ? Sizes{760, 36} : Sizes{360, 20}; }

void require_shape(const TreeChart& tree) {
  for (std::size_t i = 0; i < tree.nodes.size(); ++i)
    if (tree.nodes[i].above && *tree.nodes[i].above >= i)
      throw std::invalid_argument("A node of a tree must stand below the one it hangs from.");
}

class Drawing {
 public:
  Drawing(const TreeChart& tree, ChartSize size, std::string_view id)
      : tree_(tree),
        wide_(size == ChartSize::wide),
        sizes_(sizes(size)),
        svg_(size == ChartSize::wide ? "chart wide tree" : "chart phone tree", sizes_.width,
             2 * kTop + kRow * static_cast<double>(tree.nodes.size()), id, tree.title, tree.description,
             600 + 400 * tree.nodes.size()) {
    for (const TreeChart::Node& node : tree.nodes) heaviest_ = std::max(heaviest_, node.weight);
  }

  std::string draw() {
    for (std::size_t i = 0; i < tree_.nodes.size(); ++i)
      if (tree_.nodes[i].above) join(i, *tree_.nodes[i].above);
    for (std::size_t i = 0; i < tree_.nodes.size(); ++i) mark(i);
    return svg_.finish();
  }

 private:
  ChartPoint place(std::size_t row) const {
    return {kLargest + 2 + sizes_.step * static_cast<double>(tree_.nodes[row].depth),
            kTop + kRow * (static_cast<double>(row) + 0.5)};
  }
  double radius(std::size_t row) const {
    double share = heaviest_ > 0 ? std::sqrt(std::max(0.0, tree_.nodes[row].weight) / heaviest_) : 0;
    return kSmallest + (kLargest - kSmallest) * share;
  }
  void join(std::size_t row, std::size_t above) {
    const ChartPoint from = place(above), to = place(row);
    const ChartPoint bend{from.x, to.y};
    const std::string_view css = tree_.nodes[row].loose ? "edge loose" : "edge";
    const std::string_view dashes = tree_.nodes[row].loose ? " stroke-dasharray=\"3 4\"" : "";
    svg_.line(from, bend, css, dashes);
    svg_.line(bend, to, css, dashes);
  }
  void mark(std::size_t row) {
    const TreeChart::Node& node = tree_.nodes[row];
    const ChartPoint at = place(row);
    std::string css = "dot";
    if (node.hollow) css += " excluded";
    if (node.trouble) css += node.hollow ? " open" : " worse";
    svg_.circle(at, radius(row), css, node.tooltip);
    const double left = at.x + radius(row) + 7;
    std::string words = node.words;
    if (wide_ && !node.note.empty()) words += " · " + node.note;
    svg_.text({left, at.y + 4.5}, Anchor::start, node.trouble ? "strong" : "",
              fitted(words, sizes_.width - left, node.trouble ? Weight::bold : Weight::plain));
  }

  const TreeChart& tree_;
  bool wide_;
  Sizes sizes_;
  Svg svg_;
  double heaviest_ = 0;
};

}  // namespace

std::string draw(const TreeChart& tree, ChartSize size, std::string_view id) {
  require_shape(tree);
  return Drawing(tree, size, id).draw();
}

std::string draw(const TreeChart& tree, std::string_view id) {
  return both_sizes(draw(tree, ChartSize::wide, std::string(id) + "-w"),
                    draw(tree, ChartSize::phone, std::string(id) + "-p"));
}

}  // namespace kit
