#pragma once
#include "modules/measures/measures.h"

// Alarms: who wants to hear of a measure in a place. On a new signal, on a target that begins to be missed, on a figure
// that does not come. A person hears of all their alarms in one message a day at most, and of the same cause once. What
// somebody follows is their own business and outside the journal.
namespace measures {

struct Alarm {
  static constexpr auto prefix = "alarm";
  Id<Alarm> id;
  Id<Series> series;
  bool on_signal = true, on_target = true, on_late = true;

  bool on_anything() const { return on_signal || on_target || on_late; }
};

std::optional<Alarm> alarm_of(Reader& db, const Id<Series>& series);  // the reader's own
// The reader's own from here; with nothing chosen there is none.
void set_alarm(Tx& tx, const Id<Series>& series, Alarm chosen);

struct AlarmLine {
  Alarm alarm;
  SeriesLine line;
  std::string place_name;
};
std::vector<AlarmLine> alarms_of(Reader& db);  // the reader's

// Pure: what of a series is worth an alarm today, each with a name that stays the same as long as the cause does.
// `awaited`: what the metric's feed is to bring next; without one a figure has a few days to be counted.
std::vector<std::string> causes_of(const Alarm& alarm, const SeriesSummary& summary, const Periods& periods, Date today,
                                   const std::optional<Awaited>& awaited = {});

// Tells everybody what is new; once a minute, and whoever was told today waits until tomorrow.
void ring_alarms(Tx& tx);

void alarm_routes(Router& router);

}  // namespace measures
