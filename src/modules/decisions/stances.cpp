#include <algorithm>

#include "kit/text/utf8.h"
#include "modules/decisions/box.h"
#include "modules/decisions/steps.h"

// What somebody says while the question is open; it may be said anew until the close, and the last counts.
namespace decisions {
namespace {

void check_words(const Option& option, const std::string& reason, const std::string& interest) {
  std::vector<FieldError> faults;
  if (option.reason && reason.empty()) faults.push_back({"reason", "partnership.field.say_why", {}});
  if (option.interest && interest.empty()) faults.push_back({"interest", "decisions.refusal.interest", {}});
  if (kit::characters(reason) > 2000) faults.push_back({"reason", "partnership.field.too_long", "2000"});
  if (kit::characters(interest) > 1000) faults.push_back({"interest", "partnership.field.too_long", "1000"});
  refuse_invalid(std::move(faults));
}

Stance stance_of(Tx& tx, const Id<Decision>& id, const Seat& seat) {
  return {.id = kit::fresh<Stance>(), .decision = id, .seat = seat.id, .party = seat.party, .taken_at = tx.now()};
}

bool has_answered_openly(Reader& db, const DecisionTerms& terms, const std::string& seat) {
  std::string table = terms.ballot == BallotKind::open ? "stances" : "held_stances";
  return db
      .maybe_value<std::int64_t>("select 1 from " + table + " where decision_id = $1 and seat_id = $2 limit 1",
                                 {terms.decision, seat})
      .has_value();
}

// Nobody of this role and party is left to answer here: the need that they share goes away. Asked of the seats at one
// place, not of all that were asked.
template <class HasAnswered>
void meet_needs(Tx& tx, const Course& course, const Seat& seat, HasAnswered has_answered) {
  std::vector<std::string> asked;
  tx.each(
      "select id from seats where place_id = $2 and role = $3 and party_id = $4 and exists (select 1 from"
      " decision_asked where decision_id = $1 and seat_id = seats.id)",
      {course.decision.id, seat.place, seat.role, seat.party},
      [&](const kit::Row& row) { asked.emplace_back(row.text(0)); });
  if (std::ranges::all_of(asked, has_answered))
    no_longer_needed(tx, need_subject(course.decision.id, seat.place, kit::to_value(seat.role)), seat.party);
}

// No entry, no row and no moment of its own: see box.h.
std::string cast(Tx& tx, const Course& course, const Seat& seat, Cast ballot, const std::string& key) {
  Box box = box_of(tx, course.decision.id);
  bool first = box.answered.insert(seat.id.text).second;
  if (!first) {
    require(!key.empty(), "decisions.refusal.answered_already");
    auto mine = std::ranges::find(box.casts, digest_of_key(key), &Cast::key);
    if (mine == box.casts.end() || mine->party != ballot.party) refuse_invalid({{"key", "decisions.refusal.key"}});
    box.casts.erase(mine);
  }
  std::string fresh_key = first ? new_ballot_key() : key;
  ballot.key = digest_of_key(fresh_key);
  box.casts.push_back(std::move(ballot));
  std::set<std::string> answered = box.answered;
  keep_box(tx, course.decision.id, std::move(box));
  meet_needs(tx, course, seat, [&](const std::string& one) { return answered.contains(one); });
  return fresh_key;
}

std::vector<std::string> seats_asked(Reader& db, const Id<Decision>& id, const Id<Person>& person) {
  std::vector<std::string> seats;
  db.each(
      "select seat_id from decision_asked where decision_id = $1 and seat_id in (select id from seats where person_id ="
      " $2)",  // not a join, which would begin at everybody asked
      {id, person}, [&](const kit::Row& row) { seats.emplace_back(row.text(0)); });
  return seats;
}

}  // namespace

bool has_done_their_part(Reader& db, const Id<Person>& person, const std::string& subject) {
  Id<Decision> id{subject.substr(0, subject.find('/'))};
  auto asked = seats_asked(db, id, person);
  auto terms = db.maybe<DecisionTerms>("where decision_id = $1", {id});
  if (asked.empty() || !terms) return true;
  if (terms->involvement == Involvement::inform)
    return db.maybe<DecisionReading>("where decision_id = $1 and person_id = $2", {id, person}).has_value();
  Box box = terms->secret() ? box_of(db, id) : Box{};
  return std::ranges::any_of(asked, [&](const std::string& seat) {
    return terms->secret() ? box.answered.contains(seat) : has_answered_openly(db, *terms, seat);
  });
}

Answered take_stance(Tx& tx, const Id<Decision>& id, const std::string& choice, const std::string& reason,
                     const std::string& interest, const std::string& key) {
  tx.lock(id.text);
  Course course = course_for_reader(tx, id);
  allow(seat_to_follow(tx.actor(), course) != nullptr);
  require(course.state == State::open, "decisions.refusal.not_open");
  const Seat* seat = seat_to_answer(tx.actor(), course);
  allow(seat != nullptr);
  require(course.terms->involvement != Involvement::inform, "decisions.refusal.only_told");
  Scale scale = scale_of(tx, course.terms->scales_version, course.terms->scale, Language::en);
  const Option* option = scale.option(choice);
  if (!option) refuse_invalid({{"choice", "partnership.field.choose"}});
  check_words(*option, reason, interest);

  tx.act_from(*seat);
  if (course.terms->secret())
    return {.stance = {}, .ballot_key = cast(tx, course, *seat, {"", seat->party.text, choice, reason, interest}, key)};
  HeldStance stance{stance_of(tx, id, *seat)};
  stance.choice = choice, stance.reason = reason, stance.interest = interest;
  if (course.terms->ballot == BallotKind::open) {
    tx.record(static_cast<const Stance&>(stance));
  } else {
    tx.db().run(HeldStance::table().insert(), kit::Args(HeldStance::table().values(&stance)));
  }
  meet_needs(tx, course, *seat, [&](const std::string& one) { return has_answered_openly(tx, *course.terms, one); });
  return {.stance = stance, .ballot_key = {}};
}

}  // namespace decisions
