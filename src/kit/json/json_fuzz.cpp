#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string_view>

#include "kit/json/json.h"

// What is read and written again reads to the same text; a writer's escaping is always JSON.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  std::string_view input(reinterpret_cast<const char*>(data), size);
  std::string text;
  kit::append_json_text(text, input);
  kit::Json::parse(text);
  try {
    std::string once = kit::Json::parse(input).text();
    if (kit::Json::parse(once).text() != once) std::abort();
  } catch (const kit::JsonRefused&) {
  }
  return 0;
}
