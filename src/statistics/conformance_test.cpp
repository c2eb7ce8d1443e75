// docs/conformance.md says how many cases of others there are and how many agree. The other tests here hold every case;
// this one holds the page to the cases: as many as it says are there.
#include "statistics/authority_vectors.h"
#include "statistics/rule_sets.h"

using namespace statistics;

namespace {

std::string page() {
  std::ifstream file(std::string(CONCERT_SOURCE_DIR) + "/docs/conformance.md");
  REQUIRE(file.is_open());
  std::stringstream text;
  text << file.rdbuf();
  return text.str();
}

// Of the row that begins with these words: "passed / total".
struct Count {
  std::size_t passed = 0, total = 0;
};
Count said_of(const std::string& page, const std::string& authority) {
  auto at = page.find("\n| " + authority + " |");
  REQUIRE_MESSAGE(at != std::string::npos, authority);
  std::string row = page.substr(at + 1, page.find('\n', at + 1) - at - 1);
  auto slash = row.find(" / ");
  REQUIRE_MESSAGE(slash != std::string::npos, row);
  auto begin = row.rfind(' ', slash - 1) + 1;
  return {std::stoul(row.substr(begin)), std::stoul(row.substr(slash + 3))};
}

std::size_t cases_in(const std::string& file, const std::string& name = "cases") {
  auto document = our_vectors(file);
  auto& cases = document.at(name);
  return cases.is_array() ? cases.as_array().size() : cases.as_object().size();
}

}  // namespace

TEST_CASE("the page of conformance counts as many cases as there are, and calls every one of them agreed") {
  const std::string text = page();
  auto all_agree = [&](const std::string& authority, std::size_t cases) {
    CAPTURE(authority);
    CHECK(said_of(text, authority).passed == cases);
    CHECK(said_of(text, authority).total == cases);
  };
  all_agree("NHSRplotthedots 0.2.2", cases_in("spc/plot-the-dots.json"));
  all_agree("NHSRplotthedots, real data", cases_in("spc/nhs-attendances.json"));
  all_agree("PowerBI-SPC: limits", cases_in("spc/power-bi-limits.json", "charts"));
  all_agree("qicharts2: Montgomery", cases_in("spc/qicharts2-montgomery.json"));
  all_agree("qicharts2: hospital data", cases_in("spc/qicharts2-datasets.json"));
  all_agree("qicharts2: real data", cases_in("spc/nhs-attendances.json"));
  all_agree("qcc 2.7", cases_in("spc/qcc.json"));
  auto runs = our_vectors("spc/anhoej.json");
  all_agree("qicharts2 0.8.1: run bounds", runs.at("bounds").at("n").as_array().size());
  all_agree("qicharts2: run charts", runs.at("vectors").at("cases").as_array().size());
  all_agree("NHS staff survey", cases_in("stats/nhs-staff-survey-tests.json"));
  all_agree("NIST StRD", cases_in("stats/nist-strd.json", "linear") + cases_in("stats/nist-strd.json", "univariate"));
}

TEST_CASE("the assertions of PowerBI-SPC are all counted, and the five that are not followed are named") {
  const std::string text = page();
  std::size_t passed = 0, total = 0;
  for (auto* part : {"beyond limits, shift, trend, two in three", "direction", "assurance icon", "variation icon"}) {
    Count count = said_of(text, "PowerBI-SPC: " + std::string(part));
    passed += count.passed;
    total += count.total;
  }
  CHECK(total == cases_in("spc/power-bi-rules.json"));
  CHECK(total - passed == 5);
}

TEST_CASE("the page of conformance says of every rule set whom it follows") {
  const std::string text = page();
  for (const RuleSet& rules : rule_sets())
    CHECK(text.find("\n| " + std::string(rules.name) + " |") != std::string::npos);
}
