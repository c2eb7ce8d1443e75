#include <fmt/format.h>

#include <algorithm>

#include "modules/path/policy_body.h"

// What each kind of criterion asks, and the level that follows. Nothing here reads the database.
namespace path {
namespace {

struct Outcome {
  bool met = false;
  std::string because;
  std::string detail;
};

// One automatic rule: what it asks of the evidence, and where a team goes to meet it.
struct Rule {
  std::string_view name;
  std::string_view url;
  Outcome (*ask)(const Evidence& evidence, double least);
};

Outcome yes_or_no(bool met, std::string_view name) {
  return {met, fmt::format("path.because.{}.{}", name, met ? "met" : "missing"), {}};
}
Outcome at_least(int count, double least, std::string_view name) {
  return {count >= least, fmt::format("path.because.{}", name), std::to_string(count)};
}
Outcome within(std::optional<int> days, double most, std::string_view name) {
  if (!days) return {false, fmt::format("path.because.{}.never", name), {}};
  return {*days <= most, fmt::format("path.because.{}.days", name), std::to_string(*days)};
}
Outcome share(double share, double least, std::string_view name) {
  return {share >= least, fmt::format("path.because.{}", name), fmt::format("{:.0f}", share * 100)};
}

const std::vector<Rule>& rules() {
  using E = const Evidence&;
  static const std::vector<Rule> rules{
      {"co_leads_of_all_parties", "/people",
       [](E e, double) { return yes_or_no(e.co_leads_of_all_parties, "co_leads"); }},
      {"sponsors_of_all_parties", "/people",
       [](E e, double) { return yes_or_no(e.sponsors_of_all_parties, "sponsors"); }},
      {"charter_in_force", "/charter", [](E e, double) { return yes_or_no(e.charter_in_force, "charter"); }},
      {"champion", "/people", [](E e, double) { return yes_or_no(e.has_champion, "champion"); }},
      {"co_leads_trained", "/people", [](E e, double) { return yes_or_no(e.co_leads_trained, "co_leads_trained"); }},
      {"trained_share", "/people", [](E e, double least) { return share(e.trained_share, least, "trained"); }},
      {"sponsor_contact_within_days", "/contacts",
       [](E e, double most) { return within(e.days_since_contact, most, "contact"); }},
      {"contacts_in_90_days", "/contacts",
       [](E e, double least) { return at_least(e.contacts_in_90_days, least, "contacts"); }},
      {"meetings_in_90_days", "/meetings",
       [](E e, double least) { return at_least(e.meetings_in_90_days, least, "meetings"); }},
      {"cycles_closed", "/projects", [](E e, double least) { return at_least(e.closed_cycles, least, "cycles"); }},
      {"cycles_in_one_project", "/projects",
       [](E e, double least) { return at_least(e.most_cycles_in_one_project, least, "cycles_in_one"); }},
      {"documented_within_days", "/projects",
       [](E e, double most) { return within(e.days_since_documented, most, "documented"); }},
      {"run_chart", "/projects", [](E e, double) { return yes_or_no(e.has_run_chart, "run_chart"); }},
      {"targets_met", "/projects", [](E e, double least) { return at_least(e.targets_met, least, "targets"); }},
      {"compass_points_met", "/projects",
       [](E e, double least) { return at_least(e.compass_points_met, least, "compass"); }},
  };
  return rules;
}

Judged from_record(const Criterion& criterion, const Evidence& evidence) {
  auto rule = std::ranges::find(rules(), criterion.rule, &Rule::name);
  if (rule == rules().end()) throw std::logic_error("the team path names a rule that is none: " + criterion.rule);
  Outcome outcome = rule->ask(evidence, criterion.least);
  return {criterion, outcome.met, outcome.because, outcome.detail, std::string(rule->url), {}};
}

bool last_said_yes(const std::vector<Attestation>& attestations, const std::string& criterion, const Id<Party>& party) {
  bool yes = false;
  for (const Attestation& one : attestations)
    if (one.criterion == criterion && one.party == party) yes = one.met;
  return yes;
}

Judged from_co_leads(const Criterion& criterion, const std::vector<Attestation>& attestations,
                     const std::vector<Id<Party>>& parties) {
  Judged judged{.criterion = criterion, .url = "/path/" + criterion.key};
  for (const Id<Party>& party : parties)
    if (last_said_yes(attestations, criterion.key, party)) judged.attested_by.push_back(party);
  judged.met = !parties.empty() && judged.attested_by.size() == parties.size();
  judged.because = judged.met ? "path.because.attested.met" : "path.because.attested.missing";
  judged.detail = fmt::format("{}/{}", judged.attested_by.size(), parties.size());
  return judged;
}

// Who was asked and did not answer has not said yes.
Judged from_survey(const Criterion& criterion, const std::vector<CriterionSurvey>& surveys) {
  Judged judged{.criterion = criterion, .because = "path.because.surveyed.never", .url = "/path/" + criterion.key};
  for (const CriterionSurvey& one : surveys) {
    if (one.criterion != criterion.key || one.asked == 0) continue;
    judged.met = one.agreed >= criterion.least * one.asked;
    judged.because = "path.because.surveyed.share";
    judged.detail = fmt::format("{}/{}", one.agreed, one.asked);
  }
  return judged;
}

int level_of(const std::vector<Judged>& judged) {
  int level = levels;
  for (const Judged& one : judged)
    if (!one.met) level = std::min(level, one.criterion.level - 1);
  return level;
}

}  // namespace

const std::vector<std::string>& rule_names() {
  static const std::vector<std::string> names = [] {
    std::vector<std::string> names;
    for (const Rule& rule : rules()) names.emplace_back(rule.name);
    return names;
  }();
  return names;
}

std::vector<const Judged*> Standing::missing_for_next() const {
  std::vector<const Judged*> missing;
  for (const Judged& one : judged)
    if (!one.met && one.criterion.level == level + 1) missing.push_back(&one);
  return missing;
}

Standing judge(const Criteria& criteria, const Evidence& evidence, const std::vector<Attestation>& attestations,
               const std::vector<CriterionSurvey>& surveys, const std::vector<Id<Party>>& parties) {
  Standing standing{.version = criteria.version};
  for (const Criterion& criterion : criteria.criteria) {
    switch (criterion.source) {
      case Source::automatic: standing.judged.push_back(from_record(criterion, evidence)); break;
      case Source::attested: standing.judged.push_back(from_co_leads(criterion, attestations, parties)); break;
      case Source::surveyed: standing.judged.push_back(from_survey(criterion, surveys)); break;
    }
  }
  standing.level = criteria.criteria.empty() ? 0 : level_of(standing.judged);
  return standing;
}

}  // namespace path
