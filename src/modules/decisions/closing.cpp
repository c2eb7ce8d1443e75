#include <algorithm>

#include "modules/decisions/box.h"
#include "modules/decisions/steps.h"
#include "partnership/units.h"

// The close: counted by party, recorded, and what follows from it begun, in one transaction.
namespace decisions {
namespace {

std::vector<AskedSeat> asked_of(const Course& course) {
  std::vector<AskedSeat> asked;
  for (const DecisionAsked& one : course.asked) asked.push_back({one.seat.text, one.party.text, one.weight});
  return asked;
}

Counts counts_as(const Scale& scale, const std::string& choice) {
  const Option* option = scale.option(choice);
  return option ? option->counts : Counts::abstain;
}

// The order of one seat's stances; ids of one process sort as they were made, also within one microsecond.
std::string order_of(const Stance& stance) { return print_text(stance.taken_at) + stance.id.text; }

// A hidden ballot becomes stances of the record, every change of them, from the system's seat and under one entry.
std::vector<Stance> reveal(Tx& tx, const Id<Decision>& id) {
  auto held = tx.all<HeldStance>("where decision_id = $1 order by party_id, seat_id, taken_at, id", {id});
  std::vector<Stance> stances(held.begin(), held.end());
  if (!stances.empty()) tx.record_all(stances);
  tx.run("delete from held_stances where decision_id = $1", {id});
  return stances;
}

std::vector<PartyCount> count_openly(Tx& tx, const Course& course, const Scale& scale) {
  const Id<Decision>& id = course.decision.id;
  auto stances =
      course.terms->ballot == BallotKind::hidden ? reveal(tx, id) : tx.all<Stance>("where decision_id = $1", {id});
  std::vector<Said> said;
  for (const Stance& one : stances)
    said.push_back({one.seat.text, one.party.text, counts_as(scale, one.choice), order_of(one)});
  return count(asked_of(course), said);
}

// Fewer of a party than the terms say: its count could tell who said what, so nothing of the box is kept.
std::vector<PartyCount> only_how_many(std::vector<PartyCount> counts) {
  for (PartyCount& one : counts)
    one.support = one.reserve = one.aside = one.block = one.abstain = one.in_favour = one.taken = 0;
  return counts;
}

std::vector<PartyCount> open_box(Tx& tx, const Course& course, const Scale& scale) {
  const Id<Decision>& id = course.decision.id;
  Box box = box_of(tx, id);
  std::vector<std::pair<std::string, Counts>> cast;
  for (const Cast& one : box.casts) cast.emplace_back(one.party, counts_as(scale, one.choice));
  auto counts = count_ballots(asked_of(course), cast);
  destroy_box(tx, id);
  if (judge(course.terms->rules(), counts) == Outcome::too_few) return only_how_many(std::move(counts));
  if (!box.casts.empty()) tx.record_all(shuffled(id, box));
  std::vector<BallotAnswer> answers;
  for (const std::string& seat : box.answered) answers.push_back({id, {seat}});
  if (!answers.empty()) tx.record_all(answers);
  return counts;
}

void record_counts(Tx& tx, const Id<Decision>& id, const std::vector<PartyCount>& counts) {
  for (const PartyCount& one : counts)
    tx.record(DecisionCount{id,
                            {one.party},
                            one.asked,
                            one.answered,
                            one.support,
                            one.reserve,
                            one.aside,
                            one.block,
                            one.abstain,
                            one.in_favour,
                            one.taken});
}

std::string text_of(const Decision& decision) { return decision.title + "\n\n" + decision.body; }

void ask_sign_off(Tx& tx, const Decision& decision, const std::string& affected) {
  Seats place = seats_of(tx, affected);
  ask_assent(tx, {.kind = "decisions.sign_off",
                  .subject = decision.id.text,
                  .part = affected,
                  .place = affected,
                  .role = place.chair,
                  .parties = place.chairing_parties(),
                  .text = text_of(decision),
                  .about = decision.title,
                  .url = url_of(decision.id) + "#sign-off"});
}

void agree(Tx& tx, const Course& course) {
  if (course.affected.empty()) tx.record(DecisionFinal{course.decision.id, tx.today()});
  for (const DecisionAffected& one : course.affected) ask_sign_off(tx, course.decision, one.place);
}

}  // namespace

DecisionClosing close_now(Tx& tx, const Course& course, bool early) {
  const Id<Decision>& id = course.decision.id;
  std::optional<Seat> closer;
  if (auto* seat = seat_to_follow(tx.actor(), course)) closer = *seat;
  tx.act_from(Seat{});  // nobody stands behind the ballots, whoever closes
  Scale scale = scale_of(tx, course.terms->scales_version, course.terms->scale, Language::en);
  auto counts = course.terms->secret() ? open_box(tx, course, scale) : count_openly(tx, course, scale);
  if (closer) tx.act_from(*closer);

  DecisionClosing closing{id, judge(course.terms->rules(), counts), early, tx.today()};
  tx.record(closing);
  record_counts(tx, id, counts);
  no_longer_asked(tx, id);
  withdraw_assent(tx, id.text, "early_close");
  if (closing.outcome == Outcome::agreed) agree(tx, course);
  if (needs_fallback(closing.outcome)) start_fallback(tx, course);
  return closing;
}

DecisionClosing close(Tx& tx, const Id<Decision>& id) {
  tx.lock(id.text);
  Course course = course_of(tx, id);
  allow(seat_to_follow(tx.actor(), course) != nullptr);
  require(!course.closing && !course.withdrawal && course.opening, "decisions.refusal.not_open");
  require(course.state == State::over, "decisions.refusal.not_over");
  return close_now(tx, course, false);
}

int close_over(Tx& tx) {
  std::vector<std::string> ids;
  tx.each(
      "select decision_terms.decision_id from decision_terms"
      " join decision_openings on decision_openings.decision_id = decision_terms.decision_id where closes_on < $1"
      " and decision_terms.decision_id not in (select decision_id from decision_closings)"
      " and decision_terms.decision_id not in (select decision_id from decision_withdrawals) order by 1 limit 50",
      {tx.today()}, [&](const kit::Row& row) { ids.emplace_back(row.text(0)); });
  for (const std::string& id : ids) {
    tx.lock(id);
    if (Course course = course_of(tx, {id}); course.state == State::over) close_now(tx, course, false);
  }
  return static_cast<int>(ids.size());
}

void ask_early_close(Tx& tx, const Id<Decision>& id) {
  tx.lock(id.text);
  Course course = course_of(tx, id);
  Seats place = seats_of(tx, course.decision.place);
  const Seat* seat = seat_to_chair(tx.actor(), place);
  allow(seat != nullptr);
  require(course.state == State::open, "decisions.refusal.not_open");
  require(course.terms->early_close, "decisions.refusal.no_early_close");
  auto asked = latest_assent(tx, id.text, "early_close");
  require(!asked || !asked->open(), "decisions.refusal.asked_already");

  tx.act_from(*seat);
  Assent assent = ask_assent(tx, {.kind = "decisions.early_close",
                                  .subject = id.text,
                                  .part = "early_close",
                                  .place = place.place,
                                  .role = place.chair,
                                  .parties = place.chairing_parties(),
                                  .text = text_of(course.decision),
                                  .about = course.decision.title,
                                  .url = url_of(id) + "#early-close"});
  answer_assent(tx, assent.id, Answer::signed_, "");
}

void early_close_agreed(Tx& tx, const Assent& assent) {
  tx.lock(assent.subject);
  Course course = course_of(tx, {assent.subject});
  if (course.state == State::open || course.state == State::over) close_now(tx, course, course.state == State::open);
}

// ── no agreement ─────────────────────────────────────────────────────────────

namespace {

struct Desk {
  std::string place;
  Role role = Role::sponsor;
};

// From the place upward, each with somebody who sits there: a team's sponsors, or the co-chairs of the bodies above a
// body; then the administrators, executives or stewards of the unit and of those above it.
std::vector<Desk> desks_of(Reader& db, const Decision& decision) {
  std::vector<Desk> desks;
  auto add = [&](const std::string& place, Role role) {
    auto held = db.value<std::int64_t>(
        "select count(*) from seats where place_id = $1 and role = $2 and starts_on <= $3"
        " and (ends_on is null or ends_on >= $3)",
        {place, role, db.today()});
    if (held > 0) desks.push_back({place, role});
    return held > 0;
  };
  add(decision.place, Role::sponsor);
  for (const governance::Body& body : governance::above(db, decision.place)) add(body.id.text, Role::co_lead);
  auto path = path_to(db, decision.unit);
  for (auto unit = path.rbegin(); unit != path.rend(); ++unit) {
    if (unit->id.text == decision.place) continue;
    for (Role role : {Role::sponsor, Role::executive, Role::administrator, Role::steward})
      if (add(unit->id.text, role)) break;
  }
  return desks;
}

std::vector<Id<Party>> parties_at(Reader& db, const Desk& desk) {
  std::vector<Id<Party>> parties;
  db.each(
      "select distinct party_id from seats where place_id = $1 and role = $2 and starts_on <= $3"
      " and (ends_on is null or ends_on >= $3) order by party_id",
      {desk.place, desk.role, db.today()}, [&](const kit::Row& row) { parties.push_back({std::string(row.text(0))}); });
  return parties;
}

void owe(Tx& tx, std::string_view kind, const std::string& subject, const Course& course, const Desk& desk,
         const std::vector<Id<Party>>& parties, Date due_on) {
  for (const Id<Party>& party : parties)
    start_clock(tx,
                {.id = {},
                 .kind = std::string(kind),
                 .subject = subject,
                 .place = desk.place,
                 .role = desk.role,
                 .party = party,
                 .unit = course.decision.unit,
                 .rule = "deciding." + course.terms->fallback,
                 .started_on = tx.today(),
                 .due_on = due_on},
                course.decision.title, url_of(course.decision.id) + "#fallback");
}

}  // namespace

bool refer(Tx& tx, const Course& course, int days) {
  auto desks = desks_of(tx, course.decision);
  std::size_t number = course.referrals.size();
  if (number >= desks.size()) return false;
  DecisionReferral referral{.id = kit::fresh<DecisionReferral>(),
                            .decision = course.decision.id,
                            .number = static_cast<int>(number) + 1,
                            .place = desks[number].place,
                            .role = desks[number].role,
                            .due_on = kit::add_days(tx.today(), days),
                            .referred_on = tx.today()};
  tx.record(referral);
  owe(tx, ReferralClock::kind, referral.id.text, course, desks[number], parties_at(tx, desks[number]), referral.due_on);
  return true;
}

// 2.4 What happens without agreement was fixed before anybody was asked; here it begins.
void start_fallback(Tx& tx, const Course& course) {
  Date due_on = kit::add_days(tx.today(), course.terms->fallback_days);
  tx.record(DecisionFallback{course.decision.id, course.terms->fallback, due_on, tx.today()});
  Deciding deciding = deciding_of(tx, course.terms->deciding_version, Language::en);
  const Fallback* fallback = deciding.fallback(course.terms->fallback);
  if (fallback && fallback->kind == FallbackKind::upward && refer(tx, course, course.terms->fallback_days)) return;
  Seats place = seats_of(tx, course.decision.place);
  owe(tx, FallbackClock::kind, course.decision.id.text, course, {place.place, place.chair}, place.chairing_parties(),
      due_on);
}

// ── sign-off ─────────────────────────────────────────────────────────────────

void signed_off(Tx& tx, const Assent& assent) {
  Course course = course_of(tx, {assent.subject});
  if (course.final_) return;
  for (const DecisionAffected& one : course.affected) {
    auto state = latest_assent(tx, assent.subject, one.place);
    if (!state || !state->agreed()) return;
  }
  tx.record(DecisionFinal{course.decision.id, tx.today()});
}

void ask_sign_offs(Tx& tx, const Id<Decision>& id) {
  tx.lock(id.text);
  Course course = course_of(tx, id);
  const Seat* seat = seat_to_chair(tx.actor(), seats_of(tx, course.decision.place));
  allow(seat != nullptr);
  require(course.state == State::agreed, "decisions.refusal.nothing_to_sign_off");
  tx.act_from(*seat);
  int asked = 0;
  for (const DecisionAffected& one : course.affected) {
    auto state = latest_assent(tx, id.text, one.place);
    if (state && (state->open() || state->agreed())) continue;
    ask_sign_off(tx, course.decision, one.place);
    ++asked;
  }
  require(asked > 0, "decisions.refusal.nothing_to_sign_off");
}

}  // namespace decisions
