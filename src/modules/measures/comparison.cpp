#include "modules/measures/comparison.h"

#include <algorithm>
#include <cmath>
#include <map>
#include <set>

#include "modules/measures/analysis.h"
#include "partnership/units.h"

namespace measures {
namespace {

constexpr std::size_t least_places = 3, least_places_to_judge_spread = 10;
constexpr int most_places = 10000;

bool is_measured_per(const Metric& metric) { return metric.unit.starts_with("per ") || metric.factor > 100; }

// The kind that most places of the metric are of.
std::optional<UnitKind> usual_kind(Reader& db, const Id<Metric>& metric) {
  auto kind = db.maybe_value<std::string>(
      "select units.kind from series join units on units.id = place_id where metric_id = $1 and part = ''"
      " group by units.kind order by count(*) desc, units.kind limit 1",
      {metric});
  return kind ? kit::named<UnitKind>(*kind) : std::nullopt;
}

std::optional<Date> latest_period(Reader& db, const Id<Metric>& metric, UnitKind kind) {
  auto text = db.maybe_value<std::string>(
      "select latest_on from series join series_summaries on series_id = series.id join units on units.id = place_id"
      " where metric_id = $1 and part = '' and units.kind = $2 group by latest_on order by count(*) desc, latest_on "
      "desc"
      " limit 1",
      {metric, kit::to_value(kind)});
  return text ? kit::parse_date(*text) : std::nullopt;
}

std::string whole_name(const ComparedPlace& place) {
  return place.within.empty() ? place.name : place.name + ", " + place.within;
}
std::string name_in(const kit::Row& row) {
  std::string name(row.text(1));
  return row.is_null(2) ? name : name + ", " + std::string(row.text(2));
}

class Comparing {
 public:
  Comparing(Reader& db, const Metric& metric, ComparisonAsked asked) : db_(db), metric_(metric) {
    out_.asked = std::move(asked);
  }

  Comparison compare() {
    understand();
    if (!out_.refused.empty()) return std::move(out_);
    refuse_across_a_change();
    if (!out_.refused.empty()) return std::move(out_);
    read(metric_, {});
    add_local();
    leave_out_the_silent();
    leave_out_other_sizes();
    std::ranges::sort(out_.places, {}, whole_name);
    std::ranges::sort(out_.left_out, {}, &LeftOut::name);
    judge();
    return std::move(out_);
  }

 private:
  void refuse(std::string key, std::string detail = {}) {
    out_.refused = std::move(key);
    out_.refused_detail = std::move(detail);
  }

  void understand() {
    ComparisonAsked& asked = out_.asked;
    if (metric_.of_one_team()) return refuse("measures.compare.of_one_team");
    if (!asked.unit.empty()) {
      Unit unit = find_unit(db_, {asked.unit});
      out_.unit_name = unit.name;
      asked.kind = unit.kind;
      if (!asked.setting) asked.setting = unit.clinical ? Setting::clinical : Setting::other;
    }
    if (!asked.setting) asked.setting = Setting::any;
    if (!asked.kind) asked.kind = usual_kind(db_, metric_.id);
    if (!asked.kind) return refuse("measures.compare.nowhere");
    out_.all = static_cast<std::size_t>(
        db_.value<std::int64_t>("select count(*) from units where kind = $1", {kit::to_value(*asked.kind)}));
    out_.period = asked.period ? asked.period : latest_period(db_, metric_.id, *asked.kind);
    if (!out_.period) return refuse("measures.compare.no_figures");
    out_.from = *out_.period;
    if (asked.span == Span::year)
      out_.from =
          kit::add_days(kit::add_months(kit::add_days(next_period(*out_.period, metric_.periods()), -1), -12), 1);
  }

  // Before and after a change of what is counted are two measures.
  void refuse_across_a_change() {
    Date last = kit::add_days(next_period(*out_.period, metric_.periods()), -1);
    for (Date changed : breaks_of(versions_of(db_, metric_.id)))
      if (changed > *out_.from && changed <= last) return refuse("measures.compare.changed", kit::iso(changed));
  }

  bool setting_fits(bool clinical) const {
    return out_.asked.setting == Setting::any || clinical == (out_.asked.setting == Setting::clinical);
  }

  // The latest word on every period of the span, summed: totals are sums of both parts.
  void read(const Metric& metric, const std::string& metric_name) {
    std::map<std::string, ComparedPlace> found;
    std::string former;
    db_.each(
        "select place_id, units.name, units.clinical, series.id, period, numerator, denominator, above.name from series"
        " join units on units.id = place_id left join units above on above.id = units.parent_id join measurements on "
        "measurements.series_id = series.id"
        " where metric_id = $1 and part = '' and units.kind = $2 and period >= $3 and period <= $4"
        " order by series.id, period, revision desc limit $5",
        {metric.id, kit::to_value(*out_.asked.kind), *out_.from, *out_.period, 60 * most_places},
        [&](const kit::Row& row) {
          std::string at = std::string(row.text(3)) + std::string(row.text(4));
          if (at == former) return;
          former = std::move(at);
          ComparedPlace& place = found[std::string(row.text(0))];
          place.place = row.text(0);
          place.name = row.text(1);
          place.series = row.text(3);
          if (!row.is_null(7)) place.within = row.text(7);
          bool clinical = false;
          kit::read_column(row, 2, clinical);
          if (!setting_fits(clinical)) place.beyond = other_setting;
          place.numerator.millionths += row.integer(5);
          place.denominator.millionths += row.integer(6);
        });
    for (auto& [id, place] : found) keep(std::move(place), metric, metric_name);
  }
  static constexpr int other_setting = 9;

  void keep(ComparedPlace place, const Metric& metric, const std::string& metric_name) {
    if (!seen_.insert(place.place).second) return;
    if (place.beyond == other_setting)
      return out_.left_out.push_back({whole_name(place), "measures.compare.other_setting"});
    if (place.denominator.millionths <= 0)
      return out_.left_out.push_back({whole_name(place), "measures.compare.no_size"});
    place.metric_name = metric_name;
    place.value = place.numerator.as_double() / place.denominator.as_double() * metric.factor;
    place.own = place.place == out_.asked.unit;
    out_.places.push_back(std::move(place));
  }

  // A local definition stands beside the metric's own only where every party agreed that it is the same.
  void add_local() {
    for (const MetricMapping& mapping : mappings_to(db_, metric_.id)) {
      Metric local = find_metric(db_, mapping.local);
      if (mapping.likeness == Likeness::same && local.factor == metric_.factor &&
          local.frequency == metric_.frequency && local.calendar == metric_.calendar)
        read(local, local.name);
      else
        leave_out_all_of(local, "measures.compare.definition_differs", mapping.how);
    }
    for (const MetricMapping& open : open_mappings_of(db_, metric_.id))
      leave_out_all_of(find_metric(db_, open.local), "measures.compare.not_agreed_yet", {});
  }
  void leave_out_all_of(const Metric& local, const std::string& reason, const std::string& how) {
    db_.each(
        "select place_id, units.name, above.name from series join units on units.id = place_id"
        " left join units above on above.id = units.parent_id where metric_id = $1 and part = ''"
        " and units.kind = $2 order by units.name limit 500",
        {local.id, kit::to_value(*out_.asked.kind)}, [&](const kit::Row& row) {
          if (!seen_.insert(std::string(row.text(0))).second) return;
          out_.left_out.push_back({name_in(row), reason, how.empty() ? local.name : how});
        });
  }

  void leave_out_the_silent() {
    db_.each(
        "select place_id, units.name, above.name from series join units on units.id = place_id"
        " left join units above on above.id = units.parent_id where metric_id = $1 and part = ''"
        " and units.kind = $2 order by units.name limit $3",
        {metric_.id, kit::to_value(*out_.asked.kind), most_places}, [&](const kit::Row& row) {
          if (seen_.insert(std::string(row.text(0))).second)
            out_.left_out.push_back({name_in(row), "measures.compare.silent"});
        });
  }

  void leave_out_other_sizes() {
    if (out_.asked.size == Size::any) return;
    auto own = std::ranges::find_if(out_.places, &ComparedPlace::own);
    if (own == out_.places.end()) return;
    double size = own->denominator.as_double();
    std::erase_if(out_.places, [&](const ComparedPlace& place) {
      double its = place.denominator.as_double();
      if (its >= size / 2 && its <= size * 2) return false;
      out_.left_out.push_back({whole_name(place), "measures.compare.other_size"});
      return true;
    });
  }

  bool possible(statistics::FunnelKind kind) const {
    return std::ranges::all_of(out_.places, [&](const ComparedPlace& place) {
      return place.numerator.millionths >= 0 &&
             (kind != statistics::FunnelKind::proportion || place.numerator <= place.denominator);
    });
  }

  void judge() {
    auto kind = funnel_kind_of(metric_);
    if (!kind || out_.places.size() < least_places || !possible(*kind)) return;
    std::vector<statistics::FunnelUnit> units;
    double events = 0;
    for (const ComparedPlace& place : out_.places) {
      units.push_back({place.numerator.as_double(), place.denominator.as_double()});
      events += units.back().events;
    }
    statistics::FunnelPlan plan{.kind = *kind, .per = static_cast<double>(metric_.factor)};
    out_.funnel = statistics::funnel(units, plan);
    if (called_for(*out_.funnel) && events > 0 && out_.funnel->benchmark < most_of(*kind)) {
      plan.overdispersion = statistics::Overdispersion::additive;
      out_.funnel = statistics::funnel(units, plan);
      out_.overdispersed = true;
    }
    for (std::size_t i = 0; i < out_.places.size(); ++i) {
      const statistics::FunnelPoint& point = out_.funnel->points[i];
      out_.places[i].beyond = point.beyond;
      out_.places[i].likely = point.likely;
      out_.places[i].nearly_sure = point.nearly_sure;
    }
  }
  double most_of(statistics::FunnelKind kind) const {
    return kind == statistics::FunnelKind::proportion ? metric_.factor : INFINITY;
  }
  // By chance alone phi is about one, and its spread about sqrt(2 / k).
  bool called_for(const statistics::Funnel& funnel) const {
    double k = static_cast<double>(out_.places.size());
    return out_.places.size() >= least_places_to_judge_spread && funnel.phi > 1 + 2 * std::sqrt(2 / k);
  }

  Reader& db_;
  const Metric& metric_;
  Comparison out_;
  std::set<std::string> seen_;
};

}  // namespace

std::optional<statistics::FunnelKind> funnel_kind_of(const Metric& metric) {
  using statistics::FunnelKind;
  if (metric.denominator.empty()) return std::nullopt;
  switch (metric.chart) {
    case ChartKind::p:
    case ChartKind::p_prime: return FunnelKind::proportion;
    case ChartKind::u:
    case ChartKind::u_prime: return FunnelKind::rate;
    default: break;
  }
  if (metric.unit == "%" && metric.factor == 100) return FunnelKind::proportion;
  if (is_measured_per(metric)) return FunnelKind::rate;
  return std::nullopt;
}

Comparison compare(Reader& db, const Metric& metric, ComparisonAsked asked) {
  return Comparing(db, metric, std::move(asked)).compare();
}

}  // namespace measures
