#include <algorithm>
#include <set>

#include "kit/text/encoding.h"
#include "modules/feeds/troubles.h"
#include "partnership/clocks.h"
#include "partnership/units.h"

namespace feeds {
namespace {

// The columns must say enough to read a file by.
std::vector<FieldError> faults_of(Reader& db, const Feed& feed) {
  std::vector<FieldError> faults;
  auto missing = [&](std::string field) { faults.push_back({std::move(field), "partnership.field.required"}); };
  if (feed.name.empty()) missing("name");
  if (feed.unit_column.empty()) missing("unit_column");
  if (feed.period_column.empty()) missing("period_column");
  if (feed.numerator_column.empty()) missing("numerator_column");
  if (!kit::named<kit::Encoding>(feed.encoding)) faults.push_back({"encoding", "partnership.field.choose"});
  auto metric = feed.metric ? db.maybe<measures::Metric>("where id = $1", {*feed.metric}) : std::nullopt;
  if (feed.metric && (!metric || metric->of_one_team())) faults.push_back({"metric_id", "partnership.field.choose"});
  if (!feed.metric && feed.metric_column.empty()) faults.push_back({"metric_column", "feeds.field.which_metric"});
  if (metric && !metric->denominator.empty() && feed.denominator_column.empty()) missing("denominator_column");
  return faults;
}

std::string short_name(const std::string& name) {
  std::string text;
  for (unsigned char c : name) {
    if (std::isalnum(c) && c < 0x80)
      text += static_cast<char>(std::tolower(c));
    else if (!text.empty() && text.back() != '-')
      text += '-';
  }
  while (!text.empty() && text.back() == '-') text.pop_back();
  return text.empty() ? "feed" : text.substr(0, 60);
}

// The name its folder and the command line call it by.
std::string free_name(Reader& db, const std::string& name) {
  std::string wanted = short_name(name), free = wanted;
  for (int i = 2; feed_of(db, free); ++i) free = wanted + "-" + std::to_string(i);
  return free;
}

std::set<std::string> metrics_in(const Reading& reading) {
  std::set<std::string> metrics;
  for (const measures::Series& series : reading.figures.series) metrics.insert(series.metric.text);
  return metrics;
}

void record_new_metrics(Tx& tx, const Feed& feed, const std::set<std::string>& metrics) {
  for (const std::string& metric : metrics)
    if (!tx.maybe<FeedMetric>("where feed_id = $1 and metric_id = $2", {feed.id, metric}))
      tx.record(FeedMetric{.feed = feed.id, .metric = {metric}});
}

void record_doubts(Tx& tx, const Id<measures::Load>& load, std::vector<LoadDoubt>& doubts) {
  for (LoadDoubt& doubt : doubts) {
    doubt.load = load.text;
    if (doubt.series.empty())
      doubt.series = measures::series_of(tx, doubt.of.metric, doubt.of.place, doubt.of.part)->id;
  }
  if (doubts.size() == 1) tx.record(doubts.front());
  if (doubts.size() > 1) tx.record_all(doubts);
}

}  // namespace

Feed add_feed(Tx& tx, Feed feed) {
  allow(may_add_feed(tx.actor()));
  refuse_invalid(faults_of(tx, feed));
  find_unit(tx, {feed.place});
  allow(may_feed(tx, feed));
  feed.id = kit::fresh<Feed>();
  feed.external_id = free_name(tx, feed.name);
  tx.insert(feed);
  if (feed.metric) tx.record(FeedMetric{.feed = feed.id, .metric = *feed.metric});
  start_due_clock(tx, feed);
  return feed;
}

Feed change_columns(Tx& tx, Feed feed) {
  Feed former = find_feed(tx, feed.id);
  allow(may_feed(tx, former));
  refuse_invalid(faults_of(tx, feed));
  tx.update(feed);
  if (former.due_days != feed.due_days) start_due_clock(tx, feed);
  return feed;
}

Loaded load_file(Tx& tx, const Feed& feed, const std::string& name, std::string_view content,
                 const std::string& reason) {
  tx.lock(feed.id.text);
  Reading reading = read_file(tx, feed, name, content);
  if (reading.good() && reading.without_reason > 0 && reason.empty())
    reading.problems.push_back({0, "reason", "feeds.problem.say_why", std::to_string(reading.without_reason)});
  if (!reading.good()) throw FileRefused{std::move(reading)};
  measures::Load about{.feed = feed.id.text, .metric = {}, .files = name, .digest = reading.digest, .reason = reason};
  std::set<std::string> metrics = metrics_in(reading);
  auto figures = std::move(reading.figures);
  Loaded loaded{measures::record_load(tx, std::move(about), std::move(figures)), std::move(reading)};
  if (!loaded.load.changes_anything()) return loaded;
  record_new_metrics(tx, feed, metrics);
  record_doubts(tx, loaded.load.id, loaded.reading.doubts);
  file_came(tx, feed, loaded);
  return loaded;
}

FeedAnswer answer_trouble(Tx& tx, const Id<Feed>& id, Trouble trouble, const std::string& answer) {
  Feed feed = find_feed(tx, id);
  allow(may_feed(tx, feed));
  if (answer.empty()) refuse_invalid({{"answer", "partnership.field.say_why"}});
  require(trouble != Trouble::late, "feeds.refusal.send_the_file");
  FeedAnswer fact{
      .id = kit::fresh<FeedAnswer>(), .feed = id, .trouble = trouble, .answer = answer, .answered_on = tx.today()};
  tx.record(fact);
  stop_clocks(tx, clock_of(trouble), id.text, ClockOutcome::met);
  return fact;
}

}  // namespace feeds
