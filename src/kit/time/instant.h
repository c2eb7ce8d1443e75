// A moment on the world's clock, in microseconds since 1970-01-01T00:00:00Z (leap seconds are not counted).
// It knows no zone: `kit/time/zone.h` turns it into a local day. Its text is RFC 3339 with Z, with six decimals
// only where the second is not whole, and reads back to the same moment. Years 0001 to 9999.
#pragma once

#include <compare>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace kit {

struct Instant {
  std::int64_t micros = 0;
  friend auto operator<=>(const Instant&, const Instant&) = default;
};

inline constexpr std::int64_t micros_per_second = 1'000'000;

Instant now();
Instant plus_seconds(Instant instant, std::int64_t seconds);

std::string iso(Instant instant);

// Accepts Z or an offset such as -07:00, and up to nine decimals of which those below a microsecond are dropped.
std::optional<Instant> parse_instant(std::string_view text);

}  // namespace kit
