#include "tests/world/world.h"

#include <atomic>
#include <cstdlib>

#include "app/tables.h"
#include "kit/crypto/crypto.h"
#include "kit/http/form.h"
#include "kit/http/uri.h"
#include "modules/setup/setup.h"
#include "partnership/record/verify.h"
#include "partnership/sign_in.h"
#include "partnership/units.h"

namespace tests {
namespace {

const char* postgres_url() { return std::getenv("CONCERT_TEST_DATABASE"); }

// A database of its own for each world: a file, or a schema of the PostgreSQL database.
std::string fresh_schema() {
  static std::atomic<int> count{0};
  std::string name = "world_" + kit::hex(kit::random_bytes(4)) + "_" + std::to_string(++count);
  auto connection = kit::open_postgres(postgres_url(), true);
  connection->script("create schema " + name);
  return name;
}

std::string url_with_schema(const std::string& schema) {
  std::string url = postgres_url();
  return url + (url.find('?') == std::string::npos ? "?" : "&") + "options=-csearch_path%3D" + schema;
}

}  // namespace

World::World() : now_(kit::instant_at(kit::date_of(2026, 11, 21), 9, 0, kit::Zone("America/Los_Angeles"))) {
  std::string database;
  if (postgres_url()) {
    schema_ = fresh_schema();
    database = url_with_schema(schema_);
  } else {
    folder_ = std::filesystem::temp_directory_path() / ("concert-world-" + kit::hex(kit::random_bytes(8)));
    std::filesystem::create_directory(folder_);
    database = (folder_ / "world.db").string();
  }
  program_ =
      std::make_unique<app::Program>(app::Setting{.database = database, .now = [this] { return now_; }, .readers = 3});
  does({}, [&](Tx& tx) {
    places(tx);
    people(tx);
    setup::enact_first_policies(tx);
  });
}

World::~World() {
  program_.reset();
  std::error_code ignored;
  if (!folder_.empty()) std::filesystem::remove_all(folder_, ignored);
  if (!schema_.empty()) {
    auto connection = kit::open_postgres(postgres_url(), true);
    connection->script("drop schema " + schema_ + " cascade");
  }
}

Date World::today() const { return kit::date_in(now_, kit::Zone("America/Los_Angeles")); }
void World::pass_days(int days) { now_ = kit::plus_seconds(now_, days * 86400LL); }

void World::places(Tx& tx) {
  auto party = [&](const char* name, Mark mark, int place) {
    Party party{kit::fresh<Party>(), name, name, mark, place};
    tx.insert(party);
    return party.id;
  };
  labor = party("Labor", Mark::circle, 1);
  management = party("Management", Mark::square, 2);
  physicians = party("Physicians", Mark::triangle, 3);

  auto unit = [&](const char* name, UnitKind kind, std::optional<Id<Unit>> parent, bool clinical = false) {
    Unit unit{kit::fresh<Unit>(), name, name, kind, std::move(parent), clinical};
    add_unit(tx, unit);
    return unit.id;
  };
  nation = unit("The Partnership", UnitKind::national, {});
  cascade = unit("Cascade", UnitKind::region, nation);
  lakes = unit("Lakes", UnitKind::region, nation);
  sunny_ridge = unit("Sunny Ridge", UnitKind::facility, cascade);
  transport = unit("Transport", UnitKind::department, sunny_ridge);
  west4 = unit("Four West", UnitKind::department, sunny_ridge, true);
  lakes_ward = unit("Lakes Ward", UnitKind::department, lakes, true);
}

Id<Person> World::person(Tx& tx, const std::string& name, const std::string& job) {
  Person person{kit::fresh<Person>(), name, name, std::nullopt, job, "en"};
  tx.insert(person);
  return person.id;
}

void World::seat(Tx& tx, const Id<Person>& person, const Id<Party>& party, const std::string& place, Role role) {
  tx.insert(
      Seat{kit::fresh<Seat>(), person, party, std::nullopt, place, role, kit::add_days(today(), -400), std::nullopt});
}

void World::people(Tx& tx) {
  team = teams::add_team(tx, {"T-104", "Patient Transport", "Patients moved safely and on time.", transport, {}},
                         kit::add_days(today(), -400))
             .id;
  ward_team = teams::add_team(tx, {"T-105", "4 West", "", west4, {}}, kit::add_days(today(), -100)).id;
  ana = person(tx, "Ana Flores", "Transporter");
  ben = person(tx, "Ben Okafor", "Supervisor");
  quist = person(tx, "Rita Quist", "Business agent");
  amari = person(tx, "Dana Amari", "Director");
  olga = person(tx, "Olga Brandt", "Coalition staff");
  paul = person(tx, "Paul Reyes", "Labor relations");
  sato = person(tx, "Dr. Mei Sato", "Physician");
  carmen = person(tx, "Carmen Navarro", "Nurse");
  mia = person(tx, "Mia Tran", "Transporter");
  eve = person(tx, "Eve Lindqvist", "Visitor");
  seat(tx, ana, labor, team.text, Role::co_lead);
  seat(tx, ana, labor, transport.text, Role::member);
  seat(tx, ben, management, team.text, Role::co_lead);
  seat(tx, ben, management, transport.text, Role::member);
  seat(tx, quist, labor, team.text, Role::sponsor);
  seat(tx, amari, management, team.text, Role::sponsor);
  seat(tx, olga, labor, nation.text, Role::administrator);
  seat(tx, paul, management, nation.text, Role::administrator);
  seat(tx, sato, physicians, nation.text, Role::administrator);
  seat(tx, sato, physicians, west4.text, Role::member);
  seat(tx, carmen, labor, sunny_ridge.text, Role::steward);
  seat(tx, carmen, labor, west4.text, Role::member);
  seat(tx, mia, labor, team.text, Role::member);
  seat(tx, mia, labor, transport.text, Role::member);
}

Actor World::actor_of(kit::Session& session, const Id<Person>& person) {
  return person.empty() ? Actor{} : actor_of_person(session, person, today());
}

std::string World::session_of(const Id<Person>& person) {
  std::string& token = tokens_[person.text];
  if (token.empty()) token = does({}, [&](Tx& tx) { return open_session(tx.db(), person, tx.now()); });
  return token;
}

std::int64_t World::entries() {
  kit::Session session = database().read();
  return session.value<std::int64_t>("select count(*) from journal_entries");
}

std::vector<std::string> World::faults() {
  program_->integrate();
  return verify(database(), app::journaled_tables()).faults;
}

kit::Request request_of(kit::Method method, const std::string& url) {
  kit::Request request;
  request.method = method;
  request.target = url;
  auto question = url.find('?');
  request.path = kit::percent_decode(url.substr(0, question), kit::Plus::is_plus).value_or("/");
  if (question != std::string::npos) request.query = kit::parse_query(std::string_view(url).substr(question + 1));
  return request;
}

std::string encoded(const Fields& fields) {
  std::string body;
  for (auto& [name, value] : fields)
    body += (body.empty() ? "" : "&") + kit::percent_encode(name) + "=" + kit::percent_encode(value);
  return body;
}

kit::Response World::answer(kit::Request& request) { return program_->answer(request); }

kit::Response World::get(const Id<Person>& person, const std::string& url) {
  kit::Request request = request_of(kit::Method::get, url);
  if (!person.empty()) request.headers.set("Cookie", "concert=" + session_of(person));
  return answer(request);
}

kit::Response World::get_json(const Id<Person>& person, const std::string& url) {
  kit::Request request = request_of(kit::Method::get, url);
  request.headers.set("Accept", "application/json");
  if (!person.empty()) request.headers.set("Authorization", "Bearer " + session_of(person));
  return answer(request);
}

kit::Response World::post(const Id<Person>& person, const std::string& url, const Fields& fields) {
  kit::Request request = request_of(kit::Method::post, url);
  request.headers.set("Content-Type", "application/x-www-form-urlencoded");
  request.body = encoded(fields);
  if (!person.empty()) {
    std::string token = session_of(person);
    request.headers.set("Cookie", "concert=" + token);
    request.body += (request.body.empty() ? "guard=" : "&guard=") + form_guard(token);
  }
  return answer(request);
}

kit::Response World::post_json(const Id<Person>& person, const std::string& url, const std::string& body) {
  kit::Request request = request_of(kit::Method::post, url);
  request.headers.set("Content-Type", "application/json");
  if (!person.empty()) request.headers.set("Authorization", "Bearer " + session_of(person));
  request.body = body;
  return answer(request);
}

}  // namespace tests
