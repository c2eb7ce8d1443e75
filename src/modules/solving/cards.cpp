#include <algorithm>

#include "modules/solving/steps.h"
#include "partnership/versions.h"

// Cards on the wall: a party's interests are its own to word, options and standards are everybody's.
namespace solving {
namespace {

constexpr int longest_card = 500;

const Seat* seat_of_party(const Actor& actor, const Wall& wall, const Id<Party>& party) {
  auto found = std::ranges::find_if(
      actor.seats, [&](const Seat& seat) { return seat.place == wall.issue.place && seat.party == party; });
  return found == actor.seats.end() ? nullptr : &*found;
}

template <class Card>
Card reword(Tx& tx, Card card, const Wall& wall, const Seat* seat, const std::string& body, int seen) {
  allow(seat != nullptr);
  require(!wall.over() && !wall.progress.asked, "solving.refusal.over");
  check_words("body", body, longest_card);
  require_seen(tx, {.thing = card.id.text,
                    .seen = seen,
                    .version = card.version,
                    .standing = {{"body", card.body}},
                    .typed = {{"body", body}},
                    .url = url_of(wall.issue.id)});
  if (card.body == body) return card;
  tx.act_from(*seat);
  card.body = body;
  ++card.version;
  tx.update(card);
  return card;
}

}  // namespace

// ── interests ────────────────────────────────────────────────────────────────

Interest put_interest(Tx& tx, const Id<Issue>& id, const std::string& body) {
  Wall wall = lock_wall(tx, id);
  const Seat* seat = seat_at_table(tx.actor(), wall);
  allow(seat != nullptr);
  require(!wall.over() && !wall.progress.asked, "solving.refusal.over");
  require(wall.interests.size() < 200, "solving.refusal.wall_is_full");
  check_words("interest", body, longest_card);

  tx.act_from(*seat);
  Interest interest{kit::fresh<Interest>(), id, seat->party, body, seat->id, tx.today(), 1};
  tx.insert(interest);
  return interest;
}

Interest reword_interest(Tx& tx, const Id<Interest>& id, const std::string& body, int seen) {
  Wall wall = lock_wall(tx, tx.find(id).issue);
  Interest interest = tx.find(id);
  return reword(tx, interest, wall, seat_of_party(tx.actor(), wall, interest.party), body, seen);
}

void remove_interest(Tx& tx, const Id<Interest>& id) {
  Wall wall = lock_wall(tx, tx.find(id).issue);
  Interest interest = tx.find(id);
  const Seat* seat = seat_of_party(tx.actor(), wall, interest.party);
  allow(seat != nullptr);
  require(!wall.over() && !wall.progress.asked, "solving.refusal.over");
  auto its_own = std::ranges::count(wall.interests, interest.party, &Interest::party);
  require(!wall.has_put(interest.party) || its_own > 1, "solving.refusal.last_interest");

  tx.act_from(*seat);
  for (const InterestSharing& one : wall.sharings)
    if (one.interest == id) tx.remove(one);
  for (const OptionMark& mark : wall.marks)
    if (mark.criterion == id.text) tx.remove(mark);
  tx.remove(interest);
}

void share_interest(Tx& tx, const Id<Interest>& id, bool shared) {
  Wall wall = lock_wall(tx, tx.find(id).issue);
  Interest interest = tx.find(id);
  const Seat* seat = seat_at_table(tx.actor(), wall);
  allow(seat != nullptr);
  require(!wall.over(), "solving.refusal.over");
  require(seat->party != interest.party, "solving.refusal.your_own");
  auto before = tx.maybe<InterestSharing>("where interest_id = $1 and party_id = $2", {id, seat->party});
  if (before.has_value() == shared) return;

  tx.act_from(*seat);
  if (shared)
    tx.insert(InterestSharing{id, seat->party, wall.issue.id, tx.today()});
  else
    tx.remove(*before);
}

InterestsPut put_interests(Tx& tx, const Id<Issue>& id) {
  Wall wall = lock_wall(tx, id);
  const Seat* seat = seat_at_table(tx.actor(), wall);
  allow(seat != nullptr);
  require(!wall.over(), "solving.refusal.over");
  for (const InterestsPut& one : wall.put)
    if (one.party == seat->party) return one;
  require(std::ranges::count(wall.interests, seat->party, &Interest::party) > 0, "solving.refusal.no_interest");

  tx.act_from(*seat);
  InterestsPut put{id, seat->party, tx.today()};
  tx.record(put);
  no_longer_needed(tx, id.text, seat->party);
  return put;
}

// ── options and standards ────────────────────────────────────────────────────

Option add_option(Tx& tx, const Id<Issue>& id, const std::string& body) {
  Wall wall = lock_wall(tx, id);
  const Seat* seat = seat_at_table(tx.actor(), wall);
  allow(seat != nullptr);
  require(!wall.over() && !wall.progress.asked, "solving.refusal.over");
  require(options_open(wall.progress), "solving.refusal.locked");
  require(wall.brainstorm.has_value(), "solving.refusal.not_gathering");
  require(!wall.anonymous() || wall.gathered, "solving.refusal.without_names");
  require(wall.options.size() < 200, "solving.refusal.wall_is_full");
  check_words("option", body, longest_card);

  tx.act_from(*seat);
  Option option{kit::fresh<Option>(), id, body, seat->id, tx.today(), 1};
  tx.insert(option);
  return option;
}

Option reword_option(Tx& tx, const Id<Option>& id, const std::string& body, int seen) {
  Wall wall = lock_wall(tx, tx.find(id).issue);
  return reword(tx, tx.find(id), wall, seat_at_table(tx.actor(), wall), body, seen);
}

Standard add_standard(Tx& tx, const Id<Issue>& id, const std::string& body) {
  Wall wall = lock_wall(tx, id);
  const Seat* seat = seat_at_table(tx.actor(), wall);
  allow(seat != nullptr);
  require(!wall.over() && !wall.progress.asked, "solving.refusal.over");
  require(wall.standards.size() < 50, "solving.refusal.wall_is_full");
  check_words("standard", body, longest_card);

  tx.act_from(*seat);
  Standard standard{kit::fresh<Standard>(), id, body, seat->id, tx.today(), 1};
  tx.insert(standard);
  return standard;
}

Standard reword_standard(Tx& tx, const Id<Standard>& id, const std::string& body, int seen) {
  Wall wall = lock_wall(tx, tx.find(id).issue);
  return reword(tx, tx.find(id), wall, seat_at_table(tx.actor(), wall), body, seen);
}

// ── marks ────────────────────────────────────────────────────────────────────

void mark_option(Tx& tx, const Id<Option>& id, const std::map<std::string, std::optional<Fit>>& fits) {
  Wall wall = lock_wall(tx, tx.find(id).issue);
  const Seat* seat = seat_at_table(tx.actor(), wall);
  allow(seat != nullptr);
  require(!wall.over() && !wall.progress.asked, "solving.refusal.over");
  require(may_choose(wall.progress), "solving.refusal.standards_first");

  tx.act_from(*seat);
  std::set<std::string> criteria;
  for (const Interest& one : wall.interests) criteria.insert(one.id.text);
  for (const Standard& one : wall.standards) criteria.insert(one.id.text);
  for (auto& [criterion, fit] : fits) {
    if (!criteria.contains(criterion)) continue;  // taken away meanwhile
    auto before = tx.maybe<OptionMark>("where option_id = $1 and criterion_id = $2 and party_id = $3",
                                       {id, criterion, seat->party});
    if (fit && before)
      before->fit = *fit, tx.update(*before);
    else if (fit)
      tx.insert(OptionMark{id, criterion, seat->party, wall.issue.id, *fit});
    else if (before)
      tx.remove(*before);
  }
}

}  // namespace solving
