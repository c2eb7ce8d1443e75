// Limits of every kind of chart beside those of other tools. tests/vectors/spc/README.md names them.
#include <map>
#include <regex>
#include <set>

#include "statistics/analysis.h"
#include "statistics/authority_vectors.h"
#include "statistics/subgroups.h"

using namespace statistics;
using boost::json::object;
using boost::json::value;

namespace {

// ---- qicharts2: a case is the call that was made, its input columns and what came back for every point

const std::map<std::string, ChartKind> kKinds{
    {"run", ChartKind::run},
    {"i", ChartKind::individuals},
    {"mr", ChartKind::moving_range},
    {"p", ChartKind::p},
    {"pp", ChartKind::p_prime},
    {"u", ChartKind::u},
    {"up", ChartKind::u_prime},
    {"uprime", ChartKind::u_prime},
    {"pprime", ChartKind::p_prime},
    {"c", ChartKind::c},
    {"g", ChartKind::g},
    {"t", ChartKind::t},
    {"xbar", ChartKind::x_bar},
    {"s", ChartKind::s},
};

std::string asked(const std::string& call, const std::string& pattern) {
  std::smatch found;
  return std::regex_search(call, found, std::regex(pattern)) ? found[1].str() : "";
}

std::vector<std::size_t> positions(const std::string& list) {
  std::vector<std::size_t> out;
  std::istringstream text(list);
  for (std::string item; std::getline(text, item, ',');) out.push_back(std::stoul(item));
  return out;
}

// name = 3 or name = c(3, 5)
std::string list_asked(const std::string& call, const std::string& name) {
  const std::string one = asked(call, name + R"( ?= ?(\d+))");
  return one.empty() ? asked(call, name + R"( ?= ?c\(([^)]*)\))") : one;
}

struct Columns {
  std::vector<double> values, denominators, spreads;
  std::vector<Standing> standings;
  Observations rows(double per) const { return {values, denominators, spreads, standings, per}; }
};

// One row for each subgroup, in the order in which they first occur; an empty subgroup keeps its place.
Columns subgroups(const value& labels, const value& observed, ChartKind kind) {
  std::vector<std::pair<double, std::vector<double>>> groups;
  for (std::size_t i = 0; i < labels.as_array().size(); ++i) {
    if (labels.at(i).is_null()) continue;
    const double label = number(labels.at(i));
    if (groups.empty() || groups.back().first != label) groups.push_back({label, {}});
    if (!observed.at(i).is_null()) groups.back().second.push_back(number(observed.at(i)));
  }
  Columns columns;
  for (const auto& [label, values] : groups) {
    const Subgroup group = subgroup(values);
    columns.values.push_back(kind == ChartKind::s ? group.deviation : group.mean);
    columns.denominators.push_back(group.size);
    columns.spreads.push_back(group.deviation);
  }
  return columns;
}

void leave_out_the_missing(Columns& columns) {
  for (std::size_t i = 0; i < columns.values.size(); ++i) {
    const bool divided = !columns.denominators.empty();
    if (!std::isnan(columns.values[i]) && !(divided && std::isnan(columns.denominators[i]))) continue;
    columns.standings.resize(columns.values.size(), Standing::counts);
    columns.standings[i] = Standing::absent;
    columns.values[i] = 0;
    if (divided) columns.denominators[i] = 0;
  }
}

// Positions, or the name of a column that changes where a part begins.
std::vector<std::size_t> parts(const std::string& call, const object& input) {
  const std::string name = asked(call, R"(part ?= ?([A-Za-z]\w*)\b(?!\())");
  const value* labels = name.empty() ? nullptr : input.if_contains(name);
  if (!labels) return positions(list_asked(call, "part"));
  std::vector<std::size_t> starts;
  for (std::size_t i = 1; i < labels->as_array().size(); ++i)
    if (labels->at(i) != labels->at(i - 1)) starts.push_back(i);
  return starts;
}

Columns columns_of(const object& test, ChartKind kind) {
  const std::string call = text(test.at("call"));
  const object& input = test.at("input").as_object();
  const std::string names = asked(call, R"(qic\((\w+(?:, \w+)*),)");
  std::istringstream list(names);
  std::vector<std::string> arguments;
  for (std::string name; list >> name;) arguments.push_back(name.substr(0, name.find(',')));
  if (kind == ChartKind::x_bar || kind == ChartKind::s)
    return subgroups(input.at(arguments[0]), input.at(arguments[1]), kind);
  Columns columns;
  columns.values = column(input.at(arguments[arguments.size() == 1 ? 0 : 1]));
  if (arguments.size() > 2) columns.denominators = column(input.at(arguments[2]));
  leave_out_the_missing(columns);
  return columns;
}

void check_limits(const Limits& limits, const object& expected, std::size_t i) {
  CHECK(close(limits.centre, expected.at("cl").at(i)));
  if (expected.at("ucl").at(i).is_null()) {
    CHECK_FALSE(limits.known());
    return;
  }
  CHECK(close(limits.lower(), expected.at("lcl").at(i)));
  CHECK(close(limits.upper(), expected.at("ucl").at(i)));
  CHECK(close(limits.near_lower(), expected.at("lcl.95").at(i)));
  CHECK(close(limits.near_upper(), expected.at("ucl.95").at(i)));
}

void check_runs(const RunTest& runs, const object& expected, std::size_t i) {
  CHECK(runs.useful == expected.at("n.useful").at(i).to_number<std::size_t>());
  CHECK(runs.longest_run == expected.at("longest.run").at(i).to_number<std::size_t>());
  CHECK(runs.longest_run_limit == expected.at("longest.run.max").at(i).to_number<std::size_t>());
  CHECK(runs.crossings == expected.at("n.crossings").at(i).to_number<std::size_t>());
  CHECK(runs.crossings_limit == expected.at("n.crossings.min").at(i).to_number<std::size_t>());
  CHECK(runs.signals() == expected.at("runs.signal").at(i).as_bool());
}

void check_qicharts2(const object& test) {
  const std::string call = text(test.at("call"));
  const ChartKind kind = kKinds.at(asked(call, "chart ?= ?'(\\w+)'"));
  Columns columns = columns_of(test, kind);
  for (std::size_t position : positions(list_asked(call, "exclude"))) {
    columns.standings.resize(columns.values.size(), Standing::counts);
    columns.standings[position - 1] = Standing::excluded;
  }
  const auto starts = parts(call, test.at("input").as_object());
  const auto frozen = positions(asked(call, "freeze ?= ?(\\d+)"));
  const std::string multiplier = asked(call, "multiply ?= ?(\\d+)");
  Analysis analysis = analyse(columns.rows(multiplier.empty() ? 1 : std::stod(multiplier)), kind, rule_set("anhoej"),
                              {starts, frozen.empty() ? 0 : frozen[0]});
  const object& expected = test.at("expected").as_object();
  REQUIRE(expected.at("y").as_array().size() == analysis.values.size());
  for (const Phase& phase : analysis.phases) {
    check_runs(phase.runs, expected, phase.begin);
    for (std::size_t i = phase.begin; i < phase.end; ++i) {
      CAPTURE(i);
      const bool absent = analysis.standings[i] == Standing::absent;
      REQUIRE(absent == expected.at("y").at(i).is_null());
      if (absent) continue;
      CHECK(close(analysis.values[i], expected.at("y").at(i)));
      CHECK((analysis.standings[i] == Standing::counts) == expected.at("include").at(i).as_bool());
      check_limits(analysis.limits_at(i), expected, i);
      CHECK(analysis.signals[i].fires(Rule::beyond_limits) == expected.at("sigma.signal").at(i).as_bool());
    }
  }
}

// ---- Power BI

std::vector<std::size_t> starts_of(const object& test) {
  std::vector<std::size_t> starts;
  if (!test.contains("groupings")) return starts;
  const auto groups = numbers(test.at("groupings"));
  for (std::size_t i = 1; i < groups.size(); ++i)
    if (groups[i] != groups[i - 1]) starts.push_back(i);
  return starts;
}

void check_power_bi(const std::string& name, const object& test) {
  Columns columns;
  columns.values = numbers(test.at("numerators"));
  if (test.contains("denominators")) columns.denominators = numbers(test.at("denominators"));
  if (test.contains("xbar_sds")) columns.spreads = numbers(test.at("xbar_sds"));
  const auto starts = starts_of(test);
  const ChartKind kind = kKinds.at(name);
  Analysis analysis = analyse(columns.rows(number(test.at("multiplier"))), kind, rule_set("power_bi"), {starts});
  const object& expected = test.at("engine_full_precision").as_object();
  const std::size_t skipped = kind == ChartKind::moving_range ? 1 : 0;  // their chart begins at the first range
  REQUIRE(expected.at("values").as_array().size() + skipped == analysis.values.size());
  for (std::size_t i = skipped; i < analysis.values.size(); ++i) {
    CAPTURE(i);
    const Limits& limits = analysis.limits_at(i);
    const std::size_t theirs = i - skipped;
    CHECK(close(analysis.values[i], expected.at("values").at(theirs), 1e-9));
    CHECK(close(limits.centre, expected.at("targets").at(theirs), 1e-9));
    CHECK(close(limits.lower(), expected.at("ll99").at(theirs), 1e-9));
    CHECK(close(limits.near_lower(), expected.at("ll95").at(theirs), 1e-9));
    CHECK(close(limits.near_upper(), expected.at("ul95").at(theirs), 1e-9));
    CHECK(close(limits.upper(), expected.at("ul99").at(theirs), 1e-9));
  }
}

// ---- qcc

Columns qcc_columns(const std::string& call, const value& input, ChartKind kind) {
  Columns columns;
  if (input.is_object()) {
    columns.values = numbers(input.at(input.as_object().contains("D") ? "D" : "x"));
    if (has_point_limits(kind)) columns.denominators = numbers(input.at("size"));
    return columns;
  }
  if (!input.at(0).is_array()) {
    columns.values = numbers(input);
    return columns;
  }
  const bool deviations = call.find("RMSDF") != std::string::npos;
  for (const value& row : input.as_array()) {
    const Subgroup group = subgroup(numbers(row));
    columns.values.push_back(kind == ChartKind::s ? group.deviation : kind == ChartKind::r ? group.range : group.mean);
    columns.denominators.push_back(group.size);
    columns.spreads.push_back(deviations ? group.deviation : group.range);
  }
  return columns;
}

// Theirs are the points that end a run of seven or more; ours all points of such runs.
std::set<std::size_t> ends_of_runs(const Analysis& analysis) {
  std::set<std::size_t> ends;
  std::size_t run = 0;
  for (std::size_t i = 0; i < analysis.values.size(); ++i) {
    const int side = side_of(zone_of(analysis.values[i], analysis.limits_at(i)));
    const int before = i == 0 ? 2 : side_of(zone_of(analysis.values[i - 1], analysis.limits_at(i - 1)));
    run = side == before ? run + 1 : 1;
    if (run >= 7) ends.insert(i + 1);
  }
  return ends;
}

std::set<std::size_t> indices(const value& list) {
  std::set<std::size_t> out;
  if (list.is_number()) out.insert(list.to_number<std::size_t>());
  if (list.is_array())
    for (double item : numbers(list)) out.insert(static_cast<std::size_t>(item));
  return out;
}

void check_qcc(const object& test) {
  const std::map<std::string, ChartKind> kinds{{"xbar", ChartKind::x_bar}, {"xbar.one", ChartKind::individuals},
                                               {"R", ChartKind::r},        {"S", ChartKind::s},
                                               {"p", ChartKind::p},        {"np", ChartKind::np},
                                               {"c", ChartKind::c},        {"u", ChartKind::u},
                                               {"g", ChartKind::g}};
  const std::string call = text(test.at("call"));
  const ChartKind kind = kinds.at(text(test.at("type")));
  Columns columns = qcc_columns(call, test.at("input"), kind);
  RuleSet rules = rule_set("western_electric");
  rules.convention = convention("qcc");
  rules.shift_points = 7;
  if (call.find("RMSDF") != std::string::npos) rules.convention.subgroups = SubgroupSigma::root_mean_square;
  const std::string first = asked(call, R"(diameter\[1:(\d+),\])");
  Phasing phasing{.baseline = first.empty() ? 0 : std::stoul(first)};
  if (call.find("newdata") == std::string::npos && !first.empty()) {
    columns.values.resize(phasing.baseline);
    columns.denominators.resize(phasing.baseline);
    columns.spreads.resize(phasing.baseline);
  }
  Analysis analysis = analyse(columns.rows(1), kind, rules, phasing);
  const auto& limits = test.at("limits").as_array();
  std::set<std::size_t> beyond;
  for (std::size_t i = 0; i < analysis.values.size(); ++i) {
    CAPTURE(i);
    const value& row = limits[limits.size() == 1 ? 0 : i];
    CHECK(close(analysis.limits_at(i).centre, test.at("center")));
    CHECK(close(analysis.limits_at(i).lower(), row.at(0), 1e-8));
    CHECK(close(analysis.limits_at(i).upper(), row.at(1), kind == ChartKind::r ? 1e-5 : 1e-8));  // their d3 is rounded
    if (analysis.signals[i].fires(Rule::beyond_limits)) beyond.insert(i + 1);
  }
  CHECK(beyond == indices(test.at("beyond_limits")));
  CHECK(ends_of_runs(analysis) == indices(test.at("violating_runs_of_7")));
}

}  // namespace

TEST_CASE("every chart of Montgomery's book agrees with qicharts2: limits, signals and runs at every point") {
  auto file = vectors("spc/qicharts2-montgomery.json");
  const auto& cases = file.at("cases").as_object();
  require_cases(cases.size(), 13);
  for (const auto& test : cases) {
    CAPTURE(std::string(test.key()));
    check_qicharts2(test.value().as_object());
  }
}

TEST_CASE("charts of hospital data agree with qicharts2, with phases, baselines and huge denominators") {
  auto file = vectors("spc/qicharts2-datasets.json");
  const auto& cases = file.at("cases").as_object();
  require_cases(cases.size(), 10);
  for (const auto& test : cases) {
    CAPTURE(std::string(test.key()));
    check_qicharts2(test.value().as_object());
  }
}

TEST_CASE("eleven kinds of chart agree with Power BI SPC") {
  auto file = vectors("spc/power-bi-limits.json");
  const auto& charts = file.at("charts").as_object();
  require_cases(charts.size(), 11);
  for (const auto& test : charts) {
    CAPTURE(std::string(test.key()));
    check_power_bi(std::string(test.key()), test.value().as_object());
  }
}

TEST_CASE("fifteen charts agree with qcc: ranges, deviations, unequal subgroups, counts and new data") {
  auto file = vectors("spc/qcc.json");
  const auto& cases = file.at("cases").as_object();
  require_cases(cases.size(), 15);
  for (const auto& test : cases) {
    CAPTURE(std::string(test.key()));
    check_qcc(test.value().as_object());
  }
}

TEST_CASE("breaches of thirty hospitals agree with qicharts2 on p and on p'") {
  auto file = vectors("spc/nhs-attendances.json");
  for (const value& test : file.at("cases").as_array()) {
    CAPTURE(text(test.at("org")));
    const auto breaches = numbers(test.at("breaches")), attendances = numbers(test.at("attendances"));
    for (auto [name, kind] : {std::pair("p_breach", ChartKind::p), std::pair("pprime_breach", ChartKind::p_prime)}) {
      RuleSet rules = rule_set("anhoej");
      Analysis analysis = analyse({breaches, attendances}, kind, rules);
      const auto& expected = test.at(name);
      std::set<std::size_t> beyond;
      for (std::size_t i = 0; i < analysis.values.size(); ++i) {
        CHECK(close(analysis.limits_at(i).centre, expected.at("cl")));
        CHECK(close(analysis.limits_at(i).lower(), expected.at("lcl").at(i)));
        CHECK(close(analysis.limits_at(i).upper(), expected.at("ucl").at(i)));
        if (analysis.signals[i].fires(Rule::beyond_limits)) beyond.insert(i + 1);
      }
      CHECK(beyond == indices(expected.at("beyond")));
    }
  }
}
