#include "kit/chart/scale.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

namespace kit {
namespace {

struct Step {
  double size;
  int decimals;
};

Step nice_step(double rough) {
  int power = static_cast<int>(std::floor(std::log10(rough)));
  double unit = std::pow(10.0, power), part = rough / unit;
  const double choices[] = {1, 2, 2.5, 5, 10};
  double chosen =
      *std::ranges::find_if(choices, [&](double choice) { return choice == 10 || part <= choice * 1.0001; });
  int places = chosen == 10 ? -power - 1 : chosen == 2.5 ? -power + 1 : -power;
  return {chosen * unit, std::clamp(places, 0, 12)};
}

}  // namespace

int Ticks::count() const { return static_cast<int>(std::lround((to - from) / step)) + 1; }

std::string Ticks::label(int i) const { return tick_label(at(i), decimals); }

Ticks nice_ticks(double least, double most, int wanted) {
  if (least == most) {
    double room = least == 0 ? 1 : std::abs(least) * 0.1;
    most += room;
    least = least >= 0 ? std::max(0.0, least - room) : least - room;
  }
  auto [step, decimals] = nice_step((most - least) / wanted);
  // A hair of tolerance, so that data ending on a tick do not ask for one more.
  return {std::floor(least / step + 1e-9) * step, std::ceil(most / step - 1e-9) * step, step, decimals};
}

std::string tick_label(double value, int decimals) {
  std::string text = fmt::format("{:.{}f}", std::abs(value), decimals);
  const bool zero = text.find_first_not_of("0.") == std::string::npos;
  if (std::abs(value) >= 1000)
    for (auto at = std::ptrdiff_t(text.find('.') == std::string::npos ? text.size() : text.find('.')) - 3; at > 0;
         at -= 3)
      text.insert(static_cast<std::size_t>(at), ",");
  return value < 0 && !zero ? "\u2212" + text : text;
}

std::string plain_number(double value) {
  const double hundredths = std::round(std::abs(value) * 100);
  const int decimals = std::fmod(hundredths, 100) == 0 ? 0 : std::fmod(hundredths, 10) == 0 ? 1 : 2;
  return tick_label(value, decimals);
}

std::vector<std::size_t> spaced_labels(std::size_t count, double step, double widest, double gap) {
  if (count == 0) return {};
  const auto every =
      std::max<std::size_t>(1, static_cast<std::size_t>(std::ceil((widest + gap) / std::max(step, 1e-6))));
  const std::size_t last = count - 1;
  if (last < every || last == 0) return {last};
  const std::size_t intervals = last / every;
  std::vector<std::size_t> shown;
  shown.reserve(intervals + 1);
  // A short step that varied by one would look like a mistake: keep it, counting back from the last label.
  if (last % every != 0 && every < 5) {
    for (std::size_t i = last % every; i <= last; i += every) shown.push_back(i);
    return shown;
  }
  // Rounded to whole labels, yet never nearer than `every`, because that is whole itself.
  for (std::size_t i = 0; i <= intervals; ++i) shown.push_back((i * last + intervals / 2) / intervals);
  return shown;
}

}  // namespace kit
