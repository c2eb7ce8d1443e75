#include "kit/json/json.h"

#include <fmt/format.h>

#include <charconv>
#include <cmath>

namespace kit {

namespace {

constexpr double exact_integers = 9007199254740992.0;  // 2^53

std::string quoted(std::string_view key) { return fmt::format("“{}”", key); }

}  // namespace

std::string_view Json::kind() const {
  constexpr std::string_view kinds[] = {"nothing", "true or false", "a whole number", "a number",
                                        "text",    "a list",        "an object"};
  return kinds[content_.index()];
}

template <class T>
const T& Json::expect(std::string_view wanted) const {
  if (auto* content = std::get_if<T>(&content_)) return *content;
  throw JsonRefused(fmt::format("{} was expected here, not {}.", wanted, kind()));
}

const std::string& Json::as_text() const { return expect<std::string>("Text"); }
bool Json::as_bool() const { return expect<bool>("True or false"); }

std::int64_t Json::as_integer() const {
  auto* real = std::get_if<double>(&content_);
  if (real && std::abs(*real) <= exact_integers && std::trunc(*real) == *real) return static_cast<std::int64_t>(*real);
  return expect<std::int64_t>("A whole number");
}

double Json::as_real() const {
  if (auto* whole = std::get_if<std::int64_t>(&content_)) return static_cast<double>(*whole);
  return expect<double>("A number");
}

const Json::Object& Json::members() const { return expect<Object>("An object"); }
const Json::Array& Json::items() const { return expect<Array>("A list"); }

const Json* Json::get(std::string_view key) const {
  auto* object = std::get_if<Object>(&content_);
  if (!object) return nullptr;
  for (auto& [name, value] : *object)
    if (name == key) return &value;
  return nullptr;
}

const Json& Json::at(std::string_view key) const {
  members();
  if (auto* value = get(key)) return *value;
  throw JsonRefused(fmt::format("The field {} is missing.", quoted(key)));
}

const Json& Json::at(std::size_t index) const {
  if (index < items().size()) return items()[index];
  throw JsonRefused(fmt::format("The list has {} entries; entry {} is missing.", items().size(), index + 1));
}

std::size_t Json::size() const { return is_object() ? members().size() : items().size(); }

void Json::write(JsonWriter& writer) const {
  if (is_null()) writer.null();
  if (auto* truth = std::get_if<bool>(&content_)) writer.value(*truth);
  if (auto* whole = std::get_if<std::int64_t>(&content_)) writer.value(*whole);
  if (auto* real = std::get_if<double>(&content_)) writer.value(*real);
  if (is_text()) writer.value(as_text());
  if (is_array()) {
    writer.begin_array();
    for (auto& item : items()) item.write(writer);
    writer.end_array();
  }
  if (is_object()) {
    writer.begin_object();
    for (auto& [key, value] : members()) value.write(writer.key(key));
    writer.end_object();
  }
}

std::string Json::text() const {
  JsonWriter writer;
  write(writer);
  return writer.take();
}

}  // namespace kit
