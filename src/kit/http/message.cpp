#include "kit/http/message.h"

#include <algorithm>
#include <stdexcept>

#include "kit/http/token.h"

namespace kit {
namespace {

void refuse_line_breaks(std::string_view text) {
  if (text.find_first_of(std::string_view("\r\n\0", 3)) != text.npos)
    throw std::invalid_argument("a header may not hold a line break or NUL");
}

std::optional<std::string> cookie_in(std::string_view header, std::string_view name) {
  while (!header.empty()) {
    size_t end = std::min(header.find(';'), header.size());
    std::string_view pair = without_blanks(header.substr(0, end));
    size_t equals = pair.find('=');
    if (equals != pair.npos && pair.substr(0, equals) == name) return std::string(pair.substr(equals + 1));
    header.remove_prefix(std::min(end + 1, header.size()));
  }
  return std::nullopt;
}

}  // namespace

std::string_view name_of(Method method) {
  switch (method) {
    case Method::get: return "GET";
    case Method::head: return "HEAD";
    case Method::post: return "POST";
    case Method::put: return "PUT";
    case Method::del: return "DELETE";
  }
  throw std::logic_error("no such method");
}

std::optional<std::string_view> Headers::get(std::string_view name) const {
  for (auto& field : fields_)
    if (equal_ignoring_case(field.first, name)) return field.second;
  return std::nullopt;
}

void Headers::set(std::string name, std::string value) {
  std::erase_if(fields_, [&](auto& field) { return equal_ignoring_case(field.first, name); });
  add(std::move(name), std::move(value));
}

void Headers::add(std::string name, std::string value) {
  refuse_line_breaks(name);
  refuse_line_breaks(value);
  fields_.emplace_back(std::move(name), std::move(value));
}

std::optional<std::string_view> Form::get(std::string_view name) const {
  for (auto& field : fields_)
    if (field.first == name) return field.second;
  return std::nullopt;
}

std::string_view Form::text(std::string_view name) const { return get(name).value_or(""); }

std::vector<std::string_view> Form::all(std::string_view name) const {
  std::vector<std::string_view> values;
  for (auto& field : fields_)
    if (field.first == name) values.push_back(field.second);
  return values;
}

const Upload* Form::upload(std::string_view name) const {
  for (auto& upload : uploads_)
    if (upload.first == name) return &upload.second;
  return nullptr;
}

std::vector<const Upload*> Form::uploads(std::string_view name) const {
  std::vector<const Upload*> found;
  for (auto& upload : uploads_)
    if (upload.first == name) found.push_back(&upload.second);
  return found;
}

void Form::add(std::string name, std::string value) { fields_.emplace_back(std::move(name), std::move(value)); }
void Form::add(std::string name, Upload upload) { uploads_.emplace_back(std::move(name), std::move(upload)); }

std::optional<std::string> Request::cookie(std::string_view name) const {
  for (auto& header : headers)
    if (equal_ignoring_case(header.first, "Cookie"))
      if (auto value = cookie_in(header.second, name)) return value;
  return std::nullopt;
}

}  // namespace kit
