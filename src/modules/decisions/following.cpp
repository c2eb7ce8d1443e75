#include <algorithm>

#include "kit/text/utf8.h"
#include "modules/decisions/steps.h"

// What comes of a decision: a desk's answer, who has read it, what somebody does because of it, whether it was done.
namespace decisions {

ReferralAnswer answer_referral(Tx& tx, const Id<DecisionReferral>& id, DeskAnswer answer, const std::string& words) {
  DecisionReferral referral = tx.find(id);
  tx.lock(referral.decision.text);
  const Seat* seat = seat_at_desk(tx.actor(), referral);
  allow(seat != nullptr);
  Course course = course_for_reader(tx, referral.decision);
  auto answered = std::ranges::find(course.referral_answers, id, &ReferralAnswer::referral);
  require(answered == course.referral_answers.end(), "decisions.refusal.desk_answered");
  if (words.empty()) refuse_invalid({{"words", "partnership.field.say_why"}});
  if (kit::characters(words) > 2000) refuse_invalid({{"words", "partnership.field.too_long", "2000"}});

  tx.act_from(*seat);
  ReferralAnswer given{id, referral.decision, answer, words, tx.today()};
  tx.record(given);
  stop_clocks(tx, ReferralClock::kind, id.text, ClockOutcome::met);
  if (answer == DeskAnswer::referred)
    require(refer(tx, course, course.terms->fallback_days), "decisions.refusal.no_desk_above");
  return given;
}

DecisionReading acknowledge(Tx& tx, const Id<Decision>& id) {
  find_decision(tx, id);
  allow(!tx.actor().seats.empty());
  auto before = tx.maybe<DecisionReading>("where decision_id = $1 and person_id = $2", {id, tx.actor().person});
  if (before) return *before;
  const Seat& seat = tx.actor().seats.front();
  tx.act_from(seat);
  DecisionReading reading{id, tx.actor().person, seat.id, tx.today()};
  tx.record(reading);
  return reading;
}

FollowUp add_follow_up(Tx& tx, const Id<Decision>& id, const std::string& what, const Id<Seat>& owner, Date due_on) {
  Course course = course_for_reader(tx, id);
  Seats place = seats_of(tx, course.decision.place);
  const Seat* seat = seat_to_chair(tx.actor(), place);
  allow(seat != nullptr);
  require(course.state == State::agreed || course.state == State::final_ || course.state == State::told,
          "decisions.refusal.nothing_to_follow");
  std::vector<FieldError> faults;
  if (what.empty()) faults.push_back({"what", "partnership.field.required", {}});
  if (kit::characters(what) > 500) faults.push_back({"what", "partnership.field.too_long", "500"});
  const SeatHere* owning = place.seat(owner);
  if (!owning) faults.push_back({"owner", "partnership.field.choose", {}});
  if (due_on < tx.today()) faults.push_back({"due_on", "decisions.refusal.past", {}});
  refuse_invalid(std::move(faults));

  tx.act_from(*seat);
  FollowUp item{kit::fresh<FollowUp>(), id, what, owner, due_on, tx.today()};
  tx.record(item);
  start_clock(tx,
              {.id = {},
               .kind = std::string(FollowUpClock::kind),
               .subject = item.id.text,
               .place = owning->seat.place,
               .role = owning->seat.role,
               .party = owning->seat.party,
               .unit = course.decision.unit,
               .rule = "follow_up",
               .started_on = tx.today(),
               .due_on = due_on},
              what, url_of(id) + "#follow-ups");
  return item;
}

void end_follow_up(Tx& tx, const Id<FollowUp>& id, FollowUpOutcome outcome, const std::string& words) {
  tx.lock(id.text);
  FollowUp item = tx.find(id);
  Decision decision = find_decision(tx, item.decision);
  const Seat* seat = seat_to_end(tx.actor(), item, seats_of(tx, decision.place));
  allow(seat != nullptr);
  require(!tx.maybe<FollowUpEnding>("where follow_up_id = $1", {id}), "decisions.refusal.ended");
  if (outcome == FollowUpOutcome::dropped && words.empty()) refuse_invalid({{"words", "partnership.field.say_why"}});
  if (kit::characters(words) > 1000) refuse_invalid({{"words", "partnership.field.too_long", "1000"}});

  tx.act_from(*seat);
  tx.record(FollowUpEnding{id, item.decision, outcome, words, tx.today()});
  stop_clocks(tx, FollowUpClock::kind, id.text,
              outcome == FollowUpOutcome::done ? ClockOutcome::met : ClockOutcome::void_);
}

const Seat* seat_to_end(const Actor& actor, const FollowUp& item, const Seats& place) {
  for (const Seat& seat : actor.seats)
    if (seat.id == item.seat) return &seat;
  return seat_to_chair(actor, place);
}

void ask_completion(Tx& tx, const Id<Decision>& id) {
  tx.lock(id.text);
  Course course = course_for_reader(tx, id);
  Seats place = seats_of(tx, course.decision.place);
  const Seat* seat = seat_to_chair(tx.actor(), place);
  allow(seat != nullptr);
  require(course.state == State::final_, "decisions.refusal.not_final");
  auto asked = latest_assent(tx, id.text, "carried_out");
  require(!asked || !asked->open(), "decisions.refusal.asked_already");

  tx.act_from(*seat);
  Assent assent = ask_assent(tx, {.kind = "decisions.carried_out",
                                  .subject = id.text,
                                  .part = "carried_out",
                                  .place = place.place,
                                  .role = place.chair,
                                  .parties = place.chairing_parties(),
                                  .text = course.decision.title + "\n\n" + course.decision.body,
                                  .about = course.decision.title,
                                  .url = url_of(id) + "#carried-out"});
  answer_assent(tx, assent.id, Answer::signed_, "");
}

void completion_agreed(Tx& tx, const Assent& assent) { tx.record(DecisionCompletion{{assent.subject}, tx.today()}); }

std::string url_of_question(Reader&, const Assent& assent) {
  std::string anchor = assent.part == "early_close"   ? "#early-close"
                       : assent.part == "carried_out" ? "#carried-out"
                                                      : "#sign-off";
  return url_of(Id<Decision>{assent.subject}) + anchor;
}

}  // namespace decisions
