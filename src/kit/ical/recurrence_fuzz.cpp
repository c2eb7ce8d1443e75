#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <stdexcept>
#include <string>

#include "kit/ical/recurrence.h"

// A rule that is taken spells itself the same again, and its occurrences come in order and within what was asked.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  static const kit::Zone zone("America/Los_Angeles");
  std::string text(reinterpret_cast<const char*>(data), size);
  try {
    std::string rule = kit::checked_rule(text, zone);
    if (kit::checked_rule(rule, zone) != rule) std::abort();
    kit::WallTime first{kit::date_of(2026, 1, 5), 9, 0}, until{kit::date_of(2028, 1, 1)};
    auto found = kit::occurrences({first, rule, {}}, zone, first, until, 50);
    for (std::size_t i = 0; i < found.size(); ++i)
      if (found[i] < first || found[i] >= until || (i > 0 && found[i] <= found[i - 1])) std::abort();
  } catch (const std::invalid_argument&) {
  }
  return 0;
}
