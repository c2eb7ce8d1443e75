#include "modules/feeds/troubles.h"

#include <algorithm>

#include "modules/improvement/improvement.h"
#include "partnership/clocks.h"
#include "partnership/notifications.h"
#include "partnership/units.h"

namespace feeds {

std::string clock_of(Trouble trouble) { return "feed_" + std::string(kit::to_value(trouble)); }

std::optional<Trouble> trouble_of_clock(std::string_view kind) {
  constexpr std::string_view beginning = "feed_";
  if (!kind.starts_with(beginning)) return std::nullopt;
  return kit::named<Trouble>(kind.substr(beginning.size()));
}

// A feed of several metrics is due as often as the one that comes most often.
measures::Periods periods_of(Reader& db, const Feed& feed) {
  if (feed.metric) return measures::find_metric(db, *feed.metric).periods();
  std::optional<measures::Periods> shortest;
  for (auto& metric :
       db.all<measures::Metric>("where id in (select metric_id from feed_metrics where feed_id = $1)", {feed.id}))
    if (!shortest || metric.frequency < shortest->frequency) shortest = metric.periods();
  return shortest.value_or(measures::Frequency::month);
}

Date expected_period(Reader& db, const Feed& feed) {
  auto periods = periods_of(db, feed);
  auto last = db.maybe_value<Date>("select last_period from loads where feed_id = $1 order by last_period desc limit 1",
                                   {feed.id});
  if (last) return measures::next_period(*last, periods);
  auto began = db.maybe_value<Date>("select started_on from clocks where subject_id = $1 order by started_on limit 1",
                                    {feed.id});
  return measures::period_of(began.value_or(db.today()), periods);
}

std::optional<measures::Awaited> awaited_of(Reader& db, const Id<measures::Metric>& metric) {
  std::optional<measures::Awaited> awaited;
  for (const Feed& feed : feeds_of(db, metric)) {
    auto due = db.maybe_value<Date>(
        "select running_clocks.due_on from running_clocks join clocks on clocks.id = clock_id where kind = $1"
        " and subject_id = $2 order by running_clocks.due_on limit 1",
        {due_clock, feed.id});
    if (due && (!awaited || *due < awaited->due_on)) awaited = {expected_period(db, feed), *due};
  }
  return awaited;
}

namespace {

Clock clock_for(Tx& tx, const Feed& feed, std::string kind, Date due_on) {
  return {.id = {},
          .kind = std::move(kind),
          .subject = feed.id.text,
          .place = feed.place,
          .role = feed.role,
          .party = feed.party,
          .unit = {feed.place},
          .rule = "2.31",
          .started_on = tx.today(),
          .due_on = due_on};
}

// The co-leads of every team that works on a project with a series of one of the feed's metrics.
void tell_projects(Tx& tx, const Feed& feed, Trouble trouble) {
  struct Told {
    std::string team, project, title;
  };
  std::vector<Told> projects;
  tx.each(
      "select distinct team_id, projects.id, title from projects join series on series.id = projects.series_id"
      " where (series.metric_id = $2 or series.metric_id in (select metric_id from feed_metrics where feed_id = $1))"
      " and projects.id not in (select project_id from project_endings) order by projects.id",
      {feed.id, feed.metric ? feed.metric->text : std::string()}, [&](const kit::Row& row) {
        projects.push_back({std::string(row.text(0)), std::string(row.text(1)), std::string(row.text(2))});
      });
  for (const Told& one : projects)
    for (const Party& party : all_parties(tx))
      notify(tx, {.to = SeatAt{.place = one.team, .role = Role::co_lead, .party = party.id},
                  .kind = clock_of(trouble),
                  .about = feed.name,
                  .url = feed.url(),
                  .subject = feed.id.text});
}

struct Reported {
  std::int64_t before = 0, still = 0;
};
// How many units had a figure for a period, and how many of them have one for a later period: their own, or the sum of
// what lies below them.
Reported reported(Reader& db, const Feed& feed, const std::string& metric, Date before, Date now) {
  Reported count;
  db.each(
      "select count(*), sum(case when exists (select 1 from measurements now where now.series_id = series.id and"
      " now.period = $4) or exists (select 1 from rolled_points where rolled_points.series_id = series.id and"
      " rolled_points.period = $4) then 1 else 0 end) from series join measurements on series_id = series.id"
      " and period = $3 and revision = 0 join unit_ancestors on unit_id = place_id and ancestor_id = $2"
      " where metric_id = $1",
      {metric, feed.place, before, now}, [&](const kit::Row& row) {
        count.before = row.integer(0);
        count.still = row.is_null(1) ? 0 : row.integer(1);
      });
  return count;
}

// Handbook 2.31: who reported last time and is not there now is missing, not zero.
void look_for_the_missing(Tx& tx, const Feed& feed, const Loaded& loaded) {
  std::int64_t before = 0, now = 0;
  auto last = loaded.load.last_period;
  for (auto& metric :
       tx.all<measures::Metric>("where id in (select metric_id from feed_metrics where feed_id = $1)", {feed.id})) {
    auto former = tx.maybe_value<Date>(
        "select max(period) from series join measurements on series_id = series.id where metric_id = $1"
        " and period < $2 and period >= $3 having max(period) is not null",
        {metric.id, last, kit::add_days(last, -400)});
    if (!former) continue;
    Reported count = reported(tx, feed, metric.id.text, *former, last);
    before += count.before, now += count.still;
  }
  bool whole =
      before == 0 || static_cast<double>(now) >= rules_in_force(tx).partial_below * static_cast<double>(before);
  if (whole) return stop_clocks(tx, clock_of(Trouble::partial), feed.id.text, ClockOutcome::met);
  raise(tx, feed, Trouble::partial, last, std::to_string(now) + " / " + std::to_string(before));
}

// Doubts that no later figure has settled.
std::int64_t open_doubts(Reader& db, const Feed& feed) {
  return db.value<std::int64_t>(
      "select count(*) from load_doubts join loads on loads.id = load_id where feed_id = $1 and not exists (select 1"
      " from measurements where measurements.series_id = load_doubts.series_id"
      " and measurements.period = load_doubts.period and measurements.revision > load_doubts.revision)",
      {feed.id});
}

}  // namespace

void raise(Tx& tx, const Feed& feed, Trouble trouble, Date period, const std::string& detail) {
  if (tx.maybe<FeedTrouble>("where feed_id = $1 and trouble = $2 and period = $3", {feed.id, trouble, period})) return;
  tx.record(
      FeedTrouble{.feed = feed.id, .trouble = trouble, .period = period, .noticed_on = tx.today(), .detail = detail});
  // A late file has its clock already: the one that ran out.
  if (trouble != Trouble::late)
    start_clock(tx, clock_for(tx, feed, clock_of(trouble), kit::add_days(tx.today(), rules_in_force(tx).answer_days)),
                feed.name, feed.url());
  tell_projects(tx, feed, trouble);
}

void start_due_clock(Tx& tx, const Feed& feed) {
  Date end = measures::next_period(expected_period(tx, feed), periods_of(tx, feed));
  start_clock(tx, clock_for(tx, feed, std::string(due_clock), kit::add_days(end, feed.due_days - 1)), feed.name,
              feed.url());
}

void file_came(Tx& tx, const Feed& feed, const Loaded& loaded) {
  stop_clocks(tx, due_clock, feed.id.text, ClockOutcome::met);
  stop_clocks(tx, clock_of(Trouble::stopped), feed.id.text, ClockOutcome::met);
  start_due_clock(tx, feed);
  look_for_the_missing(tx, feed, loaded);
  if (!loaded.reading.doubts.empty())
    raise(tx, feed, Trouble::implausible, loaded.load.last_period, std::to_string(loaded.reading.doubts.size()));
  else if (open_doubts(tx, feed) == 0)
    stop_clocks(tx, clock_of(Trouble::implausible), feed.id.text, ClockOutcome::met);
}

void look_after_feeds(Tx& tx) {
  std::vector<std::pair<std::string, Date>> overdue;
  tx.each(
      "select subject_id, running_clocks.due_on from running_clocks join clocks on clocks.id = clock_id"
      " where kind = $1 and running_clocks.due_on < $2 order by subject_id",
      {due_clock, tx.today()}, [&](const kit::Row& row) {
        Date due;
        kit::read_column(row, 1, due);
        overdue.emplace_back(row.text(0), due);
      });
  if (overdue.empty()) return;
  const FeedRules rules = rules_in_force(tx);
  for (auto& [id, due] : overdue) {
    Feed feed = find_feed(tx, {id});
    tx.act_as_host();
    Date period = expected_period(tx, feed), later = due;
    raise(tx, feed, Trouble::late, period, "");
    for (int i = 0; i < rules.stopped_after; ++i) later = measures::next_period(later, periods_of(tx, feed));
    if (later < tx.today()) raise(tx, feed, Trouble::stopped, period, std::to_string(rules.stopped_after));
  }
}

void definition_changed(Tx& tx, const Id<measures::Metric>& metric, Date since, const std::string& name) {
  for (const Feed& feed : feeds_of(tx, metric)) raise(tx, feed, Trouble::redefined, since, name);
}

}  // namespace feeds
