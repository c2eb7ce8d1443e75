#include "modules/measures/alarms.h"

#include <map>

#include "modules/measures/pages.h"
#include "modules/measures/told.h"
#include "partnership/naming.h"
#include "partnership/notifications.h"

namespace measures {
namespace {

Alarm read_alarm(const kit::Row& row, int at) {
  return {.id = {std::string(row.text(at))},
          .series = {std::string(row.text(at + 1))},
          .on_signal = row.integer(at + 2) != 0,
          .on_target = row.integer(at + 3) != 0,
          .on_late = row.integer(at + 4) != 0};
}

// A figure may take a few days to be counted before its absence is news.
int days_of_grace(const Periods& periods) { return periods.frequency <= Frequency::week ? 3 : 10; }

std::optional<std::string> signal_cause(const Told& told) {
  if (!told.summary.latest_reason || !told.signal_since) return std::nullopt;
  return "signal " + std::to_string(static_cast<int>(told.summary.latest_reason->rule)) + " " +
         std::to_string(static_cast<int>(told.summary.latest_reason->side)) + " " + kit::iso(*told.signal_since);
}

}  // namespace

std::optional<Alarm> alarm_of(Reader& db, const Id<Series>& series) {
  std::optional<Alarm> alarm;
  db.each("select id, series_id, on_signal, on_target, on_late from alarms where person_id = $1 and series_id = $2",
          {db.actor().person, series}, [&](const kit::Row& row) { alarm = read_alarm(row, 0); });
  return alarm;
}

namespace {

AwaitedOf& awaited_by_feeds() {
  static AwaitedOf awaited;
  return awaited;
}

std::optional<Awaited> awaited_of(Reader& db, const Id<Metric>& metric) {
  return awaited_by_feeds() ? awaited_by_feeds()(db, metric) : std::nullopt;
}

}  // namespace

void let_feeds_say_what_is_due(AwaitedOf awaited) { awaited_by_feeds() = std::move(awaited); }

namespace {

// An alarm tells what is new: what is so when somebody asks for it stands on the page in front of them.
void pass_over_what_is_so_already(Tx& tx, const Id<Series>& id) {
  auto summary = tx.maybe<SeriesSummary>("where series_id = $1", {id});
  auto alarm = alarm_of(tx, id);
  if (!summary || !alarm) return;
  Metric metric = find_metric(tx, find_series(tx, id).metric);
  for (const std::string& cause : causes_of(*alarm, *summary, metric.periods(), tx.today(), awaited_of(tx, metric.id)))
    tx.run("insert into alarm_calls (alarm_id, cause, told_on) values ($1, $2, '') on conflict do nothing",
           {alarm->id, cause});
}

}  // namespace

void set_alarm(Tx& tx, const Id<Series>& series, Alarm chosen) {
  find_series(tx, series);
  if (!chosen.on_anything()) {
    tx.run("delete from alarm_calls where alarm_id in (select id from alarms where person_id = $1 and series_id = $2)",
           {tx.actor().person, series});
    tx.run("delete from alarms where person_id = $1 and series_id = $2", {tx.actor().person, series});
    return;
  }
  tx.run(
      "insert into alarms (id, person_id, series_id, on_signal, on_target, on_late, since)"
      " values ($1, $2, $3, $4, $5, $6, $7) on conflict (person_id, series_id) do update set"
      " on_signal = excluded.on_signal, on_target = excluded.on_target, on_late = excluded.on_late",
      {kit::fresh<Alarm>(), tx.actor().person, series, std::int64_t{chosen.on_signal}, std::int64_t{chosen.on_target},
       std::int64_t{chosen.on_late}, tx.today()});
  pass_over_what_is_so_already(tx, series);
}

namespace {

bool is_late(Date period, const Periods& periods, Date today, const std::optional<Awaited>& awaited) {
  if (!awaited) return today >= kit::add_days(next_period(period, periods), days_of_grace(periods));
  return period < awaited->period || (period == awaited->period && today > awaited->due_on);
}

}  // namespace

std::vector<std::string> causes_of(const Alarm& alarm, const SeriesSummary& summary, const Periods& periods, Date today,
                                   const std::optional<Awaited>& awaited) {
  std::vector<std::string> causes;
  Told told = told_in(summary.told);
  if (alarm.on_signal)
    if (auto cause = signal_cause(told)) causes.push_back(std::move(*cause));
  if (alarm.on_target && told.missed_since) causes.push_back("target " + kit::iso(*told.missed_since));
  const Date next = next_period(summary.latest_on, periods);
  if (alarm.on_late && is_late(next, periods, today, awaited)) causes.push_back("late " + kit::iso(next));
  return causes;
}

namespace {

constexpr int most_alarms = 20000;

const std::string& columns_of_lines() {
  static const std::string columns =
      columns_of(Series::table()) + ", " + columns_of(Metric::table()) + ", " + columns_of(SeriesSummary::table());
  return columns;
}

SeriesLine read_line(const kit::Row& row, int at) {
  SeriesLine line;
  auto read = [&](const Table& table, void* record) {
    for (const kit::Field& field : table.fields()) field.set(record, row, at++);
  };
  read(Series::table(), &line.series);
  read(Metric::table(), &line.metric);
  if (!row.is_null(at)) read(SeriesSummary::table(), &line.summary.emplace());
  return line;
}

struct New {  // of one person, today
  std::vector<std::string> names, causes;
  std::string url;
};

// Remembered before it is told, in one transaction: what is there already is not new.
bool remember(Tx& tx, const Id<Alarm>& alarm, const std::string& cause) {
  return tx.run("insert into alarm_calls (alarm_id, cause, told_on) values ($1, $2, $3) on conflict do nothing",
                {alarm, cause, tx.today()}) > 0;
}

std::string kind_of(const New& news) {
  std::string what = news.causes.front().substr(0, news.causes.front().find(' '));
  if (news.names.size() > 1) what = "several";
  return "measures." + what;
}

void tell(Tx& tx, const Id<Person>& person, const New& news) {
  std::string about;
  for (std::size_t i = 0; i < news.names.size() && i < 5; ++i) about += (i == 0 ? "" : "; ") + news.names[i];
  if (news.names.size() > 5) about += "; …";
  notify(tx, {.to = person,
              .kind = kind_of(news),
              .about = about,
              .url = news.names.size() > 1 ? "/me/alarms" : news.url,
              .subject = {}});
}

}  // namespace

std::vector<AlarmLine> alarms_of(Reader& db) {
  std::vector<AlarmLine> lines;
  db.each("select alarms.id, alarms.series_id, on_signal, on_target, on_late, " + columns_of_lines() +
              " from alarms join series on series.id = alarms.series_id join metrics on metrics.id = series.metric_id"
              " left join series_summaries on series_summaries.series_id = series.id where person_id = $1"
              " order by metrics.name, alarms.id limit 500",
          {db.actor().person}, [&](const kit::Row& row) {
            lines.push_back({read_alarm(row, 0), read_line(row, 5), {}});
          });
  for (AlarmLine& line : lines) line.place_name = name_of(db, line.line.series.place);
  return lines;
}

// 1. What could be told to whom; 2. what of it is new; 3. one notice for each person.
void ring_alarms(Tx& tx) {
  struct Waiting {
    std::string person;
    Alarm alarm;
    SeriesLine line;
  };
  std::vector<Waiting> waiting;
  tx.each("select alarms.id, alarms.series_id, on_signal, on_target, on_late, " + columns_of_lines() +
              ", person_id from alarms join series on series.id = alarms.series_id"
              " join metrics on metrics.id = series.metric_id"
              " join series_summaries on series_summaries.series_id = series.id"
              " where not exists (select 1 from alarm_calls join alarms a on a.id = alarm_id"
              "   where a.person_id = alarms.person_id and told_on = $1)"
              " order by person_id, metrics.name, alarms.id limit $2",
          {tx.today(), most_alarms}, [&](const kit::Row& row) {
            int last = 5 + static_cast<int>(Series::table().fields().size() + Metric::table().fields().size() +
                                            SeriesSummary::table().fields().size());
            waiting.push_back({std::string(row.text(last)), read_alarm(row, 0), read_line(row, 5)});
          });
  std::map<std::string, New> told;
  std::map<std::string, std::optional<Awaited>> by_metric;
  for (const Waiting& one : waiting) {
    bool named = false;
    auto [awaited, first] = by_metric.try_emplace(one.line.metric.id.text);
    if (first) awaited->second = awaited_of(tx, one.line.metric.id);
    for (std::string& cause :
         causes_of(one.alarm, *one.line.summary, one.line.metric.periods(), tx.today(), awaited->second)) {
      if (!remember(tx, one.alarm.id, cause)) continue;
      New& news = told[one.person];
      news.causes.push_back(std::move(cause));
      news.url = "/series/" + one.line.series.id.text;
      if (!std::exchange(named, true))
        news.names.push_back(one.line.metric.name + ", " + name_of(tx, one.line.series.place));
    }
  }
  for (auto& [person, news] : told) tell(tx, {person}, news);
}

}  // namespace measures
