#include <doctest/doctest.h>

#include "modules/setup/setup.h"
#include "tests/world/world.h"

// Each party's administrators bring in their own people, and nobody's file changes what all have agreed to.
namespace setup {
namespace {

using tests::World;

struct Files {
  World world;

  Files() {
    world.does({}, [&](Tx& tx) {
      name(tx, world.mia, "mia");
      name(tx, world.ben, "ben");
      Team team = teams::find_team(tx, world.team);
      team.external_id = "pt";
      tx.update(team);
      int number = 0;
      for (Party party : tx.all<Party>("order by place")) {
        party.external_id = std::array{"labor", "management", "physicians"}[number++];
        tx.update(party);
      }
      Unit top = top_unit(tx);
      top.external_id = "top";
      change_unit(tx, top);
    });
  }
  using Team = teams::Team;
  void name(Tx& tx, const Id<Person>& id, const char* external_id) {
    Person person = tx.find(id);
    person.external_id = external_id;
    tx.update(person);
  }

  std::string said(const Id<Person>& person, const std::string& file, const std::string& content) {
    std::vector<File> files{{file, content}};
    Preview preview = world.sees(person, [&](Reader& db) { return check(db, files); });
    std::string text;
    for (const Problem& problem : preview.problems)
      text += "row " + std::to_string(problem.row) + ", " + problem.field + ": " +
              kit::say(Language::en, problem.sentence, {{"detail", problem.detail}}) + "\n";
    return text;
  }
  bool brings(const Id<Person>& person, const std::string& file, const std::string& content,
              Speaker speaker = Speaker::who_asks) {
    std::vector<File> files{{file, content}};
    try {
      world.does(person, [&](Tx& tx) { import_files(tx, files, {}, speaker); });
      return true;
    } catch (const FilesRefused&) {
      return false;
    }
  }
};

const std::string seats = "person,party,place,role,starts_on\n";
const std::string both = seats + "ben,management,pt,champion,2026-11-01\nmia,labor,pt,champion,2026-11-01\n";

}  // namespace

TEST_CASE("an administrator imports seats of their own party alone, and the other's are named by row") {
  Files files;
  auto entries = files.world.entries();
  CHECK(files.said(files.world.paul, "seats.csv", both) ==
        "row 3, party: Only Labor’s own administrators put its people forward.\n");
  CHECK_FALSE(files.brings(files.world.paul, "seats.csv", both));
  CHECK(files.world.entries() == entries);
  CHECK(files.brings(files.world.paul, "seats.csv", seats + "ben,management,pt,champion,2026-11-01\n"));
  CHECK(files.brings(files.world.olga, "seats.csv", both));  // Ben's is there already as it stands
}

TEST_CASE("until a party has an administrator, those of another may bring in its seats: that is setting up") {
  Files files;
  files.world.does({}, [&](Tx& tx) {
    for (Seat seat : tx.all<Seat>("where role = 'administrator' and party_id = $1", {files.world.labor})) {
      seat.ends_on = kit::add_days(tx.today(), -1);
      tx.update(seat);
    }
  });
  CHECK(files.said(files.world.paul, "seats.csv", both).empty());
}

TEST_CASE("the command line puts nobody forward for a party that has administrators, unless it says it is the host") {
  Files files;
  CHECK(files.said({}, "seats.csv", both) ==
        "row 2, party: Only Management’s own administrators put its people forward.\n"
        "row 3, party: Only Labor’s own administrators put its people forward.\n");
  CHECK_FALSE(files.brings({}, "seats.csv", both));
  auto before = files.world.entries();
  CHECK(files.brings({}, "seats.csv", both, Speaker::host));
  CHECK(files.world.entries() > before);
  for (auto sequence = before + 1; sequence <= files.world.entries(); ++sequence) {
    auto entry = files.world.sees({}, [&](Reader& db) {
      return db.value<std::string>("select entry from journal_entries where sequence = $1", {sequence});
    });
    CAPTURE(entry);
    CHECK(entry.find("\nhost\n") != std::string::npos);
  }
  CHECK(files.world.get(files.world.ana, "/journal").body.find("The host ") != std::string::npos);
  CHECK(files.world.faults().empty());
}

TEST_CASE("after set-up a file adds to what everybody builds on, and changes none of it") {
  Files files;
  const Id<Person>& olga = files.world.olga;
  CHECK(files.said(olga, "parties.csv", "external_id,name,mark,place\ntrust,Trust,diamond,9\n")
            .starts_with("row 2, : Who the"));
  CHECK(files.said(olga, "units.csv", "external_id,name,kind\ntop,Ours,national\n")
            .starts_with("row 2, : Every party builds"));
  CHECK(files.said(olga, "units.csv", "external_id,name,kind,parent\nnew,New ward,department,top\n").empty());
  CHECK(files.said(olga, "unions.csv", "external_id,name,party\nl9,Local 9,labor\nm9,Managers,management\n") ==
        "row 3, party: Only Management’s own administrators bring in its unions.\n");
  CHECK(files.said(olga, "people.csv", "external_id,name\nben,Benjamin\nmia,Mia T.\nzoe,Zoe\n") ==
        "row 2, external_id: Only Management’s own administrators change what is kept of its people.\n");
  std::string metrics = "external_id,name,question,unit,direction,frequency\nwait,Wait,";
  CHECK(files.brings(olga, "metrics.csv", metrics + "How long?,minutes,lower,week\n"));
  CHECK(files.said(olga, "metrics.csv", metrics + "How short?,minutes,lower,week\n")
            .starts_with("row 2, : Every party builds"));
}

TEST_CASE("a file does not stand for signatures: not for a team's end, a project's, a rating or a saving") {
  Files files;
  const Id<Person>& olga = files.world.olga;
  std::string team = files.world.sees(olga, [&](Reader& db) {
    auto found = teams::find_team(db, files.world.team);
    return "pt," + found.name + "," + db.find(found.unit).external_id + "," + kit::iso(found.registered_on);
  });
  std::string heads = "external_id,name,unit,registered_on,ended_on\n";
  std::string sentence =
      "This takes the signatures of every party, and a file cannot stand for them. It is proposed on its own page.\n";
  CHECK(files.said(olga, "teams.csv", heads + team + ",2026-11-20\n") == "row 2, ended_on: " + sentence);
  CHECK(files.said(olga, "teams.csv", heads + team + ",\n").empty());
  CHECK(files.said(olga, "ratings.csv", "team,quarter,level,rated_on\npt,2026-Q3,4,2026-10-05\n") ==
        "row 2, : " + sentence);
  CHECK(files.brings({}, "teams.csv", heads + team + ",2026-11-20\n", Speaker::host));
  CHECK(files.world.faults().empty());
}

TEST_CASE("a team path that names a rule there is none of is refused with a sentence") {
  std::string body = path::first_team_path();
  CHECK_NOTHROW(check_policy("team_path", body));
  std::string known = path::rule_names().front();
  body.replace(body.find("\"" + known + "\""), known.size() + 2, "\"often\"");
  CHECK_THROWS_WITH(check_policy("team_path", body), doctest::Contains("“often”"));
}

}  // namespace setup
