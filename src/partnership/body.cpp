#include "partnership/body.h"

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

void write_some(kit::JsonWriter& json, const std::vector<const kit::Field*>& fields, const void* row) {
  json.begin_object();
  for (const kit::Field* field : fields) write_value(json.key(field->name), field->get(row));
  json.end_object();
}

}  // namespace

void write_value(kit::JsonWriter& json, const kit::Value& value) { std::visit(ValueWriter{json}, value.variant()); }

void write_column(kit::JsonWriter& json, const kit::Field& field, const kit::Row& row, int column) {
  if (row.is_null(column)) {
    json.null();
    return;
  }
  switch (field.kind) {
    case kit::Kind::boolean: json.value(row.boolean(column)); break;
    case kit::Kind::real: json.value(row.real(column)); break;
    case kit::Kind::integer:
    case kit::Kind::instant:
    case kit::Kind::quantity: json.value(row.integer(column)); break;
    case kit::Kind::bytes: json.value(journal::base64(row.bytes(column))); break;
    default: json.value(row.text(column)); break;
  }
}

std::string body_of_row(const kit::Table& table, const void* row) {
  kit::JsonWriter json;
  json.begin_object().member("table", table.name()).key("row").begin_object();
  for (const kit::Field& field : table.fields()) write_value(json.key(field.name), field.get(row));
  json.end_object().end_object();
  return json.take();
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
  json.end_object();
  return json.take();
}

std::string body_of_removal(const kit::Table& table, const void* row) {
  kit::JsonWriter json;
  json.begin_object().member("table", table.name());
  write_key(json.key("gone"), table, row);
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
