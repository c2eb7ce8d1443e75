#include "modules/measures/dictionary.h"

#include <doctest/doctest.h>

#include "tests/world/world.h"

using namespace tests;
using namespace measures;

namespace {

Metric falls() {
  return {.id = {},
          .external_id = "",
          .name = "Falls",
          .question = "How often do patients fall?",
          .numerator = "falls",
          .denominator = "patient days",
          .unit = "per 1,000",
          .factor = 1000,
          .direction = Direction::lower,
          .frequency = Frequency::month,
          .decimals = 1,
          .compass = "quality",
          .source = "Incident reports",
          .definition = "Every fall of a patient on a ward.",
          .levels = "facility department",
          .chart = ChartKind::u};
}

MetricVersion propose(World& world, const Metric& definition, const std::string& reason = "It is needed.") {
  return world.does(world.olga, [&](Tx& tx) { return propose_definition(tx, definition, reason); });
}

void sign(World& world, const std::string& subject, std::initializer_list<Id<Person>> people) {
  auto assent = world.sees(world.olga, [&](Reader& db) { return latest_assent(db, subject)->assent.id; });
  for (auto& person : people) world.does(person, [&](Tx& tx) { answer_assent(tx, assent, Answer::signed_, ""); });
}
void everybody_signs(World& world, const std::string& subject) {
  sign(world, subject, {world.olga, world.paul, world.sato});
}

Metric in_force(World& world) {
  MetricVersion version = propose(world, falls());
  everybody_signs(world, version.id.text);
  return world.sees(world.ana, [&](Reader& db) { return find_metric(db, version.metric); });
}

std::vector<std::string> fields_of(auto act) {
  std::vector<std::string> fields;
  try {
    act();
  } catch (const Refusal& refusal) {
    for (auto& field : refusal.fields) fields.push_back(field.field);
  }
  return fields;
}

bool shows(const kit::Response& page, std::string_view words) { return page.body.find(words) != std::string::npos; }

Fields form_of(const Metric& metric) {
  Fields fields;
  for (std::string_view name : definition_fields)
    if (name != "levels") fields.emplace_back(std::string(name), Metric::table().field(name).print(&metric));
  fields.emplace_back("level", "facility");
  fields.emplace_back("level", "department");
  fields.emplace_back("reason", "Because.");
  return fields;
}

}  // namespace

TEST_CASE("a definition survives being put down as text") {
  Metric metric = falls();
  CHECK(changes_between(metric, with_body({}, body_of(metric))).empty());
  CHECK_THROWS(with_body({}, R"({"chart":"pie"})"));
}

TEST_CASE("a definition counts from the last party's signature, and not before") {
  World world;
  MetricVersion version = propose(world, falls());
  sign(world, version.id.text, {world.olga, world.paul});
  CHECK(world.get(world.ana, "/measures/" + version.metric.text).status == 404);
  sign(world, version.id.text, {world.sato});
  CHECK(shows(world.get(world.ana, "/measures/" + version.metric.text), "Every fall of a patient on a ward."));
  CHECK(world.faults().empty());
}

TEST_CASE("a change keeps the former version and says what is different") {
  World world;
  Metric metric = in_force(world);
  metric.definition = "Every fall, with or without harm.";
  MetricVersion second = propose(world, metric, "Harm was judged differently.");
  CHECK(second.version == 2);
  auto page = world.get(world.ana, "/measures/" + metric.id.text + "/versions/2");
  CHECK(shows(page, "<del>Every fall of a patient on a ward.</del>"));
  CHECK(shows(page, "<ins>Every fall, with or without harm.</ins>"));
  CHECK(shows(page, "figures before and after are not compared"));
  everybody_signs(world, second.id.text);
  world.sees(world.ana, [&](Reader& db) {
    CHECK(find_metric(db, metric.id).definition == "Every fall, with or without harm.");
    auto versions = versions_of(db, metric.id);
    REQUIRE(versions.size() == 2);
    CHECK(versions[1].definition.definition == "Every fall of a patient on a ward.");
    CHECK(breaks_of(versions) == std::vector<Date>{world.today()});
    return 0;
  });
  CHECK(world.faults().empty());
}

TEST_CASE("what came with set-up is version 1 once it is changed") {
  World world;
  Metric metric = world.does(world.olga, [&](Tx& tx) { return add_metric(tx, falls()); });
  CHECK(shows(world.get(world.ana, "/measures/" + metric.id.text + "/versions/1"), "from the beginning"));
  metric.goal = "None at all.";
  CHECK(propose(world, metric).version == 2);
  auto versions = world.sees(world.ana, [&](Reader& db) { return versions_of(db, metric.id); });
  REQUIRE(versions.size() == 2);
  CHECK(versions[1].since.has_value());
  CHECK(breaks_of(versions).empty());
}

TEST_CASE("one party's refusal leaves the former definition in force") {
  World world;
  Metric metric = in_force(world);
  Metric changed = metric;
  changed.numerator = "falls with harm";
  MetricVersion second = propose(world, changed);
  auto assent = world.sees(world.paul, [&](Reader& db) { return latest_assent(db, second.id.text)->assent.id; });
  world.does(world.paul, [&](Tx& tx) { answer_assent(tx, assent, Answer::sent_back, "Not now."); });
  CHECK(world.sees(world.ana, [&](Reader& db) { return find_metric(db, metric.id).numerator; }) == "falls");
}

TEST_CASE("a newer proposal takes the place of one that is still before the parties") {
  World world;
  Metric metric = in_force(world);
  Metric changed = metric;
  changed.goal = "One a month.";
  MetricVersion second = propose(world, changed);
  changed.goal = "None.";
  CHECK(propose(world, changed).version == 3);
  CHECK(!world.sees(world.ana, [&](Reader& db) { return latest_assent(db, second.id.text)->open(); }));
}

TEST_CASE("who may define is asked by page and command alike") {
  World world;
  Metric metric = in_force(world);
  metric.goal = "None.";
  CHECK(status_of([&] { world.does(world.ana, [&](Tx& tx) { propose_definition(tx, metric, "why"); }); }) == 403);
  CHECK(world.get(world.ana, "/measures/new").status == 403);
  CHECK(!shows(world.get(world.ana, "/measures/" + metric.id.text), "/versions/new"));
  CHECK(shows(world.get(world.olga, "/measures/" + metric.id.text), "/versions/new"));
}

TEST_CASE("a definition that cannot work is refused field by field") {
  World world;
  auto faults = [&](auto change) {
    Metric metric = falls();
    change(metric);
    return fields_of([&] { propose(world, metric); });
  };
  using Fields = std::vector<std::string>;
  CHECK(faults([](Metric& m) { m.name.clear(); }) == Fields{"name"});
  CHECK(faults([](Metric& m) { m.denominator.clear(); }) == Fields{"denominator"});
  CHECK(faults([](Metric& m) { m.chart = ChartKind::g; }) == Fields{"denominator"});
  CHECK(faults([](Metric& m) { m.rules = "run_chart"; }) == Fields{"rules"});
  CHECK(faults([](Metric& m) { m.levels = "planet"; }) == Fields{"levels"});
  CHECK(faults([](Metric& m) { m.scope = Scope::core, m.levels.clear(); }) == Fields{"levels"});
  Metric same = in_force(world);
  CHECK(status_of([&] { propose(world, same); }) == 409);
}

TEST_CASE("the core set is short") {
  World world;
  for (int i = 0; i < 20; ++i)
    world.does(world.olga, [&](Tx& tx) {
      Metric metric = falls();
      metric.scope = Scope::core;
      add_metric(tx, metric);
    });
  Metric another = falls();
  another.scope = Scope::core;
  CHECK(status_of([&] { propose(world, another); }) == 409);
  another.scope = Scope::local;
  CHECK(status_of([&] { propose(world, another); }) == 200);
}

TEST_CASE("a team's own measure needs nobody's signature and has no versions") {
  World world;
  Metric own = world.does(world.ana, [&](Tx& tx) {
    Metric metric = falls();
    metric.external_id = "own:project_1";
    return add_metric(tx, metric);
  });
  own.goal = "None.";
  CHECK(status_of([&] { propose(world, own); }) == 409);
  CHECK(world.post(world.olga, "/measures/" + own.id.text + "/versions", form_of(own)).status == 409);
  CHECK(world.post(world.olga, "/measures/" + own.id.text + "/mappings", {}).status == 409);
  CHECK(!shows(world.get(world.olga, "/measures/" + own.id.text), "/versions/new"));
}

TEST_CASE("the form proposes a measure, keeps what was typed, and the list shows the core set first") {
  World world;
  Metric metric = falls();
  metric.scope = Scope::core;
  auto refused = form_of(metric);
  std::erase_if(refused, [](auto& field) { return field.first == "denominator"; });
  auto again = world.post(world.olga, "/measures", refused);
  CHECK(again.status == 422);
  CHECK(shows(again, "Every fall of a patient on a ward."));
  auto done = world.post(world.olga, "/measures", form_of(metric));
  REQUIRE(done.status == 303);
  auto version = world.sees(world.olga, [&](Reader& db) { return db.one<MetricVersion>("order by id desc limit 1"); });
  CHECK(with_body({}, version.body).levels == "facility department");
  everybody_signs(world, version.id.text);
  auto list = world.get(world.ana, "/measures");
  CHECK(shows(list, "Core set"));
  CHECK(shows(world.get_json(world.ana, "/measures/" + version.metric.text), "\"scope\":\"core\""));
  CHECK(shows(world.get(world.ana, "/measures?q=every+fall"), "Falls"));
}

TEST_CASE("how a local definition compares is agreed by every party") {
  World world;
  Metric metric = in_force(world);
  Metric local = world.does(world.olga, [&](Tx& tx) { return add_metric(tx, falls()); });
  auto map = [&](Likeness likeness) {
    return world.does(world.olga, [&](Tx& tx) {
      return propose_mapping(tx,
                             {.id = {}, .local = local.id, .metric = metric.id, .likeness = likeness, .how = "Read."});
    });
  };
  auto counts = [&] { return world.sees(world.ana, [&](Reader& db) { return mappings_to(db, metric.id); }); };
  MetricMapping same = map(Likeness::same);
  CHECK(counts().empty());
  everybody_signs(world, same.id.text);
  REQUIRE(counts().size() == 1);
  world.pass_days(1);
  MetricMapping other = map(Likeness::differs);
  everybody_signs(world, other.id.text);
  REQUIRE(counts().size() == 1);
  CHECK(counts().front().likeness == Likeness::differs);
  CHECK(shows(world.get(world.olga, "/measures/" + metric.id.text), "it differs"));
  CHECK(world.faults().empty());
}

TEST_CASE("a definition says from when its calendar counts and what can be believed, and both are signed") {
  World world;
  Metric fiscal = falls();
  fiscal.frequency = Frequency::weeks_445;
  CHECK(fields_of([&] { propose(world, fiscal); }) == std::vector<std::string>{"calendar"});
  fiscal.calendar = kit::date_of(2025, 9, 28);
  fiscal.least = kit::whole(9), fiscal.most = kit::whole(4);
  CHECK(fields_of([&] { propose(world, fiscal); }) == std::vector<std::string>{"most_believed"});
  fiscal.least = kit::whole(1);
  MetricVersion version = propose(world, fiscal);
  everybody_signs(world, version.id.text);
  Metric now = world.sees(world.ana, [&](Reader& db) { return find_metric(db, version.metric); });
  CHECK(now.calendar == kit::date_of(2025, 9, 28));
  CHECK(now.most == kit::whole(4));
  auto page = world.get(world.ana, "/measures/" + now.id.text);
  CHECK(shows(page, "every fiscal month (4, 4 and 5 weeks)"));
  CHECK(shows(page, "1.0 to 4.0"));
  Metric later = now;
  later.calendar = kit::date_of(2025, 10, 5);
  CHECK(counts_otherwise(now, later));
  Metric monthly = falls();
  monthly.calendar = kit::date_of(2025, 9, 28);
  CHECK(fields_of([&] { propose(world, monthly); }) == std::vector<std::string>{"calendar"});
  CHECK(world.faults().empty());
}
