#include "modules/improvement/improvement.h"

#include <doctest/doctest.h>

#include "modules/improvement/pages.h"
#include "tests/world/world.h"

using namespace tests;
using namespace improvement;

namespace {

std::vector<std::string> keys_of(const std::vector<FieldError>& faults) {
  std::vector<std::string> keys;
  for (auto& fault : faults) keys.push_back(fault.field + " " + fault.key);
  return keys;
}
std::string first_point(World& world) {
  return world.sees(world.ana, [](Reader& db) { return compass(db, Language::en).front().key; });
}

Project aim(World& world) {
  return {.id = {},
          .external_id = "",
          .team = world.team,
          .series = {},
          .title = "A patient waits 15 minutes or less",
          .problem = "Patients wait.",
          .measure = "transport wait",
          .unit = "minutes",
          .direction = Direction::lower,
          .from_value = kit::whole(25),
          .to_value = kit::whole(15),
          .by_date = kit::date_of(2027, 6, 30),
          .population = "inpatients",
          .goal = "",
          .compass = first_point(world),
          .started_on = {}};
}
Project begin(World& world) {
  return world.does(world.ana, [&](Tx& tx) { return start_project(tx, aim(world)); });
}

void sign(World& world, const Id<Person>& person, const std::string& subject, const std::string& part = "") {
  world.does(person,
             [&](Tx& tx) { answer_assent(tx, latest_assent(tx, subject, part)->assent.id, Answer::signed_, ""); });
}
std::int64_t tally(World& world, const Id<Unit>& unit, const std::string& name, const std::string& period = "") {
  return world.sees(world.ana, [&](Reader& db) {
    return db
        .maybe_value<std::int64_t>("select total from tallies where unit_id = $1 and period = $2 and name = $3",
                                   {unit, period, name})
        .value_or(0);
  });
}

Fields aim_form(World& world) {
  return {{"team_id", world.team.text},
          {"title", "Shorter waits"},
          {"problem", "Patients wait."},
          {"measure", "transport wait"},
          {"unit", "minutes"},
          {"direction", "lower"},
          {"from_value", "25"},
          {"to_value", "15"},
          {"by_date", "2027-06-30"},
          {"population", "inpatients"},
          {"compass", first_point(world)},
          {"frequency", "week"}};
}

}  // namespace

TEST_CASE("an aim names a way, a distance and a day to come") {
  struct Case {
    std::string what;
    Direction direction;
    int from, to;
    Date by;
    std::vector<std::string> faults;
  };
  Date today = kit::date_of(2026, 11, 21), later = kit::date_of(2027, 6, 30);
  for (auto& one : std::vector<Case>{
           {"down to fewer", Direction::lower, 25, 15, later, {}},
           {"up to more", Direction::higher, 60, 70, later, {}},
           {"nowhere", Direction::lower, 25, 25, later, {"to_value improvement.field.no_change"}},
           {"up though lower is better", Direction::lower, 15, 25, later, {"to_value improvement.field.to_is_higher"}},
           {"down though higher is better",
            Direction::higher,
            70,
            60,
            later,
            {"to_value improvement.field.to_is_lower"}},
           {"neither way", Direction::neutral, 25, 15, later, {"direction improvement.field.direction"}},
           {"by today", Direction::lower, 25, 15, today, {"by_date improvement.field.by_is_past"}},
           {"all wrong",
            Direction::lower,
            25,
            25,
            today,
            {"to_value improvement.field.no_change", "by_date improvement.field.by_is_past"}},
       }) {
    CAPTURE(one.what);
    Project project{.direction = one.direction,
                    .from_value = kit::whole(one.from),
                    .to_value = kit::whole(one.to),
                    .by_date = one.by,
                    .compass = "service"};
    CHECK(keys_of(faults_of_aim(project, today)) == one.faults);
  }
  Project pointless{.from_value = kit::whole(2), .to_value = kit::whole(1), .by_date = later};
  CHECK(keys_of(faults_of_aim(pointless, today)) == std::vector<std::string>{"compass improvement.field.choose_point"});
}

TEST_CASE("a test of change goes in order: it starts before anything was done, and is done before it is studied") {
  TestCycle cycle{.title = "One dispatcher", .plan = "Two weeks.", .prediction = "Under 13."};
  CHECK(faults_of_cycle(cycle).empty());
  cycle.did = "It ran.";
  CHECK(keys_of(faults_of_cycle(cycle)) == std::vector<std::string>{"started_on improvement.field.start_first"});
  cycle.started_on = kit::date_of(2026, 11, 9);
  CHECK(faults_of_cycle(cycle).empty());
  cycle.did.clear();
  cycle.studied = "It worked.";
  CHECK(keys_of(faults_of_cycle(cycle)) == std::vector<std::string>{"did improvement.field.do_first"});
}

TEST_CASE("closing a test needs what was learned, and a closed test stays as it is") {
  World world;
  Project project = begin(world);
  TestCycle cycle = world.does(world.ben, [&](Tx& tx) {
    return plan_cycle(
        tx, project.id,
        {.title = "One dispatcher", .plan = "Two weeks.", .prediction = "Under 13.", .started_on = tx.today()});
  });
  CHECK(cycle.number == 1);
  auto close = [&] { world.does(world.ana, [&](Tx& tx) { close_cycle(tx, cycle.id, Decision::adopt, ""); }); };
  CHECK(status_of(close) == 409);
  cycle.did = "It ran.", cycle.studied = "Median 12.";
  world.does(world.ana, [&](Tx& tx) { write_cycle(tx, cycle); });
  CHECK(status_of(close) == 200);
  CHECK(status_of(close) == 409);
  CHECK(status_of([&] { world.does(world.ana, [&](Tx& tx) { write_cycle(tx, cycle); }); }) == 409);
  CHECK(tally(world, world.cascade, "cycles.closed") == 1);
  Testing testing = world.sees(world.ana, [&](Reader& db) { return testing_of(db, world.team); });
  CHECK(testing.closed_cycles == 1);
  CHECK(testing.most_in_one_project == 1);
  CHECK(testing.last_documented == world.today());
  CHECK(world.faults().empty());
}

TEST_CASE("an aim is put to both co-leads, and a changed aim is a new question") {
  World world;
  Project project = begin(world);
  auto state = [&] { return *world.sees(world.ana, [&](Reader& db) { return latest_assent(db, project.id.text); }); };
  CHECK(state().parties.size() == 2);
  sign(world, world.ana, project.id.text);
  CHECK(state().open());
  sign(world, world.ben, project.id.text);
  CHECK(state().agreed());
  project.to_value = kit::whole(12);
  world.does(world.ana, [&](Tx& tx) { change_aim(tx, project); });
  CHECK(state().open());
  auto target = world.sees(world.ana, [&](Reader& db) { return measures::find_series(db, *project.series).target; });
  CHECK(target == kit::whole(12));
}

TEST_CASE("only people with a seat in the team work on its projects") {
  World world;
  CHECK(status_of([&] { world.does(world.eve, [&](Tx& tx) { start_project(tx, aim(world)); }); }) == 403);
  CHECK(status_of([&] { world.does(world.paul, [&](Tx& tx) { start_project(tx, aim(world)); }); }) == 403);
  CHECK(status_of([&] { world.does(world.mia, [&](Tx& tx) { start_project(tx, aim(world)); }); }) == 200);
}

TEST_CASE("a saving counts when every party has signed, and at the region as at the unit") {
  World world;
  Project project = begin(world);
  Saving saving = world.does(world.ana, [&](Tx& tx) {
    return claim_saving(tx, {.project = project.id,
                             .amount = 84'000'00,
                             .pace = Pace::recurring,
                             .kind = SavingKind::hours,
                             .basis = "Overtime hours."});
  });
  sign(world, world.ana, saving.id.text);
  CHECK(tally(world, world.cascade, "savings.recurring") == 0);
  sign(world, world.ben, saving.id.text);
  for (auto& unit : {world.transport, world.sunny_ridge, world.cascade, world.nation}) {
    CHECK(tally(world, unit, "savings.recurring") == 84'000'00);
    CHECK(tally(world, unit, "savings.recurring", "2026-Q4") == 84'000'00);
  }
  CHECK(tally(world, world.lakes, "savings.recurring") == 0);
  CHECK(tally(world, world.cascade, "savings.one_time") == 0);
  CHECK(world.faults().empty());
}

TEST_CASE("projects are counted by point of the compass, and an ended one is no longer live") {
  World world;
  Project project = begin(world);
  std::string point = "projects." + first_point(world);
  CHECK(tally(world, world.cascade, "projects") == 1);
  CHECK(tally(world, world.cascade, "projects.live") == 1);
  CHECK(tally(world, world.cascade, point) == 1);
  auto end = [&](std::string learned) {
    world.does(world.ana, [&](Tx& tx) { propose_ending(tx, project.id, ProjectOutcome::reached, learned); });
  };
  CHECK(status_of([&] { end(""); }) == 422);
  end("Texts are slower than a tap.");
  CHECK(tally(world, world.cascade, "projects.live") == 1);
  sign(world, world.ben, project.id.text, "ending");
  CHECK(tally(world, world.cascade, "projects.live") == 0);
  CHECK(tally(world, world.cascade, "projects") == 1);
  CHECK(status_of([&] { world.does(world.ana, [&](Tx& tx) { plan_cycle(tx, project.id, {}); }); }) == 409);
}

TEST_CASE("a project ends when the co-leads of every party have signed, and goes on when one sends it back") {
  World world;
  Project project = begin(world);
  std::string url = "/projects/" + project.id.text;
  Fields fields{{"outcome", "stopped"}, {"learned", "Porters left."}};
  auto ended = [&] { return world.sees(world.ana, [&](Reader& db) { return ending_of(db, project.id).has_value(); }); };
  CHECK(world.post(world.mia, url + "/ending", fields).status == 403);
  CHECK(world.post(world.quist, url + "/ending", fields).status == 403);
  CHECK(world.post(world.ana, url + "/ending", fields).status == 303);
  auto question = [&] {
    return world.sees(world.ben, [&](Reader& db) { return proposed_ending(db, project.id)->state; });
  };
  CHECK(question().answer_of(world.labor)->signature.has_value());
  CHECK(world.get(world.ben, "/").body.find("Sign that a project ends") != std::string::npos);
  CHECK(world.get(world.ben, url).body.find("Porters left.") != std::string::npos);
  world.does(world.ben, [&](Tx& tx) { answer_assent(tx, question().assent.id, Answer::sent_back, "One more month."); });
  CHECK_FALSE(ended());
  CHECK(world.get(world.ana, url).body.find("One more month.") != std::string::npos);

  CHECK(world.post(world.ben, url + "/ending", fields).status == 303);
  CHECK_FALSE(ended());
  auto state = question();
  world.does(world.ana, [&](Tx& tx) { answer_assent(tx, state.assent.id, Answer::signed_, ""); });
  CHECK(ended());
  CHECK(world.post(world.ben, url + "/ending", fields).status == 409);
  CHECK(world.get(world.ben, url + "/history").body.find("proposed to end the project") != std::string::npos);
  CHECK(world.faults().empty());
}

TEST_CASE("only a co-lead changes an aim, and a file that ends a project takes back what was asked") {
  World world;
  Project project = begin(world);
  std::string url = "/projects/" + project.id.text;
  CHECK(world.get(world.mia, url + "/aim").status == 403);
  CHECK(world.post(world.mia, url + "/aim", {}).status == 403);
  CHECK(world.get(world.ben, url + "/aim").status == 200);
  world.does(world.ana, [&](Tx& tx) { propose_ending(tx, project.id, ProjectOutcome::reached, "Done."); });
  world.does({}, [&](Tx& tx) {
    add_ending(tx,
               {.project = project.id, .outcome = ProjectOutcome::reached, .learned = "Done.", .ended_on = tx.today()});
  });
  for (auto part : {"", "ending"})
    CHECK_FALSE(world.sees(world.ana, [&](Reader& db) { return latest_assent(db, project.id.text, part)->open(); }));
  CHECK(world.sees(world.ben, [&](Reader& db) { return count_needs(db, db.actor()); }) == 0);
  CHECK(world.faults().empty());
}

TEST_CASE("a project is started, measured, tested and read over HTTP") {
  World world;
  CHECK(world.get(world.ana, "/projects/new?team=" + world.team.text).status == 200);
  auto bad = aim_form(world);
  bad[7].second = "35";
  auto again = world.post(world.ana, "/projects", bad);
  CHECK(again.status == 422);
  CHECK(again.body.find("this is not lower than where it is now") != std::string::npos);
  CHECK(again.body.find("Shorter waits") != std::string::npos);
  auto started = world.post(world.ana, "/projects", aim_form(world));
  REQUIRE(started.status == 303);
  std::string url(*started.headers.get("Location"));
  url = url.substr(0, url.find('?'));

  CHECK(world
            .post(world.ana, url + "/cycles",
                  {{"title", "One dispatcher"},
                   {"plan", "Two weeks."},
                   {"prediction", "Under 13."},
                   {"started_on", "2026-11-09"}})
            .status == 303);
  CHECK(world.get(world.ana, url + "/cycles/1").body.find("One dispatcher") != std::string::npos);
  CHECK(
      world
          .post(
              world.ana, url + "/cycles/1",
              {{"title", "One dispatcher"}, {"plan", "Two weeks."}, {"prediction", "Under 13."}, {"studied", "Good."}})
          .status == 422);

  CHECK(world.get(world.ana, url + "/measurements").status == 200);
  auto refused = world.post(world.ana, url + "/measurements",
                            {{"period", "2026-11-02"},
                             {"numerator", "14"},
                             {"reason", ""},
                             {"period", "2026-11-09"},
                             {"numerator", "1 5"},
                             {"reason", ""}});
  CHECK(refused.status == 422);
  CHECK(refused.body.find("Row 2: the value is not a number") != std::string::npos);
  CHECK(world.get(world.ana, url + "/data.csv").body.find("2026-11-02") == std::string::npos);
  CHECK(world
            .post(world.ana, url + "/measurements",
                  {{"period", "2026-11-02"},
                   {"numerator", "14"},
                   {"reason", ""},
                   {"period", "2026-11-09"},
                   {"numerator", "15"},
                   {"reason", ""}})
            .status == 303);
  CHECK(world.get(world.ana, url + "/data.csv").body.find("2026-11-09,15,15,1,0,common") != std::string::npos);
  CHECK(world.get(world.ana, url + "/data.xlsx").status == 200);
  CHECK(world.post(world.ana, url + "/annotations", {{"noted_on", "2026-11-09"}, {"body", "Storm"}}).status == 303);
  CHECK(world
            .post(world.ana, url + "/savings",
                  {{"amount", "12.345"}, {"pace", "one_time"}, {"kind", "hours"}, {"basis", "x"}})
            .status == 422);
  CHECK(world
            .post(world.ana, url + "/savings",
                  {{"amount", "$1,200.50"}, {"pace", "one_time"}, {"kind", "hours"}, {"basis", "Two hours a day."}})
            .status == 303);

  auto page = world.get(world.ben, url).body;
  for (const char* part : {"We will move “transport wait” from 25 to 15 minutes by 30 June 2027. For whom: inpatients.",
                           "Too few points to say more: 2 of 13", "Test 1", "Storm", "$1,200.50"}) {
    CAPTURE(part);
    CHECK(page.find(part) != std::string::npos);
  }
  CHECK(world.get_json(world.ben, url).body.find("\"cycles\":[{") != std::string::npos);
  CHECK(world.get(world.ben, url + "/history").status == 200);
  CHECK(world.get(world.ben, "/projects").body.find("Shorter waits") != std::string::npos);
  CHECK(world.get(world.ben, "/projects?unit=" + world.cascade.text).body.find("Shorter waits") != std::string::npos);
  CHECK(world.get(world.ben, "/projects?compass=nothing").body.find("Shorter waits") == std::string::npos);
  CHECK(world.get(world.ben, "/projects?unit=" + world.lakes.text).body.find("Shorter waits") == std::string::npos);
}

TEST_CASE("a new phase starts when both co-leads agree that the process changed") {
  World world;
  Project project = begin(world);
  PhaseProposal proposal = world.does(
      world.ana, [&](Tx& tx) { return propose_phase(tx, project.id, kit::date_of(2026, 11, 9), "One dispatcher"); });
  auto phases = [&] {
    return world.sees(world.ana, [&](Reader& db) { return measures::phases_of(db, *project.series).size(); });
  };
  CHECK(phases() == 0);
  CHECK(world.get(world.ben, "/projects/" + project.id.text).body.find("One dispatcher") != std::string::npos);
  sign(world, world.ana, proposal.id.text);
  CHECK(phases() == 0);
  sign(world, world.ben, proposal.id.text);
  CHECK(phases() == 1);
}

TEST_CASE("a note behind a party's wall reaches nobody of another party: not the page, not JSON, not the history") {
  World world;
  Project project = begin(world);
  std::string url = "/projects/" + project.id.text;
  CHECK(world
            .post(world.ana, "/conversations/" + project.id.text + "/notes",
                  {{"note", "caucus first"}, {"wall", "party"}})
            .status == 303);
  CHECK(
      world
          .post(world.ana, "/conversations/" + project.id.text + "/notes", {{"note", "open to all"}, {"wall", "joint"}})
          .status == 303);
  auto shows = [](const kit::Response& response, const char* words) {
    return response.body.find(words) != std::string::npos;
  };
  CHECK(shows(world.get(world.mia, url), "caucus first"));
  CHECK(shows(world.get(world.mia, url),
              "Only people with a seat for Labor can read this here. Whoever hosts this machine could, too."));
  CHECK(!shows(world.get(world.ben, url), "caucus first"));
  CHECK(shows(world.get(world.ben, url), "open to all"));
  CHECK(!shows(world.get_json(world.ben, url), "caucus first"));
  CHECK(shows(world.get_json(world.mia, url), "caucus first"));
  auto lines = [&](const Id<Person>& person) {
    return world.sees(person, [&](Reader& db) { return history_of_project(db, Language::en, project, 0, 100).size(); });
  };
  CHECK(lines(world.mia) == lines(world.ben) + 1);
}

TEST_CASE("a project's history tells of its tests, values and signatures, each once, and goes on page by page") {
  World world;
  Project project = begin(world);
  TestCycle cycle = world.does(world.ana, [&](Tx& tx) {
    return plan_cycle(
        tx, project.id,
        {.title = "One dispatcher", .plan = "Two weeks.", .prediction = "Under 13.", .started_on = tx.today()});
  });
  cycle.did = "It ran.", cycle.studied = "Median 12.";
  world.does(world.ana, [&](Tx& tx) {
    write_cycle(tx, cycle);
    close_cycle(tx, cycle.id, Decision::adopt, "");
    enter_measurements(tx, project,
                       {{.series = {},
                         .period = kit::date_of(2026, 11, 2),
                         .numerator = kit::whole(20),
                         .denominator = kit::whole(1)}});
  });
  sign(world, world.ben, project.id.text);
  auto history = [&](std::int64_t before, int most) {
    return world.sees(world.ben,
                      [&](Reader& db) { return history_of_project(db, Language::en, project, before, most); });
  };
  auto lines = history(0, 100);
  auto tells = [&](const char* words) {
    return std::ranges::any_of(lines, [&](auto& line) { return line.sentence.find(words) != std::string::npos; });
  };
  CHECK(tells("closed the test"));
  CHECK(tells("entered a figure"));
  CHECK(tells("Ben Okafor signed"));
  auto first = history(0, 3), second = history(first.back().sequence, 3);
  CHECK(first.size() == 3);
  CHECK(second.front().sequence == lines[3].sequence);
}

TEST_CASE("what files bring in counts like what people do, once it is closed or signed") {
  World world;
  Project project = begin(world);
  world.does({}, [&](Tx& tx) {
    TestCycle cycle{.id = kit::fresh<TestCycle>(),
                    .project = project.id,
                    .number = 7,
                    .title = "x",
                    .plan = "x",
                    .prediction = "x"};
    add_cycle(tx, cycle, {});
    add_closing(tx,
                {.cycle = cycle.id, .decision = Decision::adapt, .next = "", .closed_on = kit::date_of(2026, 8, 1)});
    Saving saving{
        .id = kit::fresh<Saving>(), .project = project.id, .amount = 500, .basis = "x", .claimed_on = tx.today()};
    add_saving(tx, saving, {});
    add_validation(tx, {.saving = saving.id, .validated_on = kit::date_of(2026, 8, 2)});
  });
  CHECK(tally(world, world.cascade, "cycles.closed", "2026-Q3") == 1);
  CHECK(tally(world, world.cascade, "savings.one_time", "2026-Q3") == 500);
  CHECK(tally(world, world.cascade, "savings.one_time") == 500);
}

TEST_CASE("dollars are read to the cent and shown as people write them") {
  CHECK(cents_of("84,000") == 84'000'00);
  CHECK(cents_of(" $1200.50 ") == 1200'50);
  CHECK(!cents_of("12.345"));
  CHECK(!cents_of("a lot"));
  CHECK(money(84'000'00) == "$84,000");
  CHECK(money(12'05) == "$12.05");
}

TEST_CASE("a target is met by the latest value of a project's series, for each of its points") {
  World world;
  Project project = begin(world);
  auto testing = [&] { return world.sees(world.ana, [&](Reader& db) { return testing_of(db, world.team); }); };
  auto enter = [&](Date period, int value) {
    world.does(world.ana, [&](Tx& tx) {
      enter_measurements(
          tx, project,
          {{.series = {}, .period = period, .numerator = kit::whole(value), .denominator = kit::whole(1)}});
    });
  };
  CHECK(!testing().last_documented);
  enter(kit::date_of(2026, 11, 2), 20);
  CHECK(testing().projects_met_target == 0);
  CHECK(kit::iso(*testing().last_documented) == "2026-11-08");
  enter(kit::date_of(2026, 11, 9), 15);
  CHECK(testing().projects_met_target == 1);
  CHECK(testing().compass_met == std::vector<std::string>{first_point(world)});
}

TEST_CASE("what a team's pages ask of its projects follows every change of them") {
  World world;
  auto progress = [&] { return world.sees(world.ana, [&](Reader& db) { return progress_of(db, world.team); }); };
  Project project = begin(world);
  REQUIRE(progress().size() == 1);
  CHECK(progress()[0].live);
  CHECK(progress()[0].cycles == 0);
  CHECK(progress()[0].own_series);
  CHECK_FALSE(progress()[0].latest);

  world.does(world.ana, [&](Tx& tx) {
    enter_measurements(tx, project,
                       {{.series = {},
                         .period = kit::date_of(2026, 11, 2),
                         .numerator = kit::whole(12),
                         .denominator = kit::whole(1)}});
  });
  CHECK(progress()[0].latest == 12.0);
  CHECK(progress()[0].until == kit::date_of(2026, 11, 8));

  world.does(world.ana, [&](Tx& tx) {
    plan_cycle(tx, project.id, {.title = "Two porters at noon", .plan = "Two at noon", .prediction = "Faster"});
  });
  world.does(world.ana, [&](Tx& tx) {
    Project changed = find_project(tx, project.id);
    changed.to_value = kit::whole(14);
    change_aim(tx, changed);
  });
  CHECK(progress()[0].to_value == kit::whole(14));
  CHECK(progress()[0].cycles == 1);

  world.does(world.ana, [&](Tx& tx) { end_project(tx, project.id, ProjectOutcome::stopped, "Porters left."); });
  CHECK_FALSE(progress()[0].live);
}
