#include <algorithm>

#include "kit/json/json.h"
#include "modules/improvement/improvement.h"
#include "partnership/policy.h"

namespace improvement {

std::vector<CompassPoint> compass(Reader& db, Language language) {
  std::vector<CompassPoint> points;
  kit::Json body = kit::Json::parse(policy_in_force(db, "compass").body);
  for (const kit::Json& point : body.at("points"))
    points.push_back({point.at("key").as_text(), point.at(language == Language::es ? "es" : "en").as_text()});
  return points;
}

Project find_project(Reader& db, const Id<Project>& id) { return db.find(id); }

std::vector<Project> projects_of(Reader& db, const Id<Team>& team) {
  return db.all<Project>("where team_id = $1 order by started_on desc, id desc limit 200", {team});
}

std::optional<ProjectEnding> ending_of(Reader& db, const Id<Project>& id) {
  return db.maybe<ProjectEnding>("where project_id = $1", {id});
}

std::vector<CycleShown> cycles_of(Reader& db, const Id<Project>& id) {
  static const std::string sql =
      "select id, project_id, number, title, plan, prediction, started_on, did, studied, cycle_id, decision, next,"
      " closed_on from test_cycles left join cycle_closings on cycle_id = id where project_id = $1 order by number";
  std::vector<CycleShown> cycles;
  db.each(sql, {id}, [&](const kit::Row& row) {
    CycleShown shown{.cycle = kit::read_record<TestCycle>(row), .closing = {}};
    if (!row.is_null(9)) {
      CycleClosing& closing = shown.closing.emplace();
      closing.cycle = shown.cycle.id;
      kit::read_column(row, 10, closing.decision);
      kit::read_column(row, 11, closing.next);
      kit::read_column(row, 12, closing.closed_on);
    }
    cycles.push_back(std::move(shown));
  });
  return cycles;
}

TestCycle find_cycle(Reader& db, const Id<Project>& project, int number) {
  return db.one<TestCycle>("where project_id = $1 and number = $2", {project, number});
}

std::vector<Saving> savings_of(Reader& db, const Id<Project>& id) {
  return db.all<Saving>("where project_id = $1 order by claimed_on desc, id desc limit 100", {id});
}
std::optional<SavingValidation> validation_of(Reader& db, const Id<Saving>& id) {
  return db.maybe<SavingValidation>("where saving_id = $1", {id});
}
std::vector<PhaseProposal> proposals_of(Reader& db, const Id<Project>& id) {
  return db.all<PhaseProposal>("where project_id = $1 order by id desc limit 20", {id});
}

ProjectList list_projects(Reader& db, const ProjectsAsked& asked, int most) {
  static const std::string columns =
      "select projects.id, projects.external_id, team_id, projects.series_id, title, problem, measure, unit, direction,"
      " from_value, to_value, by_date, population, goal, compass, started_on, teams.name, outcome,"
      " coalesce(variation, '') from projects join teams on teams.id = team_id"
      " left join project_endings on project_id = projects.id"
      " left join series_summaries on series_summaries.series_id = projects.series_id where ";
  static const std::string in_unit = "teams.unit_id in (select unit_id from unit_ancestors where ancestor_id = $1)";
  static const std::string of_team = "team_id = $1";
  static const std::string of_reader =
      "team_id in (select place_id from seats where person_id = $1 and starts_on <= $5"
      " and (ends_on is null or ends_on >= $5))";
  static const std::string rest =
      " and ($2 = '' or ',' || compass || ',' like $2) and ($3 = '' or started_on || projects.id < $3)"
      " order by started_on desc, projects.id desc limit $4";
  static const std::string sql_of_unit = columns + in_unit + rest, sql_of_reader = columns + of_reader + rest,
                           sql_of_team = columns + of_team + rest;
  ProjectList list;
  auto add = [&](const kit::Row& row) {
    if (static_cast<int>(list.lines.size()) == most) {
      const Project& last = list.lines.back().project;
      list.more = kit::iso(last.started_on) + last.id.text;
      return;
    }
    ProjectLine line{.project = kit::read_record<Project>(row), .team_name = std::string(row.text(16))};
    kit::read_column(row, 17, line.outcome);
    line.variation = row.text(18);
    list.lines.push_back(std::move(line));
  };
  std::string like = asked.point.empty() ? "" : "%," + asked.point + ",%";
  if (asked.team)
    db.each(sql_of_team, {*asked.team, like, asked.after, most + 1}, add);
  else if (asked.unit)
    db.each(sql_of_unit, {*asked.unit, like, asked.after, most + 1}, add);
  else
    db.each(sql_of_reader, {db.actor().person, like, asked.after, most + 1, db.today()}, add);
  return list;
}

}  // namespace improvement
