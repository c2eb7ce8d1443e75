#include "modules/measures/measures.h"

namespace measures {

const Table& Metric::table() {
  static const Table table("metrics",
                           {field<&Metric::id>("id", {.key = true, .place = true}),
                            field<&Metric::external_id>("external_id", {.required = true, .longest = 80}),
                            field<&Metric::name>("name", {.required = true, .longest = 160}),
                            field<&Metric::question>("question", {.longest = 500}),
                            field<&Metric::numerator>("numerator", {.longest = 300}),
                            field<&Metric::denominator>("denominator", {.longest = 300}),
                            field<&Metric::unit>("unit", {.longest = 40}),
                            field<&Metric::factor>("factor", {.least = 1, .most = 1000000}),
                            field<&Metric::direction>("direction"),
                            field<&Metric::frequency>("frequency"),
                            field<&Metric::decimals>("decimals", {.least = 0, .most = 6}),
                            field<&Metric::compass>("compass", {.longest = 80}),
                            field<&Metric::source>("source", {.longest = 500}),
                            field<&Metric::definition>("definition", {.longest = 2000}),
                            field<&Metric::levels>("levels", {.longest = 100}),
                            field<&Metric::party>("party_id"),
                            field<&Metric::owner>("owner", {.longest = 160}),
                            field<&Metric::chart>("chart"),
                            field<&Metric::rules>("rules", {.longest = 40}),
                            field<&Metric::goal>("goal", {.longest = 500}),
                            field<&Metric::scope>("scope"),
                            field<&Metric::calendar>("calendar"),
                            field<&Metric::least>("least_believed"),
                            field<&Metric::most>("most_believed"),
                            field<&Metric::figures>("figures")},
                           {.kind = "measures.metric"});
  return table;
}

const Table& Series::table() {
  static const Table table(
      "series",
      {field<&Series::id>("id", {.key = true, .place = true}), field<&Series::metric>("metric_id", {.place = true}),
       field<&Series::place>("place_id", {.place = true}), field<&Series::part>("part", {.longest = 120}),
       field<&Series::target>("target")},
      {.kind = "measures.series"});
  return table;
}

const Table& Measurement::table() {
  static const Table table(
      "measurements",
      {field<&Measurement::series>("series_id", {.key = true, .place = true}),
       field<&Measurement::period>("period", {.key = true, .required = true}),
       field<&Measurement::revision>("revision", {.key = true}),
       field<&Measurement::numerator>("numerator", {.required = true}), field<&Measurement::denominator>("denominator"),
       field<&Measurement::reason>("reason", {.longest = 500})},
      {.kind = "measures.measurement", .fact = true});
  return table;
}

const Table& MeasurementSpread::table() {
  static const Table table("measurement_spreads",
                           {field<&MeasurementSpread::series>("series_id", {.key = true, .place = true}),
                            field<&MeasurementSpread::period>("period", {.key = true, .required = true}),
                            field<&MeasurementSpread::revision>("revision", {.key = true}),
                            field<&MeasurementSpread::deviation>("deviation")},
                           {.kind = "measures.measurement_spread", .fact = true});
  return table;
}

const Table& Baseline::table() {
  static const Table table("series_baselines",
                           {field<&Baseline::series>("series_id", {.key = true, .place = true}),
                            field<&Baseline::revision>("revision", {.key = true}),
                            field<&Baseline::points>("points", {.least = 0, .most = 500}),
                            field<&Baseline::reason>("reason", {.required = true, .longest = 500})},
                           {.kind = "measures.baseline", .fact = true});
  return table;
}

const Table& ChartChange::table() {
  static const Table table(
      "chart_changes",
      {field<&ChartChange::id>("id", {.key = true, .place = true}),
       field<&ChartChange::series>("series_id", {.place = true}), field<&ChartChange::what>("what", {.required = true}),
       field<&ChartChange::period>("period"), field<&ChartChange::points>("points", {.least = 0, .most = 500}),
       field<&ChartChange::reason>("reason", {.required = true, .longest = 500}),
       field<&ChartChange::asked_on>("asked_on")},
      {.kind = "measures.chart_change", .fact = true});
  return table;
}

const Table& Annotation::table() {
  static const Table table(
      "annotations",
      {field<&Annotation::id>("id", {.key = true}), field<&Annotation::series>("series_id", {.place = true}),
       field<&Annotation::noted_on>("noted_on", {.required = true}),
       field<&Annotation::body>("body", {.required = true, .longest = 200})},
      {.kind = "measures.annotation", .fact = true});
  return table;
}

const Table& PhaseStart::table() {
  static const Table table(
      "phase_starts",
      {field<&PhaseStart::id>("id", {.key = true}), field<&PhaseStart::series>("series_id", {.place = true}),
       field<&PhaseStart::starts_on>("starts_on", {.required = true}),
       field<&PhaseStart::reason>("reason", {.required = true, .longest = 500})},
      {.kind = "measures.phase", .fact = true});
  return table;
}

const Table& PointStanding::table() {
  static const Table table(
      "point_standings",
      {field<&PointStanding::series>("series_id", {.key = true, .place = true}),
       field<&PointStanding::period>("period", {.key = true, .required = true}),
       field<&PointStanding::revision>("revision", {.key = true}), field<&PointStanding::standing>("standing"),
       field<&PointStanding::reason>("reason", {.required = true, .longest = 500})},
      {.kind = "measures.standing", .fact = true});
  return table;
}

const Table& SeriesTarget::table() {
  static const Table table(
      "series_targets",
      {field<&SeriesTarget::series>("series_id", {.key = true, .place = true}),
       field<&SeriesTarget::year>("year", {.key = true, .required = true, .least = 1990, .most = 2200}),
       field<&SeriesTarget::revision>("revision", {.key = true}),
       field<&SeriesTarget::target>("target", {.required = true}),
       field<&SeriesTarget::reason>("reason", {.longest = 500})},
      {.kind = "measures.target", .fact = true});
  return table;
}

const Table& SeriesSummary::table() {
  static const Table table(
      "series_summaries", {field<&SeriesSummary::series>("series_id", {.key = true}),
                           field<&SeriesSummary::points>("points"), field<&SeriesSummary::latest_on>("latest_on"),
                           field<&SeriesSummary::latest>("latest"), field<&SeriesSummary::centre>("centre"),
                           field<&SeriesSummary::variation>("variation"), field<&SeriesSummary::assurance>("assurance"),
                           field<&SeriesSummary::sparkline>("sparkline"), field<&SeriesSummary::told>("told")});
  return table;
}

const Table& ReportTable::table() {
  static const Table table("report_tables",
                           {field<&ReportTable::id>("id", {.key = true, .place = true}),
                            field<&ReportTable::external_id>("external_id", {.required = true, .longest = 80}),
                            field<&ReportTable::title>("title", {.required = true, .longest = 300}),
                            field<&ReportTable::source>("source", {.longest = 500}),
                            field<&ReportTable::columns_are>("columns_are", {.required = true}),
                            field<&ReportTable::note>("note", {.longest = 1000})},
                           {.kind = "measures.report"});
  return table;
}

const Table& ReportRow::table() {
  static const Table table("report_rows",
                           {field<&ReportRow::report>("table_id", {.key = true, .place = true}),
                            field<&ReportRow::row>("row", {.key = true}), field<&ReportRow::metric>("metric_id"),
                            field<&ReportRow::unit>("unit_id"), field<&ReportRow::label>("label", {.longest = 300})},
                           {.kind = "measures.report_row"});
  return table;
}

}  // namespace measures
