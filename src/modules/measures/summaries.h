#pragma once
#include <set>

#include "modules/measures/measures.h"
#include "partnership/record/projections.h"

// What series_summaries holds of a series: worked out from its measurements whenever one arrives, and by the checks of
// the record.
namespace measures {

// The columns of a row, in order.
inline constexpr std::array summary_columns{"series_id"sv, "points"sv,    "latest_on"sv, "latest"sv, "centre"sv,
                                            "variation"sv, "assurance"sv, "sparkline"sv, "until"sv,  "told"sv};
// Keeps them for series of one metric. Most series were never remarked on and have no target of a year; which have is
// asked once.
class KeepSummaries {
 public:
  KeepSummaries(Tx& tx, const Metric& metric);
  void of(const Series& series);
  // The series as it is now; with the first figure of a year the target of that year is its own.
  void of_year(const Id<Series>& series, Date period);
  // The same of many, of one part and in the order of their ids. Where they lie close together their figures are read
  // together.
  void of_year(const std::string& part, const std::vector<std::string>& ids, Date period,
               const std::function<void()>& progress);

 private:
  void aim(Series& series, Date period);
  void keep(const Series& series, const std::vector<Point>& points);

  Tx& tx_;
  const Metric& metric_;
  std::set<std::string> remarked_, aimed_;
};

partnership::Projection summaries_of_series();

// What units reported, for ever and by period.
void count_all_reports(kit::Session& db, const partnership::AddTally& add);

}  // namespace measures
