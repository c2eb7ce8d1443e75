#include <doctest/doctest.h>

#include <algorithm>
#include <set>

#include "kit/text/words.h"
#include "modules/path/policy_body.h"

using namespace path;

namespace {

const Id<Party> labor{"party_labor"}, management{"party_management"}, physicians{"party_physicians"};

Criteria first_criteria(Language language = Language::en) {
  return criteria_of(Policy{.version = 1, .body = first_team_path()}, language);
}

Evidence everything() {
  return {.co_leads_of_all_parties = true,
          .sponsors_of_all_parties = true,
          .charter_in_force = true,
          .has_champion = true,
          .days_since_contact = 5,
          .days_since_documented = 5,
          .meetings_in_90_days = 10,
          .contacts_in_90_days = 10,
          .closed_cycles = 10,
          .most_cycles_in_one_project = 10,
          .targets_met = 10,
          .compass_points_met = 4,
          .trained_share = 1,
          .co_leads_trained = true,
          .has_run_chart = true};
}

Attestation said(const std::string& criterion, const Id<Party>& party, bool met) {
  return {.criterion = criterion, .party = party, .met = met};
}

std::vector<Attestation> all_say_yes(const Criteria& criteria, const std::vector<Id<Party>>& parties) {
  std::vector<Attestation> attestations;
  for (const Criterion& one : criteria.criteria)
    for (const Id<Party>& party : parties) attestations.push_back(said(one.key, party, true));
  return attestations;
}

std::vector<CriterionSurvey> all_agree(const Criteria& criteria) {
  std::vector<CriterionSurvey> surveys;
  for (const Criterion& one : criteria.criteria)
    surveys.push_back({.criterion = one.key, .asked = 20, .answered = 20, .agreed = 20});
  return surveys;
}

// A team that meets everything but the criteria that `missing` picks.
int level_without(auto missing) {
  Criteria criteria = first_criteria();
  auto attestations = all_say_yes(criteria, {labor, management});
  auto surveys = all_agree(criteria);
  for (Criterion& one : criteria.criteria)
    if (missing(one)) {
      one.source = Source::attested;
      std::erase_if(attestations, [&](auto& word) { return word.criterion == one.key; });
    }
  return judge(criteria, everything(), attestations, surveys, {labor, management}).level;
}

Judged judge_one(Criterion criterion, const Evidence& evidence, const std::vector<Attestation>& attestations = {},
                 const std::vector<CriterionSurvey>& surveys = {},
                 const std::vector<Id<Party>>& parties = {labor, management}) {
  criterion.key = "a.criterion";
  return judge({.criteria = {criterion}}, evidence, attestations, surveys, parties).judged.front();
}

Criterion of_record(std::string rule, double least = 0) {
  return {.source = Source::automatic, .rule = std::move(rule), .least = least};
}

}  // namespace

TEST_CASE("the first team path has seven dimensions, five levels, and a way to check every criterion") {
  PolicyBody body = read_body(first_team_path());
  CHECK(body.dimensions.size() == 7);
  CHECK(faults_of(body).empty());
  for (const Stated& one : body.criteria) {
    CAPTURE(one.criterion.key);
    CHECK(one.en.find("regularly") == std::string::npos);
    CHECK(one.es.find("regular") == std::string::npos);
    CHECK(one.criterion.key.starts_with(one.criterion.dimension + "." + std::to_string(one.criterion.level) + "."));
    if (one.criterion.source == Source::surveyed) CHECK(one.criterion.least > 0);
  }
  for (const std::string& dimension : body.dimensions)
    for (int level = 2; level <= levels; ++level) {
      CAPTURE(dimension);
      CAPTURE(level);
      CHECK(std::ranges::any_of(body.criteria, [&](auto& one) {
        return one.criterion.dimension == dimension && one.criterion.level == level;
      }));
    }
}

TEST_CASE("a policy written and read again says the same") {
  PolicyBody body = read_body(first_team_path());
  CHECK(write_body(read_body(write_body(body))) == write_body(body));
  CHECK(read_body(write_body(body)).criteria.size() == body.criteria.size());
  CHECK(first_criteria(Language::es).criteria.front().text != first_criteria().criteria.front().text);
}

TEST_CASE("a team that meets every criterion stands at level 5") {
  CHECK(level_without([](const Criterion&) { return false; }) == 5);
}

TEST_CASE("one dimension that lacks one level holds the team below that level, whichever it is") {
  for (const std::string& dimension : first_criteria().dimensions)
    for (int level = 1; level <= levels; ++level) {
      auto here = [&](const Criterion& one) { return one.dimension == dimension && one.level == level; };
      if (std::ranges::none_of(first_criteria().criteria, here)) continue;
      CAPTURE(dimension);
      CAPTURE(level);
      CHECK(level_without(here) == level - 1);
    }
}

TEST_CASE("a single criterion that is not met holds the team below its level") {
  for (const Criterion& criterion : first_criteria().criteria) {
    CAPTURE(criterion.key);
    CHECK(level_without([&](const Criterion& one) { return one.key == criterion.key; }) == criterion.level - 1);
  }
}

TEST_CASE("a team can jump more than one level, and fall more than one") {
  Criteria criteria = first_criteria();
  auto yes = all_say_yes(criteria, {labor, management});
  auto surveys = all_agree(criteria);
  Evidence evidence = everything();
  evidence.charter_in_force = false;
  CHECK(judge(criteria, evidence, yes, surveys, {labor, management}).level == 1);
  evidence.charter_in_force = true;
  CHECK(judge(criteria, evidence, yes, surveys, {labor, management}).level == 5);
  evidence.co_leads_of_all_parties = false;
  CHECK(judge(criteria, evidence, yes, surveys, {labor, management}).level == 0);
}

TEST_CASE("what is missing for the next level is only what that level asks") {
  Criteria criteria = first_criteria();
  Evidence evidence = everything();
  evidence.closed_cycles = 1;  // short of both 2 at level 3 and 3 at level 4
  Standing standing = judge(criteria, evidence, all_say_yes(criteria, {labor}), all_agree(criteria), {labor});
  CHECK(standing.level == 2);
  REQUIRE(standing.missing_for_next().size() == 1);
  CHECK(standing.missing_for_next().front()->criterion.key == "use_of_tools.3.cycles");
  CHECK(standing.missing_for_next().front()->detail == "1");
}

TEST_CASE("each rule is met at its limit and not beyond") {
  struct Try {
    Criterion criterion;
    void (*set)(Evidence&);
    bool met;
  };
  for (auto& [criterion, set, met] : std::vector<Try>{
           {of_record("co_leads_of_all_parties"), [](Evidence&) {}, false},
           {of_record("co_leads_of_all_parties"), [](Evidence& e) { e.co_leads_of_all_parties = true; }, true},
           {of_record("sponsors_of_all_parties"), [](Evidence&) {}, false},
           {of_record("sponsors_of_all_parties"), [](Evidence& e) { e.sponsors_of_all_parties = true; }, true},
           {of_record("charter_in_force"), [](Evidence&) {}, false},
           {of_record("charter_in_force"), [](Evidence& e) { e.charter_in_force = true; }, true},
           {of_record("champion"), [](Evidence&) {}, false},
           {of_record("champion"), [](Evidence& e) { e.has_champion = true; }, true},
           {of_record("co_leads_trained"), [](Evidence&) {}, false},
           {of_record("co_leads_trained"), [](Evidence& e) { e.co_leads_trained = true; }, true},
           {of_record("trained_share", 0.5), [](Evidence& e) { e.trained_share = 0.49; }, false},
           {of_record("trained_share", 0.5), [](Evidence& e) { e.trained_share = 0.5; }, true},
           {of_record("sponsor_contact_within_days", 30), [](Evidence&) {}, false},
           {of_record("sponsor_contact_within_days", 30), [](Evidence& e) { e.days_since_contact = 31; }, false},
           {of_record("sponsor_contact_within_days", 30), [](Evidence& e) { e.days_since_contact = 30; }, true},
           {of_record("contacts_in_90_days", 3), [](Evidence& e) { e.contacts_in_90_days = 2; }, false},
           {of_record("contacts_in_90_days", 3), [](Evidence& e) { e.contacts_in_90_days = 3; }, true},
           {of_record("meetings_in_90_days", 3), [](Evidence& e) { e.meetings_in_90_days = 2; }, false},
           {of_record("meetings_in_90_days", 3), [](Evidence& e) { e.meetings_in_90_days = 3; }, true},
           {of_record("cycles_closed", 2), [](Evidence& e) { e.closed_cycles = 1; }, false},
           {of_record("cycles_closed", 2), [](Evidence& e) { e.closed_cycles = 2; }, true},
           {of_record("cycles_in_one_project", 2), [](Evidence& e) { e.closed_cycles = 2; }, false},
           {of_record("cycles_in_one_project", 2), [](Evidence& e) { e.most_cycles_in_one_project = 2; }, true},
           {of_record("documented_within_days", 90), [](Evidence&) {}, false},
           {of_record("documented_within_days", 90), [](Evidence& e) { e.days_since_documented = 91; }, false},
           {of_record("documented_within_days", 90), [](Evidence& e) { e.days_since_documented = 90; }, true},
           {of_record("run_chart"), [](Evidence&) {}, false},
           {of_record("run_chart"), [](Evidence& e) { e.has_run_chart = true; }, true},
           {of_record("targets_met", 1), [](Evidence&) {}, false},
           {of_record("targets_met", 1), [](Evidence& e) { e.targets_met = 1; }, true},
           {of_record("compass_points_met", 4), [](Evidence& e) { e.compass_points_met = 3; }, false},
           {of_record("compass_points_met", 4), [](Evidence& e) { e.compass_points_met = 4; }, true},
       }) {
    Evidence evidence;
    set(evidence);
    CAPTURE(criterion.rule);
    CHECK(judge_one(criterion, evidence).met == met);
  }
}

TEST_CASE("an attested criterion needs the last word of every leading party to be yes") {
  struct Try {
    const char* what;
    std::vector<Attestation> words;
    std::vector<Id<Party>> parties;
    bool met;
    std::size_t yes;
  };
  const std::string key = "a.criterion";
  for (auto& one : std::vector<Try>{
           {"nobody", {}, {labor, management}, false, 0},
           {"one of two", {said(key, labor, true)}, {labor, management}, false, 1},
           {"both", {said(key, labor, true), said(key, management, true)}, {labor, management}, true, 2},
           {"taken back",
            {said(key, labor, true), said(key, management, true), said(key, labor, false)},
            {labor, management},
            false,
            1},
           {"said again",
            {said(key, labor, false), said(key, management, true), said(key, labor, true)},
            {labor, management},
            true,
            2},
           {"two of three",
            {said(key, labor, true), said(key, management, true)},
            {labor, management, physicians},
            false,
            2},
           {"of another criterion",
            {said("another", labor, true), said(key, management, true)},
            {labor, management},
            false,
            1},
           {"no party leads", {}, {}, false, 0},
       }) {
    CAPTURE(one.what);
    Judged judged = judge_one({.source = Source::attested}, {}, one.words, {}, one.parties);
    CHECK(judged.met == one.met);
    CHECK(judged.attested_by.size() == one.yes);
  }
}

TEST_CASE("a survey counts those who did not answer as not having said yes, and only the last one counts") {
  auto survey = [](int asked, int answered, int agreed) {
    return CriterionSurvey{.criterion = "a.criterion", .asked = asked, .answered = answered, .agreed = agreed};
  };
  Criterion half{.source = Source::surveyed, .least = 0.5};
  CHECK_FALSE(judge_one(half, {}).met);
  CHECK(judge_one(half, {}, {}, {survey(20, 10, 10)}).met);
  CHECK_FALSE(judge_one(half, {}, {}, {survey(20, 9, 9)}).met);
  CHECK_FALSE(judge_one(half, {}, {}, {survey(20, 20, 20), survey(20, 20, 1)}).met);
  CHECK(judge_one(half, {}, {}, {survey(20, 20, 1), survey(20, 20, 20)}).met);
}

TEST_CASE("a policy that would let everybody pass, or says nothing, is refused") {
  auto faults_after = [](auto change) {
    PolicyBody body = read_body(first_team_path());
    change(body);
    std::set<std::string> keys;
    for (const FieldError& fault : faults_of(body)) keys.insert(fault.key);
    return keys;
  };
  CHECK(faults_after([](PolicyBody& b) {
          std::erase_if(b.criteria, [](auto& one) { return one.criterion.level == 5; });
        }).contains("path.refusal.empty_level"));
  CHECK(faults_after([](PolicyBody& b) { b.criteria[0].es.clear(); }).contains("path.refusal.no_text"));
  CHECK(faults_after([](PolicyBody& b) {
          b.criteria[1].criterion.key = b.criteria[0].criterion.key;
        }).contains("path.refusal.same_key"));
  CHECK(faults_after([](PolicyBody& b) { b.criteria[0].criterion.rule = "often"; }).contains("path.refusal.no_rule"));
  CHECK(faults_after([](PolicyBody& b) { b.criteria[0].criterion.level = 6; }).contains("partnership.field.choose"));
  CHECK(faults_after([](PolicyBody& b) { b.targets = {{2026, 75}}; }).contains("path.refusal.target"));
  CHECK_THROWS_AS(read_body("{}"), kit::JsonRefused);
  CHECK_THROWS_AS(read_body("no policy"), kit::JsonRefused);
}
