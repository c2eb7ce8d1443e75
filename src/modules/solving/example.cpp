#include "modules/solving/steps.h"

// For the living example: a hand-over that was agreed on and is tried now, and rest on double shifts, half worked.
namespace solving {
namespace {

using decisions::ExampleAct;
using decisions::ExamplePlace;
using Told = std::shared_ptr<Id<Issue>>;

class Telling {
 public:
  Telling(const ExamplePlace& place, std::vector<ExampleAct>& acts) : place_(place), acts_(acts) {}

  void labor(int days_ago, std::function<void(Tx&)> act) { acts_.push_back({days_ago, place_.labor_lead, act}); }
  void management(int days_ago, std::function<void(Tx&)> act) {
    acts_.push_back({days_ago, place_.management_lead, act});
  }
  void open(int days_ago, const Told& told, std::string question, std::string background) {
    labor(days_ago, [=, place = place_](Tx& tx) {
      Issue asked;
      asked.question = question, asked.background = background, asked.place = place.team.text;
      *told = open_issue(tx, asked).id;
    });
  }
  // The interests of a party; the first of the other's is shared.
  void interests(int days_ago, bool of_labor, const Told& told, std::vector<std::string> bodies) {
    auto act = [=](Tx& tx) {
      for (const Interest& one : wall_of(tx, *told).interests) {
        share_interest(tx, one.id, true);
        break;
      }
      for (const std::string& body : bodies) put_interest(tx, *told, body);
      put_interests(tx, *told);
    };
    of_labor ? labor(days_ago, act) : management(days_ago, act);
  }

 private:
  ExamplePlace place_;
  std::vector<ExampleAct>& acts_;
};

Id<Seat> lead_seat(Reader& db, const ExamplePlace& place, const Id<Person>& who) {
  for (const decisions::SeatHere& one : decisions::seats_of(db, place.team.text).seats)
    if (one.seat.person == who && one.seat.role == Role::co_lead) return one.seat.id;
  return {};
}

// What a party says of the options in their order: every criterion of the first is met, the others partly.
void mark_all(Tx& tx, const Id<Issue>& id) {
  Wall wall = wall_of(tx, id);
  for (std::size_t i = 0; i < wall.options.size(); ++i) {
    std::map<std::string, std::optional<Fit>> fits;
    Fit fit = i == 0 ? Fit::meets : i == 1 ? Fit::partly : Fit::misses;
    for (const Interest& one : wall.interests) fits[one.id.text] = fit;
    for (const Standard& one : wall.standards) fits[one.id.text] = i == 2 ? Fit::meets : fit;
    mark_option(tx, wall.options[i].id, fits);
  }
}

void sign(Tx& tx, const Id<Issue>& id) {
  auto asked = latest_assent(tx, wall_of(tx, id).agreement->id.text);
  if (asked && seat_to_sign(*asked, tx.actor())) answer_assent(tx, asked->assent.id, Answer::signed_, "");
}

void hand_over(Telling& telling, const ExamplePlace& place) {
  auto told = std::make_shared<Id<Issue>>();
  telling.open(64, told, "How do day and night hand over without anybody waiting?",
               "At seven in the morning and at seven in the evening calls pile up for twenty minutes. Three people "
               "stayed late eleven times in May.");
  telling.interests(62, true, told,
                    {"No patient lies in a corridor at the change of shift.", "Nobody stays after hours without pay."});
  telling.interests(60, false, told,
                    {"Calls are answered within five minutes around the clock.",
                     "The roster stays one that supervisors can plan a month ahead."});
  telling.management(55, [=](Tx& tx) {
    start_brainstorm(tx, *told, BrainstormKind::open);
    add_option(tx, *told, "Two people begin fifteen minutes earlier, by turns, and leave fifteen minutes earlier");
  });
  telling.labor(55, [=](Tx& tx) {
    add_option(tx, *told, "A float from 4 West covers the twenty minutes");
    add_option(tx, *told, "Planned transports pause from ten to seven until ten past");
    end_brainstorm(tx, *told);
  });
  telling.labor(54, [=](Tx& tx) { add_standard(tx, *told, "Costs no overtime, by the payroll of a month"); });
  telling.management(54, [=](Tx& tx) { add_standard(tx, *told, "Is the same for day and for night"); });
  telling.labor(50, [=](Tx& tx) { mark_all(tx, *told); });
  telling.management(49, [=](Tx& tx) { mark_all(tx, *told); });
  telling.labor(47, [=](Tx& tx) {
    AskedAgreement words;
    words.body =
        "Two transporters of each shift, by turns, begin fifteen minutes before seven and leave fifteen minutes before "
        "seven. The list hangs on the board a month ahead. Whoever swaps tells the dispatcher.";
    words.review_on = kit::add_days(tx.today(), 75);
    words.options = {wall_of(tx, *told).options.front().id};
    words.steps = {
        {"Write the first list of turns", lead_seat(tx, place, place.labor_lead), kit::add_days(tx.today(), 14)},
        {"Change the clock’s rules with payroll", lead_seat(tx, place, place.management_lead),
         kit::add_days(tx.today(), 60)}};
    propose_agreement(tx, *told, words);
  });
  telling.management(45, [=](Tx& tx) { sign(tx, *told); });
  telling.labor(36, [=](Tx& tx) {
    for (const AgreementStep& step : wall_of(tx, *told).steps)
      if (step.seat == lead_seat(tx, place, place.labor_lead))
        end_step(tx, step.id, StepOutcome::done, "It hangs on the board; two people swapped already.");
  });
}

void double_shifts(Telling& telling) {
  auto told = std::make_shared<Id<Issue>>();
  telling.open(11, told, "How does everybody get rest on a double shift?",
               "Between two and six in the afternoon nobody sits down. Day and night shift quarrelled about it at the "
               "last meeting, and it was not on the agenda.");
  telling.interests(10, false, told,
                    {"No bed waits for a transporter who has not had a break.",
                     "Breaks can be seen, so that nobody has to ask who is free."});
  telling.interests(9, true, told,
                    {"Everybody sits down for twenty minutes in four hours, nights too.",
                     "Nobody has to beg a supervisor for a break."});
  telling.labor(5, [=](Tx& tx) {
    start_brainstorm(tx, *told, BrainstormKind::open);
    add_option(tx, *told, "Breaks stand on the board like transports, and the dispatcher sends round them");
    add_option(tx, *told, "Pairs relieve each other");
  });
  telling.management(4, [=](Tx& tx) {
    add_option(tx, *told, "A float from two to six on days with more than ninety calls");
    say(tx, told->text, {.body = "@Ana Flores, could you bring the calls per hour of last month on Tuesday?"});
  });
  telling.labor(3, [=](Tx& tx) {
    say(tx, told->text, {.body = "Ask nights first whether pairs would work for them.", .behind_wall = true});
  });
}

}  // namespace

std::vector<ExampleAct> example_acts(const ExamplePlace& place) {
  std::vector<ExampleAct> acts;
  Telling telling(place, acts);
  hand_over(telling, place);
  double_shifts(telling);
  return acts;
}

}  // namespace solving
