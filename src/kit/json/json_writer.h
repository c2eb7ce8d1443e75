// Writes JSON as a stream of calls, without building a tree. The same calls give the same bytes: no spaces, keys in the
// order they are written, real numbers by the shortest text that reads back equal. Bytes that are not UTF-8 become
// U+FFFD; numbers that JSON cannot say (infinite, not a number) become null. Calls in an order that is not JSON throw
// std::logic_error.
#pragma once

#include <concepts>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace kit {

class JsonWriter {
 public:
  JsonWriter& begin_object();
  JsonWriter& end_object();
  JsonWriter& begin_array();
  JsonWriter& end_array();
  JsonWriter& key(std::string_view name);

  JsonWriter& value(std::string_view text);
  JsonWriter& value(const char* text) { return value(std::string_view(text)); }
  JsonWriter& value(const std::string& text) { return value(std::string_view(text)); }
  JsonWriter& value(double number);
  JsonWriter& value(std::same_as<bool> auto truth) { return word(truth ? "true" : "false"); }
  JsonWriter& value(std::signed_integral auto number) { return integer(number); }
  JsonWriter& value(std::unsigned_integral auto number) requires(!std::same_as<decltype(number), bool>) {
    return unsigned_integer(number);
  }
  JsonWriter& null() { return word("null"); }
  // Puts in a value that is JSON already.
  JsonWriter& json(std::string_view text) { return word(text); }

  JsonWriter& member(std::string_view name, const auto& content) { return key(name).value(content); }

  // The finished text; the writer is empty afterwards.
  std::string take();

 private:
  enum class Inside : char { object, array };

  void before_value();
  void after_value();
  JsonWriter& open(Inside kind, char mark);
  JsonWriter& close(Inside kind, char mark);
  JsonWriter& word(std::string_view text);
  JsonWriter& integer(std::int64_t number);
  JsonWriter& unsigned_integer(std::uint64_t number);

  std::string out_;
  std::vector<Inside> open_;
  bool comma_ = false;
  bool keyed_ = false;
};

// Appends the text in quotation marks, escaped.
void append_json_text(std::string& out, std::string_view text);

}  // namespace kit
