#include "modules/measures/unit_moves.h"

#include <doctest/doctest.h>

#include <algorithm>

#include "partnership/notifications.h"
#include "tests/world/world.h"

using namespace tests;
using namespace measures;

namespace {

struct Moving {
  World world;
  Metric falls;

  Moving() {
    world.does(world.olga, [&](Tx& tx) {
      falls = add_metric(tx, {.external_id = "falls",
                              .name = "Falls",
                              .numerator = "falls",
                              .denominator = "days",
                              .frequency = Frequency::month});
      Figures figures{{{.id = {}, .metric = falls.id, .place = world.west4.text, .part = "", .target = {}}}, {}};
      for (int i = 0; i < 4; ++i)
        figures.rows.push_back({.series = 0,
                                .period = kit::add_months(kit::date_of(2026, 8, 1), i),
                                .numerator = kit::whole(1 + i),
                                .denominator = kit::whole(100)});
      compare(tx, figures);
      record_load(tx, {.files = "falls.csv"}, std::move(figures));
    });
  }

  UnitMoveProposal propose(Date on) {
    return world.does(world.olga, [&](Tx& tx) {
      return propose_unit_move(tx, {.unit = world.west4, .under = world.lakes, .starts_on = on, .reason = "One ward"});
    });
  }
  void sign(const UnitMoveProposal& proposal, const Id<Person>& who) {
    auto assent = world.sees(who, [&](Reader& db) { return latest_assent(db, proposal.id.text)->assent.id; });
    world.does(who, [&](Tx& tx) { answer_assent(tx, assent, Answer::signed_, ""); });
  }
  void all_sign(const UnitMoveProposal& proposal) {
    for (auto& who : {world.olga, world.paul, world.sato}) sign(proposal, who);
  }
  // By month, what the units below a unit add up to.
  std::string sums_of(const Id<Unit>& unit) {
    return world.sees(world.ana, [&](Reader& db) {
      std::string text;
      if (auto series = series_of(db, falls.id, unit.text))
        for (const Point& point : points_of(db, *series, falls))
          text += kit::iso(point.period).substr(5, 2) + ":" + kit::print_text(point.numerator) + " ";
      return text;
    });
  }
  bool lies_under(const Id<Unit>& unit) {
    return world.sees(world.ana, [&](Reader& db) { return is_within(db, world.west4, unit); });
  }
};

}  // namespace

TEST_CASE("a unit moves with the last party's signature, and each sum obeys the day") {
  Moving moving;
  World& world = moving.world;
  auto proposal = moving.propose(kit::date_of(2026, 10, 1));
  moving.sign(proposal, world.olga);
  moving.sign(proposal, world.paul);
  CHECK_FALSE(moving.lies_under(world.lakes));
  CHECK(moving.sums_of(world.cascade) == "08:1 09:2 10:3 11:4 ");
  moving.sign(proposal, world.sato);
  CHECK(moving.lies_under(world.lakes));
  CHECK(moving.sums_of(world.cascade) == "08:1 09:2 ");
  CHECK(moving.sums_of(world.lakes) == "10:3 11:4 ");
  CHECK(moving.sums_of(world.nation) == "08:1 09:2 10:3 11:4 ");
  CHECK(world.faults().empty());
  auto page = world.get(world.ana, "/units/" + world.west4.text + "/moves");
  CHECK(page.body.find("One ward") != std::string::npos);
  CHECK(page.body.find("Propose a move") == std::string::npos);
  CHECK(world.get(world.ana, "/history/" + world.west4.text).body.find("One ward") != std::string::npos);
}

TEST_CASE("a move that was agreed ahead waits for its day") {
  Moving moving;
  World& world = moving.world;
  auto day = kit::add_days(world.today(), 20);
  moving.all_sign(moving.propose(day));
  auto take = [&] { world.does({}, [](Tx& tx) { take_due_moves(tx); }); };
  take();
  CHECK_FALSE(moving.lies_under(world.lakes));
  auto json = world.get_json(world.ana, "/units/" + world.west4.text + "/moves");
  CHECK(json.body.find("\"agreed\":true") != std::string::npos);
  world.pass_days(20);
  take();
  take();
  CHECK(moving.lies_under(world.lakes));
  CHECK(moving.sums_of(world.cascade) == "08:1 09:2 10:3 11:4 ");
  CHECK(world.sees(world.ana, [&](Reader& db) { return moves_of(db, world.west4).size(); }) == 1);
  CHECK(world.faults().empty());
}

TEST_CASE("a move that has become impossible by its day lapses once, is told to every party, and is not made later") {
  Moving moving;
  World& world = moving.world;
  auto day = kit::add_days(world.today(), 20);
  moving.all_sign(moving.propose(day));
  auto move = [&](const Id<Unit>& under, Date on) {
    world.does({}, [&](Tx& tx) {
      tx.act_as_host();
      move_unit(tx, world.west4, under, on, "By a file");
    });
  };
  auto home = world.sees(world.ana, [&](Reader& db) { return *find_unit(db, world.west4).parent; });
  move(world.lakes, kit::add_days(world.today(), -1));  // there already
  world.pass_days(20);
  auto take = [&] { world.does({}, [](Tx& tx) { take_due_moves(tx); }); };
  take();
  auto told = [&](const Id<Person>& who) { return world.sees(who, [](Reader& db) { return notices_of(db, 50); }); };
  auto lapsed = [&](const Id<Person>& who) {
    auto all = told(who);
    return std::ranges::count(all, "measures.move_lapsed", &Told::kind);
  };
  for (auto& who : {world.olga, world.paul, world.sato}) CHECK(lapsed(who) == 1);
  CHECK(world.get(world.olga, "/units/" + world.west4.text + "/moves").body.find("Agreed, and not made") !=
        std::string::npos);
  move(home, world.today());
  take();
  CHECK_FALSE(moving.lies_under(world.lakes));
  CHECK(lapsed(world.olga) == 1);
  CHECK(world.faults().empty());
}

TEST_CASE("a move is refused to who is no administrator, below itself, to where the unit lies, and without a reason") {
  Moving moving;
  World& world = moving.world;
  const std::string url = "/units/" + world.west4.text + "/moves";
  auto asked = [&](const Id<Person>& who, const Id<Unit>& under, const std::string& reason) {
    return world.post(who, url, {{"under_id", under.text}, {"starts_on", "2026-10-01"}, {"reason", reason}}).status;
  };
  CHECK(asked(world.ana, world.lakes, "Because") == 403);
  CHECK(asked(world.olga, world.west4, "Because") == 409);
  auto parent = world.sees(world.ana, [&](Reader& db) { return *find_unit(db, world.west4).parent; });
  CHECK(asked(world.olga, parent, "Because") == 409);
  CHECK(asked(world.olga, world.lakes, "") == 422);
  CHECK(world.post(world.olga, url, {{"under_id", "nowhere"}, {"starts_on", ""}, {"reason", "Because"}}).status == 422);
  CHECK(asked(world.olga, world.lakes, "Because") == 303);
  CHECK(world.get(world.paul, url).body.find("Before the parties") != std::string::npos);
}

TEST_CASE("side by side goes down to where there are several to compare") {
  Moving moving;
  World& world = moving.world;
  world.does(world.olga, [&](Tx& tx) {
    Figures figures{{{.id = {}, .metric = moving.falls.id, .place = world.transport.text, .part = "", .target = {}}},
                    {}};
    figures.rows.push_back(
        {.series = 0, .period = kit::date_of(2026, 8, 1), .numerator = kit::whole(5), .denominator = kit::whole(100)});
    compare(tx, figures);
    record_load(tx, {.files = "falls.csv"}, std::move(figures));
  });
  // Of the region's units one hospital follows falls; in the hospital two departments do.
  auto series = world.sees(world.ana, [&](Reader& db) { return *series_of(db, moving.falls.id, world.cascade.text); });
  auto json = world.get_json(world.ana, "/series/" + series.id.text + "/below").body;
  CHECK(json.find(world.west4.text) != std::string::npos);
  CHECK(json.find(world.transport.text) != std::string::npos);
  CHECK(json.find(world.sunny_ridge.text) == std::string::npos);
}
