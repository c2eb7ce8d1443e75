#pragma once
#include "modules/measures/measures.h"
#include "modules/teams/teams.h"
#include "partnership/conversation.h"

// Improvement: a team's projects, each with an aim that the co-leads sign, as they sign its end; tests of change,
// planned, done, studied and closed with a decision; measurements on a chart with the tests drawn on it; and savings
// that count when every party has signed the figure.
namespace improvement {

using namespace partnership;
using measures::Direction;
using teams::Team;

struct Project {
  static constexpr auto prefix = "project";
  Id<Project> id;
  std::string external_id;
  Id<Team> team;
  std::optional<Id<measures::Series>> series;
  std::string title, problem, measure, unit;
  Direction direction = Direction::lower;
  Quantity from_value, to_value;
  Date by_date;
  std::string population, goal;
  std::string compass;  // points of the compass, separated by commas
  Date started_on;
  static const Table& table();
};

enum class ProjectOutcome { reached, sustained, stopped };
inline auto names(ProjectOutcome) { return std::array{"reached"sv, "sustained"sv, "stopped"sv}; }
struct ProjectEnding {
  Id<Project> project;
  ProjectOutcome outcome = ProjectOutcome::reached;
  std::string learned;
  Date ended_on;
  static const Table& table();
};

// An ending put to the co-leads: what both have aimed at, both end.
struct EndingProposal {
  static constexpr auto prefix = "endingproposal";
  Id<EndingProposal> id;
  Id<Project> project;
  ProjectOutcome outcome = ProjectOutcome::reached;
  std::string learned;
  Date proposed_on;
  static const Table& table();
};

struct TestCycle {
  static constexpr auto prefix = "cycle";
  Id<TestCycle> id;
  Id<Project> project;
  int number = 1;
  std::string title, plan, prediction;
  std::optional<Date> started_on;
  std::string did, studied;
  static const Table& table();
};

enum class Decision { adapt, adopt, abandon };
inline auto names(Decision) { return std::array{"adapt"sv, "adopt"sv, "abandon"sv}; }
struct CycleClosing {
  Id<TestCycle> cycle;
  Decision decision = Decision::adapt;
  std::string next;
  Date closed_on;
  static const Table& table();
};

enum class Pace { one_time, recurring };
inline auto names(Pace) { return std::array{"one_time"sv, "recurring"sv}; }
enum class SavingKind { hours, supplies, waste, revenue, other };
inline auto names(SavingKind) { return std::array{"hours"sv, "supplies"sv, "waste"sv, "revenue"sv, "other"sv}; }
struct Saving {
  static constexpr auto prefix = "saving";
  Id<Saving> id;
  Id<Project> project;
  std::int64_t amount = 0;  // whole cents; a year's worth when recurring
  Pace pace = Pace::one_time;
  SavingKind kind = SavingKind::hours;
  std::string basis;
  Date claimed_on;
  static const Table& table();
};
struct SavingValidation {
  Id<Saving> saving;
  Date validated_on;
  static const Table& table();
};

// The points of the compass, from policy "compass": {"points":[{"key":"quality","en":"Best quality","es":"…"},…]}.
struct CompassPoint {
  std::string key, name;
};
std::vector<CompassPoint> compass(Reader& db, Language language);
std::vector<std::string> points_of(const Project& project);  // keys of its compass points
std::vector<std::string> points_of(std::string_view compass);

// "The process changed here", put to the co-leads; a phase starts when they have agreed.
struct PhaseProposal {
  static constexpr auto prefix = "phaseproposal";
  Id<PhaseProposal> id;
  Id<Project> project;
  Id<measures::Series> series;
  Date starts_on;
  std::string reason;
  static const Table& table();
};

// ── reading ──────────────────────────────────────────────────────────────────

Project find_project(Reader& db, const Id<Project>& id);
std::vector<Project> projects_of(Reader& db, const Id<Team>& team);  // newest first
// The one a team page shows: the newest not ended, the one with data first.
std::optional<Project> live_project(Reader& db, const Id<Team>& team);
std::optional<ProjectEnding> ending_of(Reader& db, const Id<Project>& id);
struct CycleShown {
  TestCycle cycle;
  std::optional<CycleClosing> closing;
};
std::vector<CycleShown> cycles_of(Reader& db, const Id<Project>& id);
std::vector<Saving> savings_of(Reader& db, const Id<Project>& id);
std::optional<SavingValidation> validation_of(Reader& db, const Id<Saving>& id);
std::vector<PhaseProposal> proposals_of(Reader& db, const Id<Project>& id);  // newest first
struct ProposedEnding {
  EndingProposal proposal;
  AssentState state;
};
// While it waits, or when it was sent back; newest first.
std::optional<ProposedEnding> proposed_ending(Reader& db, const Id<Project>& id);
TestCycle find_cycle(Reader& db, const Id<Project>& project, int number);

struct ProjectLine {  // of a list: one query, whatever its length
  Project project;
  std::string team_name;
  std::optional<ProjectOutcome> outcome;
  std::string variation;  // of its series: better, worse, special, common, none; empty without values
};
struct ProjectList {
  std::vector<ProjectLine> lines;
  std::string more;  // where the next page begins; empty at the end
};
// Of a team, or in a unit and below it, or (with neither) of the teams in which the reader has a seat.
struct ProjectsAsked {
  std::optional<Id<Team>> team;
  std::optional<Id<Unit>> unit;
  std::string point;  // key of a compass point, or empty for all
  std::string after;  // where the list before ended
};
ProjectList list_projects(Reader& db, const ProjectsAsked& asked, int most);  // newest first

// What a team's pages ask of each of its projects, kept as things happen, with the latest value of its series.
struct Progress {
  Id<Project> project;
  Date started_on;
  bool live = true;
  int cycles = 0, closed_cycles = 0;
  std::optional<Date> documented_on;  // the latest day a test began or was closed
  bool own_series = false;            // its series is the team's own
  Direction direction = Direction::lower;
  Quantity to_value;
  std::string compass;
  std::optional<double> latest;  // of its series
  std::optional<Date> until;     // the last day of that value's period
};
std::vector<Progress> progress_of(Reader& db, const Id<Team>& team);  // newest first
// Works it out again from the rows themselves; every command that changes one of these projects ends with it.
void follow_progress(Tx& tx, std::span<const Id<Project>> projects);

// For the team path: what the record says of a team's testing.
struct Testing {
  int closed_cycles = 0;  // of all its projects
  int most_in_one_project = 0;
  bool tests_on_a_chart = false;         // a project with both tests and measurements
  std::optional<Date> last_documented;   // the newest cycle, closing or measurement
  int projects_met_target = 0;           // with a series whose latest value meets the aim
  std::vector<std::string> compass_met;  // points of those projects
};
Testing testing_of(Reader& db, const Id<Team>& team);

bool may_improve(const Actor& actor, const Id<Team>& team);  // any seat in the team
bool may_improve_somewhere(const Actor& actor);              // in any team
bool may_settle(const Actor& actor, const Id<Team>& team);   // its co-leads: change an aim, end a project

// Pure rules; what is wrong, by field. An aim needs a from and a to that differ, in its direction, and a day to come.
std::vector<FieldError> faults_of_aim(const Project& project, Date today);
// Plan, do, study, act, in this order: nothing was done before it started, nothing studied before it was done.
std::vector<FieldError> faults_of_cycle(const TestCycle& cycle);
// The exact text that co-leads sign.
std::string aim_text(const Project& project);
std::string saving_text(const Saving& saving);
bool meets_aim(Direction direction, Quantity aim, double value);

// ── commands ─────────────────────────────────────────────────────────────────

// How a project's values are kept: in the series it names, or, when it names none, in a new one of the team's own.
struct OwnMeasure {
  measures::Frequency frequency = measures::Frequency::week;
  int decimals = 0;
};
// Refuses with the fields that make no SMART aim: from and to equal or against the direction, by a day that is past.
Project start_project(Tx& tx, Project project, OwnMeasure own = {});
void change_aim(Tx& tx, const Project& project);  // by a co-lead; a new question to all of them
// By a co-lead, who signs it thereby; the project ends when the others have signed too (docs/why/0018). A newer
// proposal takes the place of the older.
EndingProposal propose_ending(Tx& tx, const Id<Project>& id, ProjectOutcome outcome, const std::string& learned);
void ending_agreed(Tx& tx, const Assent& assent);  // reaction
// Ends it today, without asking who asks.
void end_project(Tx& tx, const Id<Project>& id, ProjectOutcome outcome, const std::string& learned);
TestCycle plan_cycle(Tx& tx, const Id<Project>& project, TestCycle cycle);
void write_cycle(Tx& tx, TestCycle cycle);
CycleClosing close_cycle(Tx& tx, const Id<TestCycle>& id, Decision decision, const std::string& next);
Saving claim_saving(Tx& tx, Saving saving);
void saving_agreed(Tx& tx, const Assent& assent);  // reaction
// Values of the team's own series; those of a unit come from its own source.
void enter_measurements(Tx& tx, const Project& project, std::vector<measures::Measurement> measurements);
measures::Annotation annotate_project(Tx& tx, const Id<Project>& id, Date on, const std::string& body);
PhaseProposal propose_phase(Tx& tx, const Id<Project>& id, Date on, const std::string& reason);
void phase_agreed(Tx& tx, const Assent& assent);  // reaction
// Where a question about an aim, an ending, a saving or a phase is read and signed.
std::string url_of_question(Reader& db, const Assent& assent);
// For files and examples: the same rows and tallies without asking who asks. Amounts, numbers and dates are as given.
void add_project(Tx& tx, const Project& project);
void add_cycle(Tx& tx, const TestCycle& cycle, const std::optional<CycleClosing>& closing);
void add_saving(Tx& tx, const Saving& saving, std::optional<Date> validated_on);
void add_closing(Tx& tx, const CycleClosing& closing);            // of a cycle that is there
void add_validation(Tx& tx, const SavingValidation& validation);  // of a saving that is there
// Keeps the figures of metrics that are counted from savings: after one was signed, or all of a metric anew.
void measure_saving(Tx& tx, const Project& project, const Id<Unit>& unit, Date validated_on);
void measure_all_savings(Tx& tx, const measures::Metric& metric);
void add_ending(Tx& tx, const ProjectEnding& ending);  // takes back what was still asked about its aim and its end

void improvement_routes(Router& router);

// ── fragments ────────────────────────────────────────────────────────────────

kit::Html live_project_card(const View& view, Reader& db, const Team& team);

// Names of tallies kept at every unit: projects, projects.<compass point>, projects.live, with.projects, cycles.closed,
// savings.one_time and savings.recurring (cents, validated).
}  // namespace improvement
