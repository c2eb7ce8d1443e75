#include <algorithm>

#include "kit/time/quarter.h"
#include "modules/path/above.html.h"
#include "modules/path/flow.h"
#include "modules/path/pages.h"
#include "modules/path/pages.html.h"
#include "modules/path/policy_routes.h"
#include "modules/path/register.h"

namespace path {
namespace {

constexpr int quarters_listed = 24;

std::string url_of(const Id<Team>& id, std::string_view end = "") {
  return "/teams/" + id.text + "/path" + std::string(end);
}

// ── a team ───────────────────────────────────────────────────────────────────

bool may_propose(const PathShown& shown) {
  if (!shown.may_attest || shown.standing.level < 1) return false;
  if (!shown.rating || !shown.assent) return true;
  bool settled = shown.assent->open() || shown.assent->agreed();
  return !settled || shown.rating->level != shown.standing.level;
}

PathShown shown_of(Reader& db, const Team& team, Language language) {
  PathShown shown{.team = team,
                  .standing = standing_of(db, team, language),
                  .dimensions = {},
                  .parties = teams::leading_parties(db, team),
                  .attestations = attestations_of(db, team.id),
                  .surveys = surveys_of(db, team.id),
                  .ratings = ratings_of(db, team.id),
                  .quarter = text_of(kit::quarter_of(db.today()))};
  for (const Judged& one : shown.standing.judged)
    if (std::ranges::count(shown.dimensions, one.criterion.dimension) == 0)
      shown.dimensions.push_back(one.criterion.dimension);
  shown.rating = rating_of(db, team.id, shown.quarter);
  if (shown.rating) shown.assent = latest_assent(db, shown.rating->id.text);
  shown.may_attest = may_attest(db.actor(), team);
  shown.may_propose = may_propose(shown);
  return shown;
}

void write_judged(kit::JsonWriter& json, const View& view, const Judged& one) {
  json.begin_object().member("criterion", one.criterion.key).member("dimension", one.criterion.dimension);
  json.member("level", one.criterion.level).member("source", kit::to_value(one.criterion.source));
  json.member("verified", one.criterion.verified).member("text", one.criterion.text).member("met", one.met);
  json.member("because", because_words(view, one)).member("url", one.url).end_object();
}

void write_path(kit::JsonWriter& json, const View& view, const PathShown& shown) {
  json.begin_object().member("team_id", shown.team.id.text).member("level", shown.standing.level);
  json.member("policy_version", shown.standing.version).key("criteria").begin_array();
  for (const Judged& one : shown.standing.judged) write_judged(json, view, one);
  json.end_array().key("missing_for_next").begin_array();
  for (const Judged* one : shown.standing.missing_for_next()) json.value(one->criterion.key);
  write_json(json.end_array().key("ratings"), shown.ratings);
  json.key("proposed");
  if (shown.rating) {
    write_json(json, *shown.rating);
  } else {
    json.null();
  }
  json.member("assent_id", shown.assent ? shown.assent->assent.id.text : std::string()).end_object();
}

kit::Html page_of(const View& view, Reader& db, const PathShown& shown) {
  std::string title =
      shown.standing.level == 0
          ? view.t("path.level_none")
          : view.t("path.title", {{"level", shown.standing.level}, {"name", level_name(view, shown.standing.level)}});
  std::string eyebrow = view.t("path.eyebrow", {{"team", shown.team.name}, {"version", shown.standing.version}});
  kit::Html header = teams::team_header(view, shown.team, eyebrow, title, "path");
  return path_page(view, teams::place_of(db, shown.team, view.t("path.of_team", {{"team", shown.team.name}})), shown,
                   header);
}

Response show_path(Request& request, Reader& db) {
  PathShown shown = shown_of(db, teams::find_team(db, request.id<Team>()), request.view().language);
  return request.show([&] { return page_of(request.view(), db, shown); },
                      [&](kit::JsonWriter& json) { write_path(json, request.view(), shown); });
}

// ── one criterion ────────────────────────────────────────────────────────────

constexpr int words_shown = 20;

CriterionShown criterion_of(Reader& db, const Team& team, const std::string& key, Language language) {
  Standing standing = standing_of(db, team, language);
  auto judged = std::ranges::find_if(standing.judged, [&](auto& one) { return one.criterion.key == key; });
  if (judged == standing.judged.end()) not_found();
  return {.team = team,
          .level = standing.level,
          .judged = *judged,
          .parties = teams::leading_parties(db, team),
          .words = db.all<Attestation>("where team_id = $1 and criterion = $2 order by id desc limit $3",
                                       {team.id, key, words_shown}),
          .surveys = db.all<CriterionSurvey>("where team_id = $1 and criterion = $2 order by id desc limit $3",
                                             {team.id, key, words_shown}),
          .may_attest = may_attest(db.actor(), team)};
}

kit::Html page_of(const View& view, Reader& db, const CriterionShown& shown) {
  const Criterion& criterion = shown.judged.criterion;
  std::string title =
      view.t("path.cell", {{"dimension", dimension_name(view, criterion.dimension)}, {"level", criterion.level}});
  kit::Html header =
      teams::team_header(view, shown.team, view.t("path.of_team", {{"team", shown.team.name}}), title, "path");
  return criterion_page(view, teams::place_of(db, shown.team, title), shown, header);
}

Response show_criterion_named(Request& request, Reader& db, const std::string& key) {
  Team team = teams::find_team(db, request.id<Team>());
  CriterionShown shown = criterion_of(db, team, key, request.view().language);
  open_form(request, db, url_of(team.id, "/" + key));
  return request.show([&] { return page_of(request.view(), db, shown); },
                      [&](kit::JsonWriter& json) {
                        write_judged(json.begin_object().key("judged"), request.view(), shown.judged);
                        write_json(json.key("attestations"), shown.words);
                        write_json(json.key("surveys"), shown.surveys);
                        json.end_object();
                      });
}

Response show_criterion(Request& request, Reader& db) {
  return show_criterion_named(request, db, request.part("criterion"));
}
Response show_criterion_again(Request& request, Reader& db) {
  return show_criterion_named(request, db, request.view().input("criterion"));
}

Response save_attestation(Request& request, Tx& tx) {
  allow(teams::is_co_lead(tx.actor(), teams::find_team(tx, request.id<Team>()).id));
  auto met = request.text("met");
  if (met != "yes" && met != "no") refuse_invalid({{"evidence", "path.refusal.yes_or_no"}});
  std::string criterion(request.text("criterion"));
  Attestation said = attest(tx, request.id<Team>(), criterion, met == "yes", std::string(request.text("evidence")));
  return request.done(said, url_of(said.team, "#" + criterion), "path.said.attested");
}

Response save_survey(Request& request, Tx& tx) {
  allow(teams::is_co_lead(tx.actor(), teams::find_team(tx, request.id<Team>()).id));
  auto survey = decode<CriterionSurvey>(request, {"criterion", "asked", "answered", "agreed"});
  survey.team = request.id<Team>();
  survey = record_survey(tx, survey);
  return request.done(survey, url_of(survey.team, "#" + survey.criterion), "path.said.surveyed");
}

Response save_rating(Request& request, Tx& tx) {
  Rating rating = propose_rating(tx, request.id<Team>());
  return request.done(rating, url_of(rating.team, "#rating"), "path.said.proposed");
}

// ── a unit and all below it ──────────────────────────────────────────────────

Unit unit_asked_for(const Request& request, Reader& db) {
  if (auto id = request.query("unit"); !id.empty()) return find_unit(db, {std::string(id)});
  return top_unit(db);
}

std::vector<std::string> quarters_rated(Reader& db, const Id<Unit>& unit) {
  std::vector<std::string> quarters;
  db.each(
      "select period from tallies where unit_id = $1 and name = 'rated' and total > 0 order by period desc limit $2",
      {unit, quarters_listed}, [&](const kit::Row& row) { quarters.emplace_back(row.text(0)); });
  return quarters;
}

std::string quarter_asked_for(const Request& request, Reader& db, const std::vector<std::string>& quarters) {
  std::string asked(request.query("quarter"));
  if (kit::parse_quarter(asked)) return asked;
  return quarters.empty() ? text_of(kit::quarter_of(db.today())) : quarters.front();
}

FromAbove seen_from_above(const Request& request, Reader& db) {
  FromAbove seen{.unit = unit_asked_for(request, db)};
  seen.quarters = quarters_rated(db, seen.unit.id);
  seen.quarter = quarter_asked_for(request, db, seen.quarters);
  if (std::ranges::count(seen.quarters, seen.quarter) == 0) seen.quarters.insert(seen.quarters.begin(), seen.quarter);
  seen.ratings = ratings_seen(db, seen.unit.id, seen.quarter);
  seen.target = target_share(db, kit::parse_quarter(seen.quarter)->year);
  for (Unit& child : children_of(db, seen.unit.id)) {
    Ratings ratings = ratings_seen(db, child.id, seen.quarter);
    if (ratings.teams + ratings.rated > 0) seen.children.push_back({std::move(child), ratings});
  }
  return seen;
}

void write_ratings(kit::JsonWriter& json, const Unit& unit, const Ratings& ratings) {
  json.begin_object().member("unit_id", unit.id.text).member("unit", unit.name).member("teams", ratings.teams);
  json.member("rated", ratings.rated).member("high_performing", ratings.high_performing()).key("levels").begin_array();
  for (std::int64_t count : ratings.at) json.value(count);
  json.end_array().key("moved_up").begin_array();
  for (std::size_t by = 1; by <= 4; ++by) json.value(ratings.movers.up[by]);
  json.end_array().member("moved_down", ratings.movers.down).end_object();
}

void write_above(kit::JsonWriter& json, const FromAbove& seen) {
  json.begin_object().member("quarter", seen.quarter).key("target");
  if (seen.target) {
    json.value(*seen.target);
  } else {
    json.null();
  }
  write_ratings(json.key("here"), seen.unit, seen.ratings);
  json.key("below").begin_array();
  for (const ChildRatings& child : seen.children) write_ratings(json, child.unit, child.ratings);
  json.end_array().end_object();
}

Place place_above(Reader& db, const View& view, const FromAbove& seen) {
  Place place{
      .room = Room::partnership, .title = view.t("path.above", {{"unit", seen.unit.name}}), .here = seen.unit.name};
  for (const Unit& unit : path_to(db, seen.unit.id))
    if (unit.id != seen.unit.id)
      place.crumbs.push_back({unit.name, "/path?unit=" + unit.id.text + "&quarter=" + seen.quarter});
  return place;
}

Response show_above(Request& request, Reader& db) {
  FromAbove seen = seen_from_above(request, db);
  return request.show([&] { return above_page(request.view(), place_above(db, request.view(), seen), seen); },
                      [&](kit::JsonWriter& json) { write_above(json, seen); });
}

// The register of one quarter, a line a team, with the level of the quarter before.
std::vector<RegisterLine> register_of(Reader& db, const Id<Unit>& unit, const std::string& quarter) {
  std::vector<RegisterLine> lines;
  std::string before = text_of(previous(kit::parse_quarter(quarter).value()));
  auto text = [](const kit::Row& row, int column) { return std::string(row.text(column)); };
  db.each(
      "select teams.external_id, teams.name, units.name, now.level, coalesce(former.level, 0), policy_version,"
      " now.started_on from rating_starts now join ratings on ratings.id = now.rating_id"
      " join teams on teams.id = now.team_id join units on units.id = teams.unit_id"
      " left join rating_starts former on former.team_id = now.team_id and former.quarter = $3"
      " where now.quarter = $2 and teams.unit_id in (select unit_id from unit_ancestors where ancestor_id = $1)"
      " order by teams.name, teams.id",
      {unit, quarter, before}, [&](const kit::Row& row) {
        lines.push_back({.team = text(row, 0),
                         .name = text(row, 1),
                         .unit = text(row, 2),
                         .quarter = quarter,
                         .level = row.integer(3),
                         .level_before = row.integer(4),
                         .policy_version = row.integer(5),
                         .in_force_since = text(row, 6)});
      });
  return lines;
}

Response download(Request& request, Reader& db) {
  Unit unit = unit_asked_for(request, db);
  std::string quarter = quarter_asked_for(request, db, quarters_rated(db, unit.id));
  Response response;
  response.headers.set("Content-Type", "text/csv; charset=utf-8");
  response.headers.set("Content-Disposition", "attachment; filename=\"ratings-" + quarter + ".csv\"");
  response.body = csv_of(register_of(db, unit.id, quarter));
  return response;
}

Response flow_file(Request& request, Reader& db, std::string (*make)(const View&, const FromAbove&),
                   std::string_view type, std::string_view ending) {
  FromAbove seen = seen_from_above(request, db);
  Response response;
  response.headers.set("Content-Type", std::string(type));
  response.headers.set("Content-Disposition",
                       "attachment; filename=\"flow-" + seen.quarter + std::string(ending) + "\"");
  response.body = make(request.view(), seen);
  return response;
}
Response download_flow_csv(Request& request, Reader& db) {
  return flow_file(request, db, flow_csv, "text/csv; charset=utf-8", ".csv");
}
Response download_flow_xlsx(Request& request, Reader& db) {
  return flow_file(request, db, flow_xlsx, "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
                   ".xlsx");
}
Response download_flow_png(Request& request, Reader& db) {
  return flow_file(request, db, flow_png, "image/png", ".png");
}

}  // namespace

void path_routes(Router& router) {
  router.get("/teams/{id}/path", show_path);
  router.get("/teams/{id}/path/{criterion}", show_criterion);
  router.post("/teams/{id}/attestations", save_attestation, Who::members, show_criterion_again);
  router.post("/teams/{id}/surveys", save_survey, Who::members, show_criterion_again);
  router.post("/teams/{id}/ratings", save_rating, Who::members, show_path);
  router.get("/path", show_above);
  router.get("/path/ratings.csv", download);
  router.get("/path/flow.csv", download_flow_csv);
  router.get("/path/flow.xlsx", download_flow_xlsx);
  router.get("/path/flow.png", download_flow_png);
  policy_routes(router);
}

}  // namespace path
