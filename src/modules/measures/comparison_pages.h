#pragma once
#include "modules/measures/comparison.h"
#include "modules/measures/pages.h"
#include "partnership/web/parts.h"

// What the page of a comparison shows. Inside the module only.
namespace measures {

struct ComparisonShown {
  Metric metric;
  Comparison found;
  std::string query;  // as asked, for its files: "?unit=…&span=year"
  std::string url() const { return "/measures/" + metric.id.text + "/comparison"; }
};

std::string funnel_title(const View& view, const ComparisonShown& shown);
// How many differ by more than chance, and how the one the page is about stands.
std::string funnel_sentence(const View& view, const ComparisonShown& shown);
kit::Html funnel_picture(const View& view, const ComparisonShown& shown);
std::string funnel_svg(const View& view, const ComparisonShown& shown);  // the wide one
inline constexpr std::size_t most_rows = 300;                            // in the page's table; the file has them all
// Who is in, and why: "Facilities, clinical, of any size, in November 2026".
std::string who_is_in(const View& view, const ComparisonShown& shown);
std::string standing_of(const View& view, const ComparedPlace& place);  // "inside", "above 99.8 %"
std::string reason_of(const View& view, const LeftOut& left);
std::string likely_text(const ComparisonShown& shown, const ComparedPlace& place);
bool judges(const ComparisonShown& shown);

}  // namespace measures
