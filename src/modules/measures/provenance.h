#pragma once
#include "modules/measures/measures.h"

// Where a figure comes from: which load, file and row, or whose hand; or which figures below it add up to it.
namespace measures {

struct Source {  // of one word on a period: the first, or a correction
  int revision = 0;
  Quantity numerator, denominator;
  std::string reason;
  std::optional<Load> load;
  std::optional<std::int64_t> line;  // in the load's file
  std::int64_t sequence = 0;         // of the entry that says so; 0: it is not there any more
  std::string who;                   // empty: the host
  Instant when;
};

struct PartOfSum {
  std::string series, unit_name;
  Quantity numerator, denominator;
  int reporting = 0;  // 0: its own figure
};

struct PointSource {
  std::optional<Point> point;    // as it stands now
  std::vector<Source> sources;   // newest word first
  std::vector<PartOfSum> parts;  // of a sum
};
PointSource source_of(Reader& db, const Series& series, const Metric& metric, Date period);

struct PointShown {
  Series series;
  Metric metric;
  std::string place_name;
  Date period;
  PointSource found;
  std::string url() const { return "/series/" + series.id.text; }
};
void provenance_routes(Router& router);

}  // namespace measures
