// An id carries its kind in its text, prefix "_" and 26 characters: `tem_01j…`. `Id<Team>` and `Id<Person>` are
// different types, so one cannot stand where the other is due. The 26 characters are a ULID in lower case: 48 bits of
// milliseconds and 80 random bits, so that ids of one process sort in the order they were made.
// Where order or time must not be seen (ballots, survey answers) use `timeless_id`.
#pragma once

#include <compare>
#include <functional>
#include <span>
#include <string>
#include <string_view>

#include "kit/time/instant.h"

namespace kit {

template <class T>
struct Id {
  std::string text;
  bool empty() const { return text.empty(); }
  friend auto operator<=>(const Id&, const Id&) = default;
};

template <class T>
std::string_view html_text(const Id<T>& id) {
  return id.text;
}

using RandomSource = std::function<void(std::span<unsigned char>)>;

// Safe from any thread; each id is greater than the last, even when the clock is set back.
std::string new_id(std::string_view prefix);

// The same layout from a given moment and source, for worlds that must come out equal each time.
// The moment must not lie before 1970.
std::string new_id(std::string_view prefix, Instant at, const RandomSource& random);

// Random throughout: tells neither when nor in which order it was made.
std::string timeless_id(std::string_view prefix);

template <class T>
Id<T> fresh() {
  return {new_id(T::prefix)};
}

template <class T>
Id<T> fresh_timeless() {
  return {timeless_id(T::prefix)};
}

bool is_id(std::string_view text, std::string_view prefix);

}  // namespace kit

template <class T>
struct std::hash<kit::Id<T>> {
  std::size_t operator()(const kit::Id<T>& id) const noexcept { return std::hash<std::string>{}(id.text); }
};
