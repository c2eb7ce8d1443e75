// Our results beside those of other tools. tests/vectors/spc/README.md names the tools, docs/statistics.md the outcome.
#include <set>

#include "statistics/analysis.h"
#include "statistics/authority_vectors.h"
#include "statistics/icons.h"
#include "statistics/individuals.h"
#include "statistics/run_chart.h"

using namespace statistics;
using boost::json::array;
using boost::json::object;
using boost::json::value;

namespace {

Direction direction_of(const std::string& word) {
  if (word == "increase") return Direction::higher_is_better;
  return word == "decrease" ? Direction::lower_is_better : Direction::neutral;
}

// ---- plot the dots

std::string plot_the_dots_type(PointSignals signals) {
  auto reason = reason_of(signals);
  if (!reason) return "Common Cause";
  const bool high = reason->side == Side::high;
  switch (reason->rule) {
    case Rule::beyond_limits: return high ? "Above UCL" : "Below LCL";
    case Rule::trend: return high ? "7 Point Trend (Increasing)" : "7 Point Trend (Decreasing)";
    case Rule::two_of_three: return high ? "2 in 3 Above CL" : "2 in 3 Below CL";
    case Rule::shift: return high ? "7 Points Above CL" : "7 Points Below CL";
    default: return "?";
  }
}

std::string plot_the_dots_kind(Kind kind) {
  switch (kind) {
    case Kind::common: return "common_cause";
    case Kind::improvement: return "special_cause_improvement";
    case Kind::concern: return "special_cause_concern";
    case Kind::neutral_high: return "special_cause_neutral_high";
    case Kind::neutral_low: return "special_cause_neutral_low";
    default: return "?";
  }
}

void check_plot_the_dots(const object& test) {
  auto values = numbers(test.at("y"));
  Direction direction = direction_of(text(test.at("improvement_direction")));
  RuleSet rules = rule_set("plot_the_dots");
  rules.convention.ranges.screen = test.at("screen_outliers").as_bool();
  std::vector<std::size_t> starts;
  auto start_at = [&](const value& position) { starts.push_back(position.to_number<std::size_t>() - 1); };
  if (auto& start = test.at("rebase_at_index_1based"); start.is_array())
    for (const value& each : start.as_array()) start_at(each);
  else if (!start.is_null())
    start_at(start);
  std::size_t baseline =
      test.at("fix_after_n_points").is_null() ? 0 : test.at("fix_after_n_points").to_number<std::size_t>();

  Analysis analysis = analyse(values, rules, {starts, baseline});
  for (const Phase& phase : analysis.phases)
    for (std::size_t i = phase.begin; i < phase.end; ++i) {
      CAPTURE(i);
      CHECK(close(phase.limits.centre, test.at("mean").at(i)));
      if (!test.at("lpl").at(i).is_null()) {
        CHECK(close(phase.limits.lower(), test.at("lpl").at(i)));
        CHECK(close(phase.limits.upper(), test.at("upl").at(i)));
      }
      CHECK(plot_the_dots_type(analysis.signals[i]) == text(test.at("special_cause_type").at(i)));
      CHECK(plot_the_dots_kind(kind_of(analysis.signals[i], direction, rules.conflict)) ==
            text(test.at("point_type").at(i)));
    }
  std::optional<double> target;
  if (!test.at("target").is_null()) target = test.at("target").to_number<double>();
  const char* words[] = {"", "consistent_pass", "consistent_fail", "inconsistent"};
  CHECK(words[static_cast<int>(assurance_of(analysis, target, direction))] == text(test.at("assurance_type")));
}

// ---- Power BI

std::vector<Zone> zones_between(const std::vector<double>& values, const value& lower, const value& upper,
                                Zone outside) {
  std::vector<Zone> zones;
  for (std::size_t i = 0; i < values.size(); ++i) {
    const bool above = !upper.at(i).is_null() && values[i] > number(upper.at(i)),
               below = !lower.at(i).is_null() && values[i] < number(lower.at(i));
    zones.push_back(static_cast<Zone>(above ? outside : below ? -outside : 1));
  }
  return zones;
}

std::vector<PointSignals> power_bi_signals(const std::string& function, const array& args) {
  auto values = column(args[0]);
  std::vector<PointSignals> signals(values.size());
  if (function == "shift") {
    auto zones = zones_between(values, args[1], args[1], 1);
    for (std::size_t i = 0; i < values.size(); ++i)
      if (args[1].at(i).is_null() || std::isnan(values[i]) || values[i] == number(args[1].at(i))) zones[i] = 0;
    mark_shifts(zones, args[2].to_number<int>(), Tie::breaks, signals);
  }
  if (function == "trend") mark_trends(values, args[1].to_number<int>(), Tie::breaks, signals);
  if (function == "twoInThree")
    mark_two_of_three(zones_between(values, args[1], args[2], 3),
                      args[3].as_bool() ? TwoOfThree::beyond_two_whole : TwoOfThree::beyond_two, signals);
  if (function == "astronomical") mark_beyond_limits(zones_between(values, args[1], args[2], kBeyondLimits), signals);
  return signals;
}

std::string power_bi_flag(PointSignals signals) {
  return signals.any(Side::high) ? "upper" : signals.any(Side::low) ? "lower" : "none";
}

void check_power_bi_flags(const std::string& function, const object& test) {
  auto signals = power_bi_signals(function, test.at("args").as_array());
  auto& expected = test.at("expected").as_array();
  REQUIRE(signals.size() == expected.size());
  for (std::size_t i = 0; i < signals.size(); ++i) CHECK(power_bi_flag(signals[i]) == text(expected[i]));
}

std::string power_bi_kind(Kind kind) {
  const char* words[] = {"none", "improvement", "deterioration", "neutral_high", "neutral_low", "?"};
  return words[static_cast<int>(kind)];
}

void check_power_bi_direction(const array& args, const value& expected) {
  std::string status = text(args[0]);
  PointSignals signals;
  if (status != "none") signals.set(Rule::shift, status == "upper" ? Side::high : Side::low);
  Direction direction = direction_of(text(args[1].at("improvement_direction")));
  std::string flags = text(args[1].at("process_flag_type"));
  Shown which = flags == "both" ? Shown::every_kind : flags == "improvement" ? Shown::improvement : Shown::concern;
  CHECK(power_bi_kind(shown(kind_of(signals, direction, Conflict::by_precedence), which)) == text(expected));
}

void check_power_bi_assurance(const array& args, const value& expected) {
  auto lower = numbers(args[0]), upper = numbers(args[1]);
  std::optional<double> target;
  if (!args[2].is_null() && !args[2].as_array().empty() && !args[2].as_array().back().is_null())
    target = number(args[2].as_array().back());
  Limits limits{.centre = (lower.back() + upper.back()) / 2};
  if (args[4].as_bool()) limits.sigma = (upper.back() - lower.back()) / 6;
  const char* words[] = {"none", "consistentPass", "consistentFail", "inconsistent"};
  Assurance assurance = assurance_of(limits, target, direction_of(text(args[3])));
  CHECK(words[static_cast<int>(assurance)] == text(expected));
}

// Their icon carries the side as well as the kind: with a better direction the side follows from the kind.
std::string power_bi_icon(Kind kind, Direction direction) {
  const bool up = direction == Direction::higher_is_better;
  switch (kind) {
    case Kind::improvement: return up ? "improvementHigh" : "improvementLow";
    case Kind::concern: return up ? "concernLow" : "concernHigh";
    case Kind::neutral_high: return "neutralHigh";
    case Kind::neutral_low: return "neutralLow";
    default: return "commonCause";
  }
}

std::vector<PointSignals> signals_named(const value& flags, Direction direction) {
  const std::pair<const char*, Rule> names[] = {{"astpoint", Rule::beyond_limits},
                                                {"shift", Rule::shift},
                                                {"trend", Rule::trend},
                                                {"two_in_three", Rule::two_of_three}};
  std::vector<PointSignals> signals(flags.at("astpoint").as_array().size());
  for (auto& [name, rule] : names)
    for (std::size_t i = 0; i < signals.size(); ++i)
      for (Side side : {Side::high, Side::low})
        if (power_bi_kind(kind_of(side, direction)) == text(flags.at(name).at(i))) signals[i].set(rule, side);
  return signals;
}

void check_power_bi_variation(const object& test) {
  auto& args = test.at("args").as_array();
  Direction direction = direction_of(text(args[1]));
  auto signals = signals_named(args[0], direction);
  if (args[2].as_bool() && signals.size() > 1) signals.erase(signals.begin(), signals.end() - 1);
  std::set<std::string> icons;
  for (PointSignals point : signals)
    for (Side side : {Side::high, Side::low})
      if (point.any(side)) icons.insert(power_bi_icon(kind_of(side, direction), direction));
  if (icons.empty()) icons.insert("commonCause");
  if (text(test.at("op")) == "toContain")
    CHECK(icons.contains(text(test.at("expected"))));
  else if (text(test.at("op")) == "toBe")
    CHECK(icons.size() == test.at("expected").to_number<std::size_t>());
  else
    CHECK(icons == std::set<std::string>{text(test.at("expected").at(0))});
}

// What the other tool can be asked and ours cannot: one chart with a better direction and without one at once.
bool fits(const object& test) {
  return text(test.at("test")).find("should handle all four variation types") == std::string::npos;
}

// As their functions are called, with whole settings of a chart, made into what matters of them.
array plain_args(const std::string& function, const array& args) {
  auto direction = [&] { return args[1].at("outliers").at("improvement_direction"); };
  if (function == "assuranceIconToDraw" && args[0].is_object()) {
    const object& drawn = args[0].as_object();
    const value* target = drawn.if_contains("alt_targets");
    return {drawn.at("ll99"), drawn.at("ul99"), target ? *target : value(), direction(),
            args[2].at("chart_type_props").at("has_control_limits")};
  }
  if (function == "variationIconsToDraw" && args[1].is_object())
    return {args[0], direction(), args[1].at("nhs_icons").at("flag_last_point")};
  return args;
}

}  // namespace

TEST_CASE("limits, point types and assurance agree with plot the dots on its 47 series") {
  auto file = vectors("spc/plot-the-dots.json");
  const auto cases = cases_of(file.at("cases"));
  require_cases(cases.size(), 47);
  for (const auto& [name, test] : cases) {
    CAPTURE(name.empty() ? text(test.at("name")) : name);
    check_plot_the_dots(test.as_object());
  }
}

TEST_CASE("run rules and icons agree with Power BI SPC wherever both can be asked") {
  auto file = vectors("spc/power-bi-rules.json");
  std::size_t compared = 0;
  for (const auto& [name, item] : cases_of(file.at("cases"))) {
    object test = item.as_object();
    if (!fits(test)) continue;
    ++compared;
    const std::string function = name.empty() ? text(test.at("function")) : name;
    test["args"] = plain_args(function, test.at("args").as_array());
    CAPTURE(function);
    CAPTURE(text(test.at("test")));
    auto& args = test.at("args").as_array();
    if (function == "checkFlagDirection")
      check_power_bi_direction(args, test.at("expected"));
    else if (function == "assuranceIconToDraw")
      check_power_bi_assurance(args, test.at("expected"));
    else if (function == "variationIconsToDraw")
      check_power_bi_variation(test);
    else
      check_power_bi_flags(function, test);
  }
  require_cases(compared, 139);
}

TEST_CASE("longest run and crossings limits agree with Anhoej from 10 to 500 useful points") {
  auto further = further_cases("spc/anhoej-bounds.json");
  auto bounds = further ? *further : our_vectors("spc/anhoej.json").at("bounds");
  auto& sizes = bounds.at("n").as_array();
  require_cases(sizes.size(), 491);
  for (std::size_t i = 0; i < sizes.size(); ++i) {
    auto useful = sizes[i].to_number<std::size_t>();
    CAPTURE(useful);
    CHECK(longest_run_limit(useful) == bounds.at("longest_run_max").at(i).to_number<std::size_t>());
    CHECK(crossings_limit(useful) == bounds.at("crossings_min").at(i).to_number<std::size_t>());
  }
}

TEST_CASE("medians and run tests agree with qicharts2 on 44 run charts") {
  auto further = further_cases("spc/anhoej-vectors.json");
  auto file = further ? *further : our_vectors("spc/anhoej.json").at("vectors");
  const auto cases = cases_of(file.at("cases"));
  require_cases(cases.size(), 44);
  for (const auto& [name, test] : cases) {
    CAPTURE(name.empty() ? text(test.at("name")) : name);
    auto values = numbers(test.at("y"));
    Analysis analysis = analyse(values, rule_set("anhoej_run"));
    const Phase& phase = analysis.phases.back();
    CHECK(close(phase.limits.centre, test.at("median")));
    CHECK(phase.runs.useful == test.at("n_useful").to_number<std::size_t>());
    CHECK(phase.runs.signals() == test.at("signal").as_bool());
    if (phase.runs.useful == 0) continue;
    CHECK(phase.runs.longest_run == test.at("longest_run").to_number<std::size_t>());
    CHECK(phase.runs.longest_run_limit == test.at("longest_run_max").to_number<std::size_t>());
    CHECK(phase.runs.crossings == test.at("crossings").to_number<std::size_t>());
    CHECK(phase.runs.crossings_limit == test.at("crossings_min").to_number<std::size_t>());
  }
}

TEST_CASE("thirty hospitals over 36 months agree with plot the dots and qicharts2") {
  auto file = vectors("spc/nhs-attendances.json");
  require_cases(file.at("cases").as_array().size(), 30);
  for (const value& test : file.at("cases").as_array()) {
    CAPTURE(text(test.at("org")));
    auto values = numbers(test.at("attendances"));

    auto& dots = test.at("nhsr");
    Analysis ours = analyse(values, rule_set("plot_the_dots"));
    CHECK(close(ours.phases[0].limits.lower(), dots.at("lpl")));
    CHECK(close(ours.phases[0].limits.upper(), dots.at("upl")));
    for (std::size_t i = 0; i < values.size(); ++i)
      CHECK(plot_the_dots_type(ours.signals[i]) == text(dots.at("type").at(i)));

    auto& individuals = test.at("qicharts2_i");
    RuleSet screened = rule_set("anhoej");
    screened.convention.ranges.screen = true;  // qicharts2 ran with its option to screen moving ranges
    ours = analyse(values, screened);
    CHECK(close(ours.phases[0].limits.lower(), individuals.at("lcl")));
    CHECK(close(ours.phases[0].limits.upper(), individuals.at("ucl")));

    auto& runs = test.at("qicharts2_run");
    ours = analyse(values, rule_set("anhoej_run"));
    CHECK(close(ours.phases[0].limits.centre, runs.at("median")));
    CHECK(ours.phases[0].runs.longest_run == runs.at("longest_run").to_number<std::size_t>());
    CHECK(ours.phases[0].runs.crossings == runs.at("crossings").to_number<std::size_t>());
    CHECK(ours.phases[0].runs.signals() == runs.at("signal").as_bool());
  }
}
