#include <set>

#include "modules/improvement/improvement.h"

// Savings as a measure: where a definition says so, each period's figure at a unit is the sum of what every party
// signed in it, so that the year's total, its target and the sums above come from the savings themselves.
namespace improvement {
namespace {

using measures::Metric;

std::int64_t signed_cents(Reader& db, const Id<Unit>& unit, Date from, Date before) {
  return db.value<std::int64_t>(
      "select coalesce(sum(amount), 0) from saving_validations join savings on savings.id = saving_id"
      " join projects on projects.id = project_id join teams on teams.id = team_id"
      " where unit_id = $1 and validated_on >= $2 and validated_on < $3",
      {unit, from, before});
}

// `why`: what changed a figure that was there, for whoever looks at it.
void measure_period(Tx& tx, const Metric& metric, const Id<Unit>& unit, Date period, const std::string& why) {
  auto series = measures::series_of(tx, metric.id, unit.text);
  if (!series) series = measures::add_series(tx, metric.id, unit.text, "", {});
  constexpr std::int64_t millionths_of_a_cent = 10000;
  const auto cents = signed_cents(tx, unit, period, measures::next_period(period, metric.periods()));
  measures::record_measurements(tx, *series,
                                {{.series = series->id,
                                  .period = period,
                                  .numerator = {cents * millionths_of_a_cent},
                                  .denominator = kit::whole(1),
                                  .reason = why}});
}

}  // namespace

void measure_saving(Tx& tx, const Project& project, const Id<Unit>& unit, Date validated_on) {
  for (const Metric& metric : tx.all<Metric>("where figures = 'savings' order by id"))
    measure_period(tx, metric, unit, measures::period_of(validated_on, metric.periods()), project.title);
}

void measure_all_savings(Tx& tx, const Metric& metric) {
  if (metric.figures != measures::Origin::savings) return;
  std::set<std::pair<std::string, Date>> periods;
  tx.each(
      "select unit_id, validated_on from saving_validations join savings on savings.id = saving_id"
      " join projects on projects.id = project_id join teams on teams.id = team_id",
      {}, [&](const kit::Row& row) {
        Date on;
        kit::read_column(row, 1, on);
        periods.emplace(row.text(0), measures::period_of(on, metric.periods()));
      });
  for (const auto& [unit, period] : periods) measure_period(tx, metric, {unit}, period, metric.name);
}

}  // namespace improvement
