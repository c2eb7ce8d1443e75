// The catalogue: every sentence a person can read, by key, in each language. words/en/teams.json and
// words/es/teams.json hold flat objects of keys that begin with "teams." and their messages. A message is plain text
// with named placeholders:
//   "Signed by {who}"                     text as given; a whole number as plain digits (so a year stays 2026)
//   "{count, number} people"              a whole number with thousands separators: 12,400
//   "{count, plural, one {# team} other {# teams}}"   # is the count, with separators; 0 is "other"
// It knows no markup: a template's hole escapes what say() returns. A faulty file or message is refused when it is
// loaded, naming file and key. A missing key or value is a mistake in the program and throws std::logic_error;
// tools/check_words.py finds both before they can happen. Safe to use from any thread once loaded.
#pragma once

#include <array>
#include <concepts>
#include <cstdint>
#include <filesystem>
#include <initializer_list>
#include <span>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "kit/text/language.h"

namespace kit {

// A value for a placeholder. It only refers to text, so it lives as long as the call it is passed to.
class Arg {
 public:
  Arg(std::string_view name, std::string_view text) : name_(name), text_(text) {}
  template <std::integral Number>
  requires(!std::same_as<Number, bool> && !std::same_as<Number, char>) Arg(std::string_view name, Number number)
      : name_(name), number_(static_cast<std::int64_t>(number)), is_number_(true) {}
  std::string_view name() const { return name_; }
  std::string_view text() const { return text_; }
  std::int64_t number() const { return number_; }
  bool is_number() const { return is_number_; }

 private:
  std::string_view name_;
  std::string_view text_;
  std::int64_t number_ = 0;
  bool is_number_ = false;
};

struct WordFile {
  std::string_view name;  // ends in "en/teams.json"
  std::string_view content;
};

// One part of a message, in reading order.
struct MessagePart {
  enum class Kind { literal, plain, grouped, plural, count };
  Kind kind = Kind::literal;
  std::string text;              // the literal itself, or the placeholder's name
  std::vector<MessagePart> one;  // plural only
  std::vector<MessagePart> other;
};

class Words {
 public:
  Words() = default;
  explicit Words(std::span<const WordFile> files);
  static Words from_folder(const std::filesystem::path& folder);  // words/, holding en/ and es/

  std::string say(Language language, std::string_view key, std::span<const Arg> arguments = {}) const;
  std::string say(Language language, std::string_view key, std::initializer_list<Arg> arguments) const;
  bool has(Language language, std::string_view key) const;

 private:
  struct Hash {
    using is_transparent = void;
    std::size_t operator()(std::string_view key) const { return std::hash<std::string_view>()(key); }
  };
  using Messages = std::unordered_map<std::string, std::vector<MessagePart>, Hash, std::equal_to<>>;

  void load(const WordFile& file);
  std::array<Messages, 2> messages_;
};

// The catalogue of this process, set once while it starts and before other threads run.
void use_words(Words words);
std::string say(Language language, std::string_view key, std::initializer_list<Arg> arguments = {});
std::string say(Language language, std::string_view key, std::span<const Arg> arguments);
bool has_words(Language language, std::string_view key);

// Numbers as English and United States Spanish (CLDR es-US) both write them, 1,234.5, so no language is asked for.
// Below zero the sign is the minus sign (U+2212). What is not a finite number is shown as "–".
std::string number(double value, int decimals = 0);
std::string number(std::int64_t value);
inline std::string number(int value) { return number(static_cast<std::int64_t>(value)); }

}  // namespace kit
