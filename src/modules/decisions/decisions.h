#pragma once
#include "modules/decisions/policies.h"
#include "modules/governance/governance.h"
#include "modules/teams/teams.h"
#include "partnership/conversation.h"

// Decisions: a fact distinct from talk. Somebody proposes exact words; the chairs of the place fix by what it will be
// decided, all of it before anybody is asked; those asked answer; it closes, is counted by party, and is either agreed
// (and final once the affected places have signed), or what was fixed for that case begins. Nothing of it can be
// changed afterwards, and saying nothing is never agreement.
namespace decisions {

using namespace partnership;
using teams::Team;

struct Decision {
  static constexpr auto prefix = "decision";
  Id<Decision> id;
  std::string title, body, subject;
  std::string place;  // a team, a body, or a unit
  Id<Unit> unit;
  std::optional<Id<Decision>> former;
  Id<Seat> seat;
  Date proposed_on;
  static const Table& table();
};

struct DecisionTerms {
  Id<Decision> decision;
  Involvement involvement = Involvement::consensus;
  Rule rule = Rule::consensus;
  Date closes_on;
  std::string scale;
  int scales_version = 1, involvement_version = 1, deciding_version = 1;
  BallotKind ballot = BallotKind::open;
  Abstaining abstaining = Abstaining::heard;
  Silence silence = Silence::not_heard;
  QuorumBase quorum_base = QuorumBase::each_party;
  int quorum = 50, members = 0;
  int share_of = 1, share_in = 2, least_ballots = 3;
  std::string fallback;
  int fallback_days = 30;
  bool early_close = false;
  Date fixed_on;
  static const Table& table();

  Terms rules() const;
  bool secret() const { return ballot == BallotKind::secret; }
};

struct DecisionAsked {
  Id<Decision> decision;
  Id<Seat> seat;
  Id<Party> party;
  int weight = 1;
  static const Table& table();
};
struct DecisionAffected {
  Id<Decision> decision;
  std::string place;
  static const Table& table();
};
struct DecisionOpening {
  Id<Decision> decision;
  Date opened_on;
  static const Table& table();
};
struct DecisionWithdrawal {
  Id<Decision> decision;
  std::string reason;
  Date withdrawn_on;
  static const Table& table();
};

struct Stance {
  static constexpr auto prefix = "stance";
  Id<Stance> id;
  Id<Decision> decision;
  Id<Seat> seat;
  Id<Party> party;
  std::string choice, reason, interest;
  Instant taken_at;
  static const Table& table();
};
// Of a ballot hidden until its close: the same, outside the journal until then.
struct HeldStance : Stance {
  static const Table& table();
};
struct Ballot {
  static constexpr auto prefix = "ballot";
  Id<Ballot> id;  // timeless
  Id<Decision> decision;
  Id<Party> party;
  std::string choice, reason, interest;
  static const Table& table();
};
struct BallotAnswer {
  Id<Decision> decision;
  Id<Seat> seat;
  static const Table& table();
};

struct DecisionClosing {
  Id<Decision> decision;
  Outcome outcome = Outcome::agreed;
  bool early = false;
  Date closed_on;
  static const Table& table();
};
struct DecisionCount {
  Id<Decision> decision;
  Id<Party> party;
  int asked = 0, answered = 0, support = 0, reserve = 0, aside = 0, block = 0, abstain = 0, in_favour = 0, taken = 0;
  static const Table& table();
};
struct DecisionFallback {
  Id<Decision> decision;
  std::string fallback;
  Date due_on, started_on;
  static const Table& table();
};
struct DecisionReferral {
  static constexpr auto prefix = "referral";
  Id<DecisionReferral> id;
  Id<Decision> decision;
  int number = 1;
  std::string place;
  Role role = Role::sponsor;
  Date due_on, referred_on;
  static const Table& table();
};
enum class DeskAnswer { returned, referred };
inline auto names(DeskAnswer) { return std::array{"returned"sv, "referred"sv}; }
struct ReferralAnswer {
  Id<DecisionReferral> referral;
  Id<Decision> decision;
  DeskAnswer answer = DeskAnswer::returned;
  std::string words;
  Date answered_on;
  static const Table& table();
};
struct DecisionFinal {
  Id<Decision> decision;
  Date final_on;
  static const Table& table();
};
struct DecisionCompletion {
  Id<Decision> decision;
  Date completed_on;
  static const Table& table();
};
struct DecisionReading {
  Id<Decision> decision;
  Id<Person> person;
  Id<Seat> seat;
  Date read_on;
  static const Table& table();
};
struct FollowUp {
  static constexpr auto prefix = "followup";
  Id<FollowUp> id;
  Id<Decision> decision;
  std::string what;
  Id<Seat> seat;
  Date due_on, set_on;
  static const Table& table();
};
enum class FollowUpOutcome { done, dropped };
inline auto names(FollowUpOutcome) { return std::array{"done"sv, "dropped"sv}; }
struct FollowUpEnding {
  Id<FollowUp> follow_up;
  Id<Decision> decision;
  FollowUpOutcome outcome = FollowUpOutcome::done;
  std::string words;
  Date ended_on;
  static const Table& table();
};

// Where it stands, from its facts. `over`: its last day has passed and it has not been counted yet.
enum class State { proposed, ready, open, over, agreed, final_, not_agreed, told, carried_out, withdrawn };
inline auto names(State) {
  return std::array{"proposed"sv, "ready"sv,      "open"sv, "over"sv,        "agreed"sv,
                    "final"sv,    "not_agreed"sv, "told"sv, "carried_out"sv, "withdrawn"sv};
}

// ── reading ──────────────────────────────────────────────────────────────────

Decision find_decision(Reader& db, const Id<Decision>& id);

// Everything recorded of one decision but its stances; what is not there has not happened.
struct Course {
  Decision decision;
  std::optional<DecisionTerms> terms;
  std::vector<DecisionAsked> asked;
  std::vector<DecisionAffected> affected;
  std::optional<DecisionOpening> opening;
  std::optional<DecisionWithdrawal> withdrawal;
  std::optional<DecisionClosing> closing;
  std::vector<DecisionCount> counts;
  std::optional<DecisionFallback> fallback;
  std::vector<DecisionReferral> referrals;
  std::vector<ReferralAnswer> referral_answers;
  std::optional<DecisionFinal> final_;
  std::optional<DecisionCompletion> completion;
  std::optional<Id<Decision>> next;  // the round after
  State state = State::proposed;
};
Course course_of(Reader& db, const Id<Decision>& id);
// The same, but of those asked only the reader's own seats: enough for one answer or one page, however many are asked.
Course course_for_reader(Reader& db, const Id<Decision>& id);
std::int64_t count_asked(Reader& db, const DecisionTerms& terms);

// More asked than this: nobody reads a list of them, and what was said is counted at the close.
inline constexpr int most_listed = 500;

// The stances that the reader may see, oldest first: all of an open ballot; of a hidden one, until its close, their
// own. Of many, the newest with a reason, and their own. A secret ballot has none; after its close it has ballots.
std::vector<Stance> stances_seen(Reader& db, const Course& course);
std::vector<Ballot> ballots_of(Reader& db, const Id<Decision>& id);
// Whether a person has answered what they are asked, or read what they are told, or is not asked at all: the need that
// they share with others of their role is done with for them. `subject` is the need's.
bool has_done_their_part(Reader& db, const Id<Person>& person, const std::string& subject);
// Of the reader in a secret ballot while it is open.
bool has_answered(Reader& db, const Course& course);

std::vector<FollowUp> follow_ups_of(Reader& db, const Id<Decision>& id);
std::vector<FollowUpEnding> follow_up_endings_of(Reader& db, const Id<Decision>& id);
std::vector<DecisionReading> readings_of(Reader& db, const Id<Decision>& id, int most);
std::int64_t count_readings(Reader& db, const Id<Decision>& id);

struct Line {  // of the register
  Decision decision;
  State state = State::proposed;
  std::string place_name;
  std::optional<Date> closes_on, closed_on;
  int follow_ups = 0, done = 0;       // of what was to be done because of it
  std::optional<Date> next_due = {};  // of what is still to be done
};
struct Looking {
  Id<Unit> unit;
  std::string words, subject, state, place;  // empty asks nothing
  std::string after;                         // goes on behind this line
};
struct Register {
  std::vector<Line> lines;
  std::string next;  // empty: no more
};
Register register_of(Reader& db, const Looking& looking, int most);

// ── places ───────────────────────────────────────────────────────────────────

enum class PlaceKind { team, body, unit };
struct Site {  // a place that decides, without who sits there
  std::string place, name;
  std::string url;  // of its own page: "/bodies/body_01…"
  Id<Unit> unit;
  PlaceKind kind = PlaceKind::unit;
};
Site site_of(Reader& db, const std::string& place);  // or 404
struct Seats : Site {
  std::vector<SeatHere> seats;  // held today
  Role chair = Role::co_lead;   // who leads it: co-leads or co-chairs; of a unit administrators, executives or stewards
  std::vector<Party> parties;   // that must be asked where consensus is needed

  const SeatHere* seat(const Id<Seat>& id) const;
  std::vector<Id<Party>> chairing_parties() const;
};
Seats seats_of(Reader& db, const std::string& place);  // or 404
std::string place_name(Reader& db, const std::string& place);
// What the charter in force at a place says in these sections; nothing where there is none.
std::string charter_words(Reader& db, const Seats& place, const std::vector<std::string>& sections);
// What a matter needs here.
Involvement needed_here(Reader& db, const Decision& decision);

// ── rules asked by commands and pages ────────────────────────────────────────

// A seat in the place, or in the unit it lies in.
const Seat* seat_to_propose(const Actor& actor, const Seats& place);
const Seat* seat_to_chair(const Actor& actor, const Seats& place);
// Their seat among those asked; nothing while it is not open.
const Seat* seat_to_answer(const Actor& actor, const Course& course);
const Seat* seat_at_desk(const Actor& actor, const DecisionReferral& referral);
// May follow what came of it: somebody asked, or with a seat in the place.
const Seat* seat_to_follow(const Actor& actor, const Course& course);

// ── commands ─────────────────────────────────────────────────────────────────

Decision propose(Tx& tx, Decision asked);
struct AskedTerms {
  DecisionTerms terms;
  std::vector<Role> roles;      // everybody with these seats in the place
  std::vector<Id<Seat>> seats;  // and these by name
  bool everybody = false;       // or, of a unit, all people with a seat in it or below
  std::map<std::string, int> weights;
  std::vector<std::string> affected;
};
DecisionTerms fix_terms(Tx& tx, const Id<Decision>& id, AskedTerms asked);
void open(Tx& tx, const Id<Decision>& id);
void withdraw(Tx& tx, const Id<Decision>& id, const std::string& reason);

struct Answered {
  Stance stance;           // nothing is in it of a secret ballot
  std::string ballot_key;  // of a secret one: shown once, to change it with
};
// `key` is that of a secret ballot cast before; without it a second answer is refused.
Answered take_stance(Tx& tx, const Id<Decision>& id, const std::string& choice, const std::string& reason,
                     const std::string& interest, const std::string& key = {});

// Counts it: anybody asked, once its last day has passed.
DecisionClosing close(Tx& tx, const Id<Decision>& id);
// One chair asks those of the other parties to close before the day; with the last signature it closes.
void ask_early_close(Tx& tx, const Id<Decision>& id);
// Counts whatever is over; returns how many. For the clock that runs beside the server.
int close_over(Tx& tx);

void ask_sign_offs(Tx& tx, const Id<Decision>& id);  // of the affected places that have sent it back
ReferralAnswer answer_referral(Tx& tx, const Id<DecisionReferral>& id, DeskAnswer answer, const std::string& words);
DecisionReading acknowledge(Tx& tx, const Id<Decision>& id);
FollowUp add_follow_up(Tx& tx, const Id<Decision>& id, const std::string& what, const Id<Seat>& owner, Date due_on);
void end_follow_up(Tx& tx, const Id<FollowUp>& id, FollowUpOutcome outcome, const std::string& words);
// One chair says that it was carried out; the others sign.
void ask_completion(Tx& tx, const Id<Decision>& id);

// Reactions to assent: decisions.sign_off, decisions.early_close, decisions.carried_out.
void signed_off(Tx& tx, const Assent& assent);
void early_close_agreed(Tx& tx, const Assent& assent);
void completion_agreed(Tx& tx, const Assent& assent);
std::string url_of_question(Reader& db, const Assent& assent);

// Where problem solving about a decision without agreement is done, if it has begun. Set in app/reactions.cpp: that
// module stands above this one.
void solved_in(std::function<std::optional<std::string>(Reader&, const Id<Decision>&)> url_of_solving);
std::optional<std::string> url_of_solving(Reader& db, const Id<Decision>& id);

void decisions_routes(Router& router);

// The decisions of a place, for pages of other modules.
kit::Html decisions_card(const View& view, Reader& db, const std::string& place);

// For the living example: a year of decisions of one team, each act by somebody so many days ago, oldest first of each.
struct ExamplePlace {
  Id<Team> team;
  Id<Person> labor_lead, management_lead;
};
struct ExampleAct {
  int days_ago;
  Id<Person> who;
  std::function<void(Tx&)> act;
};
std::vector<ExampleAct> example_acts(const ExamplePlace& place);

}  // namespace decisions
