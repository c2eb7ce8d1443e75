// JSON that arrives: read once into a value that cannot be changed.
// Refused with a plain sentence (JsonRefused): text that is not JSON, with line and column; a key twice in one object;
// invalid UTF-8; too deep or too large. Members keep the order of the text. Whole numbers stay exact over all of int64;
// real numbers are the nearest double. Asking for what is not there throws JsonRefused too, naming the key.
#pragma once

#include <cstddef>
#include <cstdint>
#include <stdexcept>
#include <string>
#include <string_view>
#include <utility>
#include <variant>
#include <vector>

#include "kit/json/json_writer.h"

namespace kit {

class JsonRefused : public std::runtime_error {
 public:
  using std::runtime_error::runtime_error;
};

struct JsonLimits {
  std::size_t bytes = 10'000'000;
  std::size_t depth = 32;
  std::size_t values = 1'000'000;
};

class Json {
 public:
  using Array = std::vector<Json>;
  using Object = std::vector<std::pair<std::string, Json>>;
  using Content = std::variant<std::nullptr_t, bool, std::int64_t, double, std::string, Array, Object>;

  Json() = default;  // null
  explicit Json(Content content) : content_(std::move(content)) {}

  static Json parse(std::string_view text, const JsonLimits& limits = {});

  bool is_null() const { return holds<std::nullptr_t>(); }
  bool is_bool() const { return holds<bool>(); }
  bool is_integer() const { return holds<std::int64_t>(); }
  bool is_number() const { return holds<std::int64_t>() || holds<double>(); }
  bool is_text() const { return holds<std::string>(); }
  bool is_array() const { return holds<Array>(); }
  bool is_object() const { return holds<Object>(); }

  const std::string& as_text() const;
  std::int64_t as_integer() const;  // also takes 3.0
  double as_real() const;           // also takes 3
  bool as_bool() const;

  const Json& at(std::string_view key) const;
  const Json* get(std::string_view key) const;  // nullptr when there is no such member or this is no object
  const Object& members() const;

  const Array& items() const;
  const Json& at(std::size_t index) const;
  Array::const_iterator begin() const { return items().begin(); }
  Array::const_iterator end() const { return items().end(); }
  std::size_t size() const;  // of an array or object

  // Writes the value back, members in their order.
  void write(JsonWriter& writer) const;
  std::string text() const;

 private:
  template <class T>
  bool holds() const {
    return std::holds_alternative<T>(content_);
  }
  template <class T>
  const T& expect(std::string_view wanted) const;
  std::string_view kind() const;

  Content content_ = nullptr;
};

}  // namespace kit
