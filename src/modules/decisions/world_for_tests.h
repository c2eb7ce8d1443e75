#pragma once
#include "modules/decisions/decisions.h"

// Patient Transport with five people of each party more, and short ways to a decision that is open. For tests only,
// which include the world before it.
namespace decisions {

using tests::status_of;

struct DecidingWorld : tests::World {
  DecidingWorld() {
    does({}, [&](Tx& tx) {
      for (int i = 0; i < 10; ++i) {
        Person person{kit::fresh<Person>(), "p" + std::to_string(i), "Person " + std::to_string(i), {}, {}, "en"};
        tx.insert(person);
        tx.insert(Seat{kit::fresh<Seat>(), person.id, i < 5 ? labor : management, std::nullopt, team.text, Role::member,
                       kit::add_days(today(), -30), std::nullopt});
        people.push_back(person.id);
      }
    });
  }

  AskedTerms terms(BallotKind ballot = BallotKind::open, std::vector<Role> roles = {Role::co_lead}) {
    AskedTerms asked;
    asked.terms.closes_on = kit::add_days(today(), 7);
    asked.terms.scale = "live_with";
    asked.terms.fallback = "rework";
    asked.terms.ballot = ballot;
    asked.roles = std::move(roles);
    return asked;
  }
  Decision proposed(const std::optional<Id<Decision>>& former = {}, const std::string& body = "They rotate.") {
    return does(ben, [&](Tx& tx) {
      Decision asked;
      asked.title = "Shall supervisors rotate?", asked.body = body, asked.subject = "schedules";
      asked.place = team.text, asked.former = former;
      return propose(tx, asked);
    });
  }
  Id<Decision> opened(const AskedTerms& asked, const std::optional<Id<Decision>>& former = {}) {
    Decision decision = proposed(former);
    does(ben, [&](Tx& tx) { fix_terms(tx, decision.id, asked); });
    does(ana, [&](Tx& tx) { open(tx, decision.id); });
    return decision.id;
  }
  std::string answer(const Id<Person>& who, const Id<Decision>& id, const std::string& choice,
                     const std::string& key = {}) {
    return does(who, [&](Tx& tx) { return take_stance(tx, id, choice, "My reason", "My interest", key).ballot_key; });
  }
  Outcome closed(const Id<Decision>& id) {
    pass_days(8);
    return does(ana, [&](Tx& tx) { return close(tx, id).outcome; });
  }
  State state(const Id<Decision>& id) {
    return sees(ana, [&](Reader& db) { return course_of(db, id).state; });
  }
  std::int64_t needs(const Id<Person>& who) {
    return sees(who, [&](Reader& db) { return count_needs(db, db.actor()); });
  }

  std::vector<Id<Person>> people;  // 0 to 4 labor, 5 to 9 management
};

}  // namespace decisions
