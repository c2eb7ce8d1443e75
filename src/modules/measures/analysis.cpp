#include "modules/measures/analysis.h"

#include <algorithm>
#include <cmath>

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

std::vector<statistics::Standing> standings(const std::vector<Point>& points, const Remarks& remarks) {
  std::vector<statistics::Standing> all;
  if (remarks.standings.empty()) return all;
  all.assign(points.size(), statistics::Standing::counts);
  for (const PointStanding& one : remarks.standings) {
    auto there = std::ranges::lower_bound(points, one.period, {}, &Point::period);
    if (there == points.end() || there->period != one.period) continue;
    all[static_cast<std::size_t>(there - points.begin())] =
        one.standing == Standing::ghost ? statistics::Standing::ghost : statistics::Standing::excluded;
  }
  return all;
}

bool has_denominators(ChartKind kind) {
  return kind == ChartKind::p || kind == ChartKind::p_prime || kind == ChartKind::u || kind == ChartKind::u_prime;
}

bool has_subgroups(ChartKind kind) { return kind == ChartKind::xbar || kind == ChartKind::s; }

statistics::ChartKind kind_in_statistics(ChartKind kind) {
  switch (kind) {
    case ChartKind::p: return statistics::ChartKind::p;
    case ChartKind::p_prime: return statistics::ChartKind::p_prime;
    case ChartKind::u: return statistics::ChartKind::u;
    case ChartKind::u_prime: return statistics::ChartKind::u_prime;
    case ChartKind::c: return statistics::ChartKind::c;
    case ChartKind::g: return statistics::ChartKind::g;
    case ChartKind::t: return statistics::ChartKind::t;
    case ChartKind::run: return statistics::ChartKind::run;
    case ChartKind::xbar: return statistics::ChartKind::x_bar;
    case ChartKind::s: return statistics::ChartKind::s;
    case ChartKind::mr: return statistics::ChartKind::moving_range;
    default: return statistics::ChartKind::individuals;
  }
}

bool is_whole(double value) { return value == std::floor(value); }

bool is_possible(ChartKind kind, const Point& point) {
  switch (kind) {
    case ChartKind::p:
    case ChartKind::p_prime:
      return point.numerator.millionths >= 0 && point.numerator.millionths <= point.denominator.millionths;
    case ChartKind::u:
    case ChartKind::u_prime: return point.numerator.millionths >= 0;
    case ChartKind::c:
    case ChartKind::g: return point.value >= 0 && is_whole(point.value);
    case ChartKind::t: return point.value > 0;
    case ChartKind::xbar: return point.deviation && point.denominator >= kit::whole(1);
    case ChartKind::s: return point.deviation && point.denominator >= kit::whole(2);
    default: return true;
  }
}

// What the statistics read, column by column; buffers are used again, because scorecards ask for very many.
struct Columns {
  std::vector<double> values, denominators, spreads;

  statistics::Observations of(const std::vector<Point>& points, const Metric& metric, ChartKind kind) {
    bool divided = has_denominators(kind), sized = has_subgroups(kind);
    values.clear();
    denominators.clear();
    spreads.clear();
    for (const Point& point : points) {
      values.push_back(kind == ChartKind::s ? *point.deviation : divided ? point.numerator.as_double() : point.value);
      if (divided || sized) denominators.push_back(point.denominator.as_double());
      if (kind == ChartKind::xbar) spreads.push_back(*point.deviation);
    }
    return {.values = values,
            .denominators = denominators,
            .spreads = spreads,
            .per = divided ? static_cast<double>(metric.factor) : 1};
  }
};

}  // namespace

bool suits(const statistics::RuleSet& rules, ChartKind kind) {
  return (rules.centre == statistics::Centre::median) == (kind == ChartKind::run);
}

bool has_target(ChartKind kind) { return !is_view_only(kind) && kind != ChartKind::burn_up; }

const statistics::RuleSet& screened(const statistics::RuleSet& rules) {
  static const std::vector<statistics::RuleSet> all = [] {
    std::vector<statistics::RuleSet> sets(statistics::rule_sets().begin(), statistics::rule_sets().end());
    for (statistics::RuleSet& set : sets) set.convention.ranges.screen = true;
    return sets;
  }();
  return *std::ranges::find(all, rules.name, &statistics::RuleSet::name);
}

const statistics::RuleSet& rules_of(const Metric& metric, ChartKind kind) {
  if (!metric.rules.empty())
    for (const statistics::RuleSet& rules : statistics::rule_sets())
      if (rules.name == metric.rules && suits(rules, kind)) return rules;
  return statistics::rule_set(kind == ChartKind::run ? usual_run_rules : usual_rules);
}

bool fits(ChartKind kind, const Metric& metric, const std::vector<Point>& points) {
  bool divides = has_denominators(kind) || has_subgroups(kind);
  if (divides == metric.denominator.empty() && kind != ChartKind::i && kind != ChartKind::mr && kind != ChartKind::run)
    return false;
  return std::ranges::all_of(points, [&](const Point& point) { return is_possible(kind, point); });
}

Judgement judge(const std::vector<Point>& points, const Remarks& remarks, const Metric& metric, const Asking& asking) {
  Judgement judgement;
  if (points.empty()) return judgement;
  judgement.fits = fits(asking.kind, metric, points);
  ChartKind kind = judgement.fits ? asking.kind : ChartKind::i;
  thread_local Columns columns;
  auto rows = columns.of(points, metric, kind);
  auto set_aside = standings(points, remarks);
  rows.standings = set_aside;
  auto starts = phase_starts(points, remarks.phases);
  statistics::Phasing phasing{.starts = starts};
  if (remarks.baseline) phasing.baseline = static_cast<std::size_t>(remarks.baseline->points);
  judgement.analysis = statistics::analyse(rows, kind_in_statistics(kind), asking.rules, phasing);
  std::optional<double> aim;
  if (asking.target && has_target(kind)) aim = asking.target->as_double();
  judgement.summary = statistics::summarise(judgement.analysis, aim, way_of(metric.direction));
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
