#pragma once
#include "modules/measures/measures.h"
#include "partnership/lineage.h"
#include "partnership/record/projections.h"

// What the units below a unit add up to: numerators and denominators, never averages of averages. A unit's own figure
// counts before any sum; what is missing is not there, and is no zero. Each period is added up in the tree as it was on
// that period's first day. Inside the module only.
namespace measures {

// Whether figures of several units make one together: ratios do by their parts, counts by addition. What stands alone
// otherwise (a median, days since the last event) has no sum.
bool sums_up(const Metric& metric);

// One period of one metric: by a unit's place in the lineage. `own` ones are given; the others are added up from them.
struct Sum {
  Quantity numerator, denominator;
  int reporting = 0;  // how many figures stand behind it
  bool own = false;
};
void add_up(const Lineage::Tree& tree, std::vector<Sum>& sums);

// Adds one metric up anew between two periods, keeps what changed, and says in which series; a unit above that is
// reached for the first time begins a series.
std::vector<Series> roll_up(Tx& tx, const Lineage& lineage, const Metric& metric, const std::string& part, Date from,
                            Date to);
// The same for whatever is below or above a unit that lies elsewhere now; all its summaries follow.
void roll_up_again(Tx& tx, const Unit& before, const Unit& after, std::optional<Date> from);

partnership::Projection sums_of_units();

}  // namespace measures
