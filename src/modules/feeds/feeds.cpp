#include "modules/feeds/feeds.h"

#include "kit/json/json.h"

// Pure: what is kept of a feed.
namespace feeds {

const Table& Feed::table() {
  static const Table table(
      "feeds",
      {field<&Feed::id>("id", {.key = true, .place = true}),
       field<&Feed::external_id>("external_id", {.required = true, .longest = 80}),
       field<&Feed::name>("name", {.required = true, .longest = 120}),
       field<&Feed::metric>("metric_id", {.place = true}),
       field<&Feed::metric_column>("metric_column", {.longest = 80}),
       field<&Feed::unit_column>("unit_column", {.required = true, .longest = 80}),
       field<&Feed::unit_key>("unit_key", {.required = true}),
       field<&Feed::part_column>("part_column", {.longest = 80}),
       field<&Feed::period_column>("period_column", {.required = true, .longest = 80}),
       field<&Feed::period_format>("period_format", {.required = true}),
       field<&Feed::numerator_column>("numerator_column", {.required = true, .longest = 80}),
       field<&Feed::denominator_column>("denominator_column", {.longest = 80}),
       field<&Feed::reason_column>("reason_column", {.longest = 80}),
       field<&Feed::decimal_mark>("decimal_mark", {.required = true}),
       field<&Feed::encoding>("encoding", {.required = true, .longest = 10}),
       field<&Feed::due_days>("due_days", {.required = true, .least = 0, .most = 366}),
       field<&Feed::place>("place_id", {.place = true}), field<&Feed::role>("role"), field<&Feed::party>("party_id")},
      {.kind = "feeds.feed"});
  return table;
}

const Table& FeedMetric::table() {
  static const Table table("feed_metrics",
                           {field<&FeedMetric::feed>("feed_id", {.key = true, .place = true}),
                            field<&FeedMetric::metric>("metric_id", {.key = true, .place = true})},
                           {.kind = "feeds.metric", .fact = true});
  return table;
}

const Table& FeedTrouble::table() {
  static const Table table(
      "feed_troubles",
      {field<&FeedTrouble::feed>("feed_id", {.key = true, .place = true}),
       field<&FeedTrouble::trouble>("trouble", {.key = true}), field<&FeedTrouble::period>("period", {.key = true}),
       field<&FeedTrouble::noticed_on>("noticed_on"), field<&FeedTrouble::detail>("detail")},
      {.kind = "feeds.trouble", .fact = true});
  return table;
}

const Table& FeedAnswer::table() {
  static const Table table(
      "feed_answers",
      {field<&FeedAnswer::id>("id", {.key = true}), field<&FeedAnswer::feed>("feed_id", {.place = true}),
       field<&FeedAnswer::trouble>("trouble", {.required = true}),
       field<&FeedAnswer::answer>("answer", {.required = true, .longest = 500}),
       field<&FeedAnswer::answered_on>("answered_on")},
      {.kind = "feeds.answer", .fact = true});
  return table;
}

const Table& LoadDoubt::table() {
  static const Table table("load_doubts",
                           {field<&LoadDoubt::load>("load_id", {.key = true, .place = true}),
                            field<&LoadDoubt::series>("series_id", {.key = true, .place = true}),
                            field<&LoadDoubt::period>("period", {.key = true}), field<&LoadDoubt::kind>("kind"),
                            field<&LoadDoubt::value>("value"), field<&LoadDoubt::least>("least"),
                            field<&LoadDoubt::most>("most"), field<&LoadDoubt::revision>("revision")},
                           {.kind = "feeds.doubt", .fact = true});
  return table;
}

// 2.31 A coverage and lateness report; where a partnership begins.
std::string first_feed_rules() {
  return R"({"stopped_after_periods":2,"answer_days":7,"partial_below_percent":90,"jump_in_usual_steps":8})";
}

FeedRules rules_out_of(const std::string& body) {
  kit::Json json = kit::Json::parse(body);
  auto number = [&](std::string_view name, std::int64_t least, std::int64_t most) {
    auto value = json.at(name).as_integer();
    if (value < least || value > most) throw kit::JsonRefused(std::string(name) + " is out of bounds");
    return static_cast<int>(value);
  };
  return {.stopped_after = number("stopped_after_periods", 1, 100),
          .answer_days = number("answer_days", 1, 366),
          .partial_below = number("partial_below_percent", 0, 100) / 100.0,
          .jump = static_cast<double>(number("jump_in_usual_steps", 1, 1000))};
}

}  // namespace feeds
