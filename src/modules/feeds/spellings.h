#pragma once
#include "modules/feeds/feeds.h"

// How periods and numbers are written in strangers' files. Pure. Inside the module only.
namespace feeds {

// The first day of the period a text names, in the metric's frequency; nothing when it names none, or only a longer
// one. Spreadsheets give dates as YYYY-MM-DD whatever they show, so that is understood with every format.
std::optional<Date> period_in(std::string_view text, PeriodFormat format, const measures::Periods& periods);

// "1,234.5" where the point is the decimal mark, "1.234,5" where the comma is; blanks between thousands are skipped.
kit::ParsedQuantity amount_in(std::string_view text, DecimalMark mark);

}  // namespace feeds
