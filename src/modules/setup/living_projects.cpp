#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "modules/setup/living.h"

// Projects with their tests of change, week by week, and the scorecards of hospitals and the region.
namespace setup {
namespace {

using improvement::Decision;
using improvement::Project;
using improvement::ProjectOutcome;

// A project as its scenes share it.
struct Told {
  Project project;
  std::vector<Id<improvement::TestCycle>> cycles;
};

constexpr std::array lessons{"We keep it.",
                             "It works on days; nights need another way.",
                             "The numbers moved less than we hoped, and we know why.",
                             "People liked it, and that matters for keeping it up.",
                             "It took more time in the first week and less since.",
                             "Nobody wants to go back.",
                             "It helped, but only while somebody watched. We try to build it in.",
                             "One unit did not take part; we ask them first next time."};

constexpr std::array endings{
    "What helped most was the smallest change. We wrote it into the first week of new colleagues.",
    "The change holds without anybody watching. We hand the numbers to the monthly board.",
    "We learned to test on one shift first. Two other teams have come to look.",
    "It held for half a year, through two vacations and a flu season."};

constexpr std::string_view stopped =
    "The new system changes this work in spring; we stop here and keep what we learned.";

Quantity quantity(double value, int decimals) {
  double scale = std::pow(10.0, decimals);
  return {static_cast<std::int64_t>(std::llround(std::round(value * scale) / scale * 1e6))};
}

std::string value_words(double value, const Theme& theme) {
  std::string number = fmt::format("{:.{}f}", value, theme.decimals);
  return theme.unit == "%" ? number + " %" : number + " " + std::string(theme.unit);
}

Project project_of(const TeamOnStage& team, const Theme& theme, Date by) {
  Project project{.id = {}, .external_id = {}, .team = team.id, .series = std::nullopt};
  project.title = theme.title;
  project.problem = theme.problem;
  project.measure = theme.measure;
  project.unit = theme.unit;
  project.direction = theme.lower ? improvement::Direction::lower : improvement::Direction::higher;
  project.from_value = quantity(theme.from, theme.decimals);
  project.to_value = quantity(theme.to, theme.decimals);
  project.by_date = by;
  project.population = theme.population;
  project.goal = theme.compass == "quality"      ? "No harm, and care at the right time"
                 : theme.compass == "service"    ? "People would come back and say so"
                 : theme.compass == "affordable" ? "Care that people can pay for"
                                                 : "People go home well and come back gladly";
  project.compass = theme.compass;
  return project;
}

void enter(Tx& tx, const Project& project, Date first, const std::vector<double>& values, int decimals) {
  std::vector<measures::Measurement> measurements;
  for (std::size_t i = 0; i < values.size(); ++i)
    measurements.push_back({.series = *project.series,
                            .period = kit::add_days(first, static_cast<int>(i) * 7),
                            .revision = 0,
                            .numerator = quantity(values[i], decimals),
                            .denominator = kit::whole(1),
                            .reason = ""});
  improvement::enter_measurements(tx, project, measurements);
}

struct Adopted {
  std::string_view team, from;
  std::size_t theme;
};
// Who took over what another team found out.
constexpr std::array<Adopted, 19> adopted{{{"cev", "evs", 0},
                                           {"c3s", "w4", 0},
                                           {"c2n", "w4", 0},
                                           {"cfn", "fns", 0},
                                           {"ced", "ed", 1},
                                           {"aint", "afam", 0},
                                           {"aobg", "img", 0},
                                           {"cph", "phi", 0},
                                           {"e5", "w4", 1},
                                           {"c3s", "e5", 0},
                                           {"aphm", "cph", 0},
                                           {"lnd", "c2n", 0},
                                           {"reh", "e5", 0},
                                           {"aped", "kmem", 0},
                                           {"lmic", "lcor", 0},
                                           {"spd", "mat", 0},
                                           {"reg", "kapp", 1},
                                           {"kmem", "kapp", 0},
                                           {"cim", "img", 0}}};

}  // namespace

void Play::projects() {
  transport_project();
  int number = 0;
  for (const TeamOnStage& team : teams_)
    for (std::size_t i = 0; i < team.told->themes.size(); ++i) {
      if (team.told->external_id == "pt") continue;
      bool early = ++number % 3 == 0;
      project(team, team.told->themes[i], early ? 330 + chance(60) : 90 + chance(200), early ? 30 : 60, early);
    }
  for (const Adopted& one : adopted)
    project(stage(one.team), stage(one.from).told->themes[one.theme], 30 + chance(150), 60, false);
}

void Play::project(const TeamOnStage& team, const Theme& theme, int started_ago, int weeks, bool ends) {
  Date start = ago(started_ago);
  weeks = std::min(weeks, started_ago / 7);
  if (weeks < 2) return;
  auto told = std::make_shared<Told>();
  auto people = leads(team);
  Id<Person> lead = people[static_cast<std::size_t>(chance(2))];
  at(start, 9 * 60 + chance(400), lead,
     [told, project = project_of(team, theme, kit::add_days(start, 200)), decimals = theme.decimals](Tx& tx) {
       told->project = improvement::start_project(tx, project, {.decimals = decimals});
     });
  sign_soon(start, people, [told] { return told->project.id.text; });

  // Tests begin after a baseline, evenly apart; each takes its share of what is gained in the end.
  int tests = static_cast<int>(theme.tests.size());
  int baseline = std::min(9, weeks / 2);
  int apart = std::max(4, (weeks - baseline) / (tests + 1));
  double reached = ends || chance(10) < 6 ? 0.95 + 0.2 * chance(2) : 0.25 + 0.1 * chance(5);
  double spread = std::abs(theme.to - theme.from) * 0.17;
  std::vector<double> values, centres;
  for (int week = 0; week < weeks; ++week) {
    int begun = std::clamp((week - baseline) / apart + (week >= baseline ? 1 : 0), 0, tests);
    double centre = theme.from + (theme.to - theme.from) * reached * begun / tests;
    centres.push_back(centre);
    double value = std::max(0.0, centre + noise() * spread);
    values.push_back(theme.unit == "%" ? std::min(100.0, value) : value);
  }
  Date first = measures::period_of(start, measures::Frequency::week);
  for (int week = 0; week < weeks; week += 4) {
    int last = std::min(week + 4, weeks);
    std::vector<double> some(values.begin() + week, values.begin() + last);
    at(kit::add_days(first, last * 7 + 1), 8 * 60 + chance(60), people[static_cast<std::size_t>(chance(2))],
       [told, first = kit::add_days(first, week * 7), some, decimals = theme.decimals](Tx& tx) {
         enter(tx, told->project, first, some, decimals);
       });
  }
  for (int i = 0; i < tests; ++i) {
    const TestTold& test = theme.tests[static_cast<std::size_t>(i)];
    int week = baseline + i * apart;
    if (week + 1 >= weeks) break;
    double before = centres[static_cast<std::size_t>(std::max(0, week - 1))],
           after = centres[static_cast<std::size_t>(week)];
    Date begins = kit::add_days(first, week * 7);
    at(kit::add_days(begins, -4), 10 * 60, lead, [told, test, theme, before](Tx& tx) {
      improvement::TestCycle cycle{.id = {}, .project = told->project.id};
      cycle.title = test.title;
      cycle.plan = test.plan;
      cycle.prediction = fmt::format("{} goes from about {} towards {}.", theme.measure, value_words(before, theme),
                                     value_words(theme.to, theme));
      told->cycles.push_back(improvement::plan_cycle(tx, told->project.id, cycle).id);
    });
    at(begins, 8 * 60, people[static_cast<std::size_t>(chance(2))], [told, i, begins](Tx& tx) {
      auto cycle = tx.find(told->cycles.at(static_cast<std::size_t>(i)));
      cycle.started_on = begins;
      improvement::write_cycle(tx, cycle);
    });
    if (week + 3 >= weeks) break;  // still running
    std::string studied = fmt::format("It came to about {}. {}", value_words(after, theme), pick(lessons));
    Date closed = kit::add_days(begins, 16);
    at(closed, 14 * 60, lead, [told, i, did = std::string(test.did), studied](Tx& tx) {
      auto cycle = tx.find(told->cycles.at(static_cast<std::size_t>(i)));
      cycle.did = did;
      cycle.studied = studied;
      improvement::write_cycle(tx, cycle);
    });
    bool helped = reached > 0.7;
    Decision decision = helped      ? (i + 1 == tests ? Decision::adopt : Decision::adapt)
                        : chance(2) ? Decision::adapt
                                    : Decision::abandon;
    at(closed, 14 * 60 + 20, lead, [told, i, decision](Tx& tx) {
      improvement::close_cycle(tx, told->cycles.at(static_cast<std::size_t>(i)), decision,
                               decision == Decision::adopt   ? "We make it the way we work and tell the other shifts."
                               : decision == Decision::adapt ? "We change one thing and try it on another shift."
                                                             : "We leave it and try the next idea on our list.");
    });
  }
  bool saves = theme.compass == "affordable" || (theme.compass == "service" && chance(4) == 0);
  if (saves && weeks > 16) {
    auto saving = std::make_shared<std::string>();
    Date claimed = kit::add_days(start, 110);
    std::int64_t dollars = 4000 + 500 * chance(120);
    bool supplies = theme.compass == "affordable";
    at(claimed, 11 * 60, lead, [told, saving, dollars, supplies](Tx& tx) {
      improvement::Saving claim{.id = {}, .project = told->project.id, .amount = dollars * 100};
      claim.pace = improvement::Pace::recurring;
      claim.kind = supplies ? improvement::SavingKind::supplies : improvement::SavingKind::hours;
      claim.basis = supplies ? "Amounts bought in the three months before and after, at the price of the last order."
                             : "Overtime hours in the eight weeks before and after, at the average wage.";
      *saving = improvement::claim_saving(tx, claim).id.text;
    });
    sign_soon(claimed, people, [saving] { return *saving; });
  }
  if (ends) {
    bool stops = chance(6) == 0;
    auto outcome = stops ? ProjectOutcome::stopped : chance(2) ? ProjectOutcome::reached : ProjectOutcome::sustained;
    std::string learned(stops ? stopped : pick(endings));
    Date last = kit::add_days(first, weeks * 7 + 12);
    at(last, 15 * 60, lead,
       [told, outcome, learned](Tx& tx) { improvement::propose_ending(tx, told->project.id, outcome, learned); });
    for (const Id<Person>& other : people)
      at(kit::add_days(last, 1), 10 * 60, other,
         [told](Tx& tx) { sign_if_asked(tx, told->project.id.text, "ending"); });
  }
}

// Thirty weeks of Patient Transport: 25 minutes before the first test, 13 since.
void Play::transport_project() {
  const TeamOnStage& team = stage("pt");
  const Theme& theme = team.told->themes[0];
  const std::vector<double> waits{23, 23, 27, 21, 26, 21, 28, 26, 29, 25, 27, 25, 24, 26, 19,
                                  17, 15, 11, 12, 13, 12, 12, 15, 12, 12, 13, 12, 12, 12, 15};
  constexpr std::array begins{14, 17, 23};
  Date first = kit::add_days(measures::period_of(on_, measures::Frequency::week), -7 * static_cast<int>(waits.size()));
  auto told = std::make_shared<Told>();
  Id<Person> ana = team.labor_lead, ben = team.management_lead;
  Date start = kit::add_days(first, -3);
  at(start, 9 * 60, ana,
     [told, project = project_of(team, theme, kit::date_of(kit::year_of(on_), 12, 31)), start](Tx& tx) {
       Project aimed = project;
       if (aimed.by_date <= start) aimed.by_date = kit::add_months(aimed.by_date, 12);
       told->project = improvement::start_project(tx, aimed);
     });
  sign_soon(start, {ana, ben}, [told] { return told->project.id.text; });
  for (std::size_t week = 0; week < waits.size(); week += 2) {
    std::vector<double> some(waits.begin() + static_cast<int>(week), waits.begin() + static_cast<int>(week + 2));
    at(kit::add_days(first, static_cast<int>(week) * 7 + 14), 7 * 60 + 30, week % 4 ? ben : ana,
       [told, from = kit::add_days(first, static_cast<int>(week) * 7), some](Tx& tx) {
         enter(tx, told->project, from, some, 0);
       });
  }
  constexpr std::array<std::string_view, 3> studied{
      "Waits fell to 17 minutes in the second week. Nobody has to go down to the basement any more.",
      "Waits came down to 12 minutes. At the end of the shift the calls felt rushed, so the dispatcher stops at half "
      "past two.",
      "Waits stay at 12. Wards forget it on nights; a line in their call script helps."};
  for (std::size_t i = 0; i < begins.size(); ++i) {
    const TestTold& test = theme.tests[i];
    Date day = kit::add_days(first, begins[i] * 7);
    at(kit::add_days(day, -3), 14 * 60, ana, [told, test](Tx& tx) {
      improvement::TestCycle cycle{.id = {}, .project = told->project.id};
      cycle.title = test.title;
      cycle.plan = test.plan;
      cycle.prediction = "The wait falls by three minutes or more on the shift that tries it.";
      told->cycles.push_back(improvement::plan_cycle(tx, told->project.id, cycle).id);
    });
    at(day, 7 * 60, ben, [told, i, day](Tx& tx) {
      auto cycle = tx.find(told->cycles.at(i));
      cycle.started_on = day;
      improvement::write_cycle(tx, cycle);
    });
    at(kit::add_days(day, 17), 14 * 60 + 30, ana, [told, i, test, text = std::string(studied[i])](Tx& tx) {
      auto cycle = tx.find(told->cycles.at(i));
      cycle.did = test.did;
      cycle.studied = text;
      improvement::write_cycle(tx, cycle);
      improvement::close_cycle(
          tx, cycle.id, i == 1 ? Decision::adapt : Decision::adopt,
          i == 1 ? "The dispatcher names the next stop until half past two." : "We keep it on every shift.");
    });
  }
  at(kit::add_days(first, 8 * 7 + 2), 12 * 60, ben, [told, day = kit::add_days(first, 8 * 7)](Tx& tx) {
    improvement::annotate_project(tx, told->project.id, day, "Elevator 3 closed for repair");
  });
  auto change = std::make_shared<std::string>();
  at(kit::add_days(first, 26 * 7), 10 * 60, ana,
     [told, change, day = kit::add_days(first, (begins[0] + 2) * 7)](Tx& tx) {
       *change = improvement::propose_phase(tx, told->project.id, day,
                                            "Chairs stand by the east lift; the way to a chair is gone.")
                     .id.text;
     });
  sign_soon(kit::add_days(first, 26 * 7), {ana, ben}, [change] { return *change; });
  at(ago(8), 16 * 60, ana, [told](Tx& tx) {
    say(tx, told->project.id.text,
        {.body = "Ask at the next local meeting how other teams cover the dispatcher’s break.", .behind_wall = true});
  });
  at(ago(7), 9 * 60, ben, [told](Tx& tx) {
    say(tx, told->project.id.text,
        {.body = "@Ana Flores, 5 East would like to borrow the idea with the lift. Shall we invite them on Tuesday?"});
  });
  // Claimed by Ana and signed by her; Ben has yet to look at the figure.
  auto saving = std::make_shared<std::string>();
  at(ago(4), 13 * 60, ana, [told, saving](Tx& tx) {
    improvement::Saving claim{.id = {}, .project = told->project.id, .amount = 8'400'000};
    claim.pace = improvement::Pace::recurring;
    claim.kind = improvement::SavingKind::hours;
    claim.basis = "Waiting time of nurses, 12 minutes for each of 61 transports a day, a third of it counted.";
    *saving = improvement::claim_saving(tx, claim).id.text;
    sign_if_asked(tx, *saving);
  });
}

// Thirteen months of the numbers everybody looks at, for each hospital and the region.
void Play::scorecards(Tx& tx) {
  struct Number {
    const char *external_id, *name, *question, *numerator, *denominator, *unit;
    int factor;
    measures::Direction direction;
    const char* compass;
    double level, drift, spread, target;
  };
  using measures::Direction;
  const std::array<Number, 5> numbers{
      {{"injuries", "Injuries per 100 full-time jobs, a year", "Do people go home unhurt?", "injuries",
        "full-time jobs, a year", "per 100", 100, Direction::lower, "workplace", 5.2, -0.09, 0.4, 4},
       {"recommend", "Patients who would recommend us", "Would they come back?", "patients who say so",
        "patients asked", "%", 100, Direction::higher, "service", 71, 0.5, 2, 76},
       {"absence", "Hours lost to absence", "Is there somebody on the shift?", "hours absent", "hours scheduled", "%",
        100, Direction::lower, "affordable", 6.1, -0.02, 0.35, 5},
       {"infections", "Infections per 1,000 line days", "Is anybody harmed by a line?", "infections", "line days",
        "per 1,000", 1000, Direction::lower, "quality", 0.9, -0.03, 0.25, 0.5},
       {"involved", "People who take part in a team’s work", "Does everybody have a say?", "people who say so",
        "people asked", "%", 100, Direction::higher, "workplace", 46, 0.6, 1.5, 60}}};
  Date month = kit::add_months(kit::first_of_month(on_), -14);
  for (const Number& number : numbers) {
    measures::Metric metric{.id = {},
                            .external_id = number.external_id,
                            .name = number.name,
                            .question = number.question,
                            .numerator = number.numerator,
                            .denominator = number.denominator,
                            .unit = number.unit,
                            .factor = number.factor,
                            .direction = number.direction,
                            .frequency = measures::Frequency::month,
                            .decimals = 1,
                            .compass = number.compass,
                            .source = "Monthly counts of the hospitals"};
    metric = measures::add_metric(tx, metric);
    bool fed = metric.external_id == "injuries" || metric.external_id == "recommend";
    auto by_feed = [&](int i) { return fed && kit::add_months(month, i) >= fed_since(); };
    std::vector<measures::Measurement> region(14);
    for (const char* place : {"srmc", "clack", "alder"}) {
      auto series =
          measures::add_series(tx, metric.id, units_.find(place)->second.text, "", quantity(number.target, 1));
      double shift = noise() * number.spread;
      std::vector<measures::Measurement> values;
      for (int i = 0; i < 14; ++i) {
        double value = std::max(0.0, number.level + shift + number.drift * i + noise() * number.spread);
        auto denominator = kit::whole(number.factor == 1000 ? 800 + chance(200) : 2000 + chance(900));
        auto numerator = quantity(value * denominator.as_double() / number.factor, 0);
        if (by_feed(i) && metric.external_id == "injuries")
          injury_rows_[kit::add_months(month, i)] +=
              fmt::format("{};{}/{};{};{}\n", place, kit::month_of(kit::add_months(month, i)),
                          kit::year_of(kit::add_months(month, i)), kit::text_of(numerator), kit::text_of(denominator));
        if (by_feed(i)) continue;
        values.push_back({series.id, kit::add_months(month, i), 0, numerator, denominator, ""});
        region[static_cast<std::size_t>(i)].numerator += numerator;
        region[static_cast<std::size_t>(i)].denominator += denominator;
      }
      measures::record_measurements(tx, series, values);
    }
    auto series = measures::add_series(tx, metric.id, units_["cascade"].text, "", quantity(number.target, 1));
    for (int i = 0; i < 14; ++i) region[static_cast<std::size_t>(i)].period = kit::add_months(month, i);
    std::erase_if(region, [&](auto& one) { return fed && one.period >= fed_since(); });  // the hospitals' sum from then
    measures::record_measurements(tx, series, region);
  }
}

}  // namespace setup
