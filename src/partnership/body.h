#pragma once
#include <string>

#include "kit/field/field.h"
#include "kit/json/json_writer.h"

// What a journal entry says of a row, as JSON. The names are those of the field table; values stand as they do in the
// database. Four forms: {"table","row"}, {"table","key","from","to"}, {"table","gone"}, {"table","fields","rows"}.
namespace partnership {

std::string body_of_row(const kit::Table& table, const void* row);
// Empty when nothing differs.
std::string body_of_change(const kit::Table& table, const void* before, const void* after);
std::string body_of_removal(const kit::Table& table, const void* row);
std::string body_of_rows(const kit::Table& table, const void* rows, std::size_t count, std::size_t size);

// One value as it stands in a body.
void write_value(kit::JsonWriter& json, const kit::Value& value);
// The same, read from the database: what verification compares with.
void write_column(kit::JsonWriter& json, const kit::Field& field, const kit::Row& row, int column);

}  // namespace partnership
