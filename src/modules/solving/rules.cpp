#include "modules/solving/rules.h"

#include <algorithm>

namespace solving {

bool options_open(const Progress& progress) { return progress.parties >= 2 && progress.put >= progress.parties; }

bool may_choose(const Progress& progress) {
  return options_open(progress) && progress.gathered && progress.options > 0 && progress.standards > 0;
}

Stage stage_of(const Progress& progress) {
  if (progress.reviewed) return Stage::reviewed;
  if (progress.agreed) return Stage::agreed;
  if (progress.closed) return Stage::closed;
  if (!options_open(progress)) return Stage::interests;
  if (!progress.gathered || progress.options == 0) return Stage::options;
  if (progress.standards == 0) return Stage::standards;
  return progress.asked ? Stage::signing : Stage::weighing;
}

bool is_shared(const std::set<std::string>& parties, const std::string& owner, const std::set<std::string>& sharers) {
  return parties.size() >= 2 && parties.contains(owner) &&
         std::ranges::all_of(parties, [&](auto& party) { return party == owner || sharers.contains(party); });
}

Weight weigh(const std::string& option, const std::vector<std::string>& criteria, const std::set<std::string>& parties,
             const std::vector<Mark>& marks) {
  Weight weight;
  for (const std::string& criterion : criteria) {
    std::set<std::string> meeting;
    bool missed = false;
    for (const Mark& mark : marks) {
      if (mark.option != option || mark.criterion != criterion) continue;
      if (mark.fit == Fit::meets) meeting.insert(mark.party);
      if (mark.fit == Fit::misses) missed = true;
    }
    if (std::ranges::includes(meeting, parties)) ++weight.met;
    if (missed) ++weight.missed;
  }
  return weight;
}

}  // namespace solving
