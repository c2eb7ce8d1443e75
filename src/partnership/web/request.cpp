#include "partnership/web/request.h"

#include <algorithm>

#include "kit/text/utf8.h"
#include "partnership/record/body.h"

namespace partnership {
namespace {

std::optional<FieldError> fault_of_text(const kit::Field& field, std::string_view text) {
  if (field.kind != kit::Kind::text || field.rules.longest == 0) return std::nullopt;
  if (kit::characters(text) <= static_cast<std::size_t>(field.rules.longest)) return std::nullopt;
  return FieldError{std::string(field.name), "partnership.field.too_long", std::to_string(field.rules.longest)};
}

// The same limits that files and the database hold a whole number to.
bool is_possible(const kit::Field& field, const void* record) {
  kit::Value value = field.get(record);
  auto* number = std::get_if<std::int64_t>(&value.variant());
  if (!number || field.kind != kit::Kind::integer) return true;
  return *number >= field.rules.least.value_or(*number) && *number <= field.rules.most.value_or(*number);
}

std::string_view key_of_kind(kit::Kind kind) {
  switch (kind) {
    case kit::Kind::date: return "partnership.field.date";
    case kit::Kind::integer: return "partnership.field.whole_number";
    case kit::Kind::quantity:
    case kit::Kind::real: return "partnership.field.number";
    default: return "partnership.field.choose";
  }
}

std::optional<FieldError> read_field(const kit::Field& field, const std::string& text, void* record) {
  std::string name(field.name);
  if (text.empty()) {
    if (field.rules.required) return FieldError{name, "partnership.field.required", {}};
    if (field.optional || field.kind == kit::Kind::text || field.kind == kit::Kind::boolean) field.parse(record, text);
    return std::nullopt;
  }
  if (auto fault = fault_of_text(field, text)) return fault;
  if (!field.parse(record, text) || !is_possible(field, record))
    return FieldError{name, std::string(key_of_kind(field.kind)), text};
  return std::nullopt;
}

void write_field(kit::JsonWriter& json, const kit::Field& field, const void* record) {
  kit::Value value = field.get(record);
  if (value.is_null()) {
    json.null();
  } else if (field.kind == kit::Kind::instant) {
    json.value(field.print(record));
  } else if (field.kind == kit::Kind::quantity) {
    json.json(field.print(record));
  } else {
    write_value(json, value);
  }
}

}  // namespace

std::string trimmed(std::string_view text) {
  auto first = text.find_first_not_of(" \t\r\n");
  if (first == std::string_view::npos) return {};
  return std::string(text.substr(first, text.find_last_not_of(" \t\r\n") - first + 1));
}

const std::string& Request::part(std::string_view name) const {
  for (auto& [key, value] : parts_)
    if (key == name) return value;
  throw std::logic_error("the route has no part " + std::string(name));
}

std::string_view Request::text(std::string_view name) const {
  std::string_view text = form_.text(name);
  auto first = text.find_first_not_of(" \t\r\n");
  if (first == std::string_view::npos) return {};
  return text.substr(first, text.find_last_not_of(" \t\r\n") - first + 1);
}

Response Request::html(kit::Html page, int status) const {
  Response response{.status = status};
  response.headers.set("Content-Type", "text/html; charset=utf-8");
  response.headers.set("Cache-Control", "no-store");
  response.body = page.take();
  return response;
}

Response Request::go_to(const std::string& url, std::string_view said) const {
  Response response{.status = 303};
  std::string target = url;
  if (!said.empty()) {
    auto hash = std::min(target.find('#'), target.size());
    bool has_query = target.find('?') < hash;
    target.insert(hash, std::string(has_query ? "&" : "?") + "said=" + std::string(said));
  }
  response.headers.set("Location", target);
  return response;
}

Response Request::json_response(std::string body, int status) {
  Response response{.status = status};
  response.headers.set("Content-Type", "application/json");
  response.headers.set("Cache-Control", "no-store");
  response.body = std::move(body);
  return response;
}

std::string Request::json_of(const Table& table, const void* record) {
  kit::JsonWriter json;
  write_record(json, table, record);
  return json.take();
}

void write_record(kit::JsonWriter& json, const Table& table, const void* record) {
  json.begin_object();
  for (const kit::Field& field : table.fields()) write_field(json.key(field.name), field, record);
  json.end_object();
}

std::vector<FieldError> read_fields(const kit::Form& form, const Table& table, void* record,
                                    std::initializer_list<std::string_view> names) {
  std::vector<FieldError> errors;
  for (std::string_view name : names)
    if (auto error = read_field(table.field(name), trimmed(form.text(name)), record))
      errors.push_back(std::move(*error));
  return errors;
}

}  // namespace partnership
