#pragma once
#include <cstdint>
#include <optional>
#include <stdexcept>
#include <string>
#include <string_view>
#include <type_traits>
#include <variant>

// A value on its way into the database, the same on both engines. Types of the kit (Id, Instant, Date, Quantity, enums
// with names) become values through the overloads of to_value beside them, found by argument-dependent lookup.
namespace kit {

struct Bytes {
  std::string data;  // any octets
  friend auto operator<=>(const Bytes&, const Bytes&) = default;
};

using Null = std::monostate;

// An enum whose words in the database, in forms and in the journal are listed by a function names(E) beside it.
template <class E>
concept Named = std::is_enum_v<E> && requires(E e) {
  names(e)[0];
};

template <Named E>
std::string_view to_value(E e) {
  return names(e)[static_cast<std::size_t>(e)];
}
template <Named E>
std::optional<E> named(std::string_view word) {
  const auto words = names(E{});
  for (std::size_t i = 0; i < words.size(); ++i)
    if (words[i] == word) return static_cast<E>(i);
  return std::nullopt;
}
template <Named E>
std::string_view html_text(E e) {
  return to_value(e);
}

class Value {
 public:
  Value() = default;  // null
  Value(std::nullopt_t) {}
  Value(bool value) : value_(value) {}
  Value(int value) : value_(std::int64_t{value}) {}
  Value(std::int64_t value) : value_(value) {}
  Value(std::uint64_t value) : value_(static_cast<std::int64_t>(value)) {}
  Value(double value) : value_(value) {}
  Value(const char* text) : value_(std::string(text)) {}
  Value(std::string_view text) : value_(std::string(text)) {}
  Value(std::string text) : value_(std::move(text)) {}
  Value(Bytes bytes) : value_(std::move(bytes)) {}
  template <class T>
  Value(const std::optional<T>& value) {
    if (value) *this = Value(*value);
  }
  template <class T>
  requires requires(const T& value) { to_value(value); }
  Value(const T& value) : Value(to_value(value)) {}

  bool is_null() const { return std::holds_alternative<Null>(value_); }
  const auto& variant() const { return value_; }
  friend bool operator==(const Value&, const Value&) = default;

 private:
  std::variant<Null, bool, std::int64_t, double, std::string, Bytes> value_;
};

// One row of a result, read by position. Valid only until the next row is fetched; text views likewise.
class Row {
 public:
  virtual bool is_null(int column) const = 0;
  virtual bool boolean(int column) const = 0;
  virtual std::int64_t integer(int column) const = 0;
  virtual double real(int column) const = 0;
  virtual std::string_view text(int column) const = 0;
  virtual std::string bytes(int column) const = 0;

 protected:
  ~Row() = default;
};

// Reads a column into a value of the kit or of the language. Types elsewhere add their own read_column beside them.
inline void read_column(const Row& row, int column, bool& value) { value = row.boolean(column); }
inline void read_column(const Row& row, int column, std::int64_t& value) { value = row.integer(column); }
inline void read_column(const Row& row, int column, int& value) { value = static_cast<int>(row.integer(column)); }
inline void read_column(const Row& row, int column, double& value) { value = row.real(column); }
inline void read_column(const Row& row, int column, std::string& value) { value = row.text(column); }
inline void read_column(const Row& row, int column, Bytes& value) { value.data = row.bytes(column); }
template <Named E>
void read_column(const Row& row, int column, E& value) {
  auto found = named<E>(row.text(column));
  if (!found) throw std::logic_error("the database holds an unknown word: " + std::string(row.text(column)));
  value = *found;
}
template <class T>
void read_column(const Row& row, int column, std::optional<T>& value) {
  value.reset();
  if (row.is_null(column)) return;
  read_column(row, column, value.emplace());
}

}  // namespace kit
