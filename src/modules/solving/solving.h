#pragma once
#include "modules/decisions/decisions.h"
#include "modules/solving/rules.h"

// Problem solving by interests: an open question at a place that has chairs of two parties or more. Each party puts
// what it needs and why, and says which of the other's interests are its own too; only then come options, by name or
// without names; standards; what each party thinks of each option; and an agreement with owners, dates and a day to
// look back. A facilitator's seat keeps the process and says nothing of the matter. The way a caucus talks meanwhile is
// notes.h.
namespace solving {

using namespace partnership;

struct Issue {
  static constexpr auto prefix = "issue";
  Id<Issue> id;
  std::string question, background;
  std::string place;  // a team, a unit or a body
  Id<Unit> unit;
  std::optional<std::string> origin;  // the id of what it came from
  Id<Seat> seat;
  Date opened_on;
  int version = 1;
  std::string wall = std::string(joint_wall);  // or a case: read by those named alone
  static const Table& table();

  bool sealed() const { return wall != joint_wall; }
};
struct IssueParty {
  Id<Issue> issue;
  Id<Party> party;
  static const Table& table();
};
struct Facilitation {
  Id<Issue> issue;
  int number = 1;
  Id<Seat> seat;
  Date named_on;
  static const Table& table();
};

struct Interest {
  static constexpr auto prefix = "interest";
  Id<Interest> id;
  Id<Issue> issue;
  Id<Party> party;
  std::string body;
  Id<Seat> seat;
  Date put_on;
  int version = 1;
  static const Table& table();
};
struct InterestSharing {
  Id<Interest> interest;
  Id<Party> party;
  Id<Issue> issue;
  Date shared_on;
  static const Table& table();
};
struct InterestsPut {
  Id<Issue> issue;
  Id<Party> party;
  Date put_on;
  static const Table& table();
};

enum class BrainstormKind { open, anonymous };
inline auto names(BrainstormKind) { return std::array{"open"sv, "anonymous"sv}; }
struct Brainstorm {
  Id<Issue> issue;
  BrainstormKind kind = BrainstormKind::open;
  Date started_on;
  static const Table& table();
};
struct BrainstormEnding {
  Id<Issue> issue;
  Date ended_on;
  static const Table& table();
};
struct Option {
  static constexpr auto prefix = "option";
  Id<Option> id;
  Id<Issue> issue;
  std::string body;
  std::optional<Id<Seat>> seat;  // nobody's, from an anonymous brainstorm
  Date added_on;
  int version = 1;
  static const Table& table();
};
struct Standard {
  static constexpr auto prefix = "standard";
  Id<Standard> id;
  Id<Issue> issue;
  std::string body;
  Id<Seat> seat;
  Date added_on;
  int version = 1;
  static const Table& table();
};
struct OptionMark {
  Id<Option> option;
  std::string criterion;
  Id<Party> party;
  Id<Issue> issue;
  Fit fit = Fit::meets;
  static const Table& table();
};

struct Agreement {
  static constexpr auto prefix = "agreement";
  Id<Agreement> id;
  Id<Issue> issue;
  int number = 1;
  std::string body;
  Date review_on;
  Id<Seat> seat;
  Date proposed_on;
  static const Table& table();
};
struct AgreementChoice {
  Id<Agreement> agreement;
  Id<Option> option;
  static const Table& table();
};
struct AgreementStep {
  static constexpr auto prefix = "step";
  Id<AgreementStep> id;
  Id<Agreement> agreement;
  Id<Issue> issue;
  std::string what;
  Id<Seat> seat;
  Date due_on;
  static const Table& table();
};
struct AgreementStart {
  Id<Issue> issue;
  Id<Agreement> agreement;
  Date agreed_on;
  static const Table& table();
};
enum class StepOutcome { done, dropped };
inline auto names(StepOutcome) { return std::array{"done"sv, "dropped"sv}; }
struct StepEnding {
  Id<AgreementStep> step;
  Id<Issue> issue;
  StepOutcome outcome = StepOutcome::done;
  std::string words;
  Date ended_on;
  static const Table& table();
};
enum class ReviewOutcome { holds, partly, failed };
inline auto names(ReviewOutcome) { return std::array{"holds"sv, "partly"sv, "failed"sv}; }
struct AgreementReview {
  Id<Issue> issue;
  ReviewOutcome outcome = ReviewOutcome::holds;
  std::string words;
  Date reviewed_on;
  static const Table& table();
};
struct IssueResult {
  Id<Issue> issue;
  std::string thing;
  Date made_on;
  static const Table& table();
};
struct IssueClosing {
  Id<Issue> issue;
  std::string reason;
  Date closed_on;
  static const Table& table();
};

// ── reading ──────────────────────────────────────────────────────────────────

Issue find_issue(Reader& db, const Id<Issue>& id);  // also of a case they are not named in: 404
// The newest issue that was opened because of this thing: a decision, an item of a meeting.
std::optional<Issue> issue_from(Reader& db, std::string_view origin);
std::string url_of(const Id<Issue>& id);
// Where that is read which a question came from, by the prefix of its id; registered in app/reactions.
using UrlOfOrigin = std::function<std::string(Reader&, const std::string& id)>;
void came_from(std::string prefix, UrlOfOrigin url);
std::string url_of_origin(Reader& db, const std::string& id);  // empty where nothing is registered

// Everything on the wall that has been said for all to read. There are no options before the lock has opened, and none
// of an anonymous brainstorm before it has ended.
struct Wall {
  Issue issue;
  std::vector<Id<Party>> parties;
  std::optional<Facilitation> facilitation;  // who holds the seat now
  std::vector<Interest> interests;
  std::vector<InterestSharing> sharings;
  std::vector<InterestsPut> put;
  std::optional<Brainstorm> brainstorm;
  std::optional<BrainstormEnding> gathered;
  std::vector<Option> options;
  std::vector<Standard> standards;
  std::vector<OptionMark> marks;
  std::optional<Agreement> agreement;  // the newest
  std::vector<AgreementChoice> choices;
  std::vector<AgreementStep> steps;
  std::vector<StepEnding> step_endings;
  std::optional<AgreementStart> start;
  std::optional<AgreementReview> review;
  std::vector<IssueResult> results;
  std::optional<IssueClosing> closing;
  Progress progress;

  Stage stage() const { return stage_of(progress); }
  bool over() const { return start || closing; }
  bool shared(const Interest& interest) const;
  bool has_put(const Id<Party>& party) const;
  std::set<std::string> party_ids() const;
  bool anonymous() const { return brainstorm && brainstorm->kind == BrainstormKind::anonymous; }
};
Wall wall_of(Reader& db, const Id<Issue>& id);

struct Line {  // of the list
  Issue issue;
  std::string place_name;
  Stage stage = Stage::interests;
};
struct Lines {
  std::vector<Line> lines;
  std::string next;  // empty: no more
};
// Of one place (`place`), or of a unit and all below it.
Lines issues_of(Reader& db, const Id<Unit>& unit, const std::string& place, const std::string& after, int most);

// ── rules asked by commands and pages ────────────────────────────────────────

// Their seat at the place, for one of the parties.
const Seat* seat_at_table(const Actor& actor, const Wall& wall);
// Keeps the process: the facilitator, or a chair of the place.
const Seat* seat_to_keep(const Actor& actor, const Wall& wall, const decisions::Seats& place);

// ── commands ─────────────────────────────────────────────────────────────────

// Asks for question, background, place and, if it came from something, origin. From a decision that came to no
// agreement the interests its stances named as unmet are carried over.
Issue open_issue(Tx& tx, Issue asked);
// About particular people: only the chairs of the parties, whoever opens it and those named may read it, and everything
// written about it.
Issue open_sealed_issue(Tx& tx, Issue asked, const std::vector<Id<Person>>& named);
void name_reader(Tx& tx, const Id<Issue>& id, const Id<Person>& person);
// Every party keeps a chair among them.
void take_out_reader(Tx& tx, const Id<Issue>& id, const Id<Person>& person);
// A matter as somebody noted it, as a question: “Who covers lunch?”, “Lunch cover?”.
std::string as_question(std::string matter);
Issue reword_issue(Tx& tx, const Id<Issue>& id, const std::string& question, const std::string& background, int seen);
void name_facilitator(Tx& tx, const Id<Issue>& id, const Id<Seat>& seat);
IssueClosing close_issue(Tx& tx, const Id<Issue>& id, const std::string& reason);

Interest put_interest(Tx& tx, const Id<Issue>& id, const std::string& body);
// The words of a card, changed by who may; `seen` is the version they had before them.
Interest reword_interest(Tx& tx, const Id<Interest>& id, const std::string& body, int seen);
void remove_interest(Tx& tx, const Id<Interest>& id);
void share_interest(Tx& tx, const Id<Interest>& id, bool shared);
InterestsPut put_interests(Tx& tx, const Id<Issue>& id);

Brainstorm start_brainstorm(Tx& tx, const Id<Issue>& id, BrainstormKind kind);
Option add_option(Tx& tx, const Id<Issue>& id, const std::string& body);
// Into the box: nothing of it can be seen before the brainstorm ends, and nobody's name is ever with it.
void give_idea(Tx& tx, const Id<Issue>& id, const std::string& body);
BrainstormEnding end_brainstorm(Tx& tx, const Id<Issue>& id);
Option reword_option(Tx& tx, const Id<Option>& id, const std::string& body, int seen);
Standard add_standard(Tx& tx, const Id<Issue>& id, const std::string& body);
Standard reword_standard(Tx& tx, const Id<Standard>& id, const std::string& body, int seen);
// What the writer's party thinks of an option, by interest or standard; none takes a mark away.
void mark_option(Tx& tx, const Id<Option>& id, const std::map<std::string, std::optional<Fit>>& fits);

struct AskedStep {
  std::string what;
  Id<Seat> owner;
  Date due_on;
};
struct AskedAgreement {
  std::string body;
  Date review_on;
  std::vector<Id<Option>> options;
  std::vector<AskedStep> steps;
};
Agreement propose_agreement(Tx& tx, const Id<Issue>& id, const AskedAgreement& asked);
void end_step(Tx& tx, const Id<AgreementStep>& id, StepOutcome outcome, const std::string& words);
AgreementReview review_agreement(Tx& tx, const Id<Issue>& id, ReviewOutcome outcome, const std::string& words);
// Puts the agreed words to a decision of the place: the next round of the one it came from, or a new one.
decisions::Decision put_to_decision(Tx& tx, const Id<Issue>& id, const std::string& subject);

// Reactions to assent: solving.agreement.
void agreement_signed(Tx& tx, const Assent& assent);
std::string url_of_question(Reader& db, const Assent& assent);

void solving_routes(Router& router);

// The issues of a place, for pages of other modules.
kit::Html issues_card(const View& view, Reader& db, const std::string& place);

// For the living example: one issue half worked, one agreed, as the decisions' example does it.
std::vector<decisions::ExampleAct> example_acts(const decisions::ExamplePlace& place);

}  // namespace solving
