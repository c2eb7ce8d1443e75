#include "partnership/record/body.h"

#include <charconv>

#include "journal/encoding.h"

namespace partnership {
namespace {

struct ValueWriter {
  kit::JsonWriter& json;
  void operator()(kit::Null) { json.null(); }
  void operator()(bool value) { json.value(value); }
  void operator()(std::int64_t value) { json.value(value); }
  void operator()(double value) { json.value(value); }
  void operator()(const std::string& value) { json.value(value); }
  void operator()(const kit::Bytes& value) { json.value(journal::base64(value.data)); }
};

void write_key(kit::JsonWriter& json, const kit::Table& table, const void* row) {
  json.begin_object();
  for (const kit::Field& field : table.fields())
    if (field.rules.key) write_value(json.key(field.name), field.get(row));
  json.end_object();
}

// The places that a change does not touch and that are no part of the key: without them nobody could tell from the
// body alone whose history it belongs to.
void write_about(kit::JsonWriter& json, const kit::Table& table, const void* row) {
  json.begin_array();
  for (const kit::Field& field : table.fields())
    if (field.rules.place && !field.rules.key)
      if (std::string id = field.print(row); !id.empty()) json.value(id);
  json.end_array();
}

void write_all(kit::JsonWriter& json, const kit::Table& table, const void* row) {
  json.begin_object();
  for (const kit::Field& field : table.fields()) write_value(json.key(field.name), field.get(row));
  json.end_object();
}

void add_subject(std::set<std::string>& subjects, const kit::Json& value) {
  if (value.is_text() && !value.as_text().empty()) subjects.insert(value.as_text());
}

void write_some(kit::JsonWriter& json, const std::vector<const kit::Field*>& fields, const void* row) {
  json.begin_object();
  for (const kit::Field* field : fields) write_value(json.key(field->name), field->get(row));
  json.end_object();
}

}  // namespace

std::string sealed_body(std::string_view kind, std::string_view seat, std::string_view body) {
  kit::JsonWriter json;
  json.begin_object().member("kind", kind).member("seat", seat).end_object();
  std::string sealed = json.take();
  sealed.back() = ',';
  return sealed.append(body.substr(1));
}

Header header_of(const journal::Entry& entry, const kit::Json& body) {
  if (entry.kind != sealed_kind) return {entry.kind, entry.seat};
  return {body.at("kind").as_text(), body.at("seat").as_text()};
}

std::set<std::string> subjects_of_body(const kit::Table& table, const kit::Json& body) {
  std::set<std::string> subjects;
  const kit::Json* rows = body.get("rows");
  for (auto part : {"row", "was", "key", "gone"})
    if (const kit::Json* row = body.get(part))
      for (const kit::Field& field : table.fields())
        if (const kit::Json* value = field.rules.place ? row->get(field.name) : nullptr) add_subject(subjects, *value);
  if (rows && rows->size() > 0)
    for (std::size_t i = 0; i < table.fields().size(); ++i)
      if (table.fields()[i].rules.place) add_subject(subjects, rows->at(0).at(i));
  if (const kit::Json* about = body.get("about"))
    for (const kit::Json& value : *about) add_subject(subjects, value);
  return subjects;
}

void write_value(kit::JsonWriter& json, const kit::Value& value) { std::visit(ValueWriter{json}, value.variant()); }

void append_column(std::string& json, const kit::Field& field, const kit::Row& row, int column) {
  if (row.is_null(column)) {
    json += "null";
    return;
  }
  switch (field.kind) {
    case kit::Kind::boolean: json += row.boolean(column) ? "true" : "false"; break;
    case kit::Kind::real: {
      kit::JsonWriter writer;
      json += writer.value(row.real(column)).take();
      break;
    }
    case kit::Kind::integer:
    case kit::Kind::instant:
    case kit::Kind::quantity: {
      char digits[24];
      json.append(digits, std::to_chars(digits, digits + sizeof digits, row.integer(column)).ptr);
      break;
    }
    case kit::Kind::bytes: kit::append_json_text(json, journal::base64(row.bytes(column))); break;
    default: kit::append_json_text(json, row.text(column)); break;
  }
}

std::string body_of_row(const kit::Table& table, const void* row) {
  kit::JsonWriter json;
  json.begin_object().member("table", table.name());
  write_all(json.key("row"), table, row);
  json.end_object();
  return json.take();
}

std::string body_of_covering(const kit::Table& table, const void* row, std::string_view covers) {
  std::string body = body_of_row(table, row);
  body.back() = ',';
  return body.append("\"covers\":").append(covers).append("}");
}

std::string body_of_change(const kit::Table& table, const void* before, const void* after) {
  std::vector<const kit::Field*> changed;
  for (const kit::Field& field : table.fields())
    if (!(field.get(before) == field.get(after))) changed.push_back(&field);
  if (changed.empty()) return {};

  kit::JsonWriter json;
  json.begin_object().member("table", table.name());
  write_key(json.key("key"), table, after);
  write_some(json.key("from"), changed, before);
  write_some(json.key("to"), changed, after);
  write_about(json.key("about"), table, after);
  json.end_object();
  return json.take();
}

std::string body_of_removal(const kit::Table& table, const void* row) {
  kit::JsonWriter json;
  json.begin_object().member("table", table.name());
  write_key(json.key("gone"), table, row);
  write_all(json.key("was"), table, row);
  json.end_object();
  return json.take();
}

std::string body_of_rows(const kit::Table& table, const void* rows, std::size_t count, std::size_t size) {
  kit::JsonWriter json;
  json.begin_object().member("table", table.name()).key("fields").begin_array();
  for (const kit::Field& field : table.fields()) json.value(field.name);
  json.end_array().key("rows").begin_array();
  for (std::size_t i = 0; i < count; ++i) {
    json.begin_array();
    for (const kit::Field& field : table.fields())
      write_value(json, field.get(static_cast<const char*>(rows) + i * size));
    json.end_array();
  }
  json.end_array().end_object();
  return json.take();
}

}  // namespace partnership
