// For tests alone: the figures of other tools under tests/vectors, and comparing with them. CONCERT_CASES names a
// folder of further cases (`./dev cases FOLDER`), laid out as their tools gave them: what it has is read instead of
// ours.
#pragma once
#include <doctest/doctest.h>

#include <boost/json.hpp>
#include <cmath>
#include <cstdlib>
#include <fstream>
#include <map>
#include <optional>
#include <sstream>
#include <string>
#include <vector>

namespace statistics {

inline std::optional<boost::json::value> json_in(const std::string& path) {
  std::ifstream file(path);
  if (!file.is_open()) return std::nullopt;
  std::stringstream text;
  text << file.rdbuf();
  return boost::json::parse(text.str());
}

// Under our name, or under the one its tool has.
inline std::optional<boost::json::value> further_cases(const std::string& path) {
  static const std::map<std::string, std::string> theirs{{"spc/plot-the-dots.json", "spc/nhsr-plotthedots.json"},
                                                         {"spc/nhs-attendances.json", "spc/nhs-ae-attendances.json"},
                                                         {"spc/power-bi-limits.json", "spc/powerbi-spc-limits.json"},
                                                         {"spc/power-bi-rules.json", "spc/powerbi-spc-rules.json"}};
  const char* folder = std::getenv("CONCERT_CASES");
  if (!folder) return std::nullopt;
  if (auto found = json_in(folder + ("/" + path))) return found;
  auto name = theirs.find(path);
  return name == theirs.end() ? std::nullopt : json_in(folder + ("/" + name->second));
}

inline boost::json::value our_vectors(const std::string& path) {
  auto ours = json_in(std::string(CONCERT_SOURCE_DIR) + "/tests/vectors/" + path);
  REQUIRE_MESSAGE(ours.has_value(), path);
  return *ours;
}

inline boost::json::value vectors(const std::string& path) {
  if (auto further = further_cases(path)) return *further;
  return our_vectors(path);
}

// We know how many of ours there are, and that none was lost; of others that there are some.
inline void require_cases(std::size_t found, std::size_t ours) {
  REQUIRE(found > 0);
  if (!std::getenv("CONCERT_CASES")) REQUIRE(found == ours);
}

// The cases of a file with their names, whether it keeps them in a list, by name, or in lists by name of a function.
inline std::vector<std::pair<std::string, boost::json::value>> cases_of(const boost::json::value& cases) {
  std::vector<std::pair<std::string, boost::json::value>> all;
  auto list = [&](const std::string& name, const boost::json::array& items) {
    for (const boost::json::value& item : items) all.emplace_back(name, item);
  };
  if (cases.is_array()) list("", cases.as_array());
  if (!cases.is_object()) return all;
  for (const auto& one : cases.as_object())
    if (one.value().is_array())
      list(one.key(), one.value().as_array());
    else
      all.emplace_back(one.key(), one.value());
  return all;
}

inline double number(const boost::json::value& item) { return item.to_number<double>(); }

inline std::vector<double> numbers(const boost::json::value& list) {
  std::vector<double> out;
  for (const boost::json::value& item : list.as_array())
    if (!item.is_null()) out.push_back(number(item));
  return out;
}

// The same where each has its place: a missing one is not a number.
inline std::vector<double> column(const boost::json::value& list) {
  std::vector<double> out;
  for (const boost::json::value& item : list.as_array()) out.push_back(item.is_null() ? NAN : number(item));
  return out;
}

inline std::string text(const boost::json::value& item) { return item.is_null() ? "" : std::string(item.as_string()); }

// Equal to so many parts of the figure, and to rounding where it is zero on paper; figures of others have 15 digits.
inline bool close(double ours, const boost::json::value& theirs, double tolerance = 1e-11) {
  return std::abs(ours - number(theirs)) <= tolerance * std::abs(number(theirs)) + 1e-14;
}

// For probabilities far out in a tail: every digit counts, however many zeros stand before it.
inline bool close_tail(double ours, const boost::json::value& theirs, double tolerance = 1e-9) {
  return std::abs(ours - number(theirs)) <= tolerance * std::abs(number(theirs));
}

}  // namespace statistics
