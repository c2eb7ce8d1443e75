#pragma once
#include "modules/improvement/improvement.h"
#include "partnership/naming.h"
#include "partnership/web/conversation_routes.h"

// What the pages of this module show. Inside the module only.
namespace improvement {

struct SavingShown {
  Saving saving;
  std::optional<SavingValidation> validation;
  std::optional<AssentState> question;  // while it waits
};
struct PhaseShown {
  PhaseProposal proposal;
  std::optional<AssentState> question;
};

struct ProjectShown {
  Project project;
  Team team;
  std::vector<std::string> points;  // names of its compass points
  std::optional<measures::Series> series;
  measures::Metric metric;
  measures::Chart chart;
  std::optional<ProjectEnding> ending;
  std::optional<ProposedEnding> proposed_ending;
  std::vector<CycleShown> cycles;
  std::optional<AssentState> aim;
  std::vector<SavingShown> savings;
  std::vector<PhaseShown> phases;
  ConversationShown talk;
  bool may = false;
  bool leads = false;
  bool own_series = false;

  std::string url() const { return "/projects/" + project.id.text; }
  bool may_work() const { return may && !ending; }
  bool may_settle() const { return leads && !ending; }
  const CycleShown* current() const;  // the newest that is not closed
};
ProjectShown show_project(Reader& db, const View& view, const Id<Project>& id);
// The series, its metric and the chart with the tests on it, for a page that needs no more.
void add_chart(ProjectShown& shown, Reader& db, const View& view);

// Everything about the project: itself, its tests, values, savings and what was signed, newest first.
std::vector<HistoryLine> history_of_project(Reader& db, Language language, const Project& project, std::int64_t before,
                                            int most);

struct AimForm {
  Team team;
  std::optional<Project> project;  // when it is changed
  std::vector<CompassPoint> points;
  std::vector<Choice> series;
  std::string action;
};

enum class Stage { plan, do_, study, act, closed };
inline auto names(Stage) { return std::array{"plan"sv, "do"sv, "study"sv, "act"sv, "closed"sv}; }
Stage stage_of(const CycleShown& shown);

std::string money(std::int64_t cents);  // "$84,000", "$12.50"
std::optional<std::int64_t> cents_of(std::string_view dollars);
std::string aim_sentence(const View& view, const Project& project);
template <class E>
std::string key_of(std::string_view group, E value) {
  return "improvement." + std::string(group) + "." + std::string(kit::to_value(value));
}
template <class E>
std::vector<Choice> choices_of(const View& view, std::string_view group) {
  std::vector<Choice> choices;
  for (auto word : names(E{}))
    choices.push_back({std::string(word), view.t("improvement." + std::string(group) + "." + std::string(word))});
  return choices;
}

struct ProjectsShown {
  ProjectList list;
  std::vector<CompassPoint> points;
  std::string unit, unit_name, point, more;
  std::optional<Id<Team>> start_in;  // the reader's team, when there is one
};

}  // namespace improvement
