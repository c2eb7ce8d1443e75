#include "kit/json/json.h"

#include <doctest/doctest.h>

#include <cmath>
#include <limits>
#include <string>

using namespace kit;

namespace {

std::string refusal(std::string_view text, const JsonLimits& limits = {}) {
  try {
    Json::parse(text, limits);
  } catch (const JsonRefused& refused) {
    return refused.what();
  }
  return "";
}

std::string written(const auto& value) { return JsonWriter().value(value).take(); }

}  // namespace

TEST_CASE("objects and arrays are written without spaces in the order of the calls") {
  JsonWriter json;
  json.begin_object().member("name", "West").member("beds", 24).key("rates").begin_array();
  json.value(1.5).value(true).null().begin_object().end_object().begin_array().end_array().end_array();
  json.member("open", false).end_object();
  CHECK(json.take() == R"({"name":"West","beds":24,"rates":[1.5,true,null,{},[]],"open":false})");
}

TEST_CASE("a writer can be used again after its text is taken") {
  JsonWriter json;
  CHECK(json.value(1).take() == "1");
  CHECK(json.begin_array().end_array().take() == "[]");
}

TEST_CASE("text is escaped as JSON asks") {
  CHECK(written("a \"b\" \\ / \n\r\t \x01 \x1f") == R"("a \"b\" \\ / \n\r\t \u0001 \u001f")");
  CHECK(written(std::string("a\0b", 3)) == R"("a\u0000b")");
  CHECK(written("señal 🙂") == "\"señal 🙂\"");
  CHECK(written("a\xFF\xC3"
                "b") == "\"a\uFFFD\uFFFDb\"");
}

TEST_CASE("numbers are written by their shortest exact text") {
  CHECK(written(0.1) == "0.1");
  CHECK(written(2.0) == "2");
  CHECK(written(-0.0) == "0");
  CHECK(written(1e300) == "1e+300");
  CHECK(written(std::numeric_limits<std::int64_t>::min()) == "-9223372036854775808");
  CHECK(written(std::numeric_limits<std::uint64_t>::max()) == "18446744073709551615");
  CHECK(written(std::nan("")) == "null");
  CHECK(written(std::numeric_limits<double>::infinity()) == "null");
}

TEST_CASE("calls in an order that is not JSON are a fault") {
  CHECK_THROWS_AS(JsonWriter().take(), std::logic_error);
  CHECK_THROWS_AS(JsonWriter().begin_array().take(), std::logic_error);
  CHECK_THROWS_AS(JsonWriter().begin_object().value(1), std::logic_error);
  CHECK_THROWS_AS(JsonWriter().begin_array().key("a"), std::logic_error);
  CHECK_THROWS_AS(JsonWriter().begin_object().key("a").key("b"), std::logic_error);
  CHECK_THROWS_AS(JsonWriter().begin_object().key("a").end_object(), std::logic_error);
  CHECK_THROWS_AS(JsonWriter().begin_array().end_object(), std::logic_error);
  CHECK_THROWS_AS(JsonWriter().value(1).value(2), std::logic_error);
  CHECK_THROWS_AS(JsonWriter().end_array(), std::logic_error);
}

TEST_CASE("JSON is read into a value") {
  Json json = Json::parse(R"( {"name": "West \u00e9\ud83d\ude42", "beds": 24, "rate": 0.1, "open": true, "gone": null,
                               "list": [1, "two", []]} )");
  CHECK(json.at("name").as_text() == "West é🙂");
  CHECK(json.at("beds").as_integer() == 24);
  CHECK(json.at("beds").as_real() == 24.0);
  CHECK(json.at("rate").as_real() == 0.1);
  CHECK(json.at("open").as_bool());
  CHECK(json.at("gone").is_null());
  CHECK(json.get("absent") == nullptr);
  CHECK(json.size() == 6);
  CHECK(json.at("list").at(std::size_t{1}).as_text() == "two");
  int count = 0;
  for (const Json& item : json.at("list")) count += item.is_integer() ? 1 : 10;
  CHECK(count == 21);
}

TEST_CASE("a value is written back as it was read") {
  for (std::string text :
       {R"({"b":1,"a":[true,false,null,-7,0.25,"x\n",{}],"":{"deep":[[]]}})", "[]", "\"text\"", "12"})
    CHECK(Json::parse(text).text() == text);
}

TEST_CASE("numbers keep their value") {
  CHECK(Json::parse("9223372036854775807").as_integer() == INT64_MAX);
  CHECK(Json::parse("-9223372036854775808").as_integer() == INT64_MIN);
  CHECK(Json::parse("3.0").as_integer() == 3);
  CHECK(Json::parse("1e3").as_integer() == 1000);
  CHECK(Json::parse("18446744073709551615").as_real() == 18446744073709551615.0);
  for (double number : {0.1, 1.7976931348623157e308, 5e-324, 9007199254740993.5, 0.30000000000000004, 1234.5678e-20})
    CHECK(Json::parse(written(number)).as_real() == number);
  CHECK(refusal("1e999") == "The number 1e999 is too large or too small (line 1, column 6).");
}

TEST_CASE("asking for the wrong kind says what was expected") {
  Json json = Json::parse(R"({"name": 1, "list": [1], "half": 0.5})");
  CHECK_THROWS_WITH_AS(json.at("name").as_text(), "Text was expected here, not a whole number.", JsonRefused);
  CHECK_THROWS_WITH_AS(json.at("age"), "The field “age” is missing.", JsonRefused);
  CHECK_THROWS_WITH_AS(json.at("list").at("x"), "An object was expected here, not a list.", JsonRefused);
  CHECK_THROWS_WITH_AS(json.at("half").as_integer(), "A whole number was expected here, not a number.", JsonRefused);
  CHECK_THROWS_WITH_AS(json.at("list").at(std::size_t{1}), "The list has 1 entries; entry 2 is missing.", JsonRefused);
  CHECK_THROWS_WITH_AS(json.items(), "A list was expected here, not an object.", JsonRefused);
}

TEST_CASE("text that is not JSON is refused with its place") {
  CHECK(refusal("{\"a\": 1,\n \"b\": x}") == "This is not JSON (line 2, column 7).");
  CHECK(refusal("[1,") == "The JSON ends too early (line 1, column 4).");
  CHECK(refusal("") == "The JSON ends too early (line 1, column 1).");
  CHECK(refusal("12") == "");
  CHECK(refusal("[1] [2]") == "There is more text after the JSON (line 1, column 5).");
  for (auto text : {"{'a':1}", "[1,]", "{\"a\":1,}", "[01]", "[.5]", "[NaN]", "// x\n1", "\"\n\"", "[+1]", "{\"a\" 1}",
                    "tru", "\"\\ud800\"", "\"\\x\""})
    CHECK_MESSAGE(!refusal(text).empty(), std::string(text));
}

TEST_CASE("a field given twice is refused") {
  CHECK(refusal(R"({"a":1,"b":2,"a":3})").starts_with("The field “a” is given twice (line 1, column "));
  CHECK(refusal(R"([{"a":1},{"a":1}])") == "");
  CHECK(refusal(R"({"a":{"a":1}})") == "");
}

TEST_CASE("invalid UTF-8 in JSON is refused") { CHECK(refusal("\"\xFF\"") == "The JSON is not UTF-8 text."); }

TEST_CASE("JSON too deep or too large is refused") {
  CHECK(refusal(std::string(32, '[') + std::string(32, ']')) == "");
  CHECK(
      refusal(std::string(33, '[') + std::string(33, ']')).starts_with("The JSON is nested more than 32 levels deep"));
  CHECK(refusal(std::string(1'000'000, '[')).starts_with("The JSON is nested"));
  CHECK(refusal("[1,2,3,4]", {.values = 5}) == "");
  CHECK(refusal("[1,2,3,4]", {.values = 4}).starts_with("There are too many values"));
  CHECK(refusal("[1,2,3,4]", {.bytes = 8}) == "The JSON is larger than 8 bytes.");
}
