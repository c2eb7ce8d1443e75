#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string_view>

#include "kit/time/date.h"
#include "kit/time/instant.h"
#include "kit/time/quarter.h"

// Whatever is accepted must read back as itself.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  std::string_view text(reinterpret_cast<const char*>(data), size);
  if (auto date = kit::parse_date(text); date && kit::iso(*date) != text) std::abort();
  if (auto date = kit::parse_date_loose(text); date && kit::parse_date(kit::iso(*date)) != date) std::abort();
  if (auto quarter = kit::parse_quarter(text); quarter && kit::text_of(*quarter) != text) std::abort();
  if (auto instant = kit::parse_instant(text); instant && kit::parse_instant(kit::iso(*instant)) != instant)
    std::abort();
  return 0;
}
