#pragma once
#include "modules/decisions/decisions.h"

// Changes: no surprises. A party tells the others of a change it intends at a unit, before it begins. A policy says how
// long before and how far it involves them; the others say that they have read it; a clock runs until the question is
// put that the policy asks for. A change that began although nobody was told can be put on record by those who were not
// told. Early, late or missing follows from the days and is nobody's verdict (handbook 2.6).
namespace changes {

using namespace partnership;
using decisions::Involvement;

struct Change {
  static constexpr auto prefix = "change";
  Id<Change> id;
  Id<Unit> unit;
  Id<Party> party;  // whose change it is
  Id<Party> by;     // who put it on record
  Id<Seat> seat;
  std::string kind;
  std::string title, body;
  bool told = true;
  Date begins_on;
  int notice_days = 0;
  Involvement involvement = Involvement::inform;
  int policy_version = 1, involvement_version = 1;
  Date recorded_on;
  static const Table& table();
};
struct ChangeReading {
  Id<Change> change;
  Id<Party> party;
  Id<Seat> seat;
  std::string words;
  Date read_on;
  static const Table& table();
};
struct ChangeBeginning {
  Id<Change> change;
  Id<Seat> seat;
  Date began_on;
  std::string words;
  Date recorded_on;
  static const Table& table();
};
struct ChangeWithdrawal {
  Id<Change> change;
  Id<Seat> seat;
  std::string reason;
  Date withdrawn_on;
  static const Table& table();
};
struct ChangeDecision {
  Id<Change> change;
  Id<decisions::Decision> decision;
  Date opened_on;
  static const Table& table();
};

// ── the policy "change_notices", in versions that every party signs ──────────

struct ChangeKind {
  std::string key, text;
  std::string subject;  // of the policy "involvement": how far such a change involves the others
  int days = 0;         // how long before it begins it has to be told
};
struct NoticePolicy {
  int version = 1;
  int read_days = 7;  // until the others have said that they read it
  std::vector<ChangeKind> kinds;
  const ChangeKind* kind(std::string_view key) const;
};
NoticePolicy notice_policy(Reader& db, Language language);
NoticePolicy read_notice_policy(const Policy& policy, Language language);  // throws kit::JsonRefused
std::string first_notice_policy();

// ── rules ────────────────────────────────────────────────────────────────────

enum class Timing { early, in_time, late, after, missing };
inline auto names(Timing) { return std::array{"early"sv, "in_time"sv, "late"sv, "after"sv, "missing"sv}; }
struct Notice {
  Timing timing = Timing::in_time;
  int days = 0;    // from telling to beginning
  int short_ = 0;  // by how many days it is too short
};
// By the day it really began, where that is known and earlier. Early is twice the notice period.
Notice notice_of(const Change& change, const std::optional<ChangeBeginning>& beginning);

enum class State { coming, begun, untold, withdrawn };
inline auto names(State) { return std::array{"coming"sv, "begun"sv, "untold"sv, "withdrawn"sv}; }

// ── reading ──────────────────────────────────────────────────────────────────

Change find_change(Reader& db, const Id<Change>& id);
struct Course {  // everything recorded of one change; what is not there has not happened
  Change change;
  std::vector<ChangeReading> readings;
  std::optional<ChangeBeginning> beginning;
  std::optional<ChangeWithdrawal> withdrawal;
  std::vector<ChangeDecision> decisions;
  State state = State::coming;
};
Course course_of(Reader& db, const Id<Change>& id);
// Whoever has to read it: every party at the unit but the one that put it on record.
std::vector<Party> asked_of(Reader& db, const Change& change);

// ── who may ──────────────────────────────────────────────────────────────────

// Their seat that speaks for a party at the unit: in the unit or above it as administrator, executive, steward, sponsor
// or facilitator; or as co-lead of a team or co-chair of a body there.
const Seat* seat_to_speak(Reader& db, const Id<Unit>& unit);
const Seat* seat_to_speak(Reader& db, const Id<Unit>& unit, const Id<Party>& party);

// ── commands ─────────────────────────────────────────────────────────────────

// Puts a change on record: one's own party's that is to come, or another party's that began untold.
Change tell(Tx& tx, Change asked);
ChangeReading acknowledge(Tx& tx, const Id<Change>& id, const std::string& words);
ChangeBeginning record_beginning(Tx& tx, const Id<Change>& id, Date began_on, const std::string& words);
ChangeWithdrawal withdraw(Tx& tx, const Id<Change>& id, const std::string& reason);
// Proposes its words to a place that decides; what the policy asks for is the least that its terms can hold.
decisions::Decision open_decision(Tx& tx, const Id<Change>& id, const std::string& place);

void changes_routes(Router& router);

// ── for pages of several modules ─────────────────────────────────────────────

// What is coming at the unit, or above it and so concerns it too.
kit::Html changes_card(const View& view, Reader& db, const Id<Unit>& unit);

}  // namespace changes
