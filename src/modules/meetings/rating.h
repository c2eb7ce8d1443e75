#pragma once
#include <array>
#include <set>

#include "modules/meetings/meetings.h"

// Two minutes after a meeting: three marks from those who came. Only sums are kept, in one value written anew each time
// with who has rated sorted by what has nothing to do with time, so nothing leads from a mark to a person. They are
// shown when no more can come, and only if enough rated; the number is that of the policy "deciding".
namespace meetings {

inline constexpr std::array rating_questions{"agenda"sv, "heard"sv, "worth"sv};
inline constexpr int best_mark = 5, days_to_rate = 3;
using Marks = std::array<int, rating_questions.size()>;  // each 1 to best_mark

struct RatingBox {
  std::set<std::string> raters;                                             // people
  std::array<std::array<int, best_mark>, rating_questions.size()> given{};  // how often each mark
};
RatingBox rating_box_of(Reader& db, const Id<Meeting>& id);

struct RatingShown {
  bool came = false, has_rated = false, open = false;
  int raters = 0, came_in_all = 0, least = 0;
  std::array<std::array<int, best_mark>, rating_questions.size()> given{};  // only when it may be shown
  bool shown = false;
};
RatingShown rating_of(Reader& db, const Course& course, const Seats& place);

void rate(Tx& tx, const Id<Meeting>& id, const Marks& marks);

}  // namespace meetings
