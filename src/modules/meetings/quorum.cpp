#include "modules/meetings/quorum.h"

#include <algorithm>

namespace meetings {
namespace {

using Parties = std::vector<std::pair<std::string, std::string>>;

std::string names_of(const std::vector<Attending>& people, const auto& wanted) {
  std::string names;
  for (const Attending& one : people)
    if (wanted(one)) names += (names.empty() ? "" : ", ") + one.name;
  return names;
}

// A chair who cannot come sends somebody, and is represented; nobody is represented by silence.
QuorumLine chair_line(const std::pair<std::string, std::string>& party, const std::vector<Attending>& there) {
  auto chair = std::ranges::find_if(there, [&](const Attending& one) { return one.chair && one.party == party.first; });
  if (chair == there.end()) return {.key = "no_chair", .detail = party.second};
  if (chair->represented_by.empty()) return {.key = "chair", .detail = chair->name, .met = true};
  return {.key = "chair_represented", .detail = chair->name + " → " + chair->represented_by, .met = true};
}

QuorumLine union_line(const std::vector<Attending>& there) {
  std::string names = names_of(there, [](auto& one) { return one.represents_union; });
  return {.key = names.empty() ? "no_union" : "union", .detail = names, .met = !names.empty()};
}

QuorumLine count_line(std::string key, std::string detail, int there, int needed) {
  return {.key = std::move(key), .detail = std::move(detail), .met = there >= needed, .there = there, .needed = needed};
}

int in_person(const std::vector<Attending>& there, const auto& wanted) {
  return static_cast<int>(
      std::ranges::count_if(there, [&](const Attending& one) { return one.represented_by.empty() && wanted(one); }));
}

}  // namespace

bool Quorum::met() const {
  return std::ranges::all_of(lines, [](const QuorumLine& line) { return line.met; });
}

Quorum judge_quorum(const QuorumRule& rule, const Parties& parties, const std::vector<Attending>& there) {
  Quorum quorum;
  if (rule.chairs)
    for (auto& party : parties) quorum.lines.push_back(chair_line(party, there));
  if (rule.union_representative) quorum.lines.push_back(union_line(there));
  if (rule.each_party > 0)
    for (auto& party : parties)
      quorum.lines.push_back(count_line("party", party.second,
                                        in_person(there, [&](auto& one) { return one.party == party.first; }),
                                        rule.each_party));
  if (rule.people > 0)
    quorum.lines.push_back(count_line("people", {}, in_person(there, [](auto&) { return true; }), rule.people));
  return quorum;
}

}  // namespace meetings
