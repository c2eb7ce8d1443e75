#pragma once
#include "modules/decisions/decisions.h"

// What the commands of this module share with each other.
namespace decisions {

// What is owed, as clocks and needs call it.
struct StanceNeed {
  static constexpr std::string_view kind = "decisions.stance";
};
struct ReadNeed {
  static constexpr std::string_view kind = "decisions.read";
};
struct FallbackClock {
  static constexpr std::string_view kind = "decisions.fallback";
};
struct ReferralClock {
  static constexpr std::string_view kind = "decisions.referral";
};
struct FollowUpClock {
  static constexpr std::string_view kind = "decisions.follow_up";
};

std::string url_of(const Id<Decision>& id);
// Needs of those asked, by the place and role of their seats.
std::string need_subject(const Id<Decision>& id, std::string_view place, std::string_view role);
void no_longer_asked(Tx& tx, const Id<Decision>& id);

// A round on the same words after one whose fallback is a vote: that vote.
std::optional<Fallback> vote_due(Reader& db, const Decision& decision);

const Seat* seat_to_withdraw(const Actor& actor, const Course& course, const Seats& place);
const Seat* seat_to_end(const Actor& actor, const FollowUp& item, const Seats& place);

// Counts and records the outcome, with what follows from it.
DecisionClosing close_now(Tx& tx, const Course& course, bool early);
void start_fallback(Tx& tx, const Course& course);
// Puts it on the next desk upward; false when there is none.
bool refer(Tx& tx, const Course& course, int days);

}  // namespace decisions
