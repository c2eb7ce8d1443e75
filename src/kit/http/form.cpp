#include "kit/http/form.h"

#include <algorithm>

#include "kit/http/content_type.h"
#include "kit/http/multipart.h"
#include "kit/http/uri.h"

namespace kit {
namespace {

std::string decoded(std::string_view text) {
  auto result = percent_decode(text, Plus::is_space);
  if (!result) throw BadRequest("A field holds a broken percent code.");
  if (!is_clean_utf8(*result)) throw BadRequest("A field is not valid UTF-8 text.");
  return *std::move(result);
}

void add_pair(Form& form, std::string_view pair) {
  size_t equals = std::min(pair.find('='), pair.size());
  std::string name = decoded(pair.substr(0, equals));
  if (name.size() > longest_field_name) throw BadRequest("A field has too long a name.");
  if (form.fields().size() == most_form_fields) throw BadRequest("There are too many fields.");
  form.add(std::move(name), decoded(pair.substr(std::min(equals + 1, pair.size()))));
}

}  // namespace

Form parse_query(std::string_view query) {
  Form form;
  while (!query.empty()) {
    size_t end = std::min(query.find('&'), query.size());
    if (end > 0) add_pair(form, query.substr(0, end));
    query.remove_prefix(std::min(end + 1, query.size()));
  }
  return form;
}

Form parse_form(std::string_view content_type, std::string_view body) {
  if (body.empty()) return {};
  Parameters type = parse_parameters(content_type);
  if (type.first == "application/x-www-form-urlencoded") return parse_query(body);
  if (type.first != "multipart/form-data")
    throw BadRequest("A form must be sent as application/x-www-form-urlencoded or multipart/form-data.");
  const std::string* boundary = type.get("boundary");
  if (!boundary) throw BadRequest("The form does not name its boundary.");
  return parse_multipart(*boundary, body);
}

}  // namespace kit
