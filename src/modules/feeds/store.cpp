#include <algorithm>

#include "modules/feeds/feeds.h"
#include "modules/feeds/troubles.h"
#include "partnership/clocks.h"
#include "partnership/naming.h"
#include "partnership/policy.h"
#include "partnership/units.h"

namespace feeds {

Feed find_feed(Reader& db, const Id<Feed>& id) { return db.find(id); }

std::optional<Feed> feed_of(Reader& db, std::string_view external_id) {
  return db.maybe<Feed>("where external_id = $1", {external_id});
}

std::vector<Feed> feeds_of(Reader& db, const Id<measures::Metric>& metric) {
  return db.all<Feed>(
      "where metric_id = $1 or id in (select feed_id from feed_metrics where metric_id = $1) order by name, id",
      {metric});
}

FeedState state_of(Reader& db, const Feed& feed) {
  FeedState state{.feed = feed, .metric_name = {}, .owner = {}, .expected = {}, .due_on = {}, .latest = {}, .open = {}};
  if (feed.metric) state.metric_name = name_of(db, feed.metric->text);
  state.owner = db.maybe_value<std::string>(
                      "select people.name from seats join people on people.id = person_id where place_id = $1"
                      " and role = $2 and party_id = $3 and starts_on <= $4 and (ends_on is null or ends_on >= $4)"
                      " order by starts_on limit 1",
                      {feed.place, feed.role, feed.party, db.today()})
                    .value_or("");
  if (auto loads = measures::loads_of(db, feed.id.text, 1); !loads.empty()) state.latest = loads.front();
  for (const Running& one : running_clocks(db, feed.id.text)) {
    if (one.clock.kind == due_clock) {
      state.due_on = one.due_on;
      state.expected = expected_period(db, feed);
    } else if (auto trouble = trouble_of_clock(one.clock.kind)) {
      state.open.emplace_back(*trouble, one.due_on);
    }
  }
  return state;
}

std::vector<FeedState> list_feeds(Reader& db) {
  std::vector<FeedState> states;
  for (const Feed& feed : db.all<Feed>("order by name, id limit 200")) states.push_back(state_of(db, feed));
  return states;
}

std::vector<LoadDoubt> doubts_of(Reader& db, std::string_view load) {
  return db.all<LoadDoubt>("where load_id = $1 order by period, series_id limit 200", {load});
}

namespace {
constexpr std::array tenders{Role::analyst, Role::administrator, Role::executive};
}

bool may_add_feed(const Actor& actor) {
  return std::ranges::any_of(tenders, [&](Role role) { return actor.has_role(role); });
}

bool may_feed(Reader& db, const Feed& feed) {
  const Actor& actor = db.actor();
  if (actor.seat_of(feed.place, feed.role, feed.party)) return true;
  if (!may_add_feed(actor)) return false;
  return std::ranges::any_of(path_to(db, {feed.place}), [&](const Unit& unit) {
    return std::ranges::any_of(tenders, [&](Role role) { return actor.holds(unit.id.text, role); });
  });
}

// A partnership that has agreed on no rules for feeds yet goes by those it would begin with.
FeedRules rules_in_force(Reader& db) {
  auto body = db.maybe_value<std::string>(
      "select body from policies where name = 'feeds' and id in (select policy_id from policy_starts)"
      " order by version desc limit 1");
  return rules_out_of(body ? *body : first_feed_rules());
}

}  // namespace feeds
