#include "partnership/clocks.h"

#include "partnership/extensions.h"
#include "partnership/walls.h"

namespace partnership {

const Table& Clock::table() {
  static const Table table(
      "clocks",
      {field<&Clock::id>("id", {.key = true, .place = true}), field<&Clock::kind>("kind"),
       field<&Clock::subject>("subject_id", {.place = true}), field<&Clock::place>("place_id"),
       field<&Clock::role>("role"), field<&Clock::party>("party_id"), field<&Clock::unit>("unit_id"),
       field<&Clock::rule>("rule"), field<&Clock::started_on>("started_on"), field<&Clock::due_on>("due_on"),
       field<&Clock::wall>("wall")},
      {.kind = "partnership.clock"});
  return table;
}
const Table& ClockStop::table() {
  static const Table table("clock_stops",
                           {field<&ClockStop::clock>("clock_id", {.key = true, .place = true}),
                            field<&ClockStop::outcome>("outcome"), field<&ClockStop::stopped_on>("stopped_on")},
                           {.kind = "partnership.clock_stop", .fact = true});
  return table;
}
const Table& ClockExtension::table() {
  static const Table table(
      "clock_extensions",
      {field<&ClockExtension::id>("id", {.key = true}), field<&ClockExtension::clock>("clock_id", {.place = true}),
       field<&ClockExtension::subject>("subject_id", {.place = true}), field<&ClockExtension::due_on>("due_on"),
       field<&ClockExtension::reason>("reason", {.required = true}), field<&ClockExtension::agreed_at>("agreed_at")},
      {.kind = "partnership.clock_extension", .fact = true});
  return table;
}

namespace {

constexpr std::string_view is_running = " and id in (select clock_id from running_clocks)";

std::string due(Date date) { return "due " + kit::iso(date); }

// How many clocks run out on each day is a total of every unit, so that what is overdue is counted by a few days.
void count_due(Tx& tx, const Clock& clock, int by) {
  if (clock.wall != joint_wall) return;
  auto day = tx.maybe_value<Date>("select due_on from running_clocks where clock_id = $1", {clock.id});
  if (day) tx.tally(clock.unit, due(*day), "clocks", by);
}

void stop_one(Tx& tx, const Clock& clock, ClockOutcome outcome) {
  std::string outside = tx.keep_within(clock.wall);
  withdraw_extension(tx, clock.id);
  tx.record(ClockStop{.clock = clock.id, .outcome = outcome, .stopped_on = tx.today()});
  count_due(tx, clock, -1);
  tx.run("delete from running_clocks where clock_id = $1", {clock.id});
  no_longer_needed(tx, clock.id.text);
  tx.keep_within(std::move(outside));
}

// Of the parameters $1 and $2 are the reader and today.
std::vector<Running> select_running(Reader& db, const std::string& condition, Args args) {
  std::vector<Running> running;
  static const std::string columns =
      "select clocks.id, kind, subject_id, place_id, role, party_id, clocks.unit_id, rule, started_on, clocks.due_on,"
      " wall, running_clocks.due_on, about, url from running_clocks join clocks on clocks.id = clock_id where " +
      wall_is_open();
  db.each(columns + condition, args, [&](const kit::Row& row) {
    Running one{.clock = kit::read_record<Clock>(row)};
    read_column(row, 11, one.due_on);
    one.about = row.text(12);
    one.url = row.text(13);
    running.push_back(std::move(one));
  });
  return running;
}

}  // namespace

void start_clock(Tx& tx, Clock clock, const std::string& about, const std::string& url) {
  stop_clock(tx, clock.kind, clock.subject, clock.party, ClockOutcome::void_);
  clock.id = kit::fresh<Clock>();
  clock.wall = tx.wall();
  tx.insert(clock);
  tx.run("insert into running_clocks (clock_id, unit_id, due_on, about, url) values ($1, $2, $3, $4, $5)",
         {clock.id, clock.unit, clock.due_on, about, url});
  count_due(tx, clock, 1);
  need(tx, {.place = clock.place,
            .role = clock.role,
            .party = clock.party,
            .kind = "clock." + clock.kind,
            .about = about,
            .url = url,
            .subject = clock.id.text,
            .due_on = clock.due_on});
}

void stop_clocks(Tx& tx, std::string_view kind, std::string_view subject, ClockOutcome outcome) {
  for (const Clock& clock :
       tx.all<Clock>("where kind = $1 and subject_id = $2" + std::string(is_running), {kind, subject}))
    stop_one(tx, clock, outcome);
}

void stop_clock(Tx& tx, std::string_view kind, std::string_view subject, const Id<Party>& party, ClockOutcome outcome) {
  for (const Clock& clock : tx.all<Clock>(
           "where kind = $1 and subject_id = $2 and party_id = $3" + std::string(is_running), {kind, subject, party}))
    stop_one(tx, clock, outcome);
}

void extend_clock(Tx& tx, const Id<Clock>& id, Date due_on, const std::string& reason) {
  Clock clock = tx.find(id);
  std::string outside = tx.keep_within(clock.wall);
  tx.record(ClockExtension{.id = kit::fresh<ClockExtension>(),
                           .clock = id,
                           .subject = clock.subject,
                           .due_on = due_on,
                           .reason = reason,
                           .agreed_at = tx.now()});
  count_due(tx, clock, -1);
  tx.run("update running_clocks set due_on = $2 where clock_id = $1", {id, due_on});
  count_due(tx, clock, 1);
  tx.run("update needs set due_on = $2 where subject_id = $1", {id, due_on});
  tx.keep_within(std::move(outside));
}

Clock find_clock(Reader& db, const Id<Clock>& id) {
  return db.one<Clock>("where " + wall_is_open() + " and id = $3", {db.actor().person, db.today(), id});
}

std::optional<Running> running_clock(Reader& db, const Id<Clock>& id) {
  auto found = select_running(db, " and clock_id = $3", {db.actor().person, db.today(), id});
  return found.empty() ? std::nullopt : std::optional(std::move(found.front()));
}

std::vector<Running> running_clocks(Reader& db, std::string_view subject) {
  return select_running(db, " and subject_id = $3 order by running_clocks.due_on",
                        {db.actor().person, db.today(), subject});
}

std::vector<Running> overdue_clocks(Reader& db, const Id<Unit>& unit, int most) {
  return select_running(db,
                        " and running_clocks.due_on < $2 and running_clocks.unit_id in"
                        " (select unit_id from unit_ancestors where ancestor_id = $3)"
                        " order by running_clocks.due_on limit $4",
                        {db.actor().person, db.today(), unit, most});
}

std::int64_t count_overdue(Reader& db, const Id<Unit>& unit) {
  return db.value<std::int64_t>(
      "select coalesce(sum(total), 0) from tallies where unit_id = $1 and period >= 'due' and period < $2 and name = "
      "'clocks'",
      {unit, due(db.today())});
}

}  // namespace partnership
