#include "modules/governance/standing.h"

#include <algorithm>
#include <functional>

namespace governance {

std::string first_bodies_policy() { return R"({"quiet_days":92})"; }

BodiesPolicy read_bodies_policy(const Policy& policy) {
  auto days = kit::Json::parse(policy.body).at("quiet_days").as_integer();
  if (days < 1 || days > 3660) throw kit::JsonRefused("quiet_days is out of bounds");
  return {.version = policy.version, .quiet_days = static_cast<int>(days)};
}

// A version that cannot be read is passed over for the one before it; a partnership that has none goes by the first.
BodiesPolicy bodies_policy(Reader& db) {
  for (const Policy& policy : db.all<Policy>(
           "where name = 'bodies' and id in (select policy_id from policy_starts) order by version desc limit 5")) {
    try {
      return read_bodies_policy(policy);
    } catch (const kit::JsonRefused&) {
      continue;
    }
  }
  return {};
}

// ── rules ────────────────────────────────────────────────────────────────────

bool Standing::is_complete() const {
  return std::ranges::all_of(parties, [](const PartyStanding& one) { return one.has_chair; });
}

namespace {

void check_seats(std::vector<Finding>& found, const Standing& standing) {
  for (const PartyStanding& one : standing.parties)
    if (!one.has_chair) found.push_back({.trouble = Trouble::no_chair, .party = one.party});
  for (const PartyStanding& one : standing.parties)
    if (one.held < one.allotted)
      found.push_back(
          {.trouble = Trouble::vacant, .party = one.party, .open = one.allotted - one.held, .allotted = one.allotted});
}

}  // namespace

std::vector<Finding> check(const Standing& standing, const BodiesPolicy& policy, Date today) {
  const Body& body = standing.body;
  std::vector<Finding> found;
  if (body.ended_on) return found;
  if (body.sunset_on && *body.sunset_on < today)
    found.push_back({.trouble = Trouble::past_sunset, .since = body.sunset_on});
  check_seats(found, standing);
  // 2.2 (a) Mandatory cross-membership: structures that nobody carries from one level to the next fall apart.
  if (body.parent && !standing.sits_above) found.push_back({.trouble = Trouble::nobody_above});
  // 2.2 (d) The heartbeat: a young body is given its first months.
  Date heard = standing.last_met.value_or(body.formed_on);
  if (kit::days_between(heard, today) > policy.quiet_days)
    found.push_back({.trouble = Trouble::silent, .since = standing.last_met});
  if (!standing.has_charter) found.push_back({.trouble = Trouble::no_charter});
  // 2.2 (c) Beside operations is no fault, but everybody should know it.
  if (body.footing == Footing::parallel) found.push_back({.trouble = Trouble::parallel});
  std::ranges::stable_sort(found, {}, &Finding::trouble);
  return found;
}

// ── reading ──────────────────────────────────────────────────────────────────

namespace {

// Asks the same few questions about all of them at once.
class Look {
 public:
  Look(Reader& db, std::vector<Body> bodies) : db_(db) {
    for (Body& body : bodies) {
      at_[body.id.text] = standings_.size();
      standings_.push_back({.body = std::move(body), .unit = {}, .parties = {}, .last_met = {}});
    }
  }

  std::vector<Standing> read() {
    if (standings_.empty()) return {};
    units();
    seats();
    each(
        "select distinct low.place_id from bodies join seats low on low.place_id = bodies.id"
        " join seats high on high.place_id = bodies.parent_id and high.person_id = low.person_id where bodies.id in " +
            among(2) + held("low") + held("high"),
        db_.today(), [](Standing& one, const kit::Row&) { one.sits_above = true; });
    each("select body_id from body_charter_starts where body_id in " + among(1), std::nullopt,
         [](Standing& one, const kit::Row&) { one.has_charter = true; });
    sittings();
    return std::move(standings_);
  }

 private:
  using Take = std::function<void(Standing&, const kit::Row&)>;

  static std::string held(std::string seats) {
    return " and " + seats + ".starts_on <= $1 and (" + seats + ".ends_on is null or " + seats + ".ends_on >= $1)";
  }
  // The bodies, as "($2, $3, …)".
  std::string among(std::size_t first) const {
    std::string places;
    for (std::size_t i = 0; i < standings_.size(); ++i) places += (i == 0 ? "($" : ", $") + std::to_string(first + i);
    return places + ")";
  }
  void each(const std::string& sql, std::optional<Date> date, const Take& take) {
    std::vector<kit::Value> args;
    if (date) args.emplace_back(*date);
    for (const Standing& one : standings_) args.emplace_back(one.body.id);
    db_.db().each(sql, kit::Args(args),
                  [&](const kit::Row& row) { take(standings_[at_.find(row.text(0))->second], row); });
  }
  void units() {
    each("select bodies.id, units.name from bodies join units on units.id = unit_id where bodies.id in " + among(1),
         std::nullopt, [](Standing& one, const kit::Row& row) { one.unit = row.text(1); });
  }
  void seats() {
    each(
        "select body_id, parties.name, body_allotments.seats, count(seats.id),"
        " count(case when role = 'co_lead' then 1 end) from body_allotments"
        " join parties on parties.id = body_allotments.party_id left join seats on place_id = body_id"
        " and seats.party_id = body_allotments.party_id" +
            held("seats") + " where body_id in " + among(2) +
            " group by body_id, parties.name, body_allotments.seats, parties.place order by parties.place",
        db_.today(), [](Standing& one, const kit::Row& row) {
          one.parties.push_back({.party = std::string(row.text(1)),
                                 .allotted = static_cast<int>(row.integer(2)),
                                 .held = static_cast<int>(row.integer(3)),
                                 .has_chair = row.integer(4) > 0});
        });
  }
  void sittings() {
    each(
        "select body_id, max(met_on), cast(sum(case when met_on > $1 then person_minutes else 0 end) as bigint)"
        " from body_sittings where body_id in " +
            among(2) + " group by body_id",
        kit::add_days(db_.today(), -365), [](Standing& one, const kit::Row& row) {
          read_column(row, 1, one.last_met.emplace());
          one.person_minutes = row.integer(2);
        });
  }

  Reader& db_;
  std::map<std::string, std::size_t, std::less<>> at_;
  std::vector<Standing> standings_;
};

}  // namespace

Standing standing_of(Reader& db, const Body& body) { return std::move(Look(db, {body}).read().front()); }

std::vector<Standing> standings_in(Reader& db, const Id<Unit>& unit, int most) {
  return Look(db, db.all<Body>("where unit_id in (select unit_id from unit_ancestors where ancestor_id = $1)"
                               " and ended_on is null order by (select distance from unit_ancestors where"
                               " unit_id = bodies.unit_id and ancestor_id = $1), name, id limit $2",
                               {unit, most}))
      .read();
}

std::vector<Branch> as_tree(std::vector<Standing> standings) {
  std::vector<Branch> tree;
  std::multimap<std::string, std::size_t> below;
  std::map<std::string, std::size_t> known;
  for (std::size_t i = 0; i < standings.size(); ++i) known[standings[i].body.id.text] = i;
  auto parent_of = [&](const Standing& one) {
    return one.body.parent && known.contains(one.body.parent->text) ? one.body.parent->text : std::string();
  };
  for (std::size_t i = 0; i < standings.size(); ++i) below.emplace(parent_of(standings[i]), i);
  std::function<void(const std::string&, std::size_t, std::optional<std::size_t>)> grow =
      [&](const std::string& parent, std::size_t depth, std::optional<std::size_t> above) {
        auto [first, last] = below.equal_range(parent);
        for (auto child = first; child != last; ++child) {
          std::string id = standings[child->second].body.id.text;
          tree.push_back({std::move(standings[child->second]), depth, above});
          grow(id, depth + 1, tree.size() - 1);
        }
      };
  grow("", 0, std::nullopt);
  return tree;
}

}  // namespace governance
