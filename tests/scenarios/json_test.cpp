// The whole way of a team, from its registration to a signed rating, by a program with a bearer token.
#include <doctest/doctest.h>

#include "kit/json/json.h"
#include "partnership/sign_in.h"
#include "tests/world/world.h"

using namespace tests;
using kit::Json;

namespace {

std::string json_text(std::string_view text) {
  kit::JsonWriter json;
  json.value(text);
  return json.take();
}

std::string object(const Fields& fields) {
  std::string text;
  for (auto& [name, value] : fields) text += (text.empty() ? "" : ",") + json_text(name) + ":" + json_text(value);
  return "{" + text + "}";
}

// One person's program: signs in once, then speaks JSON only.
class Client {
 public:
  Client(World& world, const Id<Person>& person, const std::string& login) : world_(world) {
    world.does({}, [&](Tx& tx) { set_password(tx, person, login, "a long password"); });
    token_ = ask(kit::Method::post, "/sign-in", object({{"login", login}, {"password", "a long password"}}), 201)
                 .at("token")
                 .as_text();
  }
  Json get(const std::string& url) { return ask(kit::Method::get, url, "", 200); }
  Json post(const std::string& url, const Fields& fields, int status = 201) {
    return ask(kit::Method::post, url, object(fields), status);
  }
  void sign(const std::string& assent) { post("/assents/" + assent + "/signature", {{"answer", "signed"}}); }

 private:
  Json ask(kit::Method method, const std::string& url, const std::string& body, int status) {
    kit::Request request = request_of(method, url);
    request.headers.set("Accept", "application/json");
    request.headers.set("Content-Type", "application/json");
    if (!token_.empty()) request.headers.set("Authorization", "Bearer " + token_);
    request.body = body;
    auto answer = world_.program().answer(request);
    CAPTURE(url);
    CAPTURE(answer.body);
    REQUIRE(answer.status == status);
    return Json::parse(answer.body);
  }

  World& world_;
  std::string token_;
};

std::string id_of(const Json& record) { return record.at("id").as_text(); }

// The question that is open on a thing: what `Needs me` links to.
std::string open_assent(World& world, const std::string& subject) {
  return world.sees(world.olga, [&](Reader& db) { return latest_assent(db, subject).value().assent.id.text; });
}

bool tells(const Json& history, std::string_view words) {
  for (const Json& line : history)
    if (line.at("sentence").as_text().find(words) != std::string::npos) return true;
  return false;
}

class Journey {
 public:
  Journey()
      : olga(world, world.olga, "olga"),
        paul(world, world.paul, "paul"),
        ana(world, world.ana, "ana"),
        ben(world, world.ben, "ben"),
        quist(world, world.quist, "quist"),
        amari(world, world.amari, "amari") {}

  void register_and_put_forward() {
    team = id_of(olga.post(
        "/teams", {{"name", "Night Transport"}, {"unit_id", world.transport.text}, {"purpose", "Patients at night."}}));
    seat(olga, world.ana, world.labor, "co_lead");
    seat(olga, world.quist, world.labor, "sponsor");
    seat(paul, world.ben, world.management, "co_lead");
    seat(paul, world.amari, world.management, "sponsor");
    CHECK(ana.get("/teams/" + team + "/people").size() == 4);
  }
  void agree_on_the_charter() {
    std::string charter = id_of(ana.post("/teams/" + team + "/charter", {}));
    for (auto& section : teams::charter_section_names())
      ana.post("/charters/" + charter + "/sections/" + section, {{"body", "As agreed on " + section + "."}}, 200);
    const Json shown = ana.get("/teams/" + team + "/charter");
    for (const Json& section : shown.at("sections")) both_sign(section.at("assent_id").as_text());
    CHECK(ana.get("/teams/" + team + "/charter").at("in_force").as_bool());
  }
  void improve() {
    project = id_of(ana.post("/projects", {{"team_id", team},
                                           {"title", "Shorter waits"},
                                           {"problem", "Patients wait."},
                                           {"measure", "wait"},
                                           {"unit", "minutes"},
                                           {"direction", "lower"},
                                           {"from_value", "25"},
                                           {"to_value", "15"},
                                           {"by_date", "2027-06-30"},
                                           {"population", "inpatients"},
                                           {"compass", "quality"},
                                           {"frequency", "week"}}));
    both_sign(open_assent(world, project));
    ana.post(
        at("/cycles"),
        {{"title", "One dispatcher"}, {"plan", "Two weeks."}, {"prediction", "Faster."}, {"started_on", "2026-11-09"}});
    ben.post(at("/cycles/1"), {{"title", "One dispatcher"},
                               {"plan", "Two weeks."},
                               {"prediction", "Faster."},
                               {"started_on", "2026-11-09"},
                               {"did", "It ran."},
                               {"studied", "Median 14."}});
    ana.post(at("/cycles/1/closing"), {{"decision", "adopt"}, {"next", "Keep it."}});
    ana.post(at("/measurements"), {{"period", "2026-11-16"}, {"numerator", "14"}}, 200);
    std::string saving = id_of(ben.post(
        at("/savings"), {{"amount", "1200"}, {"pace", "recurring"}, {"kind", "hours"}, {"basis", "Counted."}}));
    both_sign(open_assent(world, saving));
  }
  void reach_level_1_and_be_rated() {
    ana.post("/teams/" + team + "/meetings",
             {{"met_on", "2026-11-20"}, {"minutes", "45"}, {"labor_present", "4"}, {"management_present", "2"}});
    for (auto* criterion : {"sponsorship.1.introduced", "training.1.co_leads_scheduled", "team_process.1.dates"})
      for (Client* lead : {&ana, &ben})
        lead->post("/teams/" + team + "/attestations",
                   {{"criterion", criterion}, {"met", "yes"}, {"evidence", "We looked together."}});
    const Json rating = ana.post("/teams/" + team + "/ratings", {});
    CHECK(rating.at("level").as_integer() >= 1);
    std::string assent = open_assent(world, id_of(rating));
    quist.sign(assent);
    amari.sign(assent);
  }
  std::string at(const std::string& end) const { return "/projects/" + project + end; }

  World world;
  Client olga, paul, ana, ben, quist, amari;
  std::string team, project;

 private:
  void seat(Client& by, const Id<Person>& person, const Id<Party>& party, const char* role) {
    by.post("/teams/" + team + "/seats", {{"person", person.text}, {"party", party.text}, {"role", role}});
  }
  void both_sign(const std::string& assent) {
    ana.sign(assent);
    ben.sign(assent);
  }
};

}  // namespace

TEST_CASE("a team goes its whole way over JSON, and everybody above sees it") {
  Journey journey;
  journey.register_and_put_forward();
  journey.agree_on_the_charter();
  journey.improve();
  journey.reach_level_1_and_be_rated();

  const Json project = journey.ana.get(journey.at(""));
  CHECK(project.at("points").size() == 1);
  const Json above = journey.olga.get("/units/" + journey.world.cascade.text);
  CHECK(above.at("teams").as_integer() == 3);
  CHECK(above.at("rated").as_integer() == 1);
  CHECK(above.at("projects").as_integer() == 1);
  CHECK(above.at("savings_recurring_cents").as_integer() == 120'000);
  CHECK(journey.olga.get("/units/" + journey.world.lakes.text).at("rated").as_integer() == 0);

  std::string url = "/teams/" + journey.team + "/history";
  const Json newest = journey.ana.get(url);
  CHECK(tells(newest, "Night Transport stands at level 1"));
  CHECK(tells(newest, "the charter of Night Transport is in force"));
  auto last = newest.at(newest.size() - 1).at("sequence").as_integer();
  CHECK(tells(journey.ana.get(url + "?before=" + std::to_string(last)), "Olga Brandt"));
  CHECK(tells(journey.ana.get(journey.at("/history")), "Ana Flores"));
  CHECK(journey.world.faults().empty());
}

TEST_CASE("a program without a token, or with another's, is told so") {
  Journey journey;
  journey.register_and_put_forward();
  CHECK(journey.world.get_json({}, "/teams/" + journey.team).status == 401);
  auto refused = journey.world.post_json(journey.world.eve, "/teams/" + journey.team + "/charter", "{}");
  CHECK(refused.status == 403);
  CHECK(refused.headers.get("Content-Type").value() == "application/problem+json");
  CHECK_FALSE(Json::parse(refused.body).at("title").as_text().empty());
}
