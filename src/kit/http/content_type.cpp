#include "kit/http/content_type.h"

#include <algorithm>

#include "kit/http/bad_request.h"
#include "kit/http/token.h"

namespace kit {
namespace {

// Takes the value from the front of `rest`, which stands behind the equals sign.
std::string take_quoted(std::string_view& rest) {
  std::string value;
  for (size_t at = 1; at < rest.size(); ++at) {
    char c = rest[at];
    if (c == '"') {
      rest.remove_prefix(at + 1);
      return value;
    }
    // Browsers send the backslashes of a file name bare, so only an escaped quote or backslash is an escape.
    bool escape = c == '\\' && at + 1 < rest.size() && (rest[at + 1] == '"' || rest[at + 1] == '\\');
    value += escape ? rest[++at] : c;
  }
  throw BadRequest("A header of the form has a quotation mark that is never closed.");
}

std::string take_value(std::string_view& rest) {
  if (!rest.empty() && rest.front() == '"') return take_quoted(rest);
  std::string_view value = rest.substr(0, rest.find(';'));
  rest.remove_prefix(value.size());
  return std::string(without_blanks(value));
}

std::pair<std::string, std::string> take_parameter(std::string_view& rest) {
  size_t equals = rest.find_first_of("=;");
  if (equals == rest.npos || rest[equals] == ';')
    throw BadRequest("A header of the form has a parameter with no value.");
  std::string name = in_lower_case(without_blanks(rest.substr(0, equals)));
  rest = without_blanks(rest.substr(equals + 1));
  return {std::move(name), take_value(rest)};
}

}  // namespace

const std::string* Parameters::get(std::string_view name) const {
  auto found = std::ranges::find(named, name, [](auto& pair) -> std::string_view { return pair.first; });
  return found == named.end() ? nullptr : &found->second;
}

Parameters parse_parameters(std::string_view header) {
  std::string_view first = header.substr(0, header.find(';'));
  std::string_view rest = without_blanks(header.substr(first.size()));
  Parameters result{in_lower_case(without_blanks(first)), {}};
  while (!rest.empty()) {
    if (rest.front() != ';') throw BadRequest("A header of the form has text behind a quoted value.");
    rest = without_blanks(rest.substr(1));
    if (rest.empty() || rest.front() == ';') continue;
    auto parameter = take_parameter(rest);
    if (result.get(parameter.first)) throw BadRequest("A header of the form gives the same parameter twice.");
    result.named.push_back(std::move(parameter));
    rest = without_blanks(rest);
  }
  return result;
}

}  // namespace kit
