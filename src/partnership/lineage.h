#pragma once
#include <unordered_map>

#include "partnership/units.h"

// Where every unit lay on every day, in memory: for sums over the whole tree. A unit that moved counts where it lay
// then, so that what was reported before a reorganisation stays where it was reported.
namespace partnership {

class Lineage {
 public:
  static constexpr int nowhere = -1;

  explicit Lineage(Reader& db);

  std::size_t size() const { return units_.size(); }
  int place(std::string_view unit) const;  // or nowhere
  const std::string& id(int place) const { return units_[static_cast<std::size_t>(place)].id; }
  UnitKind kind(int place) const { return units_[static_cast<std::size_t>(place)].kind; }

  // Of every place, its parent's place on a day; and the places in an order in which children come before parents.
  struct Tree {
    std::vector<int> parents, upwards;
  };
  const Tree& on(Date day) const;
  const Tree& now() const { return trees_.back(); }

 private:
  struct Moved {
    int unit, from;
    Date on;
  };
  struct Known {
    std::string id;
    UnitKind kind;
  };
  Tree tree_of(std::vector<int> parents) const;

  std::vector<Known> units_;
  std::unordered_map<std::string_view, int> places_;
  std::vector<Date> changes_;  // days on which something moved, in order
  std::vector<Tree> trees_;    // before the first of them, between them, and now
};

}  // namespace partnership
