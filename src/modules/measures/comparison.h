#pragma once
#include "modules/measures/dictionary.h"
#include "statistics/funnel.h"

// Places beside each other for one metric: who is comparable and why, the funnel, and who is left out and why. Figures
// stand in one comparison only while their definitions are the same; otherwise it is refused in a sentence. Places are
// in the order of their names: there is no rank, because places that differ by chance alone have none.
namespace measures {

enum class Span { period, year };  // the latest period, or the twelve months up to its end
inline auto names(Span) { return std::array{"period"sv, "year"sv}; }
enum class Setting { any, clinical, other };
inline auto names(Setting) { return std::array{"any"sv, "clinical"sv, "other"sv}; }
enum class Size { any, alike };  // alike: from half to twice as large as the place itself
inline auto names(Size) { return std::array{"any"sv, "alike"sv}; }

struct ComparisonAsked {
  std::string unit;  // the place it is about, or empty
  std::optional<UnitKind> kind;
  std::optional<Setting> setting;
  Size size = Size::any;
  Span span = Span::period;
  std::optional<Date> period;  // the latest, if none is asked for
};

struct ComparedPlace {
  std::string place, name, series;
  std::string within;       // the unit above it, since departments share their names
  std::string metric_name;  // of a local definition agreed to be the same; empty for the metric's own
  Quantity numerator, denominator;
  double value = 0;
  int beyond = 0;  // as statistics/funnel.h says
  statistics::Interval likely, nearly_sure;
  bool own = false;
};

struct LeftOut {
  std::string name;    // with the unit above it
  std::string reason;  // a key of words, with {detail}
  std::string detail = {};
};

struct Comparison {
  ComparisonAsked asked;  // as it was understood
  std::string unit_name;
  std::optional<Date> from, period;          // the first day that counts, and the last period
  std::string refused, refused_detail;       // a key of words: why nothing is compared
  std::vector<ComparedPlace> places;         // by name
  std::vector<LeftOut> left_out;             // by name
  std::size_t all = 0;                       // places of the kind that exist
  std::optional<statistics::Funnel> funnel;  // none where chance cannot be told from the figures
  bool overdispersed = false;

  bool is_empty() const { return places.empty(); }
};

// Which funnel the figures allow: counts out of chances, events per exposure, or none.
std::optional<statistics::FunnelKind> funnel_kind_of(const Metric& metric);
Comparison compare(Reader& db, const Metric& metric, ComparisonAsked asked);

void comparison_routes(Router& router);

}  // namespace measures
