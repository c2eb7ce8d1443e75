// For tests alone: the figures of other tools under tests/vectors, and comparing with them.
#pragma once
#include <doctest/doctest.h>

#include <boost/json.hpp>
#include <cmath>
#include <fstream>
#include <sstream>
#include <string>
#include <vector>

namespace statistics {

inline boost::json::value vectors(const std::string& path) {
  std::ifstream file(std::string(CONCERT_SOURCE_DIR) + "/tests/vectors/" + path);
  REQUIRE_MESSAGE(file.is_open(), path);
  std::stringstream text;
  text << file.rdbuf();
  return boost::json::parse(text.str());
}

inline double number(const boost::json::value& item) { return item.to_number<double>(); }

inline std::vector<double> numbers(const boost::json::value& list) {
  std::vector<double> out;
  for (const boost::json::value& item : list.as_array())
    if (!item.is_null()) out.push_back(number(item));
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
