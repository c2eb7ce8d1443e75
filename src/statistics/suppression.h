// Publishing a table of counts of people without telling of few of them. Cells below a threshold are left out, and with
// them as many others as it takes so that none can be worked out from the totals. What an outsider can work out for a
// cell left out is exact: the least and the most it can be, all cells being zero or more and the totals published
// (Cox 1980; the bounds are maximum flows through the cells left out).
//
// A cell of one person is known to that person; with `guard_against_insiders` nobody can use the own cell to work out
// another. Counts are whole and not negative, the table is rectangular; otherwise std::invalid_argument.
#pragma once
#include <vector>

#include "statistics/interval.h"

namespace statistics {

using Counts = std::vector<std::vector<int>>;
using Mask = std::vector<std::vector<bool>>;  // of the same shape; true: left out

struct Totals {
  bool of_rows = true, of_columns = true;  // which are published
};

struct Bounds {
  double low = 0, high = 0;  // high is infinite where no total tells
  bool tell() const { return low == high; }
};

// For every cell; a published cell is what it is. `known`, if given, marks cells that an insider knows.
std::vector<std::vector<Bounds>> bounds_of(const Counts& table, const Mask& left_out, Totals totals = {},
                                           const Mask* known = nullptr);

struct SuppressionRule {
  int least = 5;            // counts from one to less than this are left out
  bool hide_zeros = false;  // nobody is few people too
  bool guard_against_insiders = true;
  Totals totals;
};

struct Suppression {
  Mask left_out;
  int primary = 0, complementary = 0;  // how many for their own sake, how many to protect them
  bool safe = true;  // false: some cell can be worked out whatever is left out, so totals must not be published
};
Suppression suppress(const Counts& table, const SuppressionRule& rule = {});

}  // namespace statistics
