#include "partnership/record/record_words.h"

#include <algorithm>

namespace partnership {

std::string grouped(std::int64_t number) {
  std::string digits = std::to_string(number);
  std::size_t first = number < 0 ? 1 : 0;
  for (std::size_t i = digits.size(); i > first + 3;) digits.insert(i -= 3, ",");
  return digits;
}

std::string noun_of(const kit::Table& table) {
  std::string noun(table.kind().substr(table.kind().rfind('.') + 1));
  std::ranges::replace(noun, '_', ' ');
  return noun;
}

std::string unquoted(std::string_view json) {
  if (json.size() >= 2 && json.front() == '"') json = json.substr(1, json.size() - 2);
  return std::string(json);
}

}  // namespace partnership
