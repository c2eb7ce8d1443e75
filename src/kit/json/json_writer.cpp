#include "kit/json/json_writer.h"

#include <array>
#include <charconv>
#include <cmath>
#include <stdexcept>
#include <utility>

#include "kit/text/utf8.h"

namespace kit {

namespace {

void append_escape(std::string& out, char c) {
  constexpr std::string_view hex = "0123456789abcdef";
  switch (c) {
    case '"': out += "\\\""; break;
    case '\\': out += "\\\\"; break;
    case '\n': out += "\\n"; break;
    case '\r': out += "\\r"; break;
    case '\t': out += "\\t"; break;
    default: (out += "\\u00") += {hex[static_cast<unsigned char>(c) >> 4], hex[c & 15]};
  }
}

bool is_plain(char c) { return static_cast<unsigned char>(c) >= 0x20 && c != '"' && c != '\\' && !(c & 0x80); }

std::string shortest(auto number) {
  std::array<char, 32> digits;
  auto end = std::to_chars(digits.data(), digits.data() + digits.size(), number).ptr;
  return {digits.data(), end};
}

}  // namespace

void append_json_text(std::string& out, std::string_view text) {
  out += '"';
  for (std::size_t at = 0; at < text.size();) {
    std::size_t plain = at;
    while (plain < text.size() && is_plain(text[plain])) ++plain;
    out += text.substr(at, plain - at);
    if ((at = plain) == text.size()) break;
    std::size_t length = utf8_length(text.substr(at));
    if (length == 1)
      append_escape(out, text[at]);
    else if (length == 0)
      out += "\xEF\xBF\xBD";
    else
      out += text.substr(at, length);
    at += length ? length : 1;
  }
  out += '"';
}

JsonWriter& JsonWriter::begin_object() { return open(Inside::object, '{'); }
JsonWriter& JsonWriter::end_object() { return close(Inside::object, '}'); }
JsonWriter& JsonWriter::begin_array() { return open(Inside::array, '['); }
JsonWriter& JsonWriter::end_array() { return close(Inside::array, ']'); }

JsonWriter& JsonWriter::key(std::string_view name) {
  if (open_.empty() || open_.back() != Inside::object || keyed_)
    throw std::logic_error("A JSON key is due only in an object.");
  if (comma_) out_ += ',';
  append_json_text(out_, name);
  out_ += ':';
  keyed_ = true;
  return *this;
}

JsonWriter& JsonWriter::value(std::string_view text) {
  before_value();
  append_json_text(out_, text);
  after_value();
  return *this;
}

JsonWriter& JsonWriter::value(double number) {
  if (!std::isfinite(number)) return null();
  return word(shortest(number + 0.0));  // adding makes -0 plain 0
}

JsonWriter& JsonWriter::integer(std::int64_t number) { return word(shortest(number)); }
JsonWriter& JsonWriter::unsigned_integer(std::uint64_t number) { return word(shortest(number)); }

std::string JsonWriter::take() {
  if (!open_.empty() || out_.empty()) throw std::logic_error("The JSON is not finished.");
  comma_ = false;
  return std::exchange(out_, {});
}

void JsonWriter::before_value() {
  bool fits = open_.empty() ? out_.empty() : (open_.back() == Inside::object) == keyed_;
  if (!fits) throw std::logic_error("A JSON value is not due here.");
  if (comma_ && !keyed_) out_ += ',';
  keyed_ = false;
}

void JsonWriter::after_value() { comma_ = true; }

JsonWriter& JsonWriter::open(Inside kind, char mark) {
  before_value();
  open_.push_back(kind);
  comma_ = false;
  out_ += mark;
  return *this;
}

JsonWriter& JsonWriter::close(Inside kind, char mark) {
  if (open_.empty() || open_.back() != kind || keyed_)
    throw std::logic_error("Nothing of this kind is open in the JSON.");
  open_.pop_back();
  out_ += mark;
  after_value();
  return *this;
}

JsonWriter& JsonWriter::word(std::string_view text) {
  before_value();
  out_ += text;
  after_value();
  return *this;
}

}  // namespace kit
