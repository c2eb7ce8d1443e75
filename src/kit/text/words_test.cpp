#include "kit/text/words.h"

#include <doctest/doctest.h>

#include <fstream>
#include <limits>
#include <stdexcept>

using kit::Language;
using kit::Words;

namespace {

Words words_of(std::string_view english, std::string_view spanish = "{}") {
  kit::WordFile files[] = {{"words/en/teams.json", english}, {"words/es/teams.json", spanish}};
  return Words(files);
}

std::string refusal(std::string_view message) {
  std::string json = R"({"teams.x": ")" + std::string(message) + R"("})";
  try {
    words_of(json);
  } catch (const std::runtime_error& refused) {
    return refused.what();
  }
  return "accepted";
}

}  // namespace

TEST_CASE("a sentence is said in the language asked for") {
  auto words = words_of(R"({"teams.sign": "Sign the charter"})", R"({"teams.sign": "Firmar la carta"})");
  CHECK(words.say(Language::en, "teams.sign") == "Sign the charter");
  CHECK(words.say(Language::es, "teams.sign") == "Firmar la carta");
}

TEST_CASE("placeholders take text and numbers as they are given") {
  auto words = words_of(R"({"teams.x": "{who} doesn't sign before {year} [{ n , number }]"})");
  CHECK(words.say(Language::en, "teams.x", {{"who", "Ana <b>"}, {"year", 2026}, {"n", 12400}}) ==
        "Ana <b> doesn't sign before 2026 [12,400]");
}

TEST_CASE("a plural counts one and all others") {
  auto words = words_of(R"({"teams.n": "{n, plural, one {# team} other {# teams in {where}}}: #1"})");
  CHECK(words.say(Language::en, "teams.n", {{"n", 1}, {"where", "-"}}) == "1 team: #1");
  CHECK(words.say(Language::en, "teams.n", {{"n", 0}, {"where", "4 West"}}) == "0 teams in 4 West: #1");
  CHECK(words.say(Language::en, "teams.n", {{"n", 1234}, {"where", "4 West"}}) == "1,234 teams in 4 West: #1");
}

TEST_CASE("a missing message or value is a mistake in the program, named") {
  auto words = words_of(R"({"teams.x": "{who}", "teams.n": "{n, plural, one {a} other {b}}"})");
  CHECK_THROWS_WITH_AS(words.say(Language::es, "teams.x"), "words/es: there is no message teams.x", std::logic_error);
  CHECK_THROWS_WITH_AS(words.say(Language::en, "teams.x"), "words/en: teams.x: no value was given for {who}",
                       std::logic_error);
  CHECK_THROWS_WITH_AS(words.say(Language::en, "teams.n", {{"n", "two"}}),
                       "words/en: teams.n: the value of {n} must be a whole number", std::logic_error);
  CHECK(words.has(Language::en, "teams.x"));
  CHECK_FALSE(words.has(Language::es, "teams.x"));
}

TEST_CASE("a faulty message is refused when it is loaded") {
  CHECK(refusal("{who}") == "accepted");
  CHECK(refusal("{who") ==
        "words/en/teams.json: the message of teams.x is not understood: the placeholder {who} is not closed by a }");
  CHECK(refusal("who}").ends_with("it has a } without { before it"));
  CHECK(refusal("{Who}").ends_with("after { there must be a name in small letters"));
  CHECK(refusal("{n, date}").ends_with("is neither number nor plural, or a plural inside a plural"));
  CHECK(refusal("{n, plural, one {{n, plural, one {a} other {b}}} other {c}}").ends_with("a plural inside a plural"));
  CHECK(refusal("{n, plural, one {a}}").ends_with("after { there must be a name in small letters"));
  CHECK(refusal("{n, plural, few {a} other {b}}").ends_with("one {…} other {…}, in this order"));
  CHECK(refusal("{n, plural, one {a} other {b}").ends_with("is not closed by a }"));
  CHECK(refusal("{n, plural, one {a} other {b").ends_with("the branch other of {n} is not closed by a }"));
}

TEST_CASE("a faulty file is refused when it is loaded") {
  CHECK_THROWS_AS(words_of("{"), std::runtime_error);
  CHECK_THROWS_WITH_AS(words_of("[]"), "words/en/teams.json: must be an object of keys and messages",
                       std::runtime_error);
  CHECK_THROWS_WITH_AS(words_of(R"({"meetings.x": "x"})"),
                       "words/en/teams.json: the key meetings.x must begin with teams.", std::runtime_error);
  CHECK_THROWS_WITH_AS(words_of(R"({"teams.x": 1})"), "words/en/teams.json: the message of teams.x must be text",
                       std::runtime_error);
  kit::WordFile french{"words/fr/teams.json", "{}"};
  CHECK_THROWS_AS(Words(std::span(&french, 1)), std::runtime_error);
}

TEST_CASE("the catalogue in words/ can be loaded") { CHECK_NOTHROW(Words::from_folder(CONCERT_SOURCE_DIR "/words")); }

TEST_CASE("numbers are written with thousands separators") {
  CHECK(kit::number(0) == "0");
  CHECK(kit::number(999) == "999");
  CHECK(kit::number(1000) == "1,000");
  CHECK(kit::number(-1234567) == "−1,234,567");
  CHECK(kit::number(std::numeric_limits<std::int64_t>::min()) == "−9,223,372,036,854,775,808");
  CHECK(kit::number(1234.5, 1) == "1,234.5");
  CHECK(kit::number(-0.04, 1) == "0.0");
  CHECK(kit::number(-0.06, 1) == "−0.1");
  CHECK(kit::number(999999.999, 2) == "1,000,000.00");
  CHECK(kit::number(std::numeric_limits<double>::quiet_NaN(), 1) == "–");
}
