#include "modules/meetings/steps.h"
#include "modules/meetings/times.h"

// Half a year of one team's meetings: a series every second Tuesday, one meeting closed with a supervisor's plan that
// was talked about and not decided, the shifts' quarrel parked, and one coming with an agenda that waits for an answer.
namespace meetings {
namespace {

using decisions::ExampleAct;
using decisions::ExamplePlace;
using Held = std::shared_ptr<Id<Meeting>>;

constexpr int first_ago = 13;  // so that one was held and the next is to come

Date first_tuesday(Date today) {
  Date day = kit::add_days(today, -first_ago);
  while (kit::iso_weekday_of(day) != 2) day = kit::add_days(day, 1);
  return day;
}

const Seat& lead_of(const Actor& actor, const ExamplePlace& place) {
  return *actor.seat(place.team.text, Role::co_lead);
}

void add(Tx& tx, const Id<Meeting>& meeting, std::string title, Purpose purpose, int length, const ExamplePlace& place,
         std::string background = {}) {
  add_item(tx, {.meeting = meeting,
                .title = std::move(title),
                .background = std::move(background),
                .purpose = purpose,
                .length = length,
                .presenter = lead_of(tx.actor(), place).id});
}

void write_on(Tx& tx, const Id<Meeting>& id, int number, const std::string& body) {
  Course course = course_of(tx, id);
  const AgendaItem& item = course.items.at(static_cast<std::size_t>(number - 1));
  start_item(tx, item.id);
  write_minutes(tx, item.id, 0, body);
}

void action(Tx& tx, const Id<Meeting>& id, ActionKind kind, const std::string& what, const ExamplePlace& place,
            int days) {
  set_action(tx, {.meeting = id,
                  .kind = kind,
                  .what = what,
                  .seat = lead_of(tx.actor(), place).id,
                  .due_on = kit::add_days(tx.today(), days)});
}

void note_who_came(Tx& tx, const Id<Meeting>& id, const ExamplePlace& place) {
  Seats seats = decisions::seats_of(tx, place.team.text);
  int noted = 0;
  for (auto* one : one_seat_each(seats)) {
    bool leads = one->seat.role == Role::co_lead;
    if (!leads && ++noted > 9) continue;
    note_attendance(tx, {id, one->seat.id, !leads && noted % 4 == 0 ? Presence::excused : Presence::came, {}});
  }
}

void answer(Tx& tx, const Id<Meeting>& id, const std::string& part) {
  auto asked = latest_assent(tx, id.text, part);
  if (asked && seat_to_sign(*asked, tx.actor())) answer_assent(tx, asked->assent.id, Answer::signed_, "");
}

void plan(std::vector<ExampleAct>& acts, const ExamplePlace& place, const Held& held, int days_ago, Date first) {
  acts.push_back({days_ago + 8, place.labor_lead, [=](Tx& tx) {
                    *held = plan_meeting(tx, {.place = place.team.text,
                                              .title = "Team meeting",
                                              .location = "Transport office, second floor",
                                              .zone = "America/Los_Angeles",
                                              .meets_on = first,
                                              .meets_at = "14:00",
                                              .length = 60,
                                              .rule = "FREQ=WEEKLY;INTERVAL=2"})
                                .id;
                    add(tx, *held, "Waits at the bays: what the chart says", Purpose::inform, 10, place);
                    add(tx, *held, "How the night list is handed over", Purpose::discuss, 15, place);
                  }});
  acts.push_back({days_ago + 6, place.management_lead, [=](Tx& tx) {
                    add(tx, *held, "Shift supervisors rotate each quarter", Purpose::discuss, 15, place,
                        "A note from the suggestion box, by one of the supervisors.");
                    put_agenda(tx, *held);
                  }});
  acts.push_back({days_ago + 5, place.labor_lead, [=](Tx& tx) { answer(tx, *held, "agenda"); }});
}

void hold(std::vector<ExampleAct>& acts, const ExamplePlace& place, const Held& held, int days_ago) {
  acts.push_back({days_ago, place.labor_lead, [=](Tx& tx) {
                    open_meeting(tx, *held);
                    note_who_came(tx, *held, place);
                    write_on(tx, *held, 1, "Thirteen minutes in the middle, for the ninth week.");
                    write_on(tx, *held, 2,
                             "Nights find the list, but not who was moved last. We try one line per patient for two "
                             "weeks.");
                    action(tx, *held, ActionKind::action, "Print the hand-over list with a line for the last move",
                           place, 10);
                  }});
  acts.push_back({days_ago, place.management_lead, [=](Tx& tx) {
                    write_on(tx, *held, 3,
                             "Read out from the box. Nobody objected; two people were not sure what it means for "
                             "nights. Who wants it carried out proposes it as a decision.");
                    action(tx, *held, ActionKind::parked,
                           "Day and night shift quarrel over who brings chairs back: too hot for the last ten minutes",
                           place, 30);
                    end_meeting(tx, *held);
                  }});
  acts.push_back({days_ago - 1, place.management_lead, [=](Tx& tx) { ask_approval(tx, *held); }});
  acts.push_back({days_ago - 2, place.labor_lead, [=](Tx& tx) { answer(tx, *held, "minutes"); }});
}

void coming(std::vector<ExampleAct>& acts, const ExamplePlace& place) {
  auto next = [team = place.team.text](Tx& tx) {
    for (const MeetingLine& line : coming_meetings(tx, team, 5))
      if (line.state == State::planned) return line.meeting.id;
    throw std::logic_error("the example has no meeting to come");
  };
  acts.push_back({2, place.management_lead, [=](Tx& tx) {
                    auto id = next(tx);
                    add(tx, id, "The hand-over list after two weeks", Purpose::inform, 10, place);
                    add(tx, id, "Who brings chairs back", Purpose::solve, 20, place);
                    add(tx, id, "Phones instead of radios", Purpose::decide, 15, place,
                        "What each would carry, and what stays for emergencies.");
                  }});
  acts.push_back({1, place.management_lead, [=](Tx& tx) { put_agenda(tx, next(tx)); }});
  acts.push_back({3, place.labor_lead, [=](Tx& tx) {
                    record_huddle(tx, {.place = place.team.text,
                                       .held_on = tx.today(),
                                       .length = 10,
                                       .present = 9,
                                       .came_up = "Two chairs with loose brakes stood at bay B.",
                                       .next_step = "Tagged and sent to the shop; the depot brings two."});
                  }});
}

}  // namespace

std::vector<ExampleAct> example_acts(const ExamplePlace& place, Date today) {
  auto held = std::make_shared<Id<Meeting>>();
  Date first = first_tuesday(today);
  int days_ago = kit::days_between(first, today);
  std::vector<ExampleAct> acts;
  plan(acts, place, held, days_ago, first);
  hold(acts, place, held, days_ago);
  coming(acts, place);
  return acts;
}

}  // namespace meetings
