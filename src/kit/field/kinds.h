#pragma once
#include <charconv>
#include <string>
#include <string_view>

#include "kit/db/value.h"
#include "kit/id/id.h"
#include "kit/quantity/quantity.h"
#include "kit/time/time.h"

// How each kind of value stands in the database, in a form and in a file.
namespace kit {

enum class Kind { text, integer, real, boolean, instant, date, quantity, id, choice, bytes };

inline Kind kind_of(const std::string*) { return Kind::text; }
inline Kind kind_of(const int*) { return Kind::integer; }
inline Kind kind_of(const std::int64_t*) { return Kind::integer; }
inline Kind kind_of(const double*) { return Kind::real; }
inline Kind kind_of(const bool*) { return Kind::boolean; }
inline Kind kind_of(const Instant*) { return Kind::instant; }
inline Kind kind_of(const Date*) { return Kind::date; }
inline Kind kind_of(const Quantity*) { return Kind::quantity; }
inline Kind kind_of(const Bytes*) { return Kind::bytes; }
template <class T>
Kind kind_of(const Id<T>*) {
  return Kind::id;
}
template <Named E>
Kind kind_of(const E*) {
  return Kind::choice;
}

// An instant is whole microseconds UTC, a date its ISO text, a quantity whole millionths, an id its text; an empty id
// and an empty date are null.
inline Value to_value(Instant instant) { return instant.micros; }
inline Value to_value(Date date) { return iso(date); }
inline Value to_value(Quantity quantity) { return quantity.millionths; }
template <class T>
Value to_value(const Id<T>& id) {
  return id.text.empty() ? Value() : Value(id.text);
}

inline void read_column(const Row& row, int column, Instant& value) { value.micros = row.integer(column); }
inline void read_column(const Row& row, int column, Quantity& value) { value.millionths = row.integer(column); }
inline void read_column(const Row& row, int column, Date& value) {
  auto date = parse_date(row.text(column));
  if (!date) throw std::logic_error("the database holds a malformed date: " + std::string(row.text(column)));
  value = *date;
}
template <class T>
void read_column(const Row& row, int column, Id<T>& value) {
  value.text = row.text(column);
}

// A date outside these years is a slip of the finger: nobody's promise, birth or measurement lies there.
inline constexpr int first_year = 1900, last_year = 2200;

// Text from a form or a file into a value; false when it is not one.
inline bool parse_text(std::string_view text, std::string& value) {
  value = text;
  return true;
}
template <class Number>
requires std::same_as<Number, int> || std::same_as<Number, std::int64_t> || std::same_as<Number, double>
bool parse_text(std::string_view text, Number& value) {
  auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  return error == std::errc() && end == text.data() + text.size();
}
inline bool parse_text(std::string_view text, bool& value) {
  value = text == "true" || text == "yes" || text == "on" || text == "1";
  return value || text.empty() || text == "false" || text == "no" || text == "0";
}
bool parse_text(std::string_view text, Instant& value);
bool parse_text(std::string_view text, Date& value);
bool parse_text(std::string_view text, Quantity& value);
bool parse_text(std::string_view text, Bytes& value);
template <class T>
bool parse_text(std::string_view text, Id<T>& value) {
  value.text = text;
  return text.size() <= 64;
}
template <Named E>
bool parse_text(std::string_view text, E& value) {
  auto found = named<E>(text);
  if (found) value = *found;
  return found.has_value();
}

inline std::string print_text(const std::string& value) { return value; }
inline std::string print_text(bool value) { return value ? "true" : "false"; }
inline std::string print_text(int value) { return std::to_string(value); }
inline std::string print_text(std::int64_t value) { return std::to_string(value); }
std::string print_text(double value);
std::string print_text(Instant value);
std::string print_text(Date value);
std::string print_text(Quantity value);
std::string print_text(const Bytes& value);
template <class T>
std::string print_text(const Id<T>& value) {
  return value.text;
}
template <Named E>
std::string print_text(E value) {
  return std::string(to_value(value));
}

}  // namespace kit
