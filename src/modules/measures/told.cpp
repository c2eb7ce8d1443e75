#include "modules/measures/told.h"

#include <charconv>

namespace measures {
namespace {

constexpr std::size_t least_points_of_a_run_chart = 10;

// Words with a blank between; what is not there is a dash.
class Line {
 public:
  void number(double value) { word(kit::print_text(value)); }
  void count(std::size_t value) { word(std::to_string(value)); }
  void maybe(const std::optional<double>& value) { word(value ? kit::print_text(*value) : "-"); }
  void word(const std::string& text) { text_ += (text_.empty() ? "" : " ") + text; }
  std::string take() { return std::move(text_); }

 private:
  std::string text_;
};

class Words {
 public:
  explicit Words(std::string_view text) : rest_(text) {}
  std::string_view word() {
    auto end = std::min(rest_.find(' '), rest_.size());
    std::string_view word = rest_.substr(0, end);
    rest_.remove_prefix(std::min(end + 1, rest_.size()));
    return word;
  }
  std::optional<double> maybe() {
    double value = 0;
    if (!kit::parse_text(word(), value)) return std::nullopt;
    return value;
  }
  double number() { return maybe().value_or(0); }
  std::size_t count() { return static_cast<std::size_t>(number()); }
  template <class E>
  E one() {
    return static_cast<E>(count());
  }

 private:
  std::string_view rest_;
};

template <class E>
std::size_t index_of(E value) {
  return static_cast<std::size_t>(value);
}

// Back from the latest point that counts, while what is said of it holds.
void add_beginnings(Told& told, const Judgement& judgement, const std::vector<Point>& points, Direction direction) {
  const statistics::Summary& of = told.summary;
  std::size_t counted = 0;
  bool missing = of.target && direction != Direction::neutral;
  for (std::size_t i = points.size(); i-- > 0 && (missing || counted < of.signal_points);) {
    if (judgement.analysis.standings[i] != statistics::Standing::counts) continue;
    if (++counted <= of.signal_points) told.signal_since = points[i].period;
    missing = missing && !statistics::meets(judgement.values()[i], *of.target, way_of(direction));
    if (missing) told.missed_since = points[i].period;
  }
}

void dash_or(Line& line, const std::optional<Date>& day) { line.word(day ? kit::iso(*day) : "-"); }

}  // namespace

Told told_of(const Judgement& judgement, const std::vector<Point>& points, ChartKind kind, Direction direction) {
  Told told{.summary = judgement.summary,
            .phase_since = {},
            .events = counts_events(kind),
            .signal_since = {},
            .missed_since = {},
            .even_pace = {}};
  add_beginnings(told, judgement, points, direction);
  auto needed = static_cast<std::size_t>(judgement.analysis.rules->icon_points);
  told.needed = needed == 0 ? least_points_of_a_run_chart : needed;
  told.of_phase = judgement.analysis.phases.back().size();
  if (judgement.analysis.phases.size() > 1) told.phase_since = points[judgement.analysis.phases.back().begin].period;
  return told;
}

std::string text_of(const Told& told) {
  const statistics::Summary& of = told.summary;
  Line line;
  line.count(of.points), line.number(of.latest), line.number(of.last_centre);
  line.count(of.held), line.number(of.before), line.number(of.after);
  line.maybe(of.target), line.count(of.held_on_target), line.count(of.on_target);
  line.count(index_of(of.latest_kind));
  line.word(of.latest_reason ? std::to_string(index_of(of.latest_reason->rule)) : "-");
  line.count(of.latest_reason ? index_of(of.latest_reason->side) : 0);
  line.count(of.signal_points), line.count(index_of(of.assurance)), line.count(of.trial ? 1 : 0);
  line.count(told.needed), line.count(told.of_phase);
  for (auto& day : {told.phase_since, told.signal_since, told.missed_since}) dash_or(line, day);
  line.count(told.events ? 1 : 0), line.maybe(told.even_pace);
  line.word(told.year ? std::to_string(*told.year) : "-");
  return line.take();
}

Told told_in(std::string_view text) {
  Told told;
  if (text.empty()) return told;
  statistics::Summary& of = told.summary;
  Words words(text);
  of.points = words.count(), of.latest = words.number(), of.last_centre = words.number();
  of.held = words.count(), of.before = words.number(), of.after = words.number();
  of.target = words.maybe(), of.held_on_target = words.count(), of.on_target = words.count();
  of.latest_kind = words.one<statistics::Kind>();
  auto rule = words.maybe();
  auto side = words.one<statistics::Side>();
  if (rule) of.latest_reason = {static_cast<statistics::Rule>(*rule), side};
  of.signal_points = words.count(), of.assurance = words.one<statistics::Assurance>(), of.trial = words.count() == 1;
  told.needed = words.count(), told.of_phase = words.count();
  for (auto day : {&told.phase_since, &told.signal_since, &told.missed_since}) *day = kit::parse_date(words.word());
  told.events = words.count() == 1, told.even_pace = words.maybe();
  if (auto year = words.maybe()) told.year = static_cast<int>(*year);
  return told;
}

}  // namespace measures
