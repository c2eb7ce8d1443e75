#pragma once
#include <filesystem>
#include <map>
#include <memory>

#include "app/program.h"
#include "modules/teams/teams.h"
#include "partnership/parties.h"

// The known cast, the same in every test: one hospital, two regions, three parties, ten people and two teams, on a real
// database (SQLite in a temporary folder, or PostgreSQL when CONCERT_TEST_DATABASE names one). What it does goes
// through the commands and the router exactly as the server's requests do.
//
//   Ana     labor co-lead of Patient Transport          Ben     its management co-lead
//   Quist   its labor sponsor                           Amari   its management sponsor
//   Olga    administrator of labor                      Paul    administrator of management
//   Sato    physician, administrator of the physicians  Carmen  steward at Sunny Ridge
//   Mia     member of Patient Transport (labor)         Eve     signed in, with no seat anywhere
namespace tests {

using namespace partnership;

using Fields = std::vector<std::pair<std::string, std::string>>;

class World {
 public:
  World();
  ~World();

  app::Program& program() { return *program_; }
  kit::Database& database() { return program_->database(); }

  // Acts as somebody, in one transaction that is kept; reads as somebody.
  template <class Act>
  auto does(const Id<Person>& person, Act act) {
    kit::Session session = database().write();
    Actor actor = actor_of(session, person);
    Tx tx(session, actor, now(), today());
    if constexpr (std::is_void_v<decltype(act(tx))>) {
      act(tx);
      tx.commit();
    } else {
      auto result = act(tx);
      tx.commit();
      return result;
    }
  }
  template <class Read>
  auto sees(const Id<Person>& person, Read read) {
    kit::Session session = database().read();
    Actor actor = actor_of(session, person);
    Reader reader(session, actor, now(), today());
    return read(reader);
  }

  // HTTP as a browser of this person; an empty person is a stranger. A 303 is answered, not followed.
  kit::Response get(const Id<Person>& person, const std::string& url);
  kit::Response get_json(const Id<Person>& person, const std::string& url);
  kit::Response post(const Id<Person>& person, const std::string& url, const Fields& fields);
  kit::Response post_json(const Id<Person>& person, const std::string& url, const std::string& body);

  Instant now() const { return now_; }
  Date today() const;
  void pass_days(int days);
  std::int64_t entries();             // in the journal
  std::vector<std::string> faults();  // what `concert verify` finds, after integrating

  std::string session_of(const Id<Person>& person);  // a token

  Id<Party> labor, management, physicians;
  Id<Unit> nation, cascade, lakes, sunny_ridge, transport, west4, lakes_ward;
  Id<Person> ana, ben, quist, amari, olga, paul, sato, carmen, mia, eve;
  Id<teams::Team> team;       // Patient Transport, led by Ana and Ben
  Id<teams::Team> ward_team;  // 4 West, clinical, nobody put forward yet

 private:
  Actor actor_of(kit::Session& session, const Id<Person>& person);
  void people(Tx& tx);
  void places(Tx& tx);
  Id<Person> person(Tx& tx, const std::string& name, const std::string& job);
  void seat(Tx& tx, const Id<Person>& person, const Id<Party>& party, const std::string& place, Role role);
  kit::Response answer(kit::Request& request);

  Instant now_;
  std::filesystem::path folder_;
  std::string schema_;
  std::unique_ptr<app::Program> program_;
  std::map<std::string, std::string> tokens_;
};

// A request of a browser, ready to be answered.
kit::Request request_of(kit::Method method, const std::string& url);
std::string encoded(const Fields& fields);

// With which status an act is refused; 200 when it is done.
int status_of(auto act) {
  try {
    act();
    return 200;
  } catch (const partnership::Refusal& refusal) {
    return refusal.status;
  }
}

}  // namespace tests
