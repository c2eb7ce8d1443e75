#include "modules/improvement/improvement.h"

namespace improvement {

const Table& Project::table() {
  static const Table table(
      "projects",
      {field<&Project::id>("id", {.key = true, .place = true}),
       field<&Project::external_id>("external_id", {.required = true, .longest = 80}),
       field<&Project::team>("team_id", {.required = true, .place = true}), field<&Project::series>("series_id"),
       field<&Project::title>("title", {.required = true, .longest = 160}),
       field<&Project::problem>("problem", {.required = true, .longest = 2000}),
       field<&Project::measure>("measure", {.required = true, .longest = 160}),
       field<&Project::unit>("unit", {.required = true, .longest = 40}),
       field<&Project::direction>("direction", {.required = true}),
       field<&Project::from_value>("from_value", {.required = true}),
       field<&Project::to_value>("to_value", {.required = true}),
       field<&Project::by_date>("by_date", {.required = true}),
       field<&Project::population>("population", {.required = true, .longest = 300}),
       field<&Project::goal>("goal", {.longest = 300}), field<&Project::compass>("compass", {.longest = 300}),
       field<&Project::started_on>("started_on")},
      {.kind = "improvement.project"});
  return table;
}

const Table& ProjectEnding::table() {
  static const Table table("project_endings",
                           {field<&ProjectEnding::project>("project_id", {.key = true, .place = true}),
                            field<&ProjectEnding::outcome>("outcome", {.required = true}),
                            field<&ProjectEnding::learned>("learned", {.required = true, .longest = 4000}),
                            field<&ProjectEnding::ended_on>("ended_on")},
                           {.kind = "improvement.ending", .fact = true});
  return table;
}

const Table& EndingProposal::table() {
  static const Table table(
      "ending_proposals",
      {field<&EndingProposal::id>("id", {.key = true}), field<&EndingProposal::project>("project_id", {.place = true}),
       field<&EndingProposal::outcome>("outcome", {.required = true}),
       field<&EndingProposal::learned>("learned", {.required = true, .longest = 4000}),
       field<&EndingProposal::proposed_on>("proposed_on")},
      {.kind = "improvement.ending_proposal"});
  return table;
}

const Table& TestCycle::table() {
  static const Table table(
      "test_cycles",
      {field<&TestCycle::id>("id", {.key = true, .place = true}),
       field<&TestCycle::project>("project_id", {.place = true}), field<&TestCycle::number>("number"),
       field<&TestCycle::title>("title", {.required = true, .longest = 160}),
       field<&TestCycle::plan>("plan", {.required = true, .longest = 4000}),
       field<&TestCycle::prediction>("prediction", {.required = true, .longest = 2000}),
       field<&TestCycle::started_on>("started_on"), field<&TestCycle::did>("did", {.longest = 4000}),
       field<&TestCycle::studied>("studied", {.longest = 4000})},
      {.kind = "improvement.cycle"});
  return table;
}

const Table& CycleClosing::table() {
  static const Table table(
      "cycle_closings",
      {field<&CycleClosing::cycle>("cycle_id", {.key = true, .place = true}),
       field<&CycleClosing::decision>("decision", {.required = true}),
       field<&CycleClosing::next>("next", {.longest = 2000}), field<&CycleClosing::closed_on>("closed_on")},
      {.kind = "improvement.closing", .fact = true});
  return table;
}

const Table& Saving::table() {
  static const Table table(
      "savings",
      {field<&Saving::id>("id", {.key = true, .place = true}), field<&Saving::project>("project_id", {.place = true}),
       field<&Saving::amount>("amount", {.required = true, .least = 1}),
       field<&Saving::pace>("pace", {.required = true}), field<&Saving::kind>("kind", {.required = true}),
       field<&Saving::basis>("basis", {.required = true, .longest = 2000}), field<&Saving::claimed_on>("claimed_on")},
      {.kind = "improvement.saving"});
  return table;
}

const Table& SavingValidation::table() {
  static const Table table("saving_validations",
                           {field<&SavingValidation::saving>("saving_id", {.key = true, .place = true}),
                            field<&SavingValidation::validated_on>("validated_on")},
                           {.kind = "improvement.validation", .fact = true});
  return table;
}

const Table& PhaseProposal::table() {
  static const Table table(
      "phase_proposals",
      {field<&PhaseProposal::id>("id", {.key = true, .place = true}),
       field<&PhaseProposal::project>("project_id", {.place = true}), field<&PhaseProposal::series>("series_id"),
       field<&PhaseProposal::starts_on>("starts_on", {.required = true}),
       field<&PhaseProposal::reason>("reason", {.required = true, .longest = 500})},
      {.kind = "improvement.phase_proposal"});
  return table;
}

}  // namespace improvement
