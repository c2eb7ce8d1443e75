#pragma once
#include "modules/rooms/rooms.h"

// How many of how many stand behind a figure: every one that a unit's page shows says "n of N reporting". Read from
// tallies alone, so that it costs the same for four teams and for four thousand.
namespace rooms {

struct MeasureLine {
  measures::SeriesLine line;
  std::optional<UnitKind> kind;  // of the units that are to report; none while nothing was measured
  Coverage coverage;
};

// For each series, the units of the nearest kind below that have a figure for the same period as this unit's latest.
// Where none below keeps that measure, the unit speaks for itself.
std::vector<MeasureLine> measures_from_above(Reader& db, const Unit& unit, const Totals& now,
                                             const measures::SummaryAsked& asked = {});

}  // namespace rooms
