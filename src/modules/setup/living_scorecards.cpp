#include <cmath>

#include "modules/setup/living.h"
#include "statistics/subgroups.h"

// Two years of measures for the scorecards of hospitals, regions and the whole partnership. Figures of larger units are
// sums of what lies below. It has dice of its own, so that nothing else of the example changes with it.
namespace setup {
namespace {

using measures::ChartKind;
using measures::Direction;

constexpr int months = 26;

struct Story {
  const char *external_id, *name, *question, *definition, *numerator, *denominator, *unit;
  int factor, decimals;
  Direction direction;
  const char* compass;
  ChartKind chart;
  double level, drift, spread;  // of the value; the drift begins after a year
  int size;                     // of the denominator in a month and hospital; 0: there is none
  double target;
};

constexpr std::array stories{
    Story{"osteoporosis", "Osteoporosis screening, women 65+", "Do we find brittle bones before they break?",
          "Women of 65 and older who were screened within two years, out of all on the panel.", "women screened",
          "women on the panel", "%", 100, 1, Direction::higher, "quality", ChartKind::p_prime, 58, 0.9, 0.8, 1400, 70},
    Story{"sepsis-bundle", "Sepsis treated within three hours", "Does treatment begin in time?",
          "Patients with sepsis who had all elements within three hours of recognition.", "treated in time",
          "patients with sepsis", "%", 100, 0, Direction::higher, "quality", ChartKind::p, 74, 0.1, 3, 90, 85},
    Story{"first-appointment", "Days to first appointment", "How long does a new patient wait?",
          "Days from the call to the first appointment, of all new patients.", "days waited", "new patients", "days", 1,
          1, Direction::lower, "service", ChartKind::i, 7.2, 0.16, 0.4, 600, 7},
    Story{"calls-answered", "Calls answered within 30 seconds", "Does somebody pick up?",
          "Calls that a person answered within 30 seconds, out of all calls.", "calls answered in time", "calls", "%",
          100, 0, Direction::higher, "service", ChartKind::p_prime, 81, 0, 1.6, 9000, 80},
    Story{"overtime", "Overtime hours", "Do we staff for the work there is?",
          "Hours paid as overtime, out of all hours paid.", "overtime hours", "hours paid", "%", 100, 1,
          Direction::lower, "affordable", ChartKind::i, 4.6, -0.07, 0.2, 160000, 4},
    Story{"lost-time", "Injuries per 200,000 hours", "Do people go home unhurt?",
          "Injuries that have to be recorded, per 200,000 hours worked.", "injuries", "hours worked",
          "per 200,000 hours", 200000, 1, Direction::lower, "workplace", ChartKind::u, 5.1, 0, 0.2, 160000, 4.5},
    Story{"savings-validated", "Validated savings this year", "What did joint work save?",
          "Savings that all parties and finance signed, in the month of the last signature.", "dollars saved", "", "$",
          1, 0, Direction::higher, "affordable", ChartKind::burn_up, 530000, 4000, 60000, 0, 6000000}};

// About a normal deviate: the sum of four dice.
double deviate(std::mt19937& random) {
  double sum = 0;
  for (int i = 0; i < 4; ++i) sum += static_cast<double>(random() % 1000) / 1000 - 0.5;
  return sum / 0.577;
}

measures::Metric metric_of(const Story& story) {
  return {.id = {},
          .external_id = story.external_id,
          .name = story.name,
          .question = story.question,
          .numerator = story.numerator,
          .denominator = story.denominator,
          .unit = story.unit,
          .factor = story.factor,
          .direction = story.direction,
          .frequency = measures::Frequency::month,
          .decimals = story.decimals,
          .compass = story.compass,
          .source = "Monthly counts of the hospitals",
          .definition = story.definition,
          .chart = story.chart};
}

kit::Quantity whole_near(double value) { return kit::whole(std::max<std::int64_t>(0, std::llround(value))); }

measures::Measurement month_of(const Story& story, int month, std::mt19937& random, double place) {
  double value = story.level + place + story.drift * std::max(0, month - 12) + deviate(random) * story.spread;
  if (story.size == 0) return {.numerator = whole_near(value), .denominator = kit::whole(1)};
  double size = story.size * (0.9 + static_cast<double>(random() % 200) / 1000);
  return {.numerator = whole_near(value * size / story.factor), .denominator = whole_near(size)};
}

void add_to(std::vector<measures::Measurement>& sums, const std::vector<measures::Measurement>& values, bool divided) {
  sums.resize(values.size());
  for (std::size_t i = 0; i < values.size(); ++i) {
    sums[i].period = values[i].period;
    sums[i].numerator.millionths += values[i].numerator.millionths;
    if (divided) sums[i].denominator.millionths += values[i].denominator.millionths;
    if (!divided) sums[i].denominator = kit::whole(1);
  }
}

}  // namespace

void Play::more_scorecards(Tx& tx) {
  std::mt19937 random(2005);
  Date first = kit::add_months(kit::first_of_month(on_), -months);
  for (const Story& story : stories) {
    measures::Metric metric = measures::add_metric(tx, metric_of(story));
    auto follow = [&](const std::string& unit, const std::vector<measures::Measurement>& values, double share) {
      kit::Quantity target{std::llround(story.target * share * 1e6)};
      measures::record_measurements(tx, measures::add_series(tx, metric.id, unit, "", target), values);
    };
    bool divided = story.size > 0;
    std::map<std::string, std::vector<measures::Measurement>> sums;
    for (auto [place, region] :
         {std::pair{"srmc", "cascade"}, {"clack", "cascade"}, {"alder", "cascade"}, {"harbor", "lakes"}}) {
      double own = deviate(random) * story.spread;
      std::vector<measures::Measurement> values;
      for (int month = 0; month < months; ++month) {
        values.push_back(month_of(story, month, random, own));
        values.back().period = kit::add_months(first, month);
      }
      follow(units_[place].text, values, 1);
      add_to(sums[region], values, divided);
      add_to(sums["all"], values, divided);
    }
    // A target of a rate is the same everywhere; one that adds up is shared.
    for (auto& [unit, values] : sums)
      follow(units_[unit].text, values, divided ? 1 : unit == "all" ? 4 : unit == "lakes" ? 1 : 3);
  }
  sampled_waits(tx, first);
}

// Twelve waits a week, measured with a watch: a chart of their means, and one of their spread.
void Play::sampled_waits(Tx& tx, Date first) {
  std::mt19937 random(1997);
  measures::Metric metric{.id = {},
                          .external_id = "waits-sampled",
                          .name = "Transport wait, twelve a month by the watch",
                          .question = "How long does a patient wait for transport?",
                          .numerator = "minutes waited",
                          .denominator = "waits measured",
                          .unit = "minutes",
                          .direction = Direction::lower,
                          .frequency = measures::Frequency::month,
                          .decimals = 1,
                          .compass = "service",
                          .source = "Measured by the transporters",
                          .definition = "Minutes from the call to the arrival, of twelve calls drawn by lot.",
                          .chart = ChartKind::xbar};
  metric = measures::add_metric(tx, metric);
  auto series = measures::add_series(tx, metric.id, units_["srmc"].text, "", kit::whole(15));
  for (int month = 0; month < months; ++month) {
    std::vector<double> waits;
    for (int i = 0; i < 12; ++i)
      waits.push_back(std::round(std::max(2.0, (month < 12 ? 24 : 14) + 3 * deviate(random))));
    statistics::Subgroup group = statistics::subgroup(waits);
    Date period = kit::add_months(first, month);
    measures::record_measurements(tx, series,
                                  {{series.id, period, 0, whole_near(group.mean * 12), kit::whole(12), ""}});
    tx.record(measures::MeasurementSpread{
        .series = series.id, .period = period, .revision = 0, .deviation = {std::llround(group.deviation * 1e6)}});
  }
  measures::start_phase(tx, series.id, kit::add_months(first, 12), "One dispatcher for all floors");
}

}  // namespace setup
