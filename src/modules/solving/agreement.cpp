#include <algorithm>

#include "kit/text/utf8.h"
#include "modules/solving/steps.h"
#include "partnership/naming.h"

// What the parties agree on: the words, who does what by when, and the day on which they look back. It holds once a
// chair of every party has signed.
namespace solving {
namespace {

std::vector<FieldError> faults_of(const AskedAgreement& asked, const decisions::Seats& place, const Wall& wall,
                                  Date today) {
  std::vector<FieldError> faults;
  if (asked.body.empty()) faults.push_back({"body", "partnership.field.required", {}});
  if (kit::characters(asked.body) > 4000) faults.push_back({"body", "partnership.field.too_long", "4000"});
  if (asked.review_on <= today) faults.push_back({"review_on", "solving.refusal.past", {}});
  if (asked.options.empty()) faults.push_back({"option", "solving.refusal.choose_option", {}});
  for (const Id<Option>& one : asked.options)
    if (std::ranges::find(wall.options, one, &Option::id) == wall.options.end())
      faults.push_back({"option", "partnership.field.choose", {}});
  if (asked.steps.empty()) faults.push_back({"what-1", "solving.refusal.one_step", {}});
  for (std::size_t i = 0; i < asked.steps.size(); ++i) {
    const AskedStep& step = asked.steps[i];
    std::string number = std::to_string(i + 1);
    if (step.what.empty()) faults.push_back({"what-" + number, "partnership.field.required", {}});
    if (kit::characters(step.what) > 300) faults.push_back({"what-" + number, "partnership.field.too_long", "300"});
    if (!place.seat(step.owner)) faults.push_back({"owner-" + number, "partnership.field.choose", {}});
    if (step.due_on < today) faults.push_back({"due-" + number, "solving.refusal.past", {}});
  }
  return faults;
}

// Exactly what is signed.
std::string text_of(Reader& db, const Wall& wall, const Agreement& agreement, const AskedAgreement& asked) {
  std::string text = wall.issue.question + "\n\n" + agreement.body + "\n";
  for (const Option& option : wall.options)
    if (std::ranges::find(asked.options, option.id) != asked.options.end()) text += "\n+ " + option.body;
  for (const AskedStep& step : asked.steps)
    text += "\n- " + step.what + " (" + holder_of(db, step.owner) + ", " + kit::iso(step.due_on) + ")";
  return text + "\n\n" + kit::iso(agreement.review_on);
}

void record_parts(Tx& tx, const Agreement& agreement, const AskedAgreement& asked) {
  tx.record(agreement);
  std::set<std::string> once;
  for (const Id<Option>& option : asked.options)
    if (once.insert(option.text).second) tx.record(AgreementChoice{agreement.id, option});
  for (const AskedStep& step : asked.steps)
    tx.record(
        AgreementStep{kit::fresh<AgreementStep>(), agreement.id, agreement.issue, step.what, step.owner, step.due_on});
}

}  // namespace

Agreement propose_agreement(Tx& tx, const Id<Issue>& id, const AskedAgreement& asked) {
  Wall wall = lock_wall(tx, id);
  decisions::Seats place = seats_of(tx, wall.issue);
  const Seat* seat = seat_to_keep(tx.actor(), wall, place);
  allow(seat != nullptr);
  require(!wall.over(), "solving.refusal.over");
  require(!wall.progress.asked, "solving.refusal.asked_already");
  require(may_choose(wall.progress), "solving.refusal.standards_first");
  refuse_invalid(faults_of(asked, place, wall, tx.today()));

  tx.act_from(*seat);
  int number = wall.agreement ? wall.agreement->number + 1 : 1;
  Agreement agreement{kit::fresh<Agreement>(), id, number, asked.body, asked.review_on, seat->id, tx.today()};
  record_parts(tx, agreement, asked);
  Assent assent = ask_assent(tx, {.kind = "solving.agreement",
                                  .subject = agreement.id.text,
                                  .part = {},
                                  .place = wall.issue.place,
                                  .role = place.chair,
                                  .parties = wall.parties,
                                  .text = text_of(tx, wall, agreement, asked),
                                  .about = wall.issue.question,
                                  .url = url_of(id) + "#agreement"});
  if (seat->role == place.chair && seat->place == place.place) answer_assent(tx, assent.id, Answer::signed_, "");
  return agreement;
}

// ── signed ───────────────────────────────────────────────────────────────────

namespace {

void start_steps(Tx& tx, const Wall& wall) {
  for (const AgreementStep& step : wall.steps) {
    Seat owner = tx.find(step.seat);
    start_clock(tx,
                {.id = {},
                 .kind = std::string(StepClock::kind),
                 .subject = step.id.text,
                 .place = owner.place,
                 .role = owner.role,
                 .party = owner.party,
                 .unit = wall.issue.unit,
                 .rule = "agreement",
                 .started_on = tx.today(),
                 .due_on = step.due_on},
                step.what, url_of(wall.issue.id) + "#steps");
  }
}

void start_review(Tx& tx, const Wall& wall) {
  decisions::Seats place = seats_of(tx, wall.issue);
  for (const Id<Party>& party : wall.parties)
    start_clock(tx,
                {.id = {},
                 .kind = std::string(ReviewClock::kind),
                 .subject = wall.issue.id.text,
                 .place = wall.issue.place,
                 .role = place.chair,
                 .party = party,
                 .unit = wall.issue.unit,
                 .rule = "agreement",
                 .started_on = tx.today(),
                 .due_on = wall.agreement->review_on},
                wall.issue.question, url_of(wall.issue.id) + "#review");
}

}  // namespace

void agreement_signed(Tx& tx, const Assent& assent) {
  auto agreement = tx.find(Id<Agreement>{assent.subject});
  Wall wall = wall_of(tx, agreement.issue);
  if (wall.over()) return;
  tx.record(AgreementStart{agreement.issue, agreement.id, tx.today()});
  start_steps(tx, wall);
  start_review(tx, wall);
}

std::string url_of_question(Reader& db, const Assent& assent) {
  return url_of(db.find(Id<Agreement>{assent.subject}).issue) + "#agreement";
}

// ── what comes of it ─────────────────────────────────────────────────────────

void end_step(Tx& tx, const Id<AgreementStep>& id, StepOutcome outcome, const std::string& words) {
  AgreementStep step = tx.find(id);
  Wall wall = lock_wall(tx, step.issue);
  const Seat* seat = seat_to_end(tx.actor(), step, seats_of(tx, wall.issue));
  allow(seat != nullptr);
  require(wall.start && wall.start->agreement == step.agreement, "solving.refusal.not_agreed");
  require(std::ranges::find(wall.step_endings, id, &StepEnding::step) == wall.step_endings.end(),
          "solving.refusal.ended");
  if (outcome == StepOutcome::dropped && words.empty()) refuse_invalid({{"words", "partnership.field.say_why", {}}});
  if (kit::characters(words) > 1000) refuse_invalid({{"words", "partnership.field.too_long", "1000"}});

  tx.act_from(*seat);
  tx.record(StepEnding{id, step.issue, outcome, words, tx.today()});
  stop_clocks(tx, StepClock::kind, id.text, outcome == StepOutcome::done ? ClockOutcome::met : ClockOutcome::void_);
}

AgreementReview review_agreement(Tx& tx, const Id<Issue>& id, ReviewOutcome outcome, const std::string& words) {
  Wall wall = lock_wall(tx, id);
  const Seat* seat = seat_to_keep(tx.actor(), wall, seats_of(tx, wall.issue));
  allow(seat != nullptr);
  require(wall.start.has_value(), "solving.refusal.not_agreed");
  require(!wall.review, "solving.refusal.ended");
  check_words("words", words, 2000);

  tx.act_from(*seat);
  AgreementReview review{id, outcome, words, tx.today()};
  tx.record(review);
  stop_clocks(tx, ReviewClock::kind, id.text, ClockOutcome::met);
  return review;
}

decisions::Decision put_to_decision(Tx& tx, const Id<Issue>& id, const std::string& subject) {
  Wall wall = lock_wall(tx, id);
  const Seat* seat = seat_at_table(tx.actor(), wall);
  allow(seat != nullptr);
  require(wall.start.has_value(), "solving.refusal.not_agreed");
  require(wall.results.empty(), "solving.refusal.ended");
  require(!wall.issue.sealed(), "solving.refusal.sealed");  // a decision is everybody's to read

  decisions::Decision asked;
  asked.title = wall.issue.question;
  asked.body = wall.agreement->body;
  asked.subject = subject;
  asked.place = wall.issue.place;
  if (wall.issue.origin && wall.issue.origin->starts_with(decisions::Decision::prefix))
    asked.former = Id<decisions::Decision>{*wall.issue.origin};
  decisions::Decision decision = decisions::propose(tx, asked);
  tx.record(IssueResult{id, decision.id.text, tx.today()});
  return decision;
}

}  // namespace solving
