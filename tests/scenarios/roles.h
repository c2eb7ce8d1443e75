#pragma once
#include <set>

#include "modules/changes/changes.h"
#include "modules/decisions/decisions.h"
#include "modules/solving/solving.h"
#include "tests/world/forms.h"

// Every role there is, held by somebody, and the table of roles.txt: who may use which route. The lines name routes as
// the router does, so that a line without a route and a route without a line are both found.
namespace tests {

struct RoleLine {
  kit::Method method = kit::Method::get;
  std::string pattern;
  std::set<std::string> may;
  std::string said;  // a plausible form, or question of the address, with holes for ids

  std::string name() const;  // "GET /teams"
};
const std::vector<RoleLine>& role_lines();

// The known cast after a few months, with the roles that nobody in it holds, and one thing of every kind.
class RolesWorld : public LivedWorld {
 public:
  RolesWorld();

  const std::map<std::string, Id<Person>>& roles() const { return roles_; }  // "stranger" is nobody
  std::string url(const RoleLine& line);                                     // with a thing that exists in each hole
  Fields fields(const RoleLine& line) const;
  Fields deciding_fields(const RoleLine& line) const;  // those of them that decide who may: the party, the team

  kit::Response ask(const Id<Person>& person, const RoleLine& line, const Fields& fields);
  kit::Response ask_json(const Id<Person>& person, const RoleLine& line);

 private:
  Id<Person> newcomer(Tx& tx, const std::string& role, const Id<Party>& party, const std::string& place, Role held);
  void people();
  void things();
  void body();
  void meeting();
  Id<decisions::Decision> decision();
  Id<solving::Issue> issue(const std::string& question);
  void agree_on(const Id<solving::Issue>& id);
  void close_now(const Id<decisions::Decision>& id, Answer answer);
  std::string value_of(const std::string& pattern, const std::string& hole);
  std::string with_ids(std::string text) const;

  std::map<std::string, Id<Person>> roles_;
  Id<solving::Issue> issue_;
  std::string anas_seat_, option_;
};

}  // namespace tests
