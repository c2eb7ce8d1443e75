#pragma once
#include "modules/solving/solving.h"

// What the commands of this module share with each other.
namespace solving {

// What is owed, as clocks and needs call it.
struct InterestsNeed {
  static constexpr std::string_view kind = "solving.interests";
};
struct StepClock {
  static constexpr std::string_view kind = "solving.step";
};
struct ReviewClock {
  static constexpr std::string_view kind = "solving.review";
};

// The wall with nobody else writing on it until this transaction ends.
Wall lock_wall(Tx& tx, const Id<Issue>& id);
decisions::Seats seats_of(Reader& db, const Issue& issue);
// The text of a card or a field of its form; refuses what is empty or too long.
void check_words(const std::string& field, const std::string& text, int longest);

const Seat* seat_to_end(const Actor& actor, const AgreementStep& step, const decisions::Seats& place);

}  // namespace solving
