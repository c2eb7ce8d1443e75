#include <algorithm>

#include "kit/http/uri.h"
#include "modules/improvement/pages.html.h"
#include "partnership/units.h"
#include "partnership/web/history_view.h"
#include "partnership/web/layout.html.h"

namespace improvement {
namespace {

constexpr int lines_on_a_page = 50;

std::string url_of(const Id<Project>& id) { return "/projects/" + id.text; }
Id<Project> project_id(const Request& request) { return request.id<Project>(); }

int number_of(const Request& request) {
  int number = 0;
  if (!kit::parse_text(request.part("number"), number)) not_found();
  return number;
}

// Rights come before fields: who may not work on a project is not told what its forms ask for.
Project own_project(const Request& request, Reader& db) {
  Project project = find_project(db, project_id(request));
  allow(may_improve(db.actor(), project.team));
  return project;
}

Project settled_project(const Request& request, Reader& db) {
  Project project = find_project(db, project_id(request));
  allow(may_settle(db.actor(), project.team));
  return project;
}

// ── lists ────────────────────────────────────────────────────────────────────

std::string more_url(const ProjectsShown& shown) {
  if (shown.list.more.empty()) return {};
  return "/projects?unit=" + kit::percent_encode(shown.unit) + "&compass=" + kit::percent_encode(shown.point) +
         "&after=" + kit::percent_encode(shown.list.more);
}

Response show_projects(Request& request, Reader& db) {
  ProjectsShown shown{.list = {},
                      .points = compass(db, request.view().language),
                      .unit = std::string(request.query("unit")),
                      .unit_name = {},
                      .point = std::string(request.query("compass")),
                      .more = {},
                      .start_in = {}};
  std::optional<Id<Unit>> unit;
  if (!shown.unit.empty()) {
    unit = Id<Unit>{shown.unit};
    shown.unit_name = find_unit(db, *unit).name;
  }
  shown.list =
      list_projects(db, {.team = {}, .unit = unit, .point = shown.point, .after = std::string(request.query("after"))},
                    lines_on_a_page);
  shown.more = more_url(shown);
  auto mine = teams::teams_of_person(db, db.actor().person);
  if (!mine.empty()) shown.start_in = mine.front();
  return request.show([&] { return projects_page(request.view(), shown); },
                      [&](kit::JsonWriter& json) {
                        json.begin_object().key("projects").begin_array();
                        for (auto& line : shown.list.lines) write_json(json, line.project);
                        json.end_array().member("next", shown.more).end_object();
                      });
}

Response show_projects_of_team(Request& request, Reader& db) {
  Team team = teams::find_team(db, request.id<Team>());
  ProjectsShown shown{.list = list_projects(
                          db, {.team = team.id, .unit = {}, .point = {}, .after = std::string(request.query("after"))},
                          lines_on_a_page)};
  if (may_improve(db.actor(), team.id) && !team.ended_on) shown.start_in = team.id;
  if (!shown.list.more.empty())
    shown.more = "/teams/" + team.id.text + "/projects?after=" + kit::percent_encode(shown.list.more);
  return request.show(
      [&] {
        const View& view = request.view();
        return team_projects_page(
            view, teams::place_of(db, team, team.name),
            teams::team_header(view, team, view.t("improvement.list.of_team"), team.name, "projects"), shown);
      },
      [&](kit::JsonWriter& json) {
        json.begin_object().key("projects").begin_array();
        for (auto& line : shown.list.lines) write_json(json, line.project);
        json.end_array().member("next", shown.more).end_object();
      });
}

// ── the aim ──────────────────────────────────────────────────────────────────

std::vector<Choice> series_choices(Reader& db, const Team& team) {
  std::vector<Choice> choices;
  for (auto& line : measures::series_at(db, team.unit.text))
    choices.push_back({line.series.id.text,
                       line.series.part.empty() ? line.metric.name : line.metric.name + ", " + line.series.part});
  return choices;
}

Response show_new(Request& request, Reader& db) {
  std::string id(request.view().typed ? request.text("team_id") : request.query("team"));
  AimForm form{.team = teams::find_team(db, {id}),
               .project = {},
               .points = compass(db, request.view().language),
               .series = {},
               .action = "/projects"};
  allow(may_improve(db.actor(), form.team.id));
  require(!form.team.ended_on, "improvement.refusal.team_ended");
  form.series = series_choices(db, form.team);
  open_form(request, db, "/projects/new?team=" + id);
  return request.html(aim_page(request.view(), form), 200);
}

Response show_aim(Request& request, Reader& db) {
  Project project = settled_project(request, db);
  require(!ending_of(db, project.id), "improvement.refusal.ended");
  AimForm form{.team = teams::find_team(db, project.team),
               .project = project,
               .points = compass(db, request.view().language),
               .series = {},
               .action = url_of(project.id) + "/aim"};
  open_form(request, db, form.action);
  return request.html(aim_page(request.view(), form), 200);
}

std::string points_asked(const Request& request) {
  std::string points;
  for (std::string_view point : request.form().all("compass")) points += (points.empty() ? "" : ",") + trimmed(point);
  return points;
}

int decimals_of(Quantity quantity) {
  std::string text = kit::text_of(quantity);
  auto point = text.find('.');
  return point == std::string::npos ? 0 : static_cast<int>(std::min<std::size_t>(text.size() - point - 1, 4));
}

// A measure that is kept already brings its unit and its direction along.
void take_from_series(Reader& db, Project& project) {
  measures::Metric metric = measures::find_metric(db, measures::find_series(db, *project.series).metric);
  project.unit = metric.unit.empty() ? project.unit : metric.unit;
  if (metric.direction != Direction::neutral) project.direction = metric.direction;
}

Project read_aim(const Request& request, Reader& db, Project project) {
  auto faults = read_fields(
      request.form(), Project::table(), &project,
      {"title", "problem", "measure", "unit", "direction", "from_value", "to_value", "by_date", "population", "goal"});
  if (project.series) {
    take_from_series(db, project);
    std::erase_if(faults, [](const FieldError& fault) { return fault.field == "unit" || fault.field == "direction"; });
  }
  project.compass = points_asked(request);
  if (project.compass.empty()) faults.push_back({"compass", "improvement.field.choose_point"});
  refuse_invalid(std::move(faults));
  return project;
}

Response start(Request& request, Tx& tx) {
  Project asked;
  allow(may_improve_somewhere(tx.actor()));
  refuse_invalid(read_fields(request.form(), Project::table(), &asked, {"team_id", "series_id"}));
  allow(may_improve(tx.actor(), teams::find_team(tx, asked.team).id));
  asked = read_aim(request, tx, std::move(asked));
  OwnMeasure own{.decimals = std::max(decimals_of(asked.from_value), decimals_of(asked.to_value))};
  if (auto given = request.text("frequency"); !given.empty()) {
    auto frequency = kit::named<measures::Frequency>(given);
    if (!frequency) refuse_invalid({{"frequency", "partnership.field.choose"}});
    own.frequency = *frequency;
  }
  Project project = start_project(tx, std::move(asked), own);
  return request.done(project, url_of(project.id), "improvement.said.aim_proposed");
}

Response put_aim(Request& request, Tx& tx) {
  Project project = read_aim(request, tx, settled_project(request, tx));
  change_aim(tx, project);
  return request.done(project, url_of(project.id), "improvement.said.aim_proposed");
}

// ── one project ──────────────────────────────────────────────────────────────

void write_project(kit::JsonWriter& json, const ProjectShown& shown) {
  json.begin_object().key("project");
  write_json(json, shown.project);
  json.member("sentence",
              shown.chart.sentence_strong + (shown.chart.sentence_rest.empty() ? "" : " ") + shown.chart.sentence_rest);
  json.key("cycles").begin_array();
  for (auto& line : shown.cycles) write_json(json, line.cycle);
  json.end_array().key("savings").begin_array();
  for (auto& line : shown.savings) write_json(json, line.saving);
  json.end_array();
  write_conversation(json.key("notes"), shown.talk);
  json.key("points").begin_array();
  for (auto& point : shown.chart.points)
    json.begin_object()
        .member("period", kit::iso(point.period))
        .member("value", point.value)
        .member("corrections", point.revision)
        .end_object();
  json.end_array();
  if (shown.ending) write_json(json.key("ending"), *shown.ending);
  if (shown.proposed_ending) write_json(json.key("proposed_ending"), shown.proposed_ending->proposal);
  json.end_object();
}

Response show(Request& request, Reader& db) {
  ProjectShown shown = show_project(db, request.view(), project_id(request));
  return request.show([&] { return project_page(request.view(), shown); },
                      [&](kit::JsonWriter& json) { write_project(json, shown); });
}

Response show_history(Request& request, Reader& db) {
  Project project = find_project(db, project_id(request));
  auto lines = history_of_project(db, request.view().language, project, history_before(request), lines_of_history);
  Place place{.room = Room::work,
              .title = project.title,
              .crumbs = {{project.title, url_of(project.id)}},
              .here = request.view().t("measures.history")};
  return show_lines(request, lines, url_of(project.id) + "/history", place);
}

Response ask_for_end(Request& request, Tx& tx) {
  settled_project(request, tx);
  auto asked = decode<EndingProposal>(request, {"outcome", "learned"});
  EndingProposal proposal = propose_ending(tx, project_id(request), asked.outcome, asked.learned);
  return request.done(proposal, url_of(proposal.project) + "#ending", "improvement.said.ending_proposed");
}

// ── tests of change ──────────────────────────────────────────────────────────

Response show_plan(Request& request, Reader& db) {
  Project project = find_project(db, project_id(request));
  allow(may_improve(db.actor(), project.team));
  require(!ending_of(db, project.id), "improvement.refusal.ended");
  open_form(request, db, url_of(project.id) + "/cycles/new");
  return request.html(plan_page(request.view(), project), 200);
}

Response plan(Request& request, Tx& tx) {
  own_project(request, tx);
  auto asked = decode<TestCycle>(request, {"title", "plan", "prediction", "started_on"});
  TestCycle cycle = plan_cycle(tx, project_id(request), std::move(asked));
  return request.done(cycle, url_of(cycle.project) + "/cycles/" + std::to_string(cycle.number),
                      "improvement.said.planned");
}

CycleShown cycle_asked(const Request& request, Reader& db) {
  CycleShown shown{.cycle = find_cycle(db, project_id(request), number_of(request)), .closing = {}};
  shown.closing = db.maybe<CycleClosing>("where cycle_id = $1", {shown.cycle.id});
  return shown;
}

Response show_cycle(Request& request, Reader& db) {
  CycleShown shown = cycle_asked(request, db);
  Project project = find_project(db, shown.cycle.project);
  bool may_write = may_improve(db.actor(), project.team) && !ending_of(db, project.id);
  if (may_write) open_form(request, db, url_of(project.id) + "/cycles/" + std::to_string(shown.cycle.number));
  return request.show([&] { return cycle_page(request.view(), project, shown, may_write); },
                      [&](kit::JsonWriter& json) {
                        json.begin_object().key("cycle");
                        write_json(json, shown.cycle);
                        if (shown.closing) write_json(json.key("closing"), *shown.closing);
                        json.end_object();
                      });
}

Response put_cycle(Request& request, Tx& tx) {
  own_project(request, tx);
  TestCycle cycle = find_cycle(tx, project_id(request), number_of(request));
  cycle = decode<TestCycle>(request, {"title", "plan", "prediction", "started_on", "did", "studied"}, std::move(cycle));
  write_cycle(tx, cycle);
  return request.done(cycle, url_of(cycle.project) + "/cycles/" + std::to_string(cycle.number),
                      "improvement.said.saved");
}

Response close(Request& request, Tx& tx) {
  own_project(request, tx);
  TestCycle cycle = find_cycle(tx, project_id(request), number_of(request));
  auto asked = decode<CycleClosing>(request, {"decision", "next"});
  return request.done(close_cycle(tx, cycle.id, asked.decision, asked.next), url_of(cycle.project),
                      "improvement.said.closed");
}

// ── values, savings, phases ──────────────────────────────────────────────────

ProjectShown load_chart(const Request& request, Reader& db) {
  ProjectShown shown{.project = find_project(db, project_id(request))};
  shown.team = teams::find_team(db, shown.project.team);
  require(shown.project.series.has_value(), "improvement.refusal.no_series");
  add_chart(shown, db, request.view());
  return shown;
}

Response show_measurements(Request& request, Reader& db) {
  ProjectShown shown = load_chart(request, db);
  allow(may_improve(db.actor(), shown.team.id));
  require(!ending_of(db, shown.project.id), "improvement.refusal.ended");
  require(shown.own_series, "improvement.refusal.not_own_series");
  open_form(request, db, shown.url() + "/measurements");
  auto rows = measures::grid_rows(request.view(), shown.metric, shown.chart.points);
  return request.html(measurements_page(request.view(), shown, rows), 200);
}

Response enter(Request& request, Tx& tx) {
  Project project = own_project(request, tx);
  require(project.series.has_value(), "improvement.refusal.no_series");
  measures::Series series = measures::find_series(tx, *project.series);
  measures::Metric metric = measures::find_metric(tx, series.metric);
  enter_measurements(
      tx, project,
      measures::read_grid(request.form(), series, metric, measures::points_of(tx, series, metric), tx.today()));
  return request.done(url_of(project.id), "improvement.said.measured");
}

Response data_csv(Request& request, Reader& db) {
  ProjectShown shown = load_chart(request, db);
  return measures::data_csv(shown.chart, shown.metric, shown.project.id.text);
}
Response data_xlsx(Request& request, Reader& db) {
  ProjectShown shown = load_chart(request, db);
  return measures::data_xlsx(shown.chart, shown.metric, shown.project.id.text);
}

Response annotate(Request& request, Tx& tx) {
  own_project(request, tx);
  auto asked = decode<measures::Annotation>(request, {"noted_on", "body"});
  auto annotation = annotate_project(tx, project_id(request), asked.noted_on, asked.body);
  return request.done(annotation, url_of(project_id(request)), "improvement.said.annotated");
}

Response claim(Request& request, Tx& tx) {
  own_project(request, tx);
  auto saving = decode<Saving>(request, {"pace", "kind", "basis"});
  auto cents = cents_of(request.text("amount"));
  if (!cents) refuse_invalid({{"amount", "improvement.field.amount"}});
  saving.project = project_id(request);
  saving.amount = *cents;
  return request.done(claim_saving(tx, std::move(saving)), url_of(project_id(request)) + "#savings",
                      "improvement.said.claimed");
}

Response ask_for_phase(Request& request, Tx& tx) {
  own_project(request, tx);
  auto asked = decode<PhaseProposal>(request, {"starts_on", "reason"});
  PhaseProposal proposal = propose_phase(tx, project_id(request), asked.starts_on, asked.reason);
  return request.done(proposal, url_of(proposal.project) + "#phases", "improvement.said.phase_asked");
}

}  // namespace

kit::Html live_project_card(const View& view, Reader& db, const Team& team) {
  bool may = may_improve(db.actor(), team.id);
  auto project = live_project(db, team.id);
  if (!project) return no_project_card(view, team, may);
  ProjectShown shown{.project = *project, .team = team};
  shown.may = may;
  shown.cycles = cycles_of(db, project->id);
  add_chart(shown, db, view);
  return live_card(view, shown);
}

void improvement_routes(Router& router) {
  router.get("/projects", show_projects);
  router.get("/teams/{id}/projects", show_projects_of_team);
  router.post("/projects", start, Who::members, show_new);
  router.get("/projects/new", show_new);
  router.get("/projects/{id}", show);
  router.get("/projects/{id}/aim", show_aim);
  router.post("/projects/{id}/aim", put_aim, Who::members, show_aim);
  router.get("/projects/{id}/history", show_history);
  router.post("/projects/{id}/ending", ask_for_end, Who::members, show);
  router.post("/projects/{id}/cycles", plan, Who::members, show_plan);
  router.get("/projects/{id}/cycles/new", show_plan);
  router.get("/projects/{id}/cycles/{number}", show_cycle);
  router.post("/projects/{id}/cycles/{number}", put_cycle, Who::members, show_cycle);
  router.post("/projects/{id}/cycles/{number}/closing", close, Who::members, show_cycle);
  router.get("/projects/{id}/measurements", show_measurements);
  router.post("/projects/{id}/measurements", enter, Who::members, show_measurements);
  router.get("/projects/{id}/data.csv", data_csv);
  router.get("/projects/{id}/data.xlsx", data_xlsx);
  router.post("/projects/{id}/annotations", annotate, Who::members, show);
  router.post("/projects/{id}/savings", claim, Who::members, show);
  router.post("/projects/{id}/phases", ask_for_phase, Who::members, show);
}

}  // namespace improvement
