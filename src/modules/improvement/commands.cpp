#include <algorithm>

#include "kit/time/quarter.h"
#include "modules/improvement/coverage.h"

namespace improvement {
namespace {

constexpr std::string_view ending_part = "ending";     // of a project, beside its aim
constexpr std::int64_t most_cents = 1'000'000'000'00;  // a thousand million dollars

// What happened counts for ever, and in the quarter in which it happened.
void tally_event(Tx& tx, const Id<Unit>& unit, Date on, const std::string& name, std::int64_t by) {
  tx.tally(unit, "", name, by);
  tx.tally(unit, kit::text_of(kit::quarter_of(on)), name, by);
}

void tally_points(Tx& tx, const Id<Unit>& unit, const Project& project, std::int64_t by) {
  for (const std::string& point : points_of(project))
    tally_event(tx, unit, project.started_on, "projects." + point, by);
}

Id<Unit> unit_of(Reader& db, const Id<Team>& team) {
  auto unit = db.maybe_value<Id<Unit>>("select unit_id from teams where id = $1", {team});
  if (!unit) not_found();
  return *unit;
}
Id<Unit> unit_of(Reader& db, const Id<Project>& project) {
  return db.value<Id<Unit>>("select unit_id from teams join projects on team_id = teams.id where projects.id = $1",
                            {project});
}

void act_in(Tx& tx, const Id<Team>& team) {
  allow(may_improve(tx.actor(), team));
  for (const Seat& seat : tx.actor().seats)
    if (seat.place == team.text) return tx.act_from(seat);
}

// A project one may work on: theirs, and not ended.
Project open_project(Tx& tx, const Id<Project>& id) {
  Project project = find_project(tx, id);
  act_in(tx, project.team);
  require(!ending_of(tx, id), "improvement.refusal.ended");
  return project;
}

// One the actor co-leads: what the co-leads signed, they change and end.
Project settled_project(Tx& tx, const Id<Project>& id) {
  Project project = find_project(tx, id);
  const Seat* seat = tx.actor().seat(project.team.text, Role::co_lead);
  allow(seat != nullptr);
  require(!ending_of(tx, id), "improvement.refusal.ended");
  tx.act_from(*seat);
  return project;
}

Assent ask_co_leads(Tx& tx, const Id<Team>& team, Asked asked) {
  for (const Party& party : teams::leading_parties(tx, teams::find_team(tx, team))) asked.parties.push_back(party.id);
  asked.place = team.text;
  asked.role = Role::co_lead;
  return ask_assent(tx, asked);
}

std::string url_of(const Project& project) { return "/projects/" + project.id.text; }

void ask_for_aim(Tx& tx, const Project& project) {
  ask_co_leads(tx, project.team,
               {.kind = "project.aim",
                .subject = project.id.text,
                .part = "",
                .place = "",
                .role = Role::co_lead,
                .parties = {},
                .text = aim_text(project),
                .about = project.title,
                .url = url_of(project)});
}

std::string ending_text(const EndingProposal& proposal) {
  return "project: " + proposal.project.text + "\nends: " + std::string(kit::to_value(proposal.outcome)) +
         "\nlearned: " + proposal.learned + "\n";
}

// The one before the co-leads: a newer question took the place of the older.
std::optional<EndingProposal> newest_ending_proposal(Reader& db, const Id<Project>& id) {
  return db.maybe<EndingProposal>("where project_id = $1 order by id desc limit 1", {id});
}

// A measure typed in the middle of a sentence begins one on its chart.
std::string capitalised(std::string text) {
  if (!text.empty() && text[0] >= 'a' && text[0] <= 'z') text[0] = static_cast<char>(text[0] - 'a' + 'A');
  return text;
}

measures::Series own_series(Tx& tx, const Project& project, const OwnMeasure& own) {
  measures::Metric metric{.id = kit::fresh<measures::Metric>(),
                          .external_id = "own:" + project.id.text,
                          .name = capitalised(project.measure),
                          .question = project.title,
                          .numerator = project.measure,
                          .denominator = "",
                          .unit = project.unit,
                          .factor = 1,
                          .direction = project.direction,
                          .frequency = own.frequency,
                          .decimals = own.decimals,
                          .compass = "",
                          .source = ""};
  measures::add_metric(tx, metric);
  return measures::add_series(tx, metric.id, project.team.text, "", project.to_value);
}

// Values are the team's own or its unit's, never another's.
void require_own_place(Reader& db, const Project& project) {
  if (!project.series) return;
  measures::Series series = measures::find_series(db, *project.series);
  bool near = series.place == project.team.text || series.place == unit_of(db, project.team).text;
  if (!near) refuse_invalid({{"series_id", "partnership.field.choose"}});
}

void require_known_points(Reader& db, const Project& project) {
  auto known = compass(db, Language::en);
  for (const std::string& point : points_of(project))
    if (std::ranges::find(known, point, &CompassPoint::key) == known.end())
      refuse_invalid({{"compass", "improvement.field.choose_point"}});
}

void require_smart(Reader& db, const Project& project) {
  refuse_invalid(faults_of_aim(project, db.today()));
  require_known_points(db, project);
}

}  // namespace

std::optional<ProposedEnding> proposed_ending(Reader& db, const Id<Project>& id) {
  auto state = latest_assent(db, id.text, ending_part);
  if (!state || state->agreed() || (state->ending && state->ending->outcome == AssentOutcome::withdrawn))
    return std::nullopt;
  return ProposedEnding{newest_ending_proposal(db, id).value(), std::move(*state)};
}

void add_project(Tx& tx, const Project& project) {
  tx.insert(project);
  Id<Unit> unit = unit_of(tx, project.team);
  tally_event(tx, unit, project.started_on, "projects", 1);
  tx.tally(unit, "", "projects.live", 1);
  cover_project(tx, project, unit);
  tally_points(tx, unit, project, 1);
  follow_progress(tx, {&project.id, 1});
}

void add_ending(Tx& tx, const ProjectEnding& ending) {
  withdraw_assent(tx, ending.project.text);
  withdraw_assent(tx, ending.project.text, ending_part);
  tx.record(ending);
  Id<Unit> unit = unit_of(tx, ending.project);
  tx.tally(unit, "", "projects.live", -1);
  cover_ending(tx, ending.project, unit);
  follow_progress(tx, {&ending.project, 1});
}

void add_closing(Tx& tx, const CycleClosing& closing) {
  tx.record(closing);
  Id<Project> project = tx.find(closing.cycle).project;
  tally_event(tx, unit_of(tx, project), closing.closed_on, "cycles.closed", 1);
  follow_progress(tx, {&project, 1});
}

void add_cycle(Tx& tx, const TestCycle& cycle, const std::optional<CycleClosing>& closing) {
  tx.insert(cycle);
  if (closing)
    add_closing(tx, *closing);
  else
    follow_progress(tx, {&cycle.project, 1});
}

void add_validation(Tx& tx, const SavingValidation& validation) {
  Saving saving = tx.find(validation.saving);
  tx.record(validation);
  Id<Unit> unit = unit_of(tx, saving.project);
  tally_event(tx, unit, validation.validated_on, "savings." + std::string(kit::to_value(saving.pace)), saving.amount);
  cover_validation(tx, saving.project, unit);
  measure_saving(tx, find_project(tx, saving.project), unit, validation.validated_on);
}

void add_saving(Tx& tx, const Saving& saving, std::optional<Date> validated_on) {
  tx.insert(saving);
  if (validated_on) add_validation(tx, {.saving = saving.id, .validated_on = *validated_on});
}

Project start_project(Tx& tx, Project project, OwnMeasure own) {
  teams::Team team = teams::find_team(tx, project.team);
  act_in(tx, team.id);
  require(!team.ended_on, "improvement.refusal.team_ended");
  require_smart(tx, project);
  require_own_place(tx, project);

  project.id = kit::fresh<Project>();
  project.external_id = project.id.text;
  project.started_on = tx.today();
  if (!project.series) project.series = own_series(tx, project, own).id;
  add_project(tx, project);
  ask_for_aim(tx, project);
  return project;
}

void change_aim(Tx& tx, const Project& changed) {
  Project before = settled_project(tx, changed.id);
  require_smart(tx, changed);
  if (aim_text(before) == aim_text(changed)) return;

  tx.update(changed);
  follow_progress(tx, {&changed.id, 1});
  Id<Unit> unit = unit_of(tx, changed.team);
  tally_points(tx, unit, before, -1);
  tally_points(tx, unit, changed, 1);
  if (changed.series) {
    measures::Series series = measures::find_series(tx, *changed.series);
    if (series.place == changed.team.text) measures::set_target(tx, series, changed.to_value);
  }
  ask_for_aim(tx, changed);
}

EndingProposal propose_ending(Tx& tx, const Id<Project>& id, ProjectOutcome outcome, const std::string& learned) {
  tx.lock(id.text);
  Project project = settled_project(tx, id);
  if (learned.empty()) refuse_invalid({{"learned", "improvement.field.say_what_was_learned"}});

  EndingProposal proposal{.id = kit::fresh<EndingProposal>(),
                          .project = id,
                          .outcome = outcome,
                          .learned = learned,
                          .proposed_on = tx.today()};
  tx.insert(proposal);
  Assent assent = ask_co_leads(tx, project.team,
                               {.kind = "improvement.ending_proposal",
                                .subject = id.text,
                                .part = std::string(ending_part),
                                .place = "",
                                .role = Role::co_lead,
                                .parties = {},
                                .text = ending_text(proposal),
                                .about = project.title,
                                .url = url_of(project) + "#ending"});
  answer_assent(tx, assent.id, Answer::signed_, "");  // whoever proposes it agrees to it
  return proposal;
}

void ending_agreed(Tx& tx, const Assent& assent) {
  EndingProposal proposal = newest_ending_proposal(tx, {assent.subject}).value();
  end_project(tx, proposal.project, proposal.outcome, proposal.learned);
}

void end_project(Tx& tx, const Id<Project>& id, ProjectOutcome outcome, const std::string& learned) {
  find_project(tx, id);
  require(!ending_of(tx, id), "improvement.refusal.ended");
  add_ending(tx, {.project = id, .outcome = outcome, .learned = learned, .ended_on = tx.today()});
}

TestCycle plan_cycle(Tx& tx, const Id<Project>& id, TestCycle cycle) {
  Project project = open_project(tx, id);
  refuse_invalid(faults_of_cycle(cycle));
  tx.lock(id.text);
  cycle.id = kit::fresh<TestCycle>();
  cycle.project = project.id;
  cycle.number = tx.value<int>("select coalesce(max(number), 0) + 1 from test_cycles where project_id = $1", {id});
  add_cycle(tx, cycle, {});
  return cycle;
}

void write_cycle(Tx& tx, TestCycle cycle) {
  open_project(tx, cycle.project);
  require(!tx.maybe<CycleClosing>("where cycle_id = $1", {cycle.id}), "improvement.refusal.test_closed");
  refuse_invalid(faults_of_cycle(cycle));
  if (cycle.started_on && *cycle.started_on > tx.today()) refuse_invalid({{"started_on", "improvement.field.not_yet"}});
  tx.update(cycle);
  follow_progress(tx, {&cycle.project, 1});
}

CycleClosing close_cycle(Tx& tx, const Id<TestCycle>& id, Decision decision, const std::string& next) {
  TestCycle cycle = tx.find(id);
  open_project(tx, cycle.project);
  require(!tx.maybe<CycleClosing>("where cycle_id = $1", {id}), "improvement.refusal.test_closed");
  require(!cycle.studied.empty(), "improvement.refusal.study_first");

  CycleClosing closing{.cycle = id, .decision = decision, .next = next, .closed_on = tx.today()};
  add_closing(tx, closing);
  return closing;
}

Saving claim_saving(Tx& tx, Saving saving) {
  Project project = find_project(tx, saving.project);  // also of one that has ended: savings come late
  act_in(tx, project.team);
  if (saving.amount <= 0 || saving.amount > most_cents) refuse_invalid({{"amount", "improvement.field.amount"}});
  if (saving.basis.empty()) refuse_invalid({{"basis", "partnership.field.required"}});

  saving.id = kit::fresh<Saving>();
  saving.claimed_on = tx.today();
  tx.insert(saving);
  ask_co_leads(tx, project.team,
               {.kind = "saving",
                .subject = saving.id.text,
                .part = "",
                .place = "",
                .role = Role::co_lead,
                .parties = {},
                .text = saving_text(saving),
                .about = project.title,
                .url = url_of(project) + "#savings"});
  return saving;
}

void saving_agreed(Tx& tx, const Assent& assent) {
  Id<Saving> id{assent.subject};
  if (!validation_of(tx, id)) add_validation(tx, {.saving = id, .validated_on = tx.today()});
}

void enter_measurements(Tx& tx, const Project& project, std::vector<measures::Measurement> measurements) {
  open_project(tx, project.id);
  require(project.series.has_value(), "improvement.refusal.no_series");
  measures::Series series = measures::find_series(tx, *project.series);
  require(series.place == project.team.text, "improvement.refusal.not_own_series");
  measures::record_measurements(tx, series, std::move(measurements));
}

measures::Annotation annotate_project(Tx& tx, const Id<Project>& id, Date on, const std::string& body) {
  Project project = open_project(tx, id);
  require(project.series.has_value(), "improvement.refusal.no_series");
  return measures::annotate(tx, *project.series, on, body);
}

PhaseProposal propose_phase(Tx& tx, const Id<Project>& id, Date on, const std::string& reason) {
  Project project = open_project(tx, id);
  require(project.series.has_value(), "improvement.refusal.no_series");
  measures::Series series = measures::find_series(tx, *project.series);
  require(series.place == project.team.text, "improvement.refusal.not_own_series");
  if (reason.empty()) refuse_invalid({{"reason", "partnership.field.say_why"}});
  if (on > tx.today()) refuse_invalid({{"starts_on", "improvement.field.not_yet"}});

  PhaseProposal proposal{
      .id = kit::fresh<PhaseProposal>(), .project = id, .series = series.id, .starts_on = on, .reason = reason};
  tx.insert(proposal);
  ask_co_leads(
      tx, project.team,
      {.kind = "improvement.phase_proposal",
       .subject = proposal.id.text,
       .part = "",
       .place = "",
       .role = Role::co_lead,
       .parties = {},
       .text = "series: " + series.id.text + "\nprocess changed on: " + kit::iso(on) + "\nreason: " + reason + "\n",
       .about = project.title,
       .url = url_of(project) + "#phases"});
  return proposal;
}

void phase_agreed(Tx& tx, const Assent& assent) {
  auto proposal = tx.find(Id<PhaseProposal>{assent.subject});
  measures::start_phase(tx, proposal.series, proposal.starts_on, proposal.reason);
}

std::string url_of_question(Reader& db, const Assent& assent) {
  if (assent.kind == "project.aim") return "/projects/" + assent.subject;
  if (assent.kind == "improvement.ending_proposal") return "/projects/" + assent.subject + "#ending";
  bool saving = assent.kind == "saving";
  auto project = db.maybe_value<std::string>(
      saving ? "select project_id from savings where id = $1" : "select project_id from phase_proposals where id = $1",
      {assent.subject});
  return project ? "/projects/" + *project + (saving ? "#savings" : "#phases") : "/projects";
}

}  // namespace improvement
