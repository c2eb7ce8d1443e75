// Where a process is centred and how far it usually strays. The natural process limits lie three sigma from the
// middle, the near-limit lines two. Sigma is never NaN: a constant series has sigma zero and limits on its centre; a
// run chart or a single point has no limits at all and `known()` says so. The middle is the centre line, but for charts
// of counts between events (g) and of moving ranges. Lines of a chart of times between events (t) are counted on the
// scale on which such times are nearly normal, value^(1/3.6), and given back in the unit of the values.
#pragma once
#include <limits>

namespace statistics {

struct Limits {
  double centre = 0;
  double sigma = -1;  // below zero: no limits. In the unit of the values, for t charts of the scale
  double offset = 0;  // the middle, less the centre
  double least = -std::numeric_limits<double>::infinity();  // what no line goes below: a count cannot be negative
  double most = std::numeric_limits<double>::infinity();
  double power = 1;  // value = scale^power

  bool known() const { return sigma >= 0; }
  double lower() const { return line(-3); }
  double upper() const { return line(3); }
  double near_lower() const { return line(-2); }
  double near_upper() const { return line(2); }

  // The line so many sigma above the middle, in the unit of the values. Requires known().
  double line(double sigmas) const;

  double to_scale(double value) const;  // the identity but for t charts
};

}  // namespace statistics
