#pragma once
#include "partnership/charter.h"
#include "partnership/policy.h"
#include "partnership/record/projections.h"
#include "partnership/seating.h"
#include "partnership/units.h"
#include "partnership/web/parts.h"
#include "partnership/web/router.h"

// Governance: councils, committees and task forces at any unit, which nest and are led by a co-chair of each party in
// them. A body is a place with seats, as a team is: Seat::place may be a body's id, and its co-chairs hold the role
// co_lead there. Each party fills its own seats, alone; what becomes of the body itself binds with the signature of
// every party in it (handbook 2.2).
namespace governance {

using namespace partnership;

enum class BodyKind { council, committee, task_force };
inline auto names(BodyKind) { return std::array{"council"sv, "committee"sv, "task_force"sv}; }

// Whether what it decides is the operational decision, or runs beside those who decide.
enum class Footing { integrated, parallel };
inline auto names(Footing) { return std::array{"integrated"sv, "parallel"sv}; }

struct Body {
  static constexpr auto prefix = "body";
  Id<Body> id;
  std::string external_id;
  std::string name;
  BodyKind kind = BodyKind::council;
  Footing footing = Footing::integrated;
  Id<Unit> unit;
  std::optional<Id<Body>> parent;
  std::string purpose;
  Date formed_on;
  std::optional<Date> sunset_on;
  std::optional<Date> ended_on;
  static const Table& table();
};

struct BodyAllotment {
  Id<Body> body;
  Id<Party> party;
  int seats = 1;
  static const Table& table();
};

// A version of how a body works, in the sections of partnership/charter.h, each signed by a co-chair of every party in
// the body (handbook 2.4). Versions from before there were sections have one text.
struct BodyCharter {
  static constexpr auto prefix = "bodycharter";
  Id<BodyCharter> id;
  Id<Body> body;
  int version = 1;
  std::string text;  // of a version from before there were sections; else empty
  Date opened_on;
  static const Table& table();
};
struct BodyCharterSection {
  Id<BodyCharter> charter;
  std::string section;
  std::string body;
  static const Table& table();
};
struct BodyCharterStart {
  Id<BodyCharter> charter;
  Id<Body> body;
  Date started_on;
  static const Table& table();
};

// A turn in a body's life: renewed until another last day, placed below another body or on another footing, ended.
enum class BodyTurnKind { renewed, placed, ended };
inline auto names(BodyTurnKind) { return std::array{"renewed"sv, "placed"sv, "ended"sv}; }
struct BodyTurn {
  static constexpr auto prefix = "bodyturn";
  Id<BodyTurn> id;
  Id<Body> body;
  BodyTurnKind turn = BodyTurnKind::renewed;
  std::optional<Id<Body>> parent;  // of placed
  Footing footing = Footing::integrated;
  std::optional<Date> sunset_on;  // of renewed
  std::string reason;
  Date turned_on;
  static const Table& table();
};
// It is taken when a co-chair of every party in the body has signed it.
struct BodyTurnProposal : BodyTurn {
  static constexpr auto prefix = "bodyturnproposal";
  static const Table& table();
};

// ── reading ──────────────────────────────────────────────────────────────────

Body find_body(Reader& db, const Id<Body>& id);
// "/bodies/body_01…/people"
std::string url_of(const Id<Body>& id, std::string_view end = "");
bool is_body(std::string_view place);  // whether a seat's place is a body
std::vector<Body> bodies_below(Reader& db, const Id<Body>& id);
std::vector<Body> bodies_at(Reader& db, const Id<Unit>& unit);  // not those that have ended

// Its parent, the parent's parent, and so on; nothing for a place that is no body.
std::vector<Body> above(Reader& db, const std::string& place);

// The parties that have seats in it: those who must be asked where consensus is needed.
std::vector<Party> parties_of(Reader& db, const Id<Body>& id);
std::vector<BodyAllotment> allotments_of(Reader& db, const Id<Body>& id);
std::vector<SeatHere> seats_of(Reader& db, const Id<Body>& id);
std::vector<SeatHere> chairs_of(Reader& db, const Id<Body>& id);
Reach reach_of(Reader& db, const Body& body);

std::optional<BodyCharter> latest_charter(Reader& db, const Id<Body>& id);
std::optional<BodyCharter> charter_in_force(Reader& db, const Id<Body>& id);
std::vector<BodyCharterSection> sections_of(Reader& db, const Id<BodyCharter>& id);
bool is_in_force(Reader& db, const Id<BodyCharter>& id);
std::vector<BodyTurn> turns_of(Reader& db, const Id<Body>& id);
struct AskedOfChairs {
  BodyTurnProposal proposal;
  AssentState state;
};
// The newest proposal about the body, unless it was taken.
std::optional<AskedOfChairs> asked_turn(Reader& db, const Id<Body>& id);

// ── rules: asked by the commands and by the pages ────────────────────────────

bool is_chair(const Actor& actor, const Id<Body>& body);
// Holds any seat in it.
bool sits_in(const Actor& actor, const Id<Body>& body);
// Somebody who speaks for a party at the unit or above it, or chairs a body there.
bool may_form(const Actor& actor, const Reach& unit);

// ── commands ─────────────────────────────────────────────────────────────────

struct NewBody {
  Body body;
  std::map<std::string, int> seats;  // by party
};
Body form_body(Tx& tx, NewBody asked);
// Forms it without asking who asks: for files and examples.
Body add_body(Tx& tx, NewBody asked);

// Puts a person of the actor's own party forward; a co-chair's seat passes on.
Seat put_forward(Tx& tx, const Id<Body>& body, const Id<Person>& person, const Id<Party>& party, Role role,
                 std::optional<Date> until = {});
void end_seat(Tx& tx, const Id<Body>& body, const Id<Seat>& id);

// Begins a version, with the words of the one before it; each section is then put to a co-chair of every party.
BodyCharter open_charter(Tx& tx, const Id<Body>& body);
void write_section(Tx& tx, const Id<BodyCharter>& charter, const std::string& section, const std::string& body);
void section_agreed(Tx& tx, const Assent& assent);  // reaction; with the last section the charter is in force
void charter_agreed(Tx& tx, const Assent& assent);  // reaction, of a version of one text
// 2.2 What becomes of a body is asked of every party in it; of `asked` turn, parent, footing, last day and reason
// count.
BodyTurnProposal propose_turn(Tx& tx, const Id<Body>& body, BodyTurnProposal asked);
void turn_agreed(Tx& tx, const Assent& assent);  // reaction

// A body met: its last meeting and the hours it takes follow from it. For the module that records meetings, called in
// the same transaction; several meetings on one day add up.
void body_met(Tx& tx, const Id<Body>& body, Date met_on, std::int64_t person_minutes);
// What body_met should have kept, from the record: whoever records meetings hands over each.
using AddSitting = std::function<void(std::string_view body, Date met_on, std::int64_t person_minutes)>;
using SittingSource = std::function<void(kit::Session&, const AddSitting&)>;
Projection sittings_of_bodies(std::vector<SittingSource> sources);

// ── the policy "bodies", in versions that every party signs ──────────────────

struct BodiesPolicy {
  int version = 1;
  int quiet_days = 92;  // without a meeting, before that is a fault
};
BodiesPolicy bodies_policy(Reader& db);
BodiesPolicy read_bodies_policy(const Policy& policy);  // throws kit::JsonRefused
std::string first_bodies_policy();                      // the JSON that setting up enacts

void governance_routes(Router& router);

// ── fragments for pages of several modules ───────────────────────────────────

Place place_of(Reader& db, const View& view, const Body& body, std::string title = {});
// The head of every page of a body. `current` is overview, people, charter,
// meetings, decisions, turns or history.
kit::Html body_header(const View& view, const Body& body, std::string_view current);
// Who chairs it, what it is for, and where it hangs.
kit::Html body_card(const View& view, Reader& db, const Body& body);
// What is wrong with it, in words, and the hours it takes.
kit::Html attention_card(const View& view, Reader& db, const Body& body);
void write_body(kit::JsonWriter& json, Reader& db, const Body& body);

}  // namespace governance
