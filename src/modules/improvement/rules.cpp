#include <algorithm>

#include "modules/improvement/improvement.h"
#include "statistics/icons.h"

// Pure: what an aim needs, in which order a test of change goes, and who may work on a project.
namespace improvement {

bool may_improve(const Actor& actor, const Id<Team>& team) {
  return std::ranges::any_of(actor.seats, [&](const Seat& seat) { return seat.place == team.text; });
}

bool may_improve_somewhere(const Actor& actor) {
  return std::ranges::any_of(actor.seats, [](const Seat& seat) { return seat.place.starts_with(Team::prefix); });
}

bool may_settle(const Actor& actor, const Id<Team>& team) { return teams::is_co_lead(actor, team); }

namespace {
bool goes_the_right_way(const Project& project) {
  return project.direction == Direction::higher ? project.to_value > project.from_value
                                                : project.to_value < project.from_value;
}
}  // namespace

std::vector<FieldError> faults_of_aim(const Project& project, Date today) {
  std::vector<FieldError> faults;
  if (project.direction == Direction::neutral) {
    faults.push_back({"direction", "improvement.field.direction"});
  } else if (project.from_value == project.to_value) {
    faults.push_back({"to_value", "improvement.field.no_change"});
  } else if (!goes_the_right_way(project)) {
    faults.push_back({"to_value", project.direction == Direction::higher ? "improvement.field.to_is_lower"
                                                                         : "improvement.field.to_is_higher"});
  }
  if (project.by_date <= today) faults.push_back({"by_date", "improvement.field.by_is_past"});
  if (project.compass.empty()) faults.push_back({"compass", "improvement.field.choose_point"});
  return faults;
}

std::vector<FieldError> faults_of_cycle(const TestCycle& cycle) {
  std::vector<FieldError> faults;
  if (!cycle.did.empty() && !cycle.started_on) faults.push_back({"started_on", "improvement.field.start_first"});
  if (!cycle.studied.empty() && cycle.did.empty()) faults.push_back({"did", "improvement.field.do_first"});
  return faults;
}

bool meets_aim(Direction direction, Quantity aim, double value) {
  return direction == Direction::higher ? value >= aim.as_double() : value <= aim.as_double();
}

// Fixed words in English, whatever the reader's language: this is what the signatures' digest is made of.
std::string aim_text(const Project& project) {
  return "title: " + project.title + "\nproblem: " + project.problem + "\nmeasure: " + project.measure +
         "\nfrom: " + kit::text_of(project.from_value) + " " + project.unit +
         "\nto: " + kit::text_of(project.to_value) + " " + project.unit +
         "\nbetter: " + std::string(kit::to_value(project.direction)) + "\nby: " + kit::iso(project.by_date) +
         "\nfor: " + project.population + "\ngoal: " + project.goal + "\ncompass: " + project.compass + "\n";
}

std::string saving_text(const Saving& saving) {
  return "saving: " + std::to_string(saving.amount) + " cents\npace: " + std::string(kit::to_value(saving.pace)) +
         "\nkind: " + std::string(kit::to_value(saving.kind)) + "\nbasis: " + saving.basis +
         "\nproject: " + saving.project.text + "\n";
}

std::vector<std::string> points_of(const Project& project) { return points_of(project.compass); }

std::vector<std::string> points_of(std::string_view rest) {
  std::vector<std::string> points;
  while (!rest.empty()) {
    auto end = std::min(rest.find(','), rest.size());
    if (auto point = trimmed(rest.substr(0, end)); !point.empty()) points.push_back(std::move(point));
    rest.remove_prefix(std::min(end + 1, rest.size()));
  }
  return points;
}

}  // namespace improvement
