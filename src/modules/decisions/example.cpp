#include "modules/decisions/steps.h"

// A year of decisions in one team: one carried out, one that met a block and was changed, one open today,
// and a supervisor's plan that was talked about in a meeting (meetings/example.cpp), lies there, and is no decision.
namespace decisions {
namespace {

using Told = std::shared_ptr<Id<Decision>>;

Decision words(const ExamplePlace& place, std::string title, std::string body, std::string subject) {
  Decision asked;
  asked.title = std::move(title), asked.body = std::move(body), asked.subject = std::move(subject);
  asked.place = place.team.text;
  return asked;
}

AskedTerms terms(Tx& tx, int days, std::string fallback, std::vector<Role> roles) {
  AskedTerms asked;
  asked.terms.closes_on = kit::add_days(tx.today(), days);
  asked.terms.scale = "live_with";
  asked.terms.fallback = std::move(fallback);
  asked.roles = std::move(roles);
  return asked;
}

// Proposes, fixes and asks, one act after another; `told` keeps which decision it became.
void ask(std::vector<ExampleAct>& acts, int days_ago, const Id<Person>& who, const Told& told, Decision asked, int days,
         std::string fallback, std::vector<Role> roles, const Told& former = {}) {
  acts.push_back({days_ago, who, [=](Tx& tx) mutable {
                    if (former) asked.former = *former;
                    *told = propose(tx, asked).id;
                  }});
  acts.push_back({days_ago - 1, who, [=](Tx& tx) {
                    fix_terms(tx, *told, terms(tx, days, fallback, roles));
                    open(tx, *told);
                  }});
}

void say(std::vector<ExampleAct>& acts, int days_ago, const Id<Person>& who, const Told& told, std::string choice,
         std::string reason = {}, std::string interest = {}) {
  acts.push_back({days_ago, who, [=](Tx& tx) { take_stance(tx, *told, choice, reason, interest); }});
}

void count_it(std::vector<ExampleAct>& acts, int days_ago, const Id<Person>& who, const Told& told) {
  acts.push_back({days_ago, who, [=](Tx& tx) { close(tx, *told); }});
}

void chairs_at_bays(std::vector<ExampleAct>& acts, const ExamplePlace& place) {
  auto told = std::make_shared<Id<Decision>>();
  ask(acts, 200, place.labor_lead, told,
      words(place, "Chairs wait at the bays, not in the basement",
            "Ten wheelchairs stand at each of the two bays. Whoever takes the last one calls the depot.", "work"),
      10, "rework", {Role::co_lead});
  say(acts, 198, place.labor_lead, told, "support", "No more walking down for a chair.");
  say(acts, 196, place.management_lead, told, "live_with", "As long as the corridor stays free.");
  count_it(acts, 187, place.labor_lead, told);
  acts.push_back({186, place.management_lead, [=](Tx& tx) {
                    Seats seats = seats_of(tx, place.team.text);
                    for (const SeatHere& one : seats.seats)
                      if (one.seat.person == place.labor_lead && one.seat.role == Role::co_lead)
                        add_follow_up(tx, *told, "Ask the depot for ten more chairs", one.seat.id,
                                      kit::add_days(tx.today(), 14));
                  }});
  acts.push_back({175, place.labor_lead, [=](Tx& tx) {
                    for (const FollowUp& one : follow_ups_of(tx, *told))
                      end_follow_up(tx, one.id, FollowUpOutcome::done, "Twelve came.");
                    ask_completion(tx, *told);
                  }});
  acts.push_back({172, place.management_lead, [=](Tx& tx) {
                    auto asked = latest_assent(tx, told->text, "carried_out");
                    if (asked && seat_to_sign(*asked, tx.actor()))
                      answer_assent(tx, asked->assent.id, Answer::signed_, "");
                    acknowledge(tx, *told);
                  }});
}

void lunch_cover(std::vector<ExampleAct>& acts, const ExamplePlace& place) {
  auto first = std::make_shared<Id<Decision>>(), second = std::make_shared<Id<Decision>>();
  ask(acts, 90, place.management_lead, first,
      words(place, "One transporter covers lunch alone",
            "From noon to one o’clock one transporter is on, and the others eat together.", "schedules"),
      7, "rework", {Role::co_lead});
  say(acts, 88, place.labor_lead, first, "cannot", "One person cannot move two beds.",
      "Nobody is alone when a bed and a chair are called at once.");
  say(acts, 88, place.management_lead, first, "support");
  count_it(acts, 81, place.management_lead, first);
  ask(acts, 76, place.management_lead, second,
      words(place, "Two transporters cover lunch, by turns",
            "From noon to one o’clock two are on, by a list that hangs on the board.", "schedules"),
      7, "problem_solving", {Role::co_lead}, first);
  say(acts, 74, place.labor_lead, second, "support");
  say(acts, 73, place.management_lead, second, "support");
  count_it(acts, 67, place.management_lead, second);
}

void phones(std::vector<ExampleAct>& acts, const ExamplePlace& place) {
  auto told = std::make_shared<Id<Decision>>();
  ask(acts, 4, place.labor_lead, told,
      words(place, "Calls come by phone, not by radio",
            "From the first of next month each transporter carries a phone of the unit. Radios stay for emergencies.",
            "technology"),
      12, "upward", {Role::co_lead, Role::representative});
  say(acts, 2, place.labor_lead, told, "support", "Radios wake the whole ward at night.");
  acts.push_back(
      {1, place.management_lead, [=](Tx& tx) { say(tx, told->text, {.body = "Who pays for broken ones?"}); }});
}

}  // namespace

std::vector<ExampleAct> example_acts(const ExamplePlace& place) {
  std::vector<ExampleAct> acts;
  chairs_at_bays(acts, place);
  lunch_cover(acts, place);
  phones(acts, place);
  acts.push_back({6, place.management_lead, [=](Tx& tx) {
                    propose(tx, words(place, "Shift supervisors rotate each quarter",
                                      "The two shift supervisors change between day and night every quarter, with four "
                                      "weeks’ notice.",
                                      "schedules"));
                  }});
  return acts;
}

}  // namespace decisions
