#include "modules/governance/pages.h"

#include <algorithm>

#include "modules/governance/pages.html.h"

namespace governance {

const SeatHere* PartySeats::chair() const {
  auto found = std::ranges::find(held, Role::co_lead, [](const SeatHere& one) { return one.seat.role; });
  return found == held.end() ? nullptr : &*found;
}

std::string role_name(const View& view, Role role) {
  return role == Role::co_lead ? view.t("governance.co_chair")
                               : view.t("partnership.role." + std::string(kit::to_value(role)));
}

// A party that is not at home in the unit is asked in on purpose.
std::string NewBodyForm::usual_seats(const Party& party) const {
  return std::ranges::count(here, party.id, &Party::id) > 0 ? "4" : "0";
}

std::vector<Choice> role_choices(const View& view) {
  std::vector<Choice> choices;
  for (Role role : {Role::member, Role::co_lead, Role::facilitator})
    choices.push_back({std::string(kit::to_value(role)), role_name(view, role)});
  return choices;
}

std::vector<Choice> turn_choices(const View& view, const TurnsShown& shown) {
  auto choices = choices_of<BodyTurnKind>(view, "turn_choice");
  if (!shown.may_end) std::erase_if(choices, [](const Choice& one) { return one.value == "ended"; });
  return choices;
}

std::string who_line(const SeatHere& seat) {
  if (seat.job.empty() || seat.union_name.empty()) return seat.job + seat.union_name;
  return seat.job + " · " + seat.union_name;
}

std::string term_line(const View& view, const Seat& seat) {
  if (!seat.ends_on) return view.t("governance.since", {{"date", view.date(seat.starts_on)}});
  return view.t("governance.term", {{"from", view.date(seat.starts_on)}, {"until", view.date(*seat.ends_on)}});
}

std::string standing_line(const View& view, const Body& body) {
  std::string formed = view.t("governance.formed", {{"date", view.date(body.formed_on)}});
  if (body.ended_on) return formed + " " + view.t("governance.ended_on", {{"date", view.date(*body.ended_on)}});
  if (body.sunset_on) {
    bool past = *body.sunset_on < view.today;
    return formed + " " +
           view.t(past ? "governance.sunset_was" : "governance.sunset_on", {{"date", view.date(*body.sunset_on)}});
  }
  return formed;
}

std::string charter_sentence(const View& view, const CharterShown& shown) {
  int version = shown.latest->version, in_force = shown.in_force ? shown.in_force->version : 0;
  if (version == in_force) return view.t("governance.charter.in_force", {{"version", version}});
  std::string_view key = in_force > 0 ? "governance.charter.progress_former" : "governance.charter.progress";
  return view.t(key, {{"version", version},
                      {"agreed", shown.sections.agreed()},
                      {"all", shown.sections.sections.size()},
                      {"former", in_force}});
}

std::string turn_sentence(const View& view, const TurnsShown& shown, const BodyTurn& turn) {
  std::string key = "governance.turned." + std::string(kit::to_value(turn.turn));
  if (turn.turn == BodyTurnKind::renewed && !turn.sunset_on) key += "_open";
  if (turn.turn == BodyTurnKind::placed && !turn.parent) key += "_top";
  auto parent = turn.parent ? shown.names.find(turn.parent->text) : shown.names.end();
  return view.t(key, {{"date", turn.sunset_on ? view.date(*turn.sunset_on) : ""},
                      {"parent", parent == shown.names.end() ? "" : parent->second},
                      {"footing", word_of(view, "footing", turn.footing)}});
}

BodyShown shown_of(Reader& db, const Body& body) {
  BodyShown shown{.body = body, .unit = find_unit(db, body.unit).name, .parent = {}, .below = {}, .parties = {}};
  if (body.parent) shown.parent = find_body(db, *body.parent);
  shown.below = bodies_below(db, body.id);
  auto seats = seats_of(db, body.id);
  Reach reach = reach_of(db, body);
  auto allotments = allotments_of(db, body.id);
  for (Party& party : parties_of(db, body.id)) {
    PartySeats one{.party = std::move(party), .held = {}};
    for (const BodyAllotment& allotment : allotments)
      if (allotment.party == one.party.id) one.allotted = allotment.seats;
    std::ranges::copy_if(seats, std::back_inserter(one.held),
                         [&](const SeatHere& seat) { return seat.seat.party == one.party.id; });
    one.may_fill = !body.ended_on && seat_to_put_forward(db.actor(), reach, one.party.id);
    shown.parties.push_back(std::move(one));
  }
  return shown;
}

Place place_of(Reader& db, const View& view, const Body& body, std::string title) {
  Place place{.room = Room::partnership, .title = title.empty() ? body.name : std::move(title), .here = body.name};
  for (const Unit& unit : path_to(db, body.unit))
    if (unit.parent) place.crumbs.push_back({unit.name, "/units/" + unit.id.text});
  place.crumbs.push_back({view.t("governance.title"), "/bodies"});
  return place;
}

kit::Html body_header(const View& view, const Body& body, std::string_view current) {
  return body_head(view, body, kit::named<BodyView>(current).value());
}

kit::Html body_card(const View& view, Reader& db, const Body& body) { return body_facts(view, shown_of(db, body)); }

void write_body(kit::JsonWriter& json, Reader& db, const Body& body) {
  json.begin_object().key("body");
  write_json(json, body);
  write_json(json.key("allotments"), allotments_of(db, body.id));
  json.key("seats").begin_array();
  for (auto& one : seats_of(db, body.id))
    json.begin_object()
        .member("id", one.seat.id.text)
        .member("person", one.person)
        .member("party", one.party_name)
        .member("role", kit::to_value(one.seat.role))
        .member("starts_on", kit::iso(one.seat.starts_on))
        .member("ends_on", one.seat.ends_on ? kit::iso(*one.seat.ends_on) : "")
        .end_object();
  json.end_array().key("below").begin_array();
  for (auto& one : bodies_below(db, body.id)) write_json(json, one);
  json.end_array().end_object();
}

}  // namespace governance
