// Writes one SVG picture into one string. Text is escaped, coordinates carry at most one decimal, output is the same
// on every run. There is no style attribute and no style element, so a strict content security policy holds; looks
// come from classes, and the plain attributes beside them keep the picture legible where no stylesheet reaches.
#pragma once
#include <cstddef>
#include <span>
#include <string>
#include <string_view>

namespace kit {

struct ChartPoint {
  double x = 0, y = 0;
};

struct ChartBox {
  double left = 0, top = 0, right = 0, bottom = 0;
  double width() const { return right - left; }
  double height() const { return bottom - top; }
};

enum class Anchor { start, middle, end };

class Svg {
 public:
  // `id` prefixes the ids of title and description, so that several pictures can share a page. It is an HTML id:
  // letters, digits, hyphen. An empty description is left out.
  Svg(std::string_view css, double width, double height, std::string_view id, std::string_view title,
      std::string_view description, std::size_t expected_bytes);

  // A picture that says nothing the words beside it do not: hidden from screen readers.
  static Svg decoration(std::string_view css, double width, double height, std::size_t expected_bytes);

  // `attributes` are literal and already escaped: ` stroke-dasharray="3 4"`.
  void line(ChartPoint from, ChartPoint to, std::string_view css, std::string_view attributes = {});
  void rect(ChartBox box, std::string_view css, std::string_view attributes = {});
  void polyline(std::span<const ChartPoint> points, std::string_view css, std::string_view attributes = {});
  void polygon(std::span<const ChartPoint> points, std::string_view css, std::string_view tooltip = {});
  void circle(ChartPoint centre, double radius, std::string_view css, std::string_view tooltip = {});
  void text(ChartPoint at, Anchor anchor, std::string_view css, std::string_view words);

  // A group whose members share a tooltip.
  void open_group(std::string_view css, std::string_view tooltip = {});
  void close_group();

  std::string finish();

 private:
  Svg() = default;
  void open(std::string_view css, double width, double height, std::size_t expected_bytes);
  void raw(std::string_view markup) { out_ += markup; }
  void escaped(std::string_view words);
  void attribute(std::string_view name, double value);
  void css(std::string_view names);
  void points(std::span<const ChartPoint> points);
  void end_with_tooltip(std::string_view element, std::string_view tooltip);

  std::string out_;
};

// At most one decimal, no trailing ".0", never "-0".
void append_coordinate(std::string& out, double value);

}  // namespace kit
