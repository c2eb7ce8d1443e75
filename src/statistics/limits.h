// Where a process is centred and how far it usually strays. The natural process limits lie three sigma from the
// centre, the near-limit lines two. Sigma is in the unit of the values and is never NaN: a constant series has
// sigma zero and limits on its centre, a run chart or a single point has no limits at all and `known()` says so.
#pragma once

namespace statistics {

struct Limits {
  double centre = 0;
  double sigma = -1;  // below zero: no limits

  bool known() const { return sigma >= 0; }
  double lower() const { return centre - 3 * sigma; }
  double upper() const { return centre + 3 * sigma; }
  double near_lower() const { return centre - 2 * sigma; }
  double near_upper() const { return centre + 2 * sigma; }
};

}  // namespace statistics
