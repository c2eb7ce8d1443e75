#include <fmt/format.h>

#include <algorithm>

#include "kit/text/utf8.h"
#include "kit/time/quarter.h"
#include "modules/path/policy_body.h"

namespace path {
namespace {

Criterion criterion_named(Reader& db, const std::string& key, Source source) {
  for (Criterion& one : criteria_in_force(db, Language::en).criteria)
    if (one.key == key && one.source == source) return one;
  not_found();
}

// ── tallies: written with every rating that begins or ends to stand ──────────

std::optional<int> level_in(Reader& db, const Id<Team>& team, const std::string& quarter) {
  return db.maybe_value<int>("select level from rating_starts where team_id = $1 and quarter = $2", {team, quarter});
}

void tally_move(Tx& tx, const Team& team, const std::string& quarter, std::optional<int> from, std::optional<int> to,
                int by) {
  if (!from || !to) return;
  tx.tally(team.unit, quarter, fmt::format("flow.{}.{}", *from, *to), by);
  if (*from == *to) return;
  tx.tally(team.unit, quarter, *to < *from ? "moved.down" : fmt::format("moved.up.{}", *to - *from), by);
}

// A level that stands for a quarter counts there, and moves the team both from the quarter before and to the next.
void tally_level(Tx& tx, const Team& team, const std::string& quarter, int level, int by) {
  tx.tally(team.unit, quarter, "rated", by);
  tx.tally(team.unit, quarter, fmt::format("level.{}", level), by);
  kit::Quarter now = kit::parse_quarter(quarter).value();
  std::string before = text_of(previous(now)), after = text_of(next(now));
  tally_move(tx, team, quarter, level_in(tx, team.id, before), level, by);
  tally_move(tx, team, after, level, level_in(tx, team.id, after), by);
}

void put_in_force(Tx& tx, const Rating& rating, Date started_on) {
  tx.lock(rating.team.text);
  Team team = teams::find_team(tx, rating.team);
  RatingStart start{.rating = rating.id,
                    .team = rating.team,
                    .quarter = rating.quarter,
                    .level = rating.level,
                    .started_on = started_on};
  auto former = tx.maybe<RatingStart>("where team_id = $1 and quarter = $2", {rating.team, rating.quarter});
  if (former && former->rating == rating.id) return;
  if (former) tally_level(tx, team, former->quarter, former->level, -1);
  tally_level(tx, team, rating.quarter, rating.level, 1);
  if (former) {
    tx.update(start);
  } else {
    tx.insert(start);
  }
}

// ── the quarter's rating ─────────────────────────────────────────────────────

std::string evidence_text(const Standing& standing) {
  kit::JsonWriter json;
  json.begin_array();
  for (const Judged& one : standing.judged)
    json.begin_object()
        .member("criterion", one.criterion.key)
        .member("level", one.criterion.level)
        .member("met", one.met)
        .member("because", one.because)
        .member("detail", one.detail)
        .end_object();
  json.end_array();
  return json.take();
}

// 2.10 Sponsors sign off: those of labor and management, and of the physicians where one sponsors the team.
std::vector<Id<Party>> signing_parties(Reader& db, const Team& team) {
  auto seats = teams::leaders_of(db, team.id);
  std::vector<Id<Party>> parties;
  for (const Party& party : teams::leading_parties(db, team)) {
    bool sponsored = std::ranges::any_of(
        seats, [&](auto& one) { return one.seat.role == Role::sponsor && one.seat.party == party.id; });
    if (party.mark == Mark::triangle && !sponsored) continue;
    require(sponsored, "path.refusal.no_sponsor", party.name);
    parties.push_back(party.id);
  }
  return parties;
}

bool stands(Reader& db, const Rating& rating) {
  return db.maybe<RatingStart>("where rating_id = $1", {rating.id}).has_value();
}

// The one of this quarter that is not in force yet is put anew: what was signed was another level.
Rating write_rating(Tx& tx, Rating rating) {
  auto former = rating_of(tx, rating.team, rating.quarter);
  if (!former || stands(tx, *former)) {
    rating.id = kit::fresh<Rating>();
    tx.insert(rating);
    return rating;
  }
  auto asked = latest_assent(tx, former->id.text);
  bool waiting =
      asked && asked->open() && former->level == rating.level && former->policy_version == rating.policy_version;
  require(!waiting, "path.refusal.asked_already");
  rating.id = former->id;
  tx.update(rating);
  return rating;
}

void put_before_sponsors(Tx& tx, const Team& team, const Rating& rating, std::vector<Id<Party>> parties) {
  ask_assent(tx, {.kind = "path.rating",
                  .subject = rating.id.text,
                  .part = "",
                  .place = team.id.text,
                  .role = Role::sponsor,
                  .parties = std::move(parties),
                  .text = fmt::format("{} {} {} {}\n{}", team.id.text, rating.quarter, rating.level,
                                      rating.policy_version, rating.evidence),
                  .about = team.name,
                  .url = "/teams/" + team.id.text + "/path#rating",
                  .due_on = last_day(kit::parse_quarter(rating.quarter).value())});
}

std::vector<FieldError> faults_of(const CriterionSurvey& survey) {
  std::vector<FieldError> faults;
  if (survey.asked < 1 || survey.asked > 100000) faults.push_back({"asked", "path.refusal.asked"});
  if (survey.answered < 0 || survey.answered > survey.asked) faults.push_back({"answered", "path.refusal.answered"});
  if (survey.agreed < 0 || survey.agreed > survey.answered) faults.push_back({"agreed", "path.refusal.agreed"});
  return faults;
}

}  // namespace

bool may_attest(const Actor& actor, const Team& team) { return team.active() && teams::is_co_lead(actor, team.id); }

Attestation attest(Tx& tx, const Id<Team>& id, const std::string& criterion, bool met, const std::string& evidence) {
  Team team = teams::find_team(tx, id);
  const Seat* seat = tx.actor().seat(id.text, Role::co_lead);
  allow(seat != nullptr);
  require(team.active(), "path.refusal.not_active", team.name);
  criterion_named(tx, criterion, Source::attested);
  if (evidence.empty()) refuse_invalid({{"evidence", "path.refusal.no_evidence"}});
  if (kit::characters(evidence) > 1000) refuse_invalid({{"evidence", "partnership.field.too_long", "1000"}});

  tx.act_from(*seat);
  Attestation attestation{.id = kit::fresh<Attestation>(),
                          .team = id,
                          .criterion = criterion,
                          .party = seat->party,
                          .met = met,
                          .evidence = evidence,
                          .attested_on = tx.today()};
  tx.record(attestation);
  return attestation;
}

CriterionSurvey record_survey(Tx& tx, CriterionSurvey survey) {
  Team team = teams::find_team(tx, survey.team);
  const Seat* seat = tx.actor().seat(team.id.text, Role::co_lead);
  allow(seat != nullptr);
  require(team.active(), "path.refusal.not_active", team.name);
  criterion_named(tx, survey.criterion, Source::surveyed);
  refuse_invalid(faults_of(survey));

  tx.act_from(*seat);
  survey.id = kit::fresh<CriterionSurvey>();
  survey.closed_on = tx.today();
  tx.record(survey);
  return survey;
}

Rating propose_rating(Tx& tx, const Id<Team>& id) {
  tx.lock(id.text);
  Team team = teams::find_team(tx, id);
  const Seat* seat = tx.actor().seat(id.text, Role::co_lead);
  allow(seat != nullptr);
  require(team.active(), "path.refusal.not_active", team.name);
  Standing standing = standing_of(tx, team, Language::en);
  require(standing.level >= 1, "path.refusal.not_first", std::to_string(standing.missing_for_next().size()));
  auto parties = signing_parties(tx, team);

  tx.act_from(*seat);
  Rating rating = write_rating(tx, {.id = {},
                                    .team = id,
                                    .quarter = text_of(kit::quarter_of(tx.today())),
                                    .level = standing.level,
                                    .policy_version = standing.version,
                                    .evidence = evidence_text(standing),
                                    .rated_on = tx.today()});
  put_before_sponsors(tx, team, rating, std::move(parties));
  return rating;
}

void rating_agreed(Tx& tx, const Assent& assent) { put_in_force(tx, tx.find(Id<Rating>{assent.subject}), tx.today()); }

void add_rating(Tx& tx, const Rating& rating, Date started_on) {
  tx.insert(rating);
  put_in_force(tx, rating, started_on);
}

Policy propose_team_path(Tx& tx, const std::string& body, const std::string& reason) {
  allow(tx.actor().has_role(Role::administrator));
  PolicyBody proposed = read_body(body);
  refuse_invalid(faults_of(proposed));
  std::string text = write_body(proposed);
  auto versions = versions_of(tx, "team_path");
  require(versions.empty() || write_body(read_body(versions.front().body)) != text,
          "partnership.refusal.policy_unchanged");
  return propose_policy(tx, "team_path", text, reason);
}

}  // namespace path
