#include <algorithm>

#include "kit/text/utf8.h"
#include "modules/solving/box.h"
#include "modules/solving/steps.h"
#include "partnership/notifications.h"
#include "partnership/versions.h"

// An issue as a question: opening it, its words, who keeps the process, and closing it without an agreement.
namespace solving {
namespace {

void check_question(const std::string& question, const std::string& background) {
  std::vector<FieldError> faults;
  if (question.empty()) faults.push_back({"question", "partnership.field.required", {}});
  if (kit::characters(question) > 160) faults.push_back({"question", "partnership.field.too_long", "160"});
  if (!question.empty() && question.find('?') == std::string::npos)
    faults.push_back({"question", "solving.refusal.no_question", {}});
  if (kit::characters(background) > 4000) faults.push_back({"background", "partnership.field.too_long", "4000"});
  refuse_invalid(std::move(faults));
}

// Each party is asked for its interests, through those who chair for it.
void ask_for_interests(Tx& tx, const Issue& issue, const decisions::Seats& place,
                       const std::vector<Id<Party>>& parties) {
  for (const Id<Party>& party : parties)
    need(tx, {.id = {},
              .place = issue.place,
              .role = place.chair,
              .party = party,
              .kind = std::string(InterestsNeed::kind),
              .about = issue.question,
              .url = url_of(issue.id) + "#interests",
              .subject = issue.id.text,
              .since = {},
              .due_on = {}});
}

// 2.6 Who could not support it has named the interest that was not met: the last stance of each seat counts.
void carry_over(Tx& tx, const Issue& issue, const std::vector<Id<Party>>& parties) {
  if (!issue.origin || !issue.origin->starts_with(decisions::Decision::prefix)) return;
  decisions::Course course = decisions::course_of(tx, {*issue.origin});
  require(course.state == decisions::State::not_agreed, "solving.refusal.decision_stands");
  require(course.decision.place == issue.place, "solving.refusal.other_place");
  std::map<std::string, decisions::Stance> last;
  for (decisions::Stance& one : decisions::stances_seen(tx, course)) last[one.seat.text] = std::move(one);
  for (auto& [seat, one] : last)
    if (!one.interest.empty() && std::ranges::find(parties, one.party) != parties.end())
      tx.insert(Interest{kit::fresh<Interest>(), issue.id, one.party, one.interest, one.seat, tx.today(), 1});
}

}  // namespace

void check_words(const std::string& field, const std::string& text, int longest) {
  if (text.empty()) refuse_invalid({{field, "partnership.field.required", {}}});
  if (kit::characters(text) > static_cast<std::size_t>(longest))
    refuse_invalid({{field, "partnership.field.too_long", std::to_string(longest)}});
}

std::string as_question(std::string matter) {
  if (matter.find('?') != std::string::npos) return matter;
  while (!matter.empty() && (matter.back() == '.' || matter.back() == '!' || matter.back() == ' ')) matter.pop_back();
  return matter + "?";
}

namespace {

// With these readers, if it is sealed.
Issue open(Tx& tx, Issue asked, const decisions::Seats& place, const std::set<std::string>& readers) {
  const Seat* seat = decisions::seat_to_propose(tx.actor(), place);
  allow(seat != nullptr);
  check_question(asked.question, asked.background);
  if (asked.origin) tx.lock(*asked.origin);
  require(!asked.origin || !issue_from(tx, *asked.origin), "solving.refusal.opened_already");
  auto parties = place.chairing_parties();
  require(parties.size() >= 2, "solving.refusal.one_party");

  tx.act_from(*seat);
  asked.unit = place.unit;
  asked.seat = seat->id;
  asked.opened_on = tx.today();
  asked.version = 1;
  tx.keep_within(asked.wall);
  for (const std::string& person : readers) name_participant(tx, asked.id.text, {person});
  tx.insert(asked);
  for (const Id<Party>& party : parties) tx.record(IssueParty{asked.id, party});
  carry_over(tx, asked, parties);
  ask_for_interests(tx, asked, place, parties);
  return asked;
}

}  // namespace

Issue open_issue(Tx& tx, Issue asked) {
  asked.id = kit::fresh<Issue>(), asked.wall = joint_wall;
  return open(tx, asked, decisions::seats_of(tx, asked.place), {});
}

Issue open_sealed_issue(Tx& tx, Issue asked, const std::vector<Id<Person>>& named) {
  asked.id = kit::fresh<Issue>(), asked.wall = wall_of_case(asked.id.text);
  decisions::Seats place = decisions::seats_of(tx, asked.place);
  return open(tx, asked, place, first_readers(tx, place, named));
}

Issue reword_issue(Tx& tx, const Id<Issue>& id, const std::string& question, const std::string& background, int seen) {
  Wall wall = lock_wall(tx, id);
  const Seat* seat = seat_to_keep(tx.actor(), wall, seats_of(tx, wall.issue));
  allow(seat != nullptr);
  require(!wall.over(), "solving.refusal.over");
  check_question(question, background);
  Issue issue = wall.issue;
  require_seen(tx, {.thing = id.text,
                    .seen = seen,
                    .version = issue.version,
                    .standing = {{"question", issue.question}, {"background", issue.background}},
                    .typed = {{"question", question}, {"background", background}},
                    .url = url_of(id)});
  if (issue.question == question && issue.background == background) return issue;

  tx.act_from(*seat);
  issue.question = question, issue.background = background;
  ++issue.version;
  tx.update(issue);
  return issue;
}

// 2.12 From either side; at the table or from further off. Whoever keeps the process learns of it.
void name_facilitator(Tx& tx, const Id<Issue>& id, const Id<Seat>& facilitator) {
  Wall wall = lock_wall(tx, id);
  const Seat* seat = decisions::seat_to_chair(tx.actor(), seats_of(tx, wall.issue));
  allow(seat != nullptr);
  require(!wall.over(), "solving.refusal.over");
  auto held = tx.maybe<Seat>("where id = $1", {facilitator});
  bool fits = held && held->held_on(tx.today()) && (held->role == Role::facilitator || held->place == wall.issue.place);
  if (!fits) refuse_invalid({{"seat", "partnership.field.choose", {}}});

  tx.act_from(*seat);
  if (wall.issue.sealed()) name_participant(tx, id.text, held->person);
  int number = wall.facilitation ? wall.facilitation->number + 1 : 1;
  tx.record(Facilitation{id, number, facilitator, tx.today()});
  notify(tx, {.to = held->person,
              .kind = "solving.facilitation",
              .about = wall.issue.question,
              .url = url_of(id),
              .subject = id.text});
}

IssueClosing close_issue(Tx& tx, const Id<Issue>& id, const std::string& reason) {
  Wall wall = lock_wall(tx, id);
  const Seat* seat = decisions::seat_to_chair(tx.actor(), seats_of(tx, wall.issue));
  allow(seat != nullptr);
  require(!wall.over(), "solving.refusal.over");
  check_words("reason", reason, 1000);

  tx.act_from(*seat);
  if (wall.agreement) withdraw_assent(tx, wall.agreement->id.text);
  IssueClosing closing{id, reason, tx.today()};
  tx.record(closing);
  no_longer_needed(tx, id.text);
  destroy_ideas(tx, id);
  return closing;
}

}  // namespace solving
