// Search: whoever looks finds what they may see by any of its words, and nothing else.
#include <doctest/doctest.h>

#include <algorithm>

#include "modules/decisions/decisions.h"
#include "modules/search/search.h"
#include "partnership/notes.h"
#include "partnership/record/erasure.h"
#include "tests/world/world.h"

#include "modules/decisions/world_for_tests.h"
#include "modules/meetings/world_for_tests.h"

using namespace tests;

namespace {

// "person Ana Flores, team Patient Transport": what somebody finds, as the page lists it.
std::string found(World& world, const Id<Person>& who, search::Looking looking, int most = 20) {
  return world.sees(who, [&](Reader& db) {
    std::string all;
    for (auto& group : search::find(db, looking, most))
      for (auto& one : group.found)
        all += (all.empty() ? "" : ", ") + group.kind + " " + (one.title.empty() ? one.text : one.title);
    return all;
  });
}
bool holds(const std::string& text, std::string_view part) { return text.find(part) != std::string::npos; }

void note(World& world, const Id<Person>& person, bool walled, const std::string& words) {
  world.does(person, [&](Tx& tx) {
    write_note(tx, world.team.text, *tx.actor().seat(world.team.text, Role::co_lead), walled, words);
  });
}

}  // namespace

TEST_CASE("people are found by the beginnings of their names, accents and case aside, and teams by their number") {
  World world;
  world.does({}, [&](Tx& tx) {
    tx.insert(Person{kit::fresh<Person>(), "jose", "José Ñúñez Ibáñez", {}, "Enfermero", "es"});
  });
  CHECK(found(world, world.ana, {.words = "jose nun"}) == "person José Ñúñez Ibáñez");
  CHECK(found(world, world.ana, {.words = "IBÁÑ"}) == "person José Ñúñez Ibáñez");
  CHECK(found(world, world.ana, {.words = "enfermero"}) == "person José Ñúñez Ibáñez");
  CHECK(found(world, world.ana, {.words = "nobody of that name"}).empty());
  auto number = world.sees(world.ana, [&](Reader& db) { return teams::find_team(db, world.team).external_id; });
  CHECK(found(world, world.ana, {.words = number, .kind = "team"}).starts_with("team Patient Transport"));
  CHECK(holds(found(world, world.ana, {.words = "trans pat"}), "team Patient Transport"));
}

TEST_CASE("what is renamed is found by its new name alone, and what is removed by none") {
  World world;
  world.does(world.olga, [&](Tx& tx) {
    auto team = teams::find_team(tx, world.team);
    team.name = "Portering";
    tx.update(team);
  });
  CHECK(found(world, world.ana, {.words = "porter", .kind = "team"}) == "team Portering");
  CHECK(found(world, world.ana, {.words = "patient transport", .kind = "team"}).empty());
  CHECK(world.faults().empty());
}

TEST_CASE("the closest stands first: a number, then whole words of a title, then their beginnings, then other words") {
  World world;
  world.does({}, [&](Tx& tx) {
    auto add = [&](const char* number, const char* name, const char* purpose) {
      tx.insert(teams::Team{kit::fresh<teams::Team>(), number, name, world.transport, purpose, tx.today(), {}, {}});
    };
    add("q7", "Alpha", "Looks after the lifts, q 7.");
    add("t1", "Lift", "");
    add("t2", "Lifting aids", "");
    add("t3", "Beta", "Brings the lift.");
  });
  CHECK(found(world, world.ana, {.words = "lift", .kind = "team"}) ==
        "team Lift, team Lifting aids, team Beta, team Alpha");
  CHECK(found(world, world.ana, {.words = "Q-7", .kind = "team"}) == "team Alpha");
}

TEST_CASE("within a unit only what lies in it or below is found, and people who sit there") {
  World world;
  CHECK(holds(found(world, world.ana, {.words = "ana", .unit = world.transport.text}), "person Ana"));
  CHECK(found(world, world.ana, {.words = "ana", .unit = world.lakes.text}).empty());
  CHECK(holds(found(world, world.ana, {.words = "transport", .unit = world.cascade.text}), "team Patient Transport"));
  CHECK(found(world, world.ana, {.words = "transport", .unit = world.lakes.text}).empty());
  CHECK(found(world, world.ana, {.words = "transport", .unit = "unit_that_is_not"}).empty());
}

TEST_CASE("many of one kind come page by page, each once") {
  World world;
  world.does({}, [&](Tx& tx) {
    for (int i = 0; i < 23; ++i)
      tx.insert(
          Person{kit::fresh<Person>(), "n" + std::to_string(i), i % 2 ? "Noor Haddad" : "Noora Haddad", {}, {}, "en"});
  });
  std::set<std::string> seen;
  std::string after;
  int pages = 0;
  do {
    auto groups = world.sees(world.ana, [&](Reader& db) {
      return search::find(db, {.words = "noor", .kind = "person", .after = after}, 5);
    });
    REQUIRE(groups.size() == 1);
    for (auto& one : groups.front().found) CHECK(seen.insert(one.id).second);
    after = groups.front().next;
    ++pages;
  } while (!after.empty());
  CHECK(seen.size() == 23);
  CHECK(pages == 5);
}

TEST_CASE("a remark behind a wall is found by that party alone, on the page and as data") {
  World world;
  note(world, world.ana, false, "Everybody may read about the zebra.");
  note(world, world.ana, true, "Labor among itself: a zebra.");
  note(world, world.ben, true, "Management among itself: a zebra.");
  auto ana = found(world, world.ana, {.words = "zebra"}), ben = found(world, world.ben, {.words = "zebra"});
  CHECK((holds(ana, "Everybody") && holds(ana, "Labor") && !holds(ana, "Management")));
  CHECK((holds(ben, "Everybody") && !holds(ben, "Labor") && holds(ben, "Management")));
  auto sato = found(world, world.sato, {.words = "zebra"});
  CHECK((holds(sato, "Everybody") && !holds(sato, "Labor") && !holds(sato, "Management")));
  for (auto& person : {world.ben, world.paul, world.sato, world.amari}) {
    CHECK_FALSE(holds(world.get(person, "/search?q=zebra").body, "Labor among itself"));
    CHECK_FALSE(holds(world.get_json(person, "/search?q=zebra").body, "Labor among itself"));
  }
  CHECK(holds(world.get(world.quist, "/search?q=zebra").body, "Labor among itself"));
  CHECK(world.get(world.eve, "/search?q=zebra").status == 403);
  CHECK(world.faults().empty());
}

TEST_CASE("an open stance is found by its reason, a hidden one after its close, a secret one and a draft never") {
  using namespace decisions;
  DecidingWorld world;
  auto says = [&](BallotKind ballot, const std::string& words) {
    auto id = world.opened(world.terms(ballot, {Role::co_lead, Role::member}));
    for (auto* who : {&world.ana, &world.ben, &world.mia})
      world.does(*who, [&](Tx& tx) { take_stance(tx, id, "live_with", words, "An interest"); });
    for (auto& who : world.people)
      world.does(who, [&](Tx& tx) { take_stance(tx, id, "live_with", words, "An interest"); });
    return id;
  };
  says(BallotKind::open, "okapi");
  auto hidden = says(BallotKind::hidden, "tapir");
  auto secret = says(BallotKind::secret, "quokka");
  world.post(world.ana, "/drafts", {{"form", "/teams/new"}, {"title", "wombat"}, {"name", "wombat"}});
  for (auto& who : {world.ana, world.ben, world.mia, world.olga}) {
    CHECK(holds(found(world, who, {.words = "okapi"}), "stance okapi"));
    for (auto* words : {"tapir", "quokka", "wombat"}) CHECK(found(world, who, {.words = words}).empty());
  }
  world.pass_days(8);
  for (auto& id : {hidden, secret}) world.does(world.ana, [&](Tx& tx) { close(tx, id); });
  CHECK(holds(found(world, world.olga, {.words = "tapir"}), "stance tapir"));
  CHECK(found(world, world.ana, {.words = "quokka"}).empty());
  CHECK(world.faults().empty());
}

TEST_CASE("words that were erased find nothing any more") {
  World world;
  world.program().integrate();
  auto entry = world.sees(world.olga, [&](Reader& db) {
    return db.value<std::int64_t>("select max(sequence) from journal_bodies where body like '%\"name\":\"Mia Tran\"%'");
  });
  CHECK(holds(found(world, world.ana, {.words = "mia tran"}), "Mia"));
  world.does(world.olga, [&](Tx& tx) { ask_erasure(tx, entry, {"name"}, "She asked for it."); });
  auto asked = world.sees(world.olga, [&](Reader& db) { return erasure_of(db, entry)->id.text; });
  for (auto& person : {world.olga, world.paul, world.sato})
    world.does(person, [&](Tx& tx) { answer_assent(tx, latest_assent(tx, asked)->assent.id, Answer::signed_, ""); });
  CHECK(found(world, world.ana, {.words = "mia tran"}).empty());
  world.sees(world.ana, [&](Reader& db) {
    CHECK(db.value<std::int64_t>("select count(*) from search_entries where words like '%=mia%'") == 0);
    return 0;
  });
  CHECK(world.faults().empty());
}

TEST_CASE("a partnership from before there was search finds everything once it was started anew") {
  World world;
  world.does({}, [](Tx& tx) { tx.run("delete from search_entries"); });
  CHECK(found(world, world.ana, {.words = "transport"}).empty());
  make_missing_entries(world.database());
  CHECK(holds(found(world, world.ana, {.words = "transport"}), "team Patient Transport"));
  CHECK(world.faults().empty());
}

TEST_CASE("an entry that was changed behind Concert's back is found out") {
  World world;
  world.does({}, [](Tx& tx) { tx.run("update search_entries set words = 'x' where kind = 'team'"); });
  CHECK(world.faults().size() == 2);
}

TEST_CASE("every kind that can be found has a select that the database understands, and an address that opens") {
  World world;
  note(world, world.ana, false, "A remark.");
  std::set<std::string> kinds;
  std::vector<std::string> urls;
  world.sees(world.ana, [&](Reader& db) {
    db.each("select kind, min(id) from search_entries group by kind", {}, [&](const kit::Row& row) {
      kinds.emplace(row.text(0));
      auto record = found_record(db.db(), row.text(0), row.text(1));
      REQUIRE(record);
      urls.push_back(record->url);
    });
    for (auto kind : findable_kinds()) CHECK_NOTHROW(found_record(db.db(), kind, "x"));
    return 0;
  });
  CHECK(kinds.size() > 3);
  for (auto& url : urls) {
    CAPTURE(url);
    CHECK(world.get(world.ana, url.substr(0, url.find('#'))).status == 200);
  }
}

TEST_CASE("the page marks what was looked for, says when there is nothing, and takes whatever is typed") {
  World world;
  auto page = world.get(world.ana, "/search?q=trans");
  CHECK(holds(page.body, "Patient <mark>Transport</mark>"));
  auto none = world.get(world.ana, "/search?q=zzzz&kind=team");
  CHECK(holds(none.body, "Nothing found for “zzzz”."));
  CHECK(holds(none.body, "Look everywhere"));
  CHECK(holds(world.get(world.ana, "/search").body, "What are you looking for?"));
  for (auto* typed : {"%22", "%27", "*", "a*", "OR", "NOT+AND", "%3Aperson", "%3D%3D", "%23t1", "%28%29", "x:*",
                      "%22ana%22+near%2F2"}) {
    CAPTURE(typed);
    CHECK(world.get(world.ana, std::string("/search?q=") + typed + "&kind=x&unit=y&after=9.z").status < 500);
    CHECK(world.get(world.ana, std::string("/search?q=") + typed).status < 500);
  }
}

TEST_CASE("minutes are found once both sides approved them, and not while they are written") {
  using namespace meetings;
  MeetingWorld world;
  auto id = world.running();
  world.writes(world.mia, world.talk, 0, "The giraffe stays by the east lift.");
  world.does(world.ana, [&](Tx& tx) {
    end_meeting(tx, id);
    ask_approval(tx, id);
  });
  CHECK(found(world, world.ana, {.words = "giraffe"}).empty());
  world.signs(world.ben, id, "minutes");
  CHECK(world.course(id).state == State::closed);
  CHECK(holds(found(world, world.olga, {.words = "giraffe"}), "minutes Supervisors rotate"));
}

TEST_CASE("a kind of record that search did not know before is found after the next start, the others as they were") {
  World world;
  world.does({}, [&](Tx& tx) { tx.run("delete from search_entries where kind = 'team'"); });
  CHECK(found(world, world.ana, {.words = "transport", .kind = "team"}).empty());
  make_missing_entries(world.database());
  CHECK(found(world, world.ana, {.words = "transport", .kind = "team"}) == "team Patient Transport");
  CHECK(world.faults().empty());
}
