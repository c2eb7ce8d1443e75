#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string_view>

#include "kit/quantity/quantity.h"

// What is accepted must read back as itself from its own text, and a refusal must have a reason.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  std::string_view text(reinterpret_cast<const char*>(data), size);
  for (auto parsed : {kit::read_quantity(text), kit::read_quantity_loose(text)}) {
    if (parsed.value.has_value() != (parsed.fault == kit::QuantityFault::none)) std::abort();
    if (parsed.value && kit::parse_quantity(kit::text_of(*parsed.value)) != parsed.value) std::abort();
  }
  if (auto strict = kit::parse_quantity(text); strict && kit::parse_loose(text) != strict) std::abort();
  return 0;
}
