#include <algorithm>

#include "modules/solving/box.h"
#include "modules/solving/steps.h"

// Gathering options: by name, each on the wall at once, or without names, all on the wall together when it ends.
namespace solving {

Brainstorm start_brainstorm(Tx& tx, const Id<Issue>& id, BrainstormKind kind) {
  Wall wall = lock_wall(tx, id);
  const Seat* seat = seat_to_keep(tx.actor(), wall, seats_of(tx, wall.issue));
  allow(seat != nullptr);
  require(!wall.over(), "solving.refusal.over");
  require(options_open(wall.progress), "solving.refusal.locked");
  if (wall.brainstorm) return *wall.brainstorm;

  tx.act_from(*seat);
  Brainstorm brainstorm{id, kind, tx.today()};
  tx.record(brainstorm);
  return brainstorm;
}

// No entry, no seat, no time, nobody's list of who gave one: what is not written leads to nobody.
void give_idea(Tx& tx, const Id<Issue>& id, const std::string& body) {
  Wall wall = lock_wall(tx, id);
  allow(seat_at_table(tx.actor(), wall) != nullptr);
  require(!wall.over(), "solving.refusal.over");
  require(wall.anonymous() && !wall.gathered, "solving.refusal.no_box");
  check_words("idea", body, 500);
  auto ideas = ideas_in(tx, id);
  require(ideas.size() < 200, "solving.refusal.wall_is_full");
  ideas.push_back(body);
  keep_ideas(tx, id, ideas);
}

namespace {

// Among fewer than this nobody can hide: the number that secret ballots go by.
void open_box(Tx& tx, const Id<Issue>& id) {
  auto ideas = ideas_in(tx, id);
  int least = decisions::deciding_policy(tx, Language::en).least_ballots;
  require(static_cast<int>(ideas.size()) >= least, "solving.refusal.too_few_ideas", std::to_string(least));
  tx.act_from(Seat{});
  tx.record_all(shuffled(id, ideas, tx.today()));
  destroy_ideas(tx, id);
}

}  // namespace

BrainstormEnding end_brainstorm(Tx& tx, const Id<Issue>& id) {
  Wall wall = lock_wall(tx, id);
  const Seat* keeper = seat_to_keep(tx.actor(), wall, seats_of(tx, wall.issue));
  allow(keeper != nullptr);
  require(!wall.over(), "solving.refusal.over");
  require(wall.brainstorm.has_value(), "solving.refusal.not_gathering");
  if (wall.gathered) return *wall.gathered;
  require(wall.anonymous() || !wall.options.empty(), "solving.refusal.no_option");

  Seat seat = *keeper;
  if (wall.anonymous()) open_box(tx, id);
  tx.act_from(seat);
  BrainstormEnding ending{id, tx.today()};
  tx.record(ending);
  return ending;
}

}  // namespace solving
