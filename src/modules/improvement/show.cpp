#include <algorithm>
#include <functional>
#include <iterator>

#include "modules/improvement/pages.h"

// Gathering what a project's page shows.
namespace improvement {
namespace {

constexpr std::size_t most_questions = 10;

std::vector<std::string> names_of_points(Reader& db, const View& view, const Project& project) {
  auto known = compass(db, view.language);
  std::vector<std::string> names;
  for (const std::string& key : points_of(project)) {
    auto found = std::ranges::find(known, key, &CompassPoint::key);
    names.push_back(found == known.end() ? key : found->name);
  }
  return names;
}

std::vector<measures::ChartMark> marks_of(const View& view, const std::vector<CycleShown>& cycles) {
  std::vector<measures::ChartMark> marks;
  for (const CycleShown& shown : cycles)
    if (shown.cycle.started_on)
      marks.push_back({*shown.cycle.started_on, view.t("improvement.test.number", {{"number", shown.cycle.number}})});
  return marks;
}

void add_savings(ProjectShown& shown, Reader& db) {
  std::size_t asked = 0;
  for (Saving& saving : savings_of(db, shown.project.id)) {
    SavingShown line{.saving = std::move(saving), .validation = {}, .question = {}};
    line.validation = validation_of(db, line.saving.id);
    if (!line.validation && asked++ < most_questions) line.question = latest_assent(db, line.saving.id.text);
    shown.savings.push_back(std::move(line));
  }
}

// Those still asked or sent back; an agreed phase is on the chart.
void add_phases(ProjectShown& shown, Reader& db) {
  for (PhaseProposal& proposal : proposals_of(db, shown.project.id)) {
    auto question = latest_assent(db, proposal.id.text);
    if (question && !question->agreed()) shown.phases.push_back({std::move(proposal), std::move(question)});
    if (shown.phases.size() == 3) break;
  }
}

}  // namespace

const CycleShown* ProjectShown::current() const {
  for (auto shown = cycles.rbegin(); shown != cycles.rend(); ++shown)
    if (!shown->closing) return &*shown;
  return nullptr;
}

void add_chart(ProjectShown& shown, Reader& db, const View& view) {
  if (!shown.project.series) return;
  shown.series = measures::find_series(db, *shown.project.series);
  shown.metric = measures::find_metric(db, shown.series->metric);
  shown.own_series = shown.series->place == shown.team.id.text;
  measures::Series aimed = *shown.series;
  aimed.target = shown.project.to_value;  // the aim, whatever the unit's own target is
  shown.metric.direction = shown.project.direction;
  shown.chart = measures::chart_of(db, view, aimed, shown.metric, shown.project.title, marks_of(view, shown.cycles),
                                   measures::chart_kind_asked(view));
}

ProjectShown show_project(Reader& db, const View& view, const Id<Project>& id) {
  ProjectShown shown{.project = find_project(db, id)};
  shown.team = teams::find_team(db, shown.project.team);
  shown.may = may_improve(db.actor(), shown.team.id);
  shown.points = names_of_points(db, view, shown.project);
  shown.leads = may_settle(db.actor(), shown.team.id);
  shown.ending = ending_of(db, id);
  if (!shown.ending) shown.proposed_ending = proposed_ending(db, id);
  shown.cycles = cycles_of(db, id);
  shown.aim = latest_assent(db, id.text);
  add_chart(shown, db, view);
  add_savings(shown, db);
  add_phases(shown, db);
  shown.talk = conversation_shown(db, view, id.text);
  return shown;
}

namespace {

// The things whose entries make up a project's history.
std::vector<std::string> subjects_of(Reader& db, const Project& project) {
  std::vector<std::string> subjects{project.id.text};
  if (project.series && measures::find_series(db, *project.series).place == project.team.text)
    subjects.push_back(project.series->text);
  auto add = [&](const kit::Row& row) { subjects.emplace_back(row.text(0)); };
  db.each(
      "select id from test_cycles where project_id = $1 union all select id from savings where project_id = $1"
      " union all select id from phase_proposals where project_id = $1",
      {project.id}, add);
  db.each(
      "select id from assents where subject_id = $1 or subject_id in (select id from savings where project_id = $1)"
      " or subject_id in (select id from phase_proposals where project_id = $1)",
      {project.id}, add);
  return subjects;
}

}  // namespace

std::vector<HistoryLine> history_of_project(Reader& db, Language language, const Project& project, std::int64_t before,
                                            int most) {
  std::vector<HistoryLine> lines;
  for (const std::string& subject : subjects_of(db, project))
    std::ranges::move(history_of(db, language, subject, before, most), std::back_inserter(lines));
  std::ranges::sort(lines, std::greater{}, &HistoryLine::sequence);
  auto same = std::ranges::unique(lines, {}, &HistoryLine::sequence);
  lines.erase(same.begin(), same.end());
  if (static_cast<int>(lines.size()) > most) lines.resize(static_cast<std::size_t>(most));
  return lines;
}

Stage stage_of(const CycleShown& shown) {
  if (shown.closing) return Stage::closed;
  if (!shown.cycle.started_on) return Stage::plan;
  if (shown.cycle.did.empty()) return Stage::do_;
  return shown.cycle.studied.empty() ? Stage::study : Stage::act;
}

std::string money(std::int64_t cents) {
  std::int64_t rest = cents % 100;
  std::string text = "$" + kit::number(cents / 100);
  if (rest == 0) return text;
  return text + (rest < 10 ? ".0" : ".") + std::to_string(rest);
}

std::optional<std::int64_t> cents_of(std::string_view dollars) {
  std::string text = trimmed(dollars);
  if (text.starts_with('$')) text.erase(0, 1);
  auto amount = kit::parse_loose(text);
  constexpr std::int64_t millionths_in_a_cent = 10'000;
  if (!amount || amount->millionths % millionths_in_a_cent != 0) return std::nullopt;
  return amount->millionths / millionths_in_a_cent;
}

std::string aim_sentence(const View& view, const Project& project) {
  return view.t("improvement.aim.sentence", {{"measure", project.measure},
                                             {"from", kit::text_of(project.from_value)},
                                             {"to", kit::text_of(project.to_value)},
                                             {"unit", project.unit},
                                             {"by", view.date(project.by_date)},
                                             {"population", project.population}});
}

}  // namespace improvement
