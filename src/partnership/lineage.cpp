#include "partnership/lineage.h"

#include <algorithm>

namespace partnership {

Lineage::Lineage(Reader& db) {
  std::vector<std::string> above;
  db.each("select id, kind, coalesce(parent_id, '') from units order by id", {}, [&](const kit::Row& row) {
    Known& unit = units_.emplace_back(Known{std::string(row.text(0)), {}});
    kit::read_column(row, 1, unit.kind);
    above.emplace_back(row.text(2));
  });
  for (std::size_t i = 0; i < units_.size(); ++i) places_[units_[i].id] = static_cast<int>(i);
  std::vector<int> parents;
  for (const std::string& unit : above) parents.push_back(place(unit));

  std::vector<Moved> moves;
  db.each("select unit_id, coalesce(from_id, ''), starts_on from unit_moves order by starts_on desc, id desc", {},
          [&](const kit::Row& row) {
            Moved& one = moves.emplace_back(Moved{place(row.text(0)), place(row.text(1)), {}});
            kit::read_column(row, 2, one.on);
          });

  // Backwards from today: before each move the unit lay where it came from.
  trees_.push_back(tree_of(parents));
  for (std::size_t i = 0; i < moves.size(); ++i) {
    parents[static_cast<std::size_t>(moves[i].unit)] = moves[i].from;
    if (i + 1 < moves.size() && moves[i + 1].on == moves[i].on) continue;
    changes_.push_back(moves[i].on);
    trees_.push_back(tree_of(parents));
  }
  std::ranges::reverse(changes_);
  std::ranges::reverse(trees_);
}

int Lineage::place(std::string_view unit) const {
  auto found = places_.find(unit);
  return found == places_.end() ? nowhere : found->second;
}

const Lineage::Tree& Lineage::on(Date day) const {
  auto after = std::ranges::upper_bound(changes_, day) - changes_.begin();
  return trees_[static_cast<std::size_t>(after)];
}

Lineage::Tree Lineage::tree_of(std::vector<int> parents) const {
  std::vector<int> depth(parents.size(), 0);
  for (std::size_t i = 0; i < parents.size(); ++i)
    for (int at = parents[i]; at != nowhere && depth[i] < static_cast<int>(parents.size());
         at = parents[static_cast<std::size_t>(at)])
      ++depth[i];
  Tree tree{std::move(parents), {}};
  for (std::size_t i = 0; i < depth.size(); ++i) tree.upwards.push_back(static_cast<int>(i));
  std::ranges::stable_sort(tree.upwards, [&](int a, int b) {
    return depth[static_cast<std::size_t>(a)] > depth[static_cast<std::size_t>(b)];
  });
  return tree;
}

}  // namespace partnership
