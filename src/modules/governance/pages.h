#pragma once
#include "modules/governance/standing.h"
#include "partnership/web/charter.h"

// What the templates of this module show, read before they begin.
namespace governance {

enum class BodyView { overview, people, charter, meetings, decisions, turns, history };
inline auto names(BodyView) {
  return std::array{"overview"sv, "people"sv, "charter"sv, "meetings"sv, "decisions"sv, "turns"sv, "history"sv};
}

struct PartySeats {  // of one party in a body
  Party party;
  int allotted = 0;
  std::vector<SeatHere> held;
  bool may_fill = false;  // by the reader
  const SeatHere* chair() const;
  int open() const { return std::max(0, allotted - static_cast<int>(held.size())); }
};
struct BodyShown {
  Body body;
  std::string unit;
  std::optional<Body> parent;
  std::vector<Body> below;
  std::vector<PartySeats> parties;
};
BodyShown shown_of(Reader& db, const Body& body);

struct MapLine {
  Branch branch;
  std::vector<Finding> findings;
};
struct MapShown {
  Unit unit;
  std::vector<MapLine> lines;  // as a tree
  bool more = false, may_form = false;
};
MapShown map_of(Reader& db, const Unit& unit, int most);
std::string finding_sentence(const View& view, const Finding& finding);
std::string first_finding(const View& view, const std::vector<Finding>& findings);
std::string hours_sentence(const View& view, const Standing& standing);
std::string seats_line(const Standing& standing);  // "Labor 3/3 · Management 1/2"
std::string map_sentence(const View& view, const MapShown& shown);
kit::Html map_picture(const View& view, const MapShown& shown);

struct CharterShown {
  Body body;
  std::optional<BodyCharter> latest, in_force;
  SectionsShown sections;               // of the latest
  std::optional<AssentState> one_text;  // of one in force from before there were sections
  bool may_open = false;
};
std::string charter_sentence(const View& view, const CharterShown& shown);
struct TurnsShown {
  Body body;
  std::optional<AskedOfChairs> asked;
  std::vector<BodyTurn> turns;
  std::vector<Choice> parents;
  std::map<std::string, std::string> names;  // of the bodies that turns speak of
  bool may_ask = false, may_end = false;
};
std::vector<Choice> turn_choices(const View& view, const TurnsShown& shown);
std::string turn_sentence(const View& view, const TurnsShown& shown, const BodyTurn& turn);

struct NewBodyForm {
  Unit unit;
  std::vector<Choice> parents;
  std::vector<Party> parties;
  std::vector<Party> here;  // those that share the unit
  std::string usual_seats(const Party& party) const;
};
struct SeatForm {
  Body body;
  Party party;
  std::string words;
  std::vector<Choice> people;
};

template <class E>
std::string word_of(const View& view, std::string_view area, E value) {
  return view.t("governance." + std::string(area) + "." + std::string(kit::to_value(value)));
}
template <class E>
std::vector<Choice> choices_of(const View& view, std::string_view area) {
  std::vector<Choice> choices;
  for (auto word : names(E{}))
    choices.push_back({std::string(word), view.t("governance." + std::string(area) + "." + std::string(word))});
  return choices;
}
std::string role_name(const View& view, Role role);  // a co-lead is a co-chair here
std::vector<Choice> role_choices(const View& view);
std::string who_line(const SeatHere& seat);
std::string term_line(const View& view, const Seat& seat);  // "since 3 Mar, until 28 Feb 2027"
std::string standing_line(const View& view, const Body& body);

}  // namespace governance
