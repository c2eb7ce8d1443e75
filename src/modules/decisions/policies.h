#pragma once
#include "modules/decisions/rules.h"
#include "partnership/policy.h"

// The three policies of this module, each in versions that every party signs: "involvement" (which subject and unit
// needs what), "consensus_scales" (with which words people answer), "deciding" (what holds for every ballot, and what
// follows when there is no agreement). A version that cannot be read is passed over for the one before it, so that
// nobody's slip stops the pages; a partnership that has none yet goes by the first ones.
namespace decisions {

using namespace partnership;

enum class FallbackKind { rework, problem_solving, neutral, panel, vote, upward };
inline auto names(FallbackKind) {
  return std::array{"rework"sv, "problem_solving"sv, "neutral"sv, "panel"sv, "vote"sv, "upward"sv};
}
struct Fallback {
  std::string key;
  FallbackKind kind = FallbackKind::rework;
  int days = 30;                   // until the next step is owed
  int share_of = 1, share_in = 2;  // of a vote
  std::string text;
};
struct Scales {
  int version = 1;
  std::vector<Scale> scales;
  const Scale* scale(std::string_view key) const;
};
struct Deciding {
  int version = 1;
  bool early_close = true;
  int least_days = 1;     // from fixing the terms to the last day
  int least_ballots = 3;  // of each party in a secret ballot
  int share_of = 1, share_in = 2;
  std::vector<Fallback> fallbacks;
  const Fallback* fallback(std::string_view key) const;
};

InvolvementPolicy involvement_policy(Reader& db, Language language);
Scales scales_in_force(Reader& db, Language language);
// The scale a decision was made with, as it was then.
Scale scale_of(Reader& db, int version, std::string_view key, Language language);
Deciding deciding_policy(Reader& db, Language language);
Deciding deciding_of(Reader& db, int version, Language language);

// Throw kit::JsonRefused on a body that does not say what it must.
InvolvementPolicy read_involvement(const Policy& policy, Language language);
Scales read_scales(const Policy& policy, Language language);
Deciding read_deciding(const Policy& policy, Language language);

// The JSON that setting up enacts.
std::string first_involvement();
std::string first_scales();
std::string first_deciding();
// Enacts those that are not there, when a partnership is set up or files are brought in.
void enact_first_policies(Tx& tx);

}  // namespace decisions
