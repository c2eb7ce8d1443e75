#include <fmt/format.h>

#include "modules/setup/living.h"

// What the example's bodies met about: called by one chair, with an agenda that the others accepted, minutes of each
// item, and the minutes approved by all.
namespace setup {
namespace {

using meetings::Purpose;

struct ItemTold {
  std::string_view title;
  Purpose purpose;
  int length;
  std::string_view minutes;
};
struct SittingTold {
  std::string_view body, title, location;
  int days_ago, hour, lasted;  // the first Tuesday from then on; in minutes
  std::vector<std::string> chairs;
  std::vector<ItemTold> items;
};

const std::vector<SittingTold>& sittings_told() {
  static const std::vector<SittingTold> told{
      {"council",
       "Council, autumn",
       "Regional office, room 400",
       61,
       9,
       150,
       {"olga", "paul", "sato"},
       {{"Where each team stands", Purpose::inform, 30, "More teams moved up than down. Two have no charter yet."},
        {"How long sponsors may be away", Purpose::discuss, 45,
         "Thirty days are short where one sponsor has eight teams. Labor brings a proposal."},
        {"What the regions ask of us", Purpose::discuss, 60, "Nothing was sent up. We ask Cascade why."}}},
      {"region",
       "Cascade Council, October",
       "Sunny Ridge, conference room B",
       47,
       13,
       120,
       {"quist", "amari", "sato"},
       {{"What the Partnership Council settled", Purpose::inform, 20, "Read out; no questions."},
        {"One meaning of attendance", Purpose::solve, 60,
         "Each medical center counts differently. The committee gets until spring."}}},
      {"ridge",
       "Steering Committee",
       "Sunny Ridge, conference room B",
       34,
       14,
       90,
       {"carmen", "amari"},
       {{"Beds ready at noon", Purpose::inform, 20, "Two of four wards have begun; the chart bends in both."},
        {"A room for breaks near the wards", Purpose::discuss, 20,
         "Carmen brings the list of rooms that stand empty. Amari asks for two on the third floor."}}},
      {"flow",
       "Patient Flow",
       "Bed board, third floor",
       33,
       8,
       60,
       {"ana", "ben"},
       {{"Which ward is next", Purpose::discuss, 30, "The fourth floor wants to begin after the winter."}}},
      {"council",
       "Council, late autumn",
       "Regional office, room 400",
       19,
       9,
       120,
       {"paul", "sato", "olga"},
       {{"Visits of sponsors every thirty-five days?", Purpose::discuss, 40,
         "Management would try it for half a year. Labor writes the proposal; each side signs for itself."},
        {"A welcome for new co-leads", Purpose::discuss, 30,
         "One morning each quarter, led by two who have done it."}}},
  };
  return told;
}

Id<meetings::Meeting> call(Tx& tx, const Id<governance::Body>& body, const SittingTold& told, Date day) {
  auto meeting = meetings::plan_meeting(tx, {.place = body.text,
                                             .title = std::string(told.title),
                                             .location = std::string(told.location),
                                             .zone = "America/Los_Angeles",
                                             .meets_on = day,
                                             .meets_at = fmt::format("{:02}:00", told.hour),
                                             .length = told.lasted});
  const Seat& chair = *tx.actor().seat(body.text, Role::co_lead);
  for (const ItemTold& item : told.items)
    meetings::add_item(tx, {.meeting = meeting.id,
                            .title = std::string(item.title),
                            .purpose = item.purpose,
                            .length = item.length,
                            .presenter = chair.id});
  meetings::put_agenda(tx, meeting.id);
  return meeting.id;
}

void open_with_all(Tx& tx, const Id<governance::Body>& body, const Id<meetings::Meeting>& id) {
  meetings::open_meeting(tx, id);
  for (const SeatHere& one : governance::seats_of(tx, body))
    if (one.seat.person != tx.actor().person)
      meetings::note_attendance(tx, {id, one.seat.id, meetings::Presence::came, {}});
}

void write_down(Tx& tx, const Id<meetings::Meeting>& id, const SittingTold& told) {
  auto items = meetings::course_of(tx, id).items;
  for (std::size_t i = 0; i < items.size(); ++i) {
    meetings::start_item(tx, items[i].id);
    meetings::write_minutes(tx, items[i].id, 0, std::string(told.items[i].minutes));
  }
  meetings::end_meeting(tx, id);
}

}  // namespace

void Play::sittings() {
  for (const SittingTold& told : sittings_told()) {
    Date day = ago(told.days_ago);
    while (kit::iso_weekday_of(day) != 2) day = kit::add_days(day, 1);
    auto id = std::make_shared<Id<meetings::Meeting>>();
    std::string body(told.body);
    auto chair = [&](std::size_t i) { return people_[told.chairs[i % told.chairs.size()]]; };
    auto others_sign = [&](int days_later, const std::string& part) {
      for (std::size_t i = 1; i < told.chairs.size(); ++i)
        at(kit::add_days(day, days_later), 16 * 60, chair(i),
           [id, part](Tx& tx) { sign_if_asked(tx, id->text, part); });
    };
    at(kit::add_days(day, -9), 11 * 60, chair(0),
       [this, id, body, &told, day](Tx& tx) { *id = call(tx, bodies_[body], told, day); });
    others_sign(-7, "agenda");
    at(day, told.hour * 60, chair(0), [this, id, body](Tx& tx) { open_with_all(tx, bodies_[body], *id); });
    at(day, told.hour * 60 + told.lasted, chair(1), [id, &told](Tx& tx) { write_down(tx, *id, told); });
    at(kit::add_days(day, 1), 10 * 60, chair(0), [id](Tx& tx) { meetings::ask_approval(tx, *id); });
    others_sign(2, "minutes");
  }
}

}  // namespace setup
