#pragma once
#include "modules/solving/solving.h"

// An issue at Patient Transport, and short ways to each of its stages. For tests only, which include the world before
// it.
namespace solving {

using tests::status_of;

struct SolvingWorld : tests::World {
  SolvingWorld() : id(opened()) {}

  Id<Issue> opened(const std::string& question = "How is everybody relieved on time?") {
    return does(ana, [&](Tx& tx) {
      Issue asked;
      asked.question = question, asked.background = "Nights wait.", asked.place = team.text;
      return open_issue(tx, asked).id;
    });
  }
  Id<Issue> opened_sealed(const std::vector<Id<Person>>& named) {
    return does(ana, [&](Tx& tx) {
      Issue asked;
      asked.question = "How do the two of them share a cart again?", asked.background = "They quarrelled on Monday.";
      asked.place = team.text;
      return open_sealed_issue(tx, asked, named).id;
    });
  }
  Id<Interest> interest(const Id<Person>& who, const std::string& body) {
    return does(who, [&](Tx& tx) { return put_interest(tx, id, body).id; });
  }
  // Both parties have put their interests; labor's first is shared.
  void interests_put() {
    first = interest(ana, "Nobody stays behind alone.");
    interest(ben, "Every call is answered within five minutes.");
    for (auto& who : {ana, ben}) does(who, [&](Tx& tx) { put_interests(tx, id); });
    does(ben, [&](Tx& tx) { share_interest(tx, first, true); });
  }
  // Two options and a standard are there.
  void gathered() {
    interests_put();
    does(ana, [&](Tx& tx) { start_brainstorm(tx, id, BrainstormKind::open); });
    option = does(mia, [&](Tx& tx) { return add_option(tx, id, "Overlap by ten minutes").id; });
    does(ben, [&](Tx& tx) { add_option(tx, id, "A float covers the change"); });
    does(ana, [&](Tx& tx) { end_brainstorm(tx, id); });
    does(ben, [&](Tx& tx) { add_standard(tx, id, "Costs no overtime"); });
  }
  AskedAgreement words() {
    AskedAgreement asked{.body = "Shifts overlap by ten minutes.", .review_on = kit::add_days(today(), 60)};
    asked.options = {option};
    asked.steps = {{"Change the roster", seat_of(ben), kit::add_days(today(), 14)}};
    return asked;
  }
  void agreed() {
    gathered();
    does(ana, [&](Tx& tx) { propose_agreement(tx, id, words()); });
    sign(ben);
  }
  void sign(const Id<Person>& who, Answer answer = Answer::signed_) {
    does(who, [&](Tx& tx) {
      auto asked = latest_assent(tx, wall_of(tx, id).agreement->id.text);
      answer_assent(tx, asked->assent.id, answer, answer == Answer::signed_ ? "" : "Ten minutes are too few.");
    });
  }
  Id<Seat> seat_of(const Id<Person>& who) {
    return sees(who, [&](Reader& db) { return db.actor().seat(team.text, Role::co_lead)->id; });
  }
  Wall wall() {
    return sees(ana, [&](Reader& db) { return wall_of(db, id); });
  }
  std::string url() const { return "/issues/" + id.text; }

  Id<Issue> id;
  Id<Interest> first;
  Id<Option> option;
};

}  // namespace solving
