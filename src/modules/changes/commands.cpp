#include "kit/text/utf8.h"
#include "modules/changes/pages.h"
#include "partnership/clocks.h"
#include "partnership/units.h"

namespace changes {
namespace {

// What is owed, as clocks call it.
constexpr std::string_view reading_clock = "changes.reading", question_clock = "changes.question";

void check_text(std::vector<FieldError>& faults, const std::string& field, const std::string& text, int longest) {
  if (text.empty()) faults.push_back({field, "partnership.field.required", {}});
  if (kit::characters(text) > static_cast<std::size_t>(longest))
    faults.push_back({field, "partnership.field.too_long", std::to_string(longest)});
}

void check(Reader& db, const Change& asked, const NoticePolicy& policy) {
  std::vector<FieldError> faults;
  check_text(faults, "title", asked.title, 160);
  check_text(faults, "body", asked.body, 6000);
  if (!policy.kind(asked.kind)) faults.push_back({"kind", "partnership.field.choose", {}});
  if (!asked.told && asked.begins_on > db.today())
    faults.push_back({"begins_on", "partnership.field.in_the_future", {}});
  refuse_invalid(std::move(faults));
}

// By the policies as they are now; their versions are kept, so that it can be worked out again.
void complete(Reader& db, Change& change, const NoticePolicy& policy) {
  const ChangeKind& kind = *policy.kind(change.kind);
  auto involvement = decisions::involvement_policy(db, Language::en);
  std::vector<std::string> path;
  for (const Unit& unit : path_to(db, change.unit)) path.push_back(unit.external_id);
  change.notice_days = kind.days;
  change.policy_version = policy.version;
  change.involvement = decisions::needed(involvement, kind.subject, path);
  change.involvement_version = involvement.version;
}

void owe(Tx& tx, const Change& change, std::string_view kind, const SeatAt& by, Date due_on) {
  start_clock(tx,
              {.id = {},
               .kind = std::string(kind),
               .subject = change.id.text,
               .place = by.place,
               .role = by.role,
               .party = by.party,
               .unit = change.unit,
               .rule = "change_notices." + change.kind,
               .started_on = tx.today(),
               .due_on = due_on},
              change.title, url_of(change.id));
}

// 2.6 Telling begins it: the others owe a word that they read it, and whoever changes something owes the question that
// the policy asks for, before it begins.
void start_clocks(Tx& tx, const Change& change, const NoticePolicy& policy, const Seat& from) {
  Date read_by = kit::add_days(tx.today(), policy.read_days);
  for (const Party& party : asked_of(tx, change))
    if (auto desk = desk_of(tx, change.unit, party.id)) owe(tx, change, reading_clock, *desk, read_by);
  if (change.told && change.involvement != Involvement::inform)
    owe(tx, change, question_clock, {from.place, from.role, from.party}, std::max(tx.today(), change.begins_on));
}

Course locked_course(Tx& tx, const Id<Change>& id) {
  tx.lock(id.text);
  return course_of(tx, id);
}

}  // namespace

std::string url_of(const Id<Change>& id, std::string_view end) { return "/changes/" + id.text + std::string(end); }

Change tell(Tx& tx, Change asked) {
  find_unit(tx, asked.unit);
  const Seat* seat = asked.told ? seat_to_speak(tx, asked.unit, asked.party) : seat_to_speak(tx, asked.unit);
  allow(seat != nullptr);
  if (!asked.told && seat->party == asked.party) refuse_invalid({{"party", "changes.refusal.own_untold"}});
  NoticePolicy policy = notice_policy(tx, Language::en);
  check(tx, asked, policy);

  tx.act_from(*seat);
  asked.id = kit::fresh<Change>();
  asked.by = seat->party;
  asked.seat = seat->id;
  asked.recorded_on = tx.today();
  complete(tx, asked, policy);
  tx.record(asked);
  start_clocks(tx, asked, policy, *seat);
  return asked;
}

ChangeReading acknowledge(Tx& tx, const Id<Change>& id, const std::string& words) {
  Course course = locked_course(tx, id);
  bool speaks = false;
  for (const Party& party : asked_of(tx, course.change))
    speaks = speaks || seat_to_speak(tx, course.change.unit, party.id);
  allow(speaks);
  const Seat* seat = seat_to_read(tx, course);
  require(seat != nullptr, "changes.refusal.read_already");
  if (kit::characters(words) > 2000) refuse_invalid({{"words", "partnership.field.too_long", "2000"}});

  tx.act_from(*seat);
  ChangeReading reading{id, seat->party, seat->id, words, tx.today()};
  tx.record(reading);
  stop_clock(tx, reading_clock, id.text, seat->party, ClockOutcome::met);
  return reading;
}

ChangeBeginning record_beginning(Tx& tx, const Id<Change>& id, Date began_on, const std::string& words) {
  Course course = locked_course(tx, id);
  const Seat* seat = seat_to_speak(tx, course.change.unit);
  allow(seat != nullptr);
  require(course.change.told && !course.withdrawal, "changes.refusal.not_coming");
  require(!course.beginning, "changes.refusal.begun_already");
  if (began_on > tx.today()) refuse_invalid({{"began_on", "partnership.field.in_the_future"}});
  if (kit::characters(words) > 2000) refuse_invalid({{"words", "partnership.field.too_long", "2000"}});

  tx.act_from(*seat);
  ChangeBeginning beginning{id, seat->id, began_on, words, tx.today()};
  tx.record(beginning);
  return beginning;
}

ChangeWithdrawal withdraw(Tx& tx, const Id<Change>& id, const std::string& reason) {
  Course course = locked_course(tx, id);
  const Seat* seat = seat_to_speak(tx, course.change.unit, course.change.by);
  allow(seat != nullptr);
  require(!course.withdrawal && !course.beginning, "changes.refusal.not_coming");
  if (reason.empty()) refuse_invalid({{"reason", "partnership.field.say_why"}});
  if (kit::characters(reason) > 1000) refuse_invalid({{"reason", "partnership.field.too_long", "1000"}});

  tx.act_from(*seat);
  ChangeWithdrawal withdrawal{id, seat->id, reason, tx.today()};
  tx.record(withdrawal);
  stop_clocks(tx, reading_clock, id.text, ClockOutcome::void_);
  stop_clocks(tx, question_clock, id.text, ClockOutcome::void_);
  return withdrawal;
}

decisions::Decision open_decision(Tx& tx, const Id<Change>& id, const std::string& place) {
  Course course = locked_course(tx, id);
  const Change& change = course.change;
  allow(seat_to_speak(tx, change.unit) != nullptr);
  require(!course.withdrawal, "changes.refusal.not_coming");
  NoticePolicy policy = notice_policy(tx, Language::en);
  const ChangeKind* kind = policy.kind(change.kind);

  decisions::Decision asked;
  asked.title = change.title;
  asked.body = change.body;
  asked.subject = kind ? kind->subject : change.kind;
  asked.place = place;
  decisions::Decision decision = decisions::propose(tx, asked);
  tx.record(ChangeDecision{id, decision.id, tx.today()});
  stop_clocks(tx, question_clock, id.text, ClockOutcome::met);
  return decision;
}

}  // namespace changes
