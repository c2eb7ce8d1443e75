// Header values of the shape `form-data; name="x"; filename="y"`: a first word and named parameters.
#pragma once

#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace kit {

struct Parameters {
  std::string first;                                       // in lower case
  std::vector<std::pair<std::string, std::string>> named;  // names in lower case

  const std::string* get(std::string_view name) const;  // null if absent
};

// Quoted values are unquoted. Throws BadRequest for a quote left open, a parameter without a value, or one that is
// given twice (two readers of it could disagree).
Parameters parse_parameters(std::string_view header);

}  // namespace kit
