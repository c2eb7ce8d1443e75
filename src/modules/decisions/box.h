#pragma once
#include <set>

#include "modules/decisions/decisions.h"

// The box of a secret ballot while it is open (docs/why/0017). Who has answered and what was cast lie in one value that
// is written anew each time, both sorted by what has nothing to do with time, so that no row, number or moment of the
// database belongs to one answer. It never reaches the journal; at the close what is in it becomes ballots with random
// ids, and the box is gone.
namespace decisions {

struct Cast {
  std::string key;  // SHA-256 of the voter's own key, in hex
  std::string party, choice, reason, interest;
};
struct Box {
  std::set<std::string> answered;  // seats
  std::vector<Cast> casts;
};

Box box_of(Reader& db, const Id<Decision>& id);
void keep_box(Tx& tx, const Id<Decision>& id, Box box);
void destroy_box(Tx& tx, const Id<Decision>& id);

// A box is written anew with each answer: more than this, and people would wait for one another.
inline constexpr std::size_t most_in_a_box = 5000;

// "3f2a-91c0-5be7-d204"; typed back with or without the lines between.
std::string new_ballot_key();
std::string digest_of_key(std::string_view key);

// Ballots for the record: ids that say nothing, in their order.
std::vector<Ballot> shuffled(const Id<Decision>& id, const Box& box);

}  // namespace decisions
