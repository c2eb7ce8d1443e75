#include "modules/measures/sentence.h"

#include <cmath>
#include <cstdlib>

#include "kit/time/spoken.h"
#include "modules/measures/analysis.h"

namespace measures {
namespace {

using statistics::Assurance;
using statistics::Kind;
using statistics::Rule;
using statistics::Side;
using statistics::Summary;

class Teller {
 public:
  Teller(Language language, const Told& told, const Metric& metric)
      : language_(language), told_(told), summary_(told.summary), metric_(metric) {}

  Sentence tell() const {
    if (summary_.points == 0) return {say("none"), "", "common", "common"};
    if (told_.year) return tell_year();
    if (too_few()) return tell_too_few();
    if (changed()) return tell_change();
    if (summary_.latest_kind != Kind::common) return tell_signal();
    return tell_common();
  }

 private:
  std::string say(std::string_view key, std::initializer_list<kit::Arg> arguments = {}) const {
    return kit::say(language_, "measures.sentence." + std::string(key), arguments);
  }
  // "16 weeks"
  std::string periods(std::size_t count) const {
    if (told_.events) return say("count_event", {{"count", count}});
    return say("count_" + std::string(kit::to_value(metric_.frequency)), {{"count", count}});
  }
  std::string value(double number) const { return value_text(number, metric_); }
  std::string number(double value) const { return number_text(value, metric_); }

  bool too_few() const { return summary_.trial || summary_.points < told_.needed; }
  bool changed() const { return summary_.held > 0 && number(summary_.before) != number(summary_.after); }

  // What adds up is told against the target of its year; whether it goes well is for the reader to say.
  Sentence tell_year() const {
    std::string year = std::to_string(*told_.year), total = value(summary_.latest);
    if (!summary_.target) return {say("year", {{"total", total}, {"year", year}}), "", "common", "common"};
    double target = *summary_.target;
    std::string share = target > 0 ? kit::number(100 * summary_.latest / target, 0) + "%" : "–";
    std::string strong =
        say("year_of", {{"total", total}, {"target", value(target)}, {"year", year}, {"share", share}});
    if (meets_year()) return {strong, say("year_met"), "common", "common"};
    return {strong, told_.even_pace ? say("year_pace", {{"pace", value(*told_.even_pace)}}) : "", "common", "common"};
  }
  bool meets_year() const { return metric_.direction == Direction::higher && summary_.latest >= *summary_.target; }

  Sentence tell_too_few() const {
    std::size_t have = told_.phase_since ? told_.of_phase : summary_.points;
    std::string rest = told_.phase_since
                           ? say("since_change", {{"date", kit::spoken_date(*told_.phase_since, language_)}})
                           : say("latest_is", {{"value", value(summary_.latest)}});
    return {say("too_few", {{"count", have}, {"needed", told_.needed}}), rest, "common", "common"};
  }

  // Better, worse, or neither: by the way it went, as the metric's direction sees it.
  Sentence tell_change() const {
    bool up = summary_.after > summary_.before;
    std::string_view tone = "special";
    if (metric_.direction != Direction::neutral)
      tone = up == (metric_.direction == Direction::higher) ? "better" : "worse";
    std::string strong =
        say(up ? "rose" : "fell",
            {{"name", metric_.name}, {"before", value(summary_.before)}, {"after", number(summary_.after)}});
    return {strong, held(tone == "better"), std::string(tone), icon(tone, up)};
  }

  std::string held(bool better) const {
    std::string key = better ? "held" : "stayed", weeks = periods(summary_.held);
    if (!summary_.target || metric_.direction == Direction::neutral) return say(key, {{"periods", weeks}});
    std::string target = number(*summary_.target);
    std::size_t met = summary_.held_on_target;
    if (met == 0) return say(key + "_never", {{"periods", weeks}, {"target", target}});
    if (met == summary_.held) return say(key + "_always", {{"periods", weeks}, {"target", target}});
    return say(key + "_met", {{"periods", weeks}, {"target", target}, {"met", met}});
  }

  Sentence tell_signal() const {
    std::string_view tone = word_of(summary_.latest_kind);
    const auto& reason = summary_.latest_reason;
    bool up = reason ? reason->side == Side::high : summary_.latest > summary_.last_centre;
    std::string strong = say(key_of_signal(), {{"value", value(summary_.latest)},
                                               {"count", summary_.signal_points},
                                               {"periods", periods(summary_.signal_points)}});
    return {strong, say("usual", {{"value", value(summary_.last_centre)}}) + targeted(), std::string(tone),
            icon(tone, up)};
  }
  std::string key_of_signal() const {
    if (!summary_.latest_reason) return "signal_unusual";
    switch (summary_.latest_reason->rule) {
      case Rule::beyond_limits: return summary_.latest_reason->side == Side::high ? "signal_above" : "signal_below";
      case Rule::trend: return summary_.latest_reason->side == Side::high ? "signal_rising" : "signal_falling";
      case Rule::shift: return summary_.latest_reason->side == Side::high ? "signal_high" : "signal_low";
      case Rule::hugging: return "signal_steadier";
      default: return "signal_unusual";
    }
  }

  Sentence tell_common() const {
    return {say("common"), say("around", {{"value", value(summary_.last_centre)}}) + targeted(), "common", "common"};
  }

  // What to expect of the target while nothing changes; where limits cannot say, how often it was met.
  std::string targeted() const {
    if (!summary_.target || metric_.direction == Direction::neutral) return {};
    std::string target = number(*summary_.target);
    if (summary_.assurance == Assurance::passes) return " " + say("target_passes", {{"target", target}});
    if (summary_.assurance == Assurance::fails) return " " + say("target_fails", {{"target", target}});
    if (summary_.on_target == 0)
      return " " + say("target_never", {{"target", target}, {"periods", periods(summary_.points)}});
    return " " + say("target_varies",
                     {{"target", target}, {"met", summary_.on_target}, {"periods", periods(summary_.points)}});
  }

  static std::string icon(std::string_view tone, bool up) {
    if (tone == "common") return "common";
    return std::string(tone) + (up ? "-up" : "-down");
  }

  Language language_;
  const Told& told_;
  const Summary& summary_;
  const Metric& metric_;
};

bool unit_before(const std::string& unit) { return unit == "$"; }
bool unit_beside(const std::string& unit) { return unit == "%"; }

}  // namespace

Sentence sentence_of(Language language, const Told& told, const Metric& metric) {
  return Teller(language, told, metric).tell();
}

std::string number_text(double value, const Metric& metric) {
  std::string text = kit::number(value, metric.decimals);
  if (unit_before(metric.unit)) return value < 0 ? "−$" + kit::number(-value, metric.decimals) : "$" + text;
  return unit_beside(metric.unit) ? text + "%" : text;
}

std::string count_text(kit::Quantity count) {
  constexpr std::int64_t one = 1'000'000;
  std::string exact = kit::text_of(count);
  std::string sign = count.millionths < 0 ? "−" : "", whole = kit::number(std::abs(count.millionths / one));
  std::size_t point = exact.find('.');
  return sign + whole + (point == std::string::npos ? "" : exact.substr(point));
}

std::string value_text(double value, const Metric& metric) {
  std::string text = number_text(value, metric);
  if (metric.unit.empty() || unit_before(metric.unit) || unit_beside(metric.unit)) return text;
  return text + " " + metric.unit;
}

}  // namespace measures
