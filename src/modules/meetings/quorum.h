#pragma once
#include <array>
#include <string>
#include <string_view>
#include <vector>

// When a meeting may decide. Pure: values in, and out what holds and what is missing, each as a sentence of its own.
namespace meetings {

using namespace std::string_view_literals;

enum class Presence { came, excused, absent };
inline auto names(Presence) { return std::array{"came"sv, "excused"sv, "absent"sv}; }

// 2.4 Both co-leads present and/or represented, and named numbers; without them decisions cannot be made.
struct QuorumRule {
  bool chairs = true;                // a chair of each chairing party, in person or represented
  bool union_representative = true;  // 2.5 A designated union representative must be at every joint meeting.
  int each_party = 1;                // of each chairing party, at least
  int people = 2;                    // in all, at least
};

struct Attending {  // somebody with a seat in the place who is there, or is represented
  std::string party, name;
  bool chair = false;
  bool represents_union = false;  // put forward by labor: its chair, representative or steward
  std::string represented_by;     // by name; empty: in person
};

struct QuorumLine {
  std::string key;     // the sentence: meetings.quorum.<key>
  std::string detail;  // names, or a number
  bool met = false;
  int there = 0, needed = 0;
};
struct Quorum {
  std::vector<QuorumLine> lines;
  bool met() const;
};

// `parties` chair the place, by id and name.
Quorum judge_quorum(const QuorumRule& rule, const std::vector<std::pair<std::string, std::string>>& parties,
                    const std::vector<Attending>& there);

}  // namespace meetings
