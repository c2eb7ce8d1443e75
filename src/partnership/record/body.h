#pragma once
#include <set>
#include <string>

#include "journal/entry.h"
#include "kit/field/field.h"
#include "kit/json/json.h"

// What a journal entry says of a row, as JSON. The names are those of the field table; values stand as they do in the
// database. Four forms: {"table","row"}, {"table","key","from","to","about"}, {"table","gone","was"},
// {"table","fields","rows"}. A row may cover rows of another table: "covers" holds their digest, and they stand in
// parts beside the body, each of the last form with the line of every row (covered_rows.h). Behind a wall the entry's
// true kind and seat stand in front of the others, because the entry itself can be read by everybody (docs/journal.md,
// sections 1 and 11).
namespace partnership {

// The kind that stands in an entry behind a wall.
inline constexpr std::string_view sealed_kind = "sealed";
std::string sealed_body(std::string_view kind, std::string_view seat, std::string_view body);

// What sort of act an entry is, and from which seat: as the entry says, or as the body behind its wall says.
struct Header {
  std::string kind, seat;
};
Header header_of(const journal::Entry& entry, const kit::Json& body);

// The things a body is about, for their histories: the fields marked as places, of the row (of a load: its first row).
std::set<std::string> subjects_of_body(const kit::Table& table, const kit::Json& body);

std::string body_of_row(const kit::Table& table, const void* row);
// Empty when nothing differs.
std::string body_of_change(const kit::Table& table, const void* before, const void* after);
std::string body_of_removal(const kit::Table& table, const void* row);
std::string body_of_rows(const kit::Table& table, const void* rows, std::size_t count, std::size_t size);
// The body of a fact that covers rows: {"table","row","covers"}.
std::string body_of_covering(const kit::Table& table, const void* row, std::string_view covers);

// One value as it stands in a body.
void write_value(kit::JsonWriter& json, const kit::Value& value);
// The same, read from the database: what verification compares with.
void append_column(std::string& json, const kit::Field& field, const kit::Row& row, int column);

}  // namespace partnership
