#include <cmath>

#include "modules/measures/measures.h"
#include "partnership/units.h"
#include "statistics/subgroups.h"

// Changes of a chart that bind everybody: a point set aside or taken back, a new phase, a baseline. A chart that one
// side could redraw alone would prove nothing to the other, so each is asked with its reason and counts once all have
// signed.
namespace measures {
namespace {

// Whose question it is: the co-leads of the series' team, or every party's administrators where it belongs to a unit.
void add_signers(Tx& tx, const Series& series, Asked& asked) {
  if (series.place.starts_with(Unit::prefix)) {
    asked.place = top_unit(tx).id.text;
    asked.role = Role::administrator;
    for (auto& party : all_parties(tx)) asked.parties.push_back(party.id);
    return;
  }
  asked.place = series.place;
  asked.role = Role::co_lead;
  tx.each(
      "select distinct party_id from seats where place_id = $1 and role = 'co_lead' and starts_on <= $2"
      " and (ends_on is null or ends_on >= $2) order by party_id",
      {series.place, tx.today()}, [&](const kit::Row& row) { asked.parties.push_back({std::string(row.text(0))}); });
}

bool is_about_a_point(ChartChanged what) { return what != ChartChanged::phase && what != ChartChanged::baseline; }

// Reported for this unit, or added up from the units below it.
bool has_figure(Tx& tx, const Id<Series>& series, Date period) {
  auto found = tx.maybe_value<std::int64_t>(
      "select 1 from measurements where series_id = $1 and period = $2 union all"
      " select 1 from rolled_points where series_id = $1 and period = $2 limit 1",
      {series, period});
  return found.has_value();
}

void require_sound(Tx& tx, const ChartChange& change) {
  std::vector<FieldError> faults;
  if (change.reason.empty()) faults.push_back({"reason", "partnership.field.say_why"});
  if (change.what == ChartChanged::phase && change.period > tx.today())
    faults.push_back({"period", "measures.field.row_future", kit::iso(change.period)});
  if (is_about_a_point(change.what) && !has_figure(tx, change.series, change.period))
    faults.push_back({"period", "measures.field.not_reported", kit::iso(change.period)});
  if (change.what == ChartChanged::baseline && (change.points == 1 || change.points < 0 || change.points > 500))
    faults.push_back({"points", "measures.field.baseline"});
  refuse_invalid(std::move(faults));
}

std::string text_of(const ChartChange& change) {
  std::string text = "series: " + change.series.text + "\nwhat: " + std::string(kit::to_value(change.what));
  if (change.what == ChartChanged::baseline)
    text += "\nfirst points that set the limits: " + std::to_string(change.points);
  else
    text += "\nperiod: " + kit::iso(change.period);
  return text + "\nreason: " + change.reason + "\n";
}

std::string url_of(const ChartChange& change) { return "/series/" + change.series.text + "#changes"; }

}  // namespace

ChartChange ask_chart_change(Tx& tx, ChartChange change) {
  Series series = find_series(tx, change.series);
  allow(may_tend(tx, series));
  if (change.what == ChartChanged::baseline) change.period = tx.today();
  if (change.what != ChartChanged::baseline) change.points = 0;
  require_sound(tx, change);
  change.id = kit::fresh<ChartChange>();
  change.asked_on = tx.today();
  tx.record(change);
  Asked asked{.kind = "measures.chart_change",
              .subject = change.id.text,
              .part = "",
              .place = {},
              .role = {},
              .parties = {},
              .text = text_of(change),
              .about = find_metric(tx, series.metric).name,
              .url = url_of(change)};
  add_signers(tx, series, asked);
  require(!asked.parties.empty(), "measures.refusal.nobody_to_sign");
  ask_assent(tx, asked);
  return change;
}

void chart_change_agreed(Tx& tx, const Assent& assent) {
  auto change = tx.find<ChartChange>({assent.subject});
  switch (change.what) {
    case ChartChanged::phase: start_phase(tx, change.series, change.period, change.reason); return;
    case ChartChanged::baseline: set_baseline(tx, change.series, change.points, change.reason); return;
    case ChartChanged::ghost: set_standing(tx, change.series, change.period, Standing::ghost, change.reason); return;
    case ChartChanged::counts: set_standing(tx, change.series, change.period, Standing::counts, change.reason); return;
    case ChartChanged::excluded:
      set_standing(tx, change.series, change.period, Standing::excluded, change.reason);
      return;
  }
}

std::string url_of_chart_change(Reader& db, const Assent& assent) {
  return url_of(db.find<ChartChange>({assent.subject}));
}

void record_subgroup(Tx& tx, const Id<Series>& id, Date period, const std::vector<double>& values,
                     const std::string& reason) {
  Series series = find_series(tx, id);
  allow(may_tend(tx, series));
  Metric metric = find_metric(tx, series.metric);
  require(metric.chart == ChartKind::xbar, "measures.refusal.no_subgroups");
  if (values.size() < 2) refuse_invalid({{"values", "measures.field.subgroup"}});
  statistics::Subgroup group = statistics::subgroup(values);
  double sum = 0;
  for (double value : values) sum += value;
  record_measurements(tx, series,
                      {{.series = id,
                        .period = period,
                        .numerator = {static_cast<std::int64_t>(std::llround(sum * 1e6))},
                        .denominator = kit::whole(static_cast<std::int64_t>(values.size())),
                        .reason = reason}});
  auto revision = tx.value<std::int64_t>("select max(revision) from measurements where series_id = $1 and period = $2",
                                         {id, period});
  if (tx.maybe_value<std::int64_t>(
          "select 1 from measurement_spreads where series_id = $1 and period = $2 and revision = $3",
          {id, period, revision}))
    return;
  tx.record(MeasurementSpread{.series = id,
                              .period = period,
                              .revision = static_cast<int>(revision),
                              .deviation = {static_cast<std::int64_t>(std::llround(group.deviation * 1e6))}});
  refresh_summary(tx, find_series(tx, id));
}

}  // namespace measures
