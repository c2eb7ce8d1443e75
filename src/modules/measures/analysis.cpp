#include "modules/measures/analysis.h"

#include <algorithm>

namespace measures {

using statistics::Assurance;
using statistics::Kind;
using statistics::Variation;

statistics::Direction way_of(Direction direction) {
  if (direction == Direction::neutral) return statistics::Direction::neutral;
  return direction == Direction::higher ? statistics::Direction::higher_is_better
                                        : statistics::Direction::lower_is_better;
}

namespace {

std::vector<std::size_t> phase_starts(const std::vector<Point>& points, const std::vector<PhaseStart>& phases) {
  std::vector<std::size_t> starts;
  for (const PhaseStart& phase : phases) {
    auto first = std::ranges::lower_bound(points, phase.starts_on, {}, &Point::period) - points.begin();
    auto start = static_cast<std::size_t>(first);
    if (start == 0 || start >= points.size() || (!starts.empty() && start <= starts.back())) continue;
    starts.push_back(start);
  }
  return starts;
}

}  // namespace

Judgement judge(const std::vector<Point>& points, const std::vector<PhaseStart>& phases,
                const statistics::RuleSet& rules, std::optional<Quantity> target, Direction direction) {
  Judgement judgement;
  judgement.values.reserve(points.size());
  for (const Point& point : points) judgement.values.push_back(point.value);
  if (points.empty()) return judgement;
  auto starts = phase_starts(points, phases);
  judgement.analysis = statistics::analyse(judgement.values, rules, {.starts = starts});
  std::optional<double> aim;
  if (target) aim = target->as_double();
  judgement.summary = statistics::summarise(judgement.values, judgement.analysis, aim, way_of(direction));
  return judgement;
}

std::string_view word_of(Kind kind) {
  switch (kind) {
    case Kind::common: return "common";
    case Kind::improvement: return "better";
    case Kind::concern: return "worse";
    default: return "special";
  }
}
std::string_view word_of(Variation variation) {
  switch (variation) {
    case Variation::none: return "none";
    case Variation::common: return "common";
    case Variation::improvement: return "better";
    case Variation::concern: return "worse";
    default: return "special";
  }
}
std::string_view word_of(Assurance assurance) {
  switch (assurance) {
    case Assurance::passes: return "meets";
    case Assurance::fails: return "misses";
    case Assurance::hit_or_miss: return "varies";
    default: return "none";
  }
}

}  // namespace measures
