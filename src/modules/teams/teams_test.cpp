#include "modules/teams/teams.h"

#include <doctest/doctest.h>

#include "tests/world/world.h"

using namespace tests;
using namespace teams;

namespace {

std::vector<Id<Assent>> open_sections(World& world, const Charter& charter) {
  return world.sees(world.ana, [&](Reader& db) {
    std::vector<Id<Assent>> ids;
    for (auto& name : charter_section_names())
      if (auto state = latest_assent(db, charter.id.text, name); state && state->open())
        ids.push_back(state->assent.id);
    return ids;
  });
}

Charter write_whole_charter(World& world) {
  Charter charter = world.does(world.ana, [&](Tx& tx) { return open_charter(tx, world.team); });
  for (auto& name : charter_section_names())
    world.does(world.ana, [&](Tx& tx) { write_section(tx, charter.id, name, "We agree on " + name + "."); });
  return charter;
}

}  // namespace

TEST_CASE("each party puts forward its own people, and only its own") {
  World world;
  struct Try {
    const char* who;
    Id<Person> actor, person;
    Id<Party> party;
    int status;
  };
  for (auto& one : std::vector<Try>{
           {"labor's co-lead for labor", world.ana, world.mia, world.labor, 200},
           {"labor's co-lead for management", world.ana, world.ben, world.management, 403},
           {"management's administrator for labor", world.paul, world.mia, world.labor, 403},
           {"a steward for labor", world.carmen, world.mia, world.labor, 200},
           {"a member for labor", world.mia, world.mia, world.labor, 403},
           {"labor putting forward a manager as labor", world.ana, world.ben, world.labor, 422},
           {"somebody without a seat", world.eve, world.mia, world.labor, 403},
       }) {
    CAPTURE(one.who);
    CHECK(status_of([&] {
            world.does(one.actor,
                       [&](Tx& tx) { put_forward(tx, world.team, one.person, one.party, Role::representative); });
          }) == one.status);
  }
}

TEST_CASE("a new co-lead takes over from the one of the same party alone") {
  World world;
  world.does(world.quist, [&](Tx& tx) { put_forward(tx, world.team, world.mia, world.labor, Role::co_lead); });
  auto leads = world.sees(world.ben, [&](Reader& db) { return leaders_of(db, world.team); });
  std::vector<std::string> names;
  for (auto& one : leads)
    if (one.seat.role == Role::co_lead) names.push_back(one.person);
  CHECK(names == std::vector<std::string>{"Mia Tran", "Ben Okafor"});
}

TEST_CASE("a clinical team is led by three parties, any other by two") {
  World world;
  auto count = [&](const Id<Team>& id) {
    return world.sees(world.ana, [&](Reader& db) { return leading_parties(db, find_team(db, id)).size(); });
  };
  CHECK(count(world.team) == 2);
  CHECK(count(world.ward_team) == 3);
}

TEST_CASE("registering a team asks each party's administrators for a co-lead, until they have put one forward") {
  World world;
  Team made = world.does(world.carmen, [&](Tx& tx) {
    return register_team(tx, {"", "Night Transport", "", world.transport, {world.west4}});
  });
  auto needs = [&](const Id<Person>& person) {
    return world.sees(person, [&](Reader& db) { return count_needs(db, db.actor()); });
  };
  CHECK(needs(world.olga) == 1);
  CHECK(needs(world.paul) == 1);
  CHECK(needs(world.sato) == 0);
  world.does(world.olga, [&](Tx& tx) { put_forward(tx, made.id, world.mia, world.labor, Role::co_lead); });
  CHECK(needs(world.olga) == 0);
  CHECK(needs(world.paul) == 1);
  CHECK(world.sees(world.ana, [&](Reader& db) { return departments_of(db, made.id).size(); }) == 1);
}

TEST_CASE("a charter is in force only when every party has signed every section") {
  World world;
  Charter charter = write_whole_charter(world);
  auto in_force = [&] {
    return world.sees(world.ana, [&](Reader& db) { return charter_in_force(db, world.team).has_value(); });
  };

  auto sections = open_sections(world, charter);
  CHECK(sections.size() == charter_section_names().size());
  for (auto& id : sections) world.does(world.ana, [&](Tx& tx) { answer_assent(tx, id, Answer::signed_, ""); });
  CHECK_FALSE(in_force());
  for (std::size_t i = 0; i + 1 < sections.size(); ++i)
    world.does(world.ben, [&](Tx& tx) { answer_assent(tx, sections[i], Answer::signed_, ""); });
  CHECK_FALSE(in_force());
  world.does(world.ben, [&](Tx& tx) { answer_assent(tx, sections.back(), Answer::signed_, ""); });
  CHECK(in_force());
  CHECK(world.faults().empty());
}

TEST_CASE("a party that sends a section back says why, and new words are a new question to both") {
  World world;
  Charter charter = write_whole_charter(world);
  auto first = open_sections(world, charter).front();
  CHECK(status_of([&] { world.does(world.ben, [&](Tx& tx) { answer_assent(tx, first, Answer::sent_back, ""); }); }) ==
        422);
  world.does(world.ben, [&](Tx& tx) { answer_assent(tx, first, Answer::sent_back, "Too vague for night shift."); });
  CHECK(status_of([&] { world.does(world.ana, [&](Tx& tx) { answer_assent(tx, first, Answer::signed_, ""); }); }) ==
        409);

  world.does(world.ana, [&](Tx& tx) { write_section(tx, charter.id, "purpose", "Better words."); });
  auto state = world.sees(world.ana, [&](Reader& db) { return *latest_assent(db, charter.id.text, "purpose"); });
  CHECK(state.open());
  CHECK_FALSE(state.parties.front().signature);
}

TEST_CASE("one party cannot sign twice or for the other") {
  World world;
  Charter charter = write_whole_charter(world);
  auto first = open_sections(world, charter).front();
  world.does(world.ana, [&](Tx& tx) { answer_assent(tx, first, Answer::signed_, ""); });
  CHECK(status_of([&] { world.does(world.ana, [&](Tx& tx) { answer_assent(tx, first, Answer::signed_, ""); }); }) ==
        409);
  CHECK(status_of([&] { world.does(world.quist, [&](Tx& tx) { answer_assent(tx, first, Answer::signed_, ""); }); }) ==
        403);
}

TEST_CASE("a new version of the charter starts from the old words, with every section open again") {
  World world;
  Charter charter = write_whole_charter(world);
  for (auto& id : open_sections(world, charter)) {
    world.does(world.ana, [&](Tx& tx) { answer_assent(tx, id, Answer::signed_, ""); });
    world.does(world.ben, [&](Tx& tx) { answer_assent(tx, id, Answer::signed_, ""); });
  }
  Charter second = world.does(world.ben, [&](Tx& tx) { return open_charter(tx, world.team); });
  CHECK(second.version == 2);
  CHECK(world.sees(world.ana, [&](Reader& db) { return sections_of(db, second.id).front().body; }) ==
        "We agree on purpose.");
  CHECK(world.sees(world.ana, [&](Reader& db) { return charter_in_force(db, world.team)->version; }) == 1);
  CHECK(open_sections(world, second).size() == charter_section_names().size());
}

TEST_CASE("a sponsor's contact meets the clock and starts the next month's") {
  World world;
  world.does(world.olga, [&](Tx& tx) { put_forward(tx, world.team, world.carmen, world.labor, Role::sponsor); });
  auto due = [&] {
    return world.sees(world.carmen, [&](Reader& db) { return running_clocks(db, world.team.text).at(0).due_on; });
  };
  CHECK(due() == kit::add_days(world.today(), 30));
  world.pass_days(31);
  CHECK(world.sees(world.ana, [&](Reader& db) { return count_overdue(db, world.cascade); }) == 1);
  CHECK(world.sees(world.ana, [&](Reader& db) { return count_overdue(db, world.lakes); }) == 0);
  world.does(world.carmen, [&](Tx& tx) { record_contact(tx, world.team, world.today(), "Spoke with both."); });
  CHECK(due() == kit::add_days(world.today(), 30));
  CHECK(world.sees(world.ana, [&](Reader& db) { return count_overdue(db, world.cascade); }) == 0);
}

TEST_CASE("moving a unit moves its totals") {
  World world;
  world.does(world.olga, [&](Tx& tx) {
    Unit moved = find_unit(tx, world.sunny_ridge);
    moved.parent = world.lakes;
    change_unit(tx, moved);
  });
  auto total = [&](const Id<Unit>& unit) {
    return world.sees(world.ana, [&](Reader& db) {
      return db.maybe_value<std::int64_t>("select total from tallies where unit_id = $1 and name = 'teams'", {unit})
          .value_or(0);
    });
  };
  CHECK(total(world.cascade) == 0);
  CHECK(total(world.lakes) == 2);
  CHECK(total(world.nation) == 2);
  CHECK(status_of([&] {
          world.does(world.olga, [&](Tx& tx) {
            Unit top = find_unit(tx, world.lakes);
            top.parent = world.transport;
            change_unit(tx, top);
          });
        }) == 422);
}
