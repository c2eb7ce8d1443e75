#include "kit/chart/label.h"

#include <algorithm>
#include <array>

namespace kit {
namespace {

// In ems, by the first byte of a letter; the widths of DejaVu Sans, the widest of the usual system fonts.
constexpr std::array<float, 256> letter_widths() {
  std::array<float, 256> widths{};
  for (int byte = 0; byte < 256; ++byte) {
    float& width = widths[static_cast<std::size_t>(byte)];
    if (byte >= 0xE3)
      width = 1.0f;  // mostly east Asian
    else if (byte >= 0xC0)
      width = 0.65f;
    else if (byte >= 0x80)
      width = 0;  // the rest of a letter
    else if (byte >= 'A' && byte <= 'Z')
      width = 0.7f;
    else if (byte >= '0' && byte <= '9')
      width = 0.64f;
    else
      width = 0.61f;
  }
  for (char narrow : std::string_view(" .,:;'|!iljftrI()[]-")) widths[static_cast<std::size_t>(narrow)] = 0.36f;
  for (char broad : std::string_view("mwMW%@")) widths[static_cast<std::size_t>(broad)] = 0.95f;
  return widths;
}

constexpr auto kWidths = letter_widths();

double letter_width(char letter) { return kWidths[static_cast<unsigned char>(letter)]; }
bool continues_letter(char byte) { return (static_cast<unsigned char>(byte) & 0xC0) == 0x80; }
double em(Weight weight) { return weight == Weight::bold ? kChartFont * 1.1 : kChartFont; }

}  // namespace

double text_width(std::string_view words, Weight weight) {
  double ems = 0;
  for (char letter : words) ems += letter_width(letter);
  return ems * em(weight);
}

std::string fitted(std::string_view words, double room, Weight weight) {
  if (text_width(words, weight) <= room + 0.5) return std::string(words);
  double left = room / em(weight) - 1;  // an ellipsis is at most one em
  std::size_t end = 0, letters = 0;
  for (; end < words.size() && (left -= letter_width(words[end])) >= 0; ++end) letters += !continues_letter(words[end]);
  while (end > 0 && end < words.size() && continues_letter(words[end])) --end;
  if (letters < 3) return {};
  while (end > 0 && words[end - 1] == ' ') --end;
  return std::string(words.substr(0, end)) + "\u2026";
}

void spread_apart(std::span<double> positions, double gap, double least, double most) {
  // Pushing both neighbours half the lack each time settles quickly for the handful of labels a chart has.
  for (int round = 0; round < 20; ++round) {
    bool settled = true;
    for (std::size_t i = 1; i < positions.size(); ++i) {
      double lack = gap - (positions[i] - positions[i - 1]);
      if (lack <= 0.05) continue;
      positions[i - 1] -= lack / 2;
      positions[i] += lack / 2;
      settled = false;
    }
    if (settled) break;
  }
  if (positions.empty()) return;
  double excess = std::max(0.0, positions.back() - most);
  for (double& position : positions) position -= excess;
  double shortfall = std::max(0.0, least - positions.front());
  for (double& position : positions) position += shortfall;
}

}  // namespace kit
