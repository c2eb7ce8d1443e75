#include "modules/setup/living.h"

// Two feeds: injuries come each month from the safety system, and what patients say has not come for a while.
namespace setup {

feeds::Feed Play::begin_feed(Tx& tx, std::string_view name, std::string_view metric) {
  feeds::Feed feed{.id = {}, .external_id = {}, .name = std::string(name)};
  feed.metric = tx.one<measures::Metric>("where external_id = $1", {metric}).id;
  feed.period_format = feeds::PeriodFormat::month;
  feed.denominator_column = "denominator";
  feed.due_days = 5;
  const Seat& seat = *tx.actor().first_with(Role::administrator);
  feed.place = seat.place, feed.role = seat.role, feed.party = seat.party;
  tx.act_from(seat);
  return feed;
}

void Play::figures_from_feeds() {
  at(ago(40), 9 * 60, people_["paul"], [this](Tx& tx) {
    feeds::Feed injuries = begin_feed(tx, "Injuries from the safety system", "injuries");
    injuries.unit_column = "Hospital", injuries.period_column = "Month", injuries.numerator_column = "Injuries";
    injuries.denominator_column = "Jobs a year";
    feeds::add_feed(tx, injuries);
    feeds::add_feed(tx, begin_feed(tx, "What patients say, from the survey office", "recommend"));
  });
  at(ago(2), 8 * 60, people_["paul"], [this](Tx& tx) {
    std::string file = "Hospital;Month;Injuries;Jobs a year\n";
    for (auto& [month, rows] : injury_rows_)
      if (kit::add_months(month, 1) <= ago(2)) file += rows;
    feeds::Feed feed = *feeds::feed_of(tx, "injuries-from-the-safety-system");
    tx.act_from(*tx.actor().first_with(Role::administrator));
    feeds::load_file(tx, feed, "injuries.csv", file, "");
  });
  at(ago(0), 6 * 60, {}, [](Tx& tx) { feeds::look_after_feeds(tx); });
}

}  // namespace setup
