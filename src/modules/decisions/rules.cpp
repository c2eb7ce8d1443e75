#include "modules/decisions/rules.h"

#include <algorithm>
#include <map>

namespace decisions {
namespace {

PartyCount& of_party(std::vector<PartyCount>& counts, const std::string& party) {
  auto found = std::ranges::find(counts, party, &PartyCount::party);
  if (found != counts.end()) return *found;
  counts.push_back({.party = party});
  return counts.back();
}

void add(PartyCount& count, Counts counts, int weight) {
  ++count.answered;
  switch (counts) {
    case Counts::support: ++count.support; break;
    case Counts::reserve: ++count.reserve; break;
    case Counts::aside: ++count.aside; break;
    case Counts::block: ++count.block; break;
    case Counts::abstain: ++count.abstain; return;
  }
  count.taken += weight;
  if (counts == Counts::support || counts == Counts::reserve) count.in_favour += weight;
}

std::vector<PartyCount> nobody_yet(const std::vector<AskedSeat>& asked) {
  std::vector<PartyCount> counts;
  for (const AskedSeat& one : asked) ++of_party(counts, one.party).asked;
  return counts;
}

int heard(const Terms& terms, const PartyCount& count) {
  return terms.abstaining == Abstaining::heard ? count.answered : count.answered - count.abstain;
}

bool reaches(int part, int percent, int whole) { return part * 100LL >= static_cast<long long>(percent) * whole; }

bool everybody_answered(const std::vector<PartyCount>& counts) {
  return std::ranges::all_of(counts, [](auto& one) { return one.answered == one.asked; });
}

}  // namespace

const Option* Scale::option(std::string_view key) const {
  auto found = std::ranges::find(options, key, &Option::key);
  return found == options.end() ? nullptr : &*found;
}

std::vector<PartyCount> count(const std::vector<AskedSeat>& asked, const std::vector<Said>& said) {
  std::map<std::string_view, const Said*> last;
  for (const Said& one : said) {
    const Said*& known = last[one.seat];
    if (!known || known->at < one.at) known = &one;
  }
  auto counts = nobody_yet(asked);
  for (const AskedSeat& one : asked)
    if (auto found = last.find(one.seat); found != last.end())
      add(of_party(counts, one.party), found->second->counts, one.weight);
  return counts;
}

std::vector<PartyCount> count_ballots(const std::vector<AskedSeat>& asked,
                                      const std::vector<std::pair<std::string, Counts>>& ballots) {
  auto counts = nobody_yet(asked);
  for (auto& [party, counted] : ballots) add(of_party(counts, party), counted, 1);
  return counts;
}

bool in_favour(const Terms& terms, const PartyCount& count) {
  if (terms.rule == Rule::consensus && count.block > 0) return false;
  return count.in_favour > 0 && 2 * count.in_favour > count.taken &&
         static_cast<long long>(count.in_favour) * terms.share_in >=
             static_cast<long long>(count.taken) * terms.share_of;
}

bool has_quorum(const Terms& terms, const std::vector<PartyCount>& counts) {
  int all_heard = 0, all_asked = 0;
  for (const PartyCount& one : counts) {
    all_heard += heard(terms, one), all_asked += one.asked;
    if (heard(terms, one) == 0 && terms.involvement == Involvement::consensus) return false;
    if (terms.quorum_base == QuorumBase::each_party && !reaches(heard(terms, one), terms.quorum, one.asked))
      return false;
  }
  if (terms.silence == Silence::undecided && !everybody_answered(counts)) return false;
  if (terms.quorum_base == QuorumBase::members) return reaches(all_heard, terms.quorum, terms.members);
  return terms.quorum_base == QuorumBase::each_party || reaches(all_heard, terms.quorum, all_asked);
}

// 2.6 Everyone's view is heard, everyone can live with it; what happens otherwise is fixed beforehand.
Outcome judge(const Terms& terms, const std::vector<PartyCount>& counts) {
  if (terms.involvement == Involvement::inform) return Outcome::informed;
  auto too_few = [&](auto& one) { return one.answered < terms.least_ballots; };
  if (terms.ballot == BallotKind::secret && std::ranges::any_of(counts, too_few)) return Outcome::too_few;
  if (terms.involvement == Involvement::consult) return has_quorum(terms, counts) ? Outcome::heard : Outcome::no_quorum;
  auto blocks = [&](auto& one) { return terms.rule == Rule::consensus && one.block > 0; };
  if (std::ranges::any_of(counts, blocks)) return Outcome::blocked;
  if (counts.empty() || !has_quorum(terms, counts)) return Outcome::no_quorum;
  bool all = std::ranges::all_of(counts, [&](auto& one) { return in_favour(terms, one); });
  return all ? Outcome::agreed : Outcome::not_reached;
}

const Subject* InvolvementPolicy::subject(std::string_view key) const {
  auto found = std::ranges::find(subjects, key, &Subject::key);
  return found == subjects.end() ? nullptr : &*found;
}

Involvement needed(const InvolvementPolicy& policy, std::string_view subject, const std::vector<std::string>& path) {
  for (auto unit = path.rbegin(); unit != path.rend(); ++unit)
    for (const UnitNeeds& one : policy.units)
      if (one.unit == *unit && one.subject == subject) return one.needed;
  const Subject* known = policy.subject(subject);
  return known ? known->needed : policy.otherwise;
}

}  // namespace decisions
