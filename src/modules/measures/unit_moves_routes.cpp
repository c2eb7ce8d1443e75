#include "modules/measures/unit_moves_pages.h"
#include "modules/measures/unit_moves_pages.html.h"
#include "partnership/naming.h"

namespace measures {
namespace {

constexpr int most_choices = 1000;

// Units of a larger kind, which is where a unit of this kind lies.
std::vector<Choice> larger_units(Reader& db, const Unit& unit) {
  std::vector<Choice> choices{{"", ""}};  // nobody moves a unit by not choosing
  for (const Unit& one : db.all<Unit>("where id <> $1 order by name, id limit $2", {unit.id, most_choices}))
    if (one.kind < unit.kind && one.id != unit.parent) choices.push_back({one.id.text, one.name});
  return choices;
}

bool has_begun(const MovesShown& shown, const UnitMoveProposal& proposal) {
  return std::ranges::any_of(shown.moves,
                             [&](const MoveLine& line) { return line.move.starts_on >= proposal.starts_on; });
}

MovesShown moves_shown(Reader& db, const Unit& unit) {
  MovesShown shown{.unit = unit};
  shown.above = path_to(db, unit.id);
  std::erase_if(shown.above, [&](const Unit& one) { return one.id == unit.id; });
  for (UnitMove& move : moves_of(db, unit.id)) {
    std::string from = move.from ? name_of(db, move.from->text) : "–", under = name_of(db, move.under.text);
    shown.moves.push_back({std::move(move), std::move(from), std::move(under)});
  }
  for (UnitMoveProposal& proposal : proposed_moves_of(db, unit.id)) {
    auto assent = latest_assent(db, proposal.id.text);
    auto lapse = lapse_of(db, proposal.id);
    bool stands = assent && (assent->open() || (assent->agreed() && !has_begun(shown, proposal)));
    if (!stands && !lapse) continue;
    std::string under = name_of(db, proposal.under.text);
    shown.proposals.push_back({std::move(proposal), std::move(under), std::move(*assent), std::move(lapse)});
  }
  if (may_propose_moves(db.actor()) && unit.parent) shown.choices = larger_units(db, unit);
  return shown;
}

void write_moves(kit::JsonWriter& json, const MovesShown& shown) {
  json.begin_object().member("unit_id", shown.unit.id.text).key("moves");
  std::vector<UnitMove> moves;
  for (const MoveLine& line : shown.moves) moves.push_back(line.move);
  write_json(json, moves);
  json.key("proposals").begin_array();
  for (const ProposalLine& line : shown.proposals) {
    json.begin_object().member("id", line.proposal.id.text).member("under_id", line.proposal.under.text);
    json.member("starts_on", kit::iso(line.proposal.starts_on)).member("reason", line.proposal.reason);
    json.member("assent_id", line.assent.assent.id.text).member("agreed", line.assent.agreed());
    json.member("lapsed_on", line.lapse ? kit::iso(line.lapse->lapsed_on) : std::string()).end_object();
  }
  json.end_array().end_object();
}

Place place_of(const View& view, const MovesShown& shown) {
  Place place{.room = Room::partnership, .title = view.t("measures.move.title")};
  for (const Unit& one : shown.above) place.crumbs.push_back({one.name, "/units/" + one.id.text});
  place.crumbs.push_back({shown.unit.name, "/units/" + shown.unit.id.text});
  return place;
}

Response show_moves(Request& request, Reader& db) {
  Unit unit = find_unit(db, request.id<Unit>());
  open_form(request, db, "/units/" + unit.id.text + "/moves");
  MovesShown shown = moves_shown(db, unit);
  return request.show([&] { return moves_page(request.view(), place_of(request.view(), shown), shown); },
                      [&](kit::JsonWriter& json) { write_moves(json, shown); });
}

Response propose(Request& request, Tx& tx) {
  allow(may_propose_moves(tx.actor()));
  auto proposal = decode<UnitMoveProposal>(request, {"under_id", "starts_on", "reason"});
  proposal.unit = find_unit(tx, request.id<Unit>()).id;
  return request.done(propose_unit_move(tx, proposal), "/units/" + proposal.unit.text + "/moves",
                      "measures.said.proposed");
}

}  // namespace

void unit_moves_routes(Router& router) {
  router.get("/units/{id}/moves", show_moves);
  router.post("/units/{id}/moves", propose, Who::members, show_moves);
}

}  // namespace measures
