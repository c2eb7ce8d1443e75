#include "modules/governance/governance.h"

namespace governance {

const Table& Body::table() {
  static const Table table(
      "bodies",
      {field<&Body::id>("id", {.key = true, .place = true}),
       field<&Body::external_id>("external_id", {.required = true, .longest = 80}),
       field<&Body::name>("name", {.required = true, .longest = 120}), field<&Body::kind>("kind", {.required = true}),
       field<&Body::footing>("footing", {.required = true}),
       field<&Body::unit>("unit_id", {.required = true, .place = true}),
       field<&Body::parent>("parent_id", {.place = true}), field<&Body::purpose>("purpose", {.longest = 1000}),
       field<&Body::formed_on>("formed_on"), field<&Body::sunset_on>("sunset_on"), field<&Body::ended_on>("ended_on")},
      {.kind = "governance.body"});
  return table;
}

const Table& BodyAllotment::table() {
  static const Table table("body_allotments",
                           {field<&BodyAllotment::body>("body_id", {.key = true, .place = true}),
                            field<&BodyAllotment::party>("party_id", {.key = true}),
                            field<&BodyAllotment::seats>("seats", {.required = true, .least = 1, .most = 500})},
                           {.kind = "governance.allotment"});
  return table;
}

const Table& BodyCharter::table() {
  static const Table table(
      "body_charters",
      {field<&BodyCharter::id>("id", {.key = true, .place = true}),
       field<&BodyCharter::body>("body_id", {.place = true}), field<&BodyCharter::version>("version"),
       field<&BodyCharter::text>("text", {.longest = 10000}), field<&BodyCharter::opened_on>("opened_on")},
      {.kind = "governance.charter", .fact = true});
  return table;
}
const Table& BodyCharterSection::table() {
  static const Table table("body_charter_sections",
                           {field<&BodyCharterSection::charter>("charter_id", {.key = true, .place = true}),
                            field<&BodyCharterSection::section>("section", {.key = true}),
                            field<&BodyCharterSection::body>("body", {.longest = longest_section})},
                           {.kind = "governance.charter_section"});
  return table;
}
const Table& BodyCharterStart::table() {
  static const Table table(
      "body_charter_starts",
      {field<&BodyCharterStart::charter>("charter_id", {.key = true, .place = true}),
       field<&BodyCharterStart::body>("body_id", {.place = true}), field<&BodyCharterStart::started_on>("started_on")},
      {.kind = "governance.charter_start", .fact = true});
  return table;
}

namespace {

// A turn and its proposal say the same; the one was taken, the other asks for it.
std::vector<kit::Field> turn_fields(std::string_view day) {
  return {field<&BodyTurn::id>("id", {.key = true}),
          field<&BodyTurn::body>("body_id", {.place = true}),
          field<&BodyTurn::turn>("turn", {.required = true}),
          field<&BodyTurn::parent>("parent_id", {.place = true}),
          field<&BodyTurn::footing>("footing"),
          field<&BodyTurn::sunset_on>("sunset_on"),
          field<&BodyTurn::reason>("reason", {.required = true, .longest = 1000}),
          field<&BodyTurn::turned_on>(day)};
}

}  // namespace

const Table& BodyTurn::table() {
  static const Table table("body_turns", turn_fields("turned_on"), {.kind = "governance.turn", .fact = true});
  return table;
}
const Table& BodyTurnProposal::table() {
  static const Table table("body_turn_proposals", turn_fields("proposed_on"),
                           {.kind = "governance.turn_proposal", .fact = true});
  return table;
}

}  // namespace governance
