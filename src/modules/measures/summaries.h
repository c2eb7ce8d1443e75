#pragma once
#include "modules/measures/measures.h"
#include "partnership/record/projections.h"

// What series_summaries holds of a series: worked out from its measurements whenever one arrives, and by the checks of
// the record.
namespace measures {

// The columns of a row, in order.
inline constexpr std::array summary_columns{"series_id"sv, "points"sv,    "latest_on"sv, "latest"sv, "centre"sv,
                                            "variation"sv, "assurance"sv, "sparkline"sv, "until"sv,  "told"sv};
// Their values; nothing for a series without measurements.
std::optional<std::vector<kit::Value>> summary_of(Reader& db, const Series& series, const Metric& metric);

partnership::Projection summaries_of_series();

// What units reported, for ever and by period.
void count_all_reports(kit::Session& db, const partnership::AddTally& add);

}  // namespace measures
