#include "modules/measures/told.h"

#include <doctest/doctest.h>

#include <random>

#include "modules/measures/sentence.h"
#include "modules/measures/year_so_far.h"

using namespace measures;

namespace {

const Metric waits{.name = "Wait", .unit = "minutes", .direction = Direction::lower, .frequency = Frequency::month};

std::vector<Point> months(const std::vector<double>& values) {
  std::vector<Point> points;
  for (std::size_t i = 0; i < values.size(); ++i)
    points.push_back({.period = kit::add_months(kit::date_of(2024, 1, 1), static_cast<int>(i)),
                      .value = values[i],
                      .numerator = {static_cast<std::int64_t>(values[i] * 1e6)},
                      .denominator = kit::whole(1)});
  return points;
}

std::string words(const Sentence& sentence) { return sentence.strong + "|" + sentence.rest; }

Told told_by(const std::vector<Point>& points, std::optional<Quantity> target, std::string_view rules = "mdc_7") {
  auto judgement =
      judge(points, {}, waits, {.kind = ChartKind::i, .rules = statistics::rule_set(rules), .target = target});
  return told_of(judgement, points, ChartKind::i, waits.direction);
}

}  // namespace

TEST_CASE("what a summary keeps tells the same sentence as the chart, for any series under any rules") {
  std::mt19937 random(5);
  for (int round = 0; round < 400; ++round) {
    std::vector<double> values(1 + random() % 40);
    double level = 20;
    for (double& value : values) {
      if (random() % 12 == 0) level += static_cast<double>(random() % 11) - 5;
      value = level + static_cast<double>(random() % 7);
    }
    std::optional<Quantity> target;
    if (random() % 3 != 0) target = kit::whole(15 + static_cast<std::int64_t>(random() % 15));
    for (auto rules : {"mdc_7", "ihi", "anhoej", "plot_the_dots"}) {
      auto points = months(values);
      Told told = told_by(points, target, rules);
      CHECK(words(sentence_of(Language::en, told, waits)) ==
            words(sentence_of(Language::en, told_in(text_of(told)), waits)));
      CHECK(text_of(told_in(text_of(told))) == text_of(told));
    }
  }
}

TEST_CASE("nothing is told from an empty line") {
  CHECK(sentence_of(Language::en, told_in(""), waits).strong == "No values yet.");
}

TEST_CASE("a signal and a missed target say since when, and that day stays while they last") {
  std::vector<double> values{20, 21, 19, 20, 22, 20, 19, 21, 20, 19, 21, 20};
  for (int i = 0; i < 8; ++i) values.push_back(30 + i % 2);
  auto points = months(values);
  Told told = told_by(points, kit::whole(25));
  REQUIRE(told.signal_since);
  CHECK(kit::iso(*told.signal_since) == "2025-01-01");
  CHECK(kit::iso(*told.missed_since) == "2025-01-01");
  values.push_back(31);
  Told later = told_by(months(values), kit::whole(25));
  CHECK(later.signal_since == told.signal_since);
  CHECK(later.missed_since == told.missed_since);
  values.push_back(20);
  CHECK_FALSE(told_by(months(values), kit::whole(25)).missed_since);
}

TEST_CASE("what adds up is told against the target of its year, and a missing month adds nothing") {
  auto points = months({1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 2, 3, 0, 4});
  points.erase(points.begin() + 14);  // March 2025 was not reported
  YearSoFar so_far = year_so_far(points, Frequency::month, kit::whole(24));
  CHECK(so_far.year == 2025);
  CHECK(so_far.periods.size() == 12);
  CHECK(so_far.totals == std::vector<double>{2, 5, 5, 9});
  CHECK(*so_far.even_pace() == 8);
  Told told{.summary = {.points = 15, .latest = so_far.total(), .target = so_far.target}, .phase_since = {}};
  told.even_pace = so_far.even_pace(), told.year = so_far.year;
  Metric savings{.name = "Savings", .unit = "$", .direction = Direction::higher};
  CHECK(words(sentence_of(Language::en, told, savings)) ==
        "$9 of $24 for 2025: 38%.|An even pace would be at $8 by now.");
  told.summary.latest = 24;
  CHECK(words(sentence_of(Language::en, told, savings)) ==
        "$24 of $24 for 2025: 100%.|The target of the year is reached.");
}
