#pragma once
#include "modules/improvement/improvement.h"
#include "modules/teams/teams.h"
#include "partnership/policy.h"

// The team path: five levels by seven dimensions. Criteria are policy, in versions; each is met automatically (from
// the record), by the word of both co-leads, or by a survey. A level is reached when every criterion of every
// dimension up to it is met; the sponsors of every party sign the quarter's rating.
namespace path {

using namespace partnership;
using teams::Team;

enum class Source { automatic, attested, surveyed };
inline auto names(Source) { return std::array{"automatic"sv, "attested"sv, "surveyed"sv}; }

// One criterion as the policy "team_path" states it.
struct Criterion {
  std::string key;        // leadership.5.self_managed
  std::string dimension;  // sponsorship, leadership, training, team_process, engagement, use_of_tools, goals
  int level = 1;
  Source source = Source::attested;
  std::string rule;       // automatic only: cycles_closed, documented_within_days, sponsor_contact_within_days, …
  double least = 0;       // the rule's number; the share (0 to 1) of a survey
  bool verified = false;  // stated so by the partnership's own sources; otherwise a default to make one's own
  std::string text;       // in the reader's language
};
struct Criteria {
  int version = 1;
  std::vector<Criterion> criteria;
  std::vector<std::string> dimensions;
};
inline constexpr int levels = 5;
Criteria criteria_in_force(Reader& db, Language language);
Criteria criteria_of(const Policy& policy, Language language);  // throws kit::JsonRefused on a malformed body
std::string first_team_path();                                  // the JSON that setting up enacts
// The share of teams, 0 to 1, that are to be high performing (level 4 or 5) by the end of a year.
std::optional<double> target_share(Reader& db, int year);

// The names an automatic rule can have.
const std::vector<std::string>& rule_names();

// The courses the rules ask for, as Training::course names them.
inline constexpr std::string_view member_course = "ubt_member";
inline constexpr std::string_view co_lead_course = "co_lead_workshop";

// What the record says of one team, all that automatic rules ask for. Sponsors are asked of labor and management;
// the core group is co-leads, representatives and champions.
struct Evidence {
  bool co_leads_of_all_parties = false, sponsors_of_all_parties = false, charter_in_force = false, has_champion = false;
  std::optional<int> days_since_contact, days_since_documented;
  int meetings_in_90_days = 0, contacts_in_90_days = 0;
  int closed_cycles = 0, most_cycles_in_one_project = 0, targets_met = 0, compass_points_met = 0;
  double trained_share = 0;  // of the core group, in the member course
  bool co_leads_trained = false;
  bool has_run_chart = false;  // a project's series with tests drawn on it
};
Evidence evidence_of(Reader& db, const Team& team);

struct Attestation {
  static constexpr auto prefix = "attestation";
  Id<Attestation> id;
  Id<Team> team;
  std::string criterion;
  Id<Party> party;
  bool met = false;
  std::string evidence;
  Date attested_on;
  static const Table& table();
};
struct CriterionSurvey {
  static constexpr auto prefix = "survey";
  Id<CriterionSurvey> id;
  Id<Team> team;
  std::string criterion;
  int asked = 0, answered = 0, agreed = 0;
  Date closed_on;
  static const Table& table();
};

// The last word of each party on each criterion, and the last survey of each.
std::vector<Attestation> attestations_of(Reader& db, const Id<Team>& team);
std::vector<CriterionSurvey> surveys_of(Reader& db, const Id<Team>& team);

struct Judged {
  Criterion criterion;
  bool met = false;
  std::string because;  // key of words, filled with `detail` and `least`: what met it, or what is missing
  std::string detail;
  std::string url;                     // where it can be met; from judge(), below the team's own address
  std::vector<Id<Party>> attested_by;  // attested only: who has said yes
};
struct Standing {
  int level = 0;  // the highest with every criterion met; 0: not even the first
  int version = 1;
  std::vector<Judged> judged;
  std::vector<const Judged*> missing_for_next() const;
};
// Pure: 2.10 the level is the lowest complete one over all dimensions, cumulative. Attested: the last word of the
// co-lead of every party is yes. Surveyed: of all who were asked last, the share that agreed. Attestations and surveys
// come oldest first.
Standing judge(const Criteria& criteria, const Evidence& evidence, const std::vector<Attestation>& attestations,
               const std::vector<CriterionSurvey>& surveys, const std::vector<Id<Party>>& parties);
Standing standing_of(Reader& db, const Team& team, Language language);

struct Rating {
  static constexpr auto prefix = "rating";
  Id<Rating> id;
  Id<Team> team;
  std::string quarter;  // 2026-Q3
  int level = 1;
  int policy_version = 1;
  std::string evidence;  // JSON
  Date rated_on;
  static const Table& table();
};
// The level that stands for a quarter. A later rating of the same quarter takes its place; the journal keeps both.
struct RatingStart {
  Id<Rating> rating;
  Id<Team> team;
  std::string quarter;
  int level = 1;
  Date started_on;
  static const Table& table();
};
std::optional<RatingStart> last_rating(Reader& db, const Id<Team>& team);
std::vector<RatingStart> ratings_of(Reader& db, const Id<Team>& team);  // newest quarter first, three years of them
// The one proposed last for a quarter, in force or not.
std::optional<Rating> rating_of(Reader& db, const Id<Team>& team, const std::string& quarter);

Attestation attest(Tx& tx, const Id<Team>& team, const std::string& criterion, bool met, const std::string& evidence);
CriterionSurvey record_survey(Tx& tx, CriterionSurvey survey);
// Puts this quarter's rating before the sponsors of every party.
Rating propose_rating(Tx& tx, const Id<Team>& team);
void rating_agreed(Tx& tx, const Assent& assent);  // reaction to path.rating
// Whether the actor may speak for their party on a criterion, record a survey and ask for the rating.
bool may_attest(const Actor& actor, const Team& team);
// For files and examples: a rating in force, with its tallies.
void add_rating(Tx& tx, const Rating& rating, Date started_on);

// Teams that moved between a quarter and the one before, in a unit and below, from tallies.
struct Movers {
  std::array<std::int64_t, 5> up{};  // [1] by one level … [4] by four
  std::int64_t down = 0;
  std::int64_t all_up() const { return up[1] + up[2] + up[3] + up[4]; }
};
using Flow = std::array<std::array<std::int64_t, levels>, levels>;  // [from][to] of teams rated in both quarters
struct Ratings {                                                    // of a unit and all below it, in one quarter
  std::int64_t teams = 0;                                           // active today
  std::int64_t rated = 0;
  std::array<std::int64_t, levels> at{};  // [0] level 1 … [4] level 5
  Movers movers;
  Flow flow{};
  std::int64_t high_performing() const { return at[3] + at[4]; }
};
Ratings ratings_seen(Reader& db, const Id<Unit>& unit, const std::string& quarter);
// Tallies kept at every unit, by quarter: level.1 … level.5, rated, moved.up.1 … moved.up.4, moved.down,
// flow.<from>.<to>.

// Also the pages of policies, /policies/{name}: the team path is the one with a form of its own.
void path_routes(Router& router);
// A new version of the team path before every party; 422 when a level would have no criterion, or a text is missing.
Policy propose_team_path(Tx& tx, const std::string& body, const std::string& reason);
kit::Html path_card(const View& view, Reader& db, const Team& team);

}  // namespace path
