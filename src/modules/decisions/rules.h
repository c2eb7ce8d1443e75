#pragma once
#include <optional>
#include <string>
#include <vector>

#include "partnership/parties.h"

// Pure: what a decision needs, what a stance counts as, and how it comes out. Values in, values out; no database, no
// clock. Silence is never assent, a stance never counts twice, and no party decides alone where consensus is needed:
// each party that is asked must be in favour by itself.
namespace decisions {

using namespace std::string_view_literals;

// How much a matter involves those it concerns; a later one involves more.
enum class Involvement { inform, consult, consensus };
inline auto names(Involvement) { return std::array{"inform"sv, "consult"sv, "consensus"sv}; }

enum class Counts { support, reserve, aside, block, abstain };
inline auto names(Counts) { return std::array{"support"sv, "reserve"sv, "aside"sv, "block"sv, "abstain"sv}; }

enum class Rule { consensus, vote };
inline auto names(Rule) { return std::array{"consensus"sv, "vote"sv}; }

enum class BallotKind { open, hidden, secret };
inline auto names(BallotKind) { return std::array{"open"sv, "hidden"sv, "secret"sv}; }

enum class Abstaining { heard, not_heard };
inline auto names(Abstaining) { return std::array{"heard"sv, "not_heard"sv}; }

// A silent seat is not heard; or, where everybody has to be, leaves it undecided.
enum class Silence { not_heard, undecided };
inline auto names(Silence) { return std::array{"not_heard"sv, "undecided"sv}; }

enum class QuorumBase { members, present, each_party };
inline auto names(QuorumBase) { return std::array{"members"sv, "present"sv, "each_party"sv}; }

enum class Outcome { agreed, blocked, not_reached, no_quorum, too_few, informed, heard };
inline auto names(Outcome) {
  return std::array{"agreed"sv, "blocked"sv, "not_reached"sv, "no_quorum"sv, "too_few"sv, "informed"sv, "heard"sv};
}
// Nobody agreed to anything, so what was fixed for this case begins.
inline bool needs_fallback(Outcome outcome) {
  return outcome == Outcome::blocked || outcome == Outcome::not_reached || outcome == Outcome::no_quorum ||
         outcome == Outcome::too_few;
}

// One option of a scale, as the policy "consensus_scales" states it.
struct Option {
  std::string key;
  Counts counts = Counts::support;
  bool reason = false;    // has to be given
  bool interest = false;  // the interest that is not met has to be named
  std::string text;       // in the reader's language
};
struct Scale {
  std::string key, text;
  std::vector<Option> options;
  const Option* option(std::string_view key) const;
};

// What one seat said, without the words. `at` orders the stances of one seat.
struct Said {
  std::string seat, party;
  Counts counts = Counts::support;
  std::string at;
};
struct AskedSeat {
  std::string seat, party;
  int weight = 1;
};

struct PartyCount {
  std::string party;
  int asked = 0, answered = 0;
  int support = 0, reserve = 0, aside = 0, block = 0, abstain = 0;
  int in_favour = 0, taken = 0;  // by weight
  bool operator==(const PartyCount&) const = default;
};
// By party, in the order in which the parties are first asked. Of each seat the last stance counts; a seat that was not
// asked counts for nothing. The order of `said` never matters.
std::vector<PartyCount> count(const std::vector<AskedSeat>& asked, const std::vector<Said>& said);
// A secret ballot knows parties, not seats; what is cast counts with weight one.
std::vector<PartyCount> count_ballots(const std::vector<AskedSeat>& asked,
                                      const std::vector<std::pair<std::string, Counts>>& ballots);

// The terms that the outcome depends on.
struct Terms {
  Involvement involvement = Involvement::consensus;
  Rule rule = Rule::consensus;
  BallotKind ballot = BallotKind::open;
  Abstaining abstaining = Abstaining::heard;
  Silence silence = Silence::not_heard;
  QuorumBase quorum_base = QuorumBase::each_party;
  int quorum = 50;
  int members = 0;
  int share_of = 1, share_in = 2;
  int least_ballots = 3;
};
Outcome judge(const Terms& terms, const std::vector<PartyCount>& counts);

// One party, by itself: somebody is in favour, the share is reached, a tie is no agreement.
bool in_favour(const Terms& terms, const PartyCount& count);
bool has_quorum(const Terms& terms, const std::vector<PartyCount>& counts);

// The policy "involvement".
struct Subject {
  std::string key;
  Involvement needed = Involvement::consensus;
  std::string text;
};
struct UnitNeeds {  // a unit may need more or less for a subject than the others
  std::string unit, subject;
  Involvement needed = Involvement::consensus;
};
struct InvolvementPolicy {
  int version = 1;
  Involvement otherwise = Involvement::consensus;
  std::vector<Subject> subjects;
  std::vector<UnitNeeds> units;
  const Subject* subject(std::string_view key) const;
};
// `path` holds the external ids of the unit and all above it, the nearest last: the nearest that says something wins.
Involvement needed(const InvolvementPolicy& policy, std::string_view subject, const std::vector<std::string>& path);

}  // namespace decisions
