#include "partnership/record/body_scan.h"

#include <cstddef>

namespace partnership {
namespace {

// How long the text in quotation marks at the front is, both marks included; 0 if it does not end.
std::size_t length_of_text(std::string_view bytes) {
  for (std::size_t i = 1; i < bytes.size(); ++i) {
    if (bytes[i] == '\\')
      ++i;
    else if (bytes[i] == '"')
      return i + 1;
  }
  return 0;
}

std::size_t length_of_nested(std::string_view bytes) {
  int depth = 0;
  for (std::size_t i = 0; i < bytes.size(); ++i) {
    switch (bytes[i]) {
      case '"': {
        std::size_t text = length_of_text(bytes.substr(i));
        if (text == 0) return 0;
        i += text - 1;
        break;
      }
      case '{':
      case '[': ++depth; break;
      case '}':
      case ']':
        if (--depth == 0) return i + 1;
        break;
      default: break;
    }
  }
  return 0;
}

std::size_t length_of_word(std::string_view bytes) {
  std::size_t i = 0;
  while (i < bytes.size() && bytes[i] != ',' && bytes[i] != '}' && bytes[i] != ']' && bytes[i] > ' ') ++i;
  return i;
}

std::string_view* place_of(ScannedBody& body, std::string_view name) {
  if (name == "table") return &body.table;
  if (name == "row") return &body.row;
  if (name == "key") return &body.key;
  if (name == "from") return &body.from;
  if (name == "to") return &body.to;
  if (name == "gone") return &body.gone;
  if (name == "was") return &body.was;
  if (name == "fields") return &body.fields;
  if (name == "rows") return &body.rows;
  if (name == "about") return &body.about;
  if (name == "covers") return &body.covers;
  if (name == "lines") return &body.lines;
  return nullptr;
}

}  // namespace

bool Scan::stop() {
  sound_ = false;
  return false;
}

// True when another member or value follows.
bool Scan::enter(char open, char close) {
  if (rest_.empty() || !sound_) return stop();
  char first = entered_ ? ',' : open;
  if (rest_.front() == close && entered_) {
    rest_.remove_prefix(1);
    if (!rest_.empty()) sound_ = false;
    return false;
  }
  if (rest_.front() != first) return stop();
  rest_.remove_prefix(1);
  if (!entered_ && !rest_.empty() && rest_.front() == close) {
    if (rest_.size() > 1) sound_ = false;
    return false;
  }
  entered_ = true;
  return true;
}

bool Scan::take_text(std::string_view& text) {
  std::size_t length = rest_.empty() || rest_.front() != '"' ? 0 : length_of_text(rest_);
  if (length == 0) return stop();
  text = rest_.substr(1, length - 2);
  rest_.remove_prefix(length);
  return true;
}

bool Scan::take_value(std::string_view& value) {
  if (rest_.empty()) return stop();
  char first = rest_.front();
  std::size_t length = first == '"'                   ? length_of_text(rest_)
                       : first == '{' || first == '[' ? length_of_nested(rest_)
                                                      : length_of_word(rest_);
  if (length == 0) return stop();
  value = rest_.substr(0, length);
  rest_.remove_prefix(length);
  return true;
}

bool Scan::member(std::string_view& name, std::string_view& value) {
  if (!enter('{', '}') || !take_text(name)) return false;
  if (rest_.empty() || rest_.front() != ':') return stop();
  rest_.remove_prefix(1);
  return take_value(value);
}

bool Scan::value(std::string_view& value) { return enter('[', ']') && take_value(value); }

bool scan_body(std::string_view bytes, ScannedBody& body) {
  Scan members(bytes);
  std::string_view name, value;
  while (members.member(name, value))
    if (std::string_view* place = place_of(body, name)) {
      if (!place->empty()) return false;
      *place = value;
    }
  if (!members.sound() || body.table.size() < 3 || body.table.front() != '"') return false;
  body.table = body.table.substr(1, body.table.size() - 2);
  return true;
}

}  // namespace partnership
