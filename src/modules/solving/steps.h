#pragma once
#include "modules/solving/solving.h"
#include "partnership/cases.h"

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

// The wall with nobody else writing on it until this transaction ends; what it writes stays within the issue's case.
Wall lock_wall(Tx& tx, const Id<Issue>& id);
// Of a sealed issue only the seats of those named.
decisions::Seats seats_of(Reader& db, const Issue& issue);
// The text of a card or a field of its form; refuses what is empty or too long.
void check_words(const std::string& field, const std::string& text, int longest);

// Of a sealed issue that is about to be opened: who opens it, the chairs of the place, and those named.
std::set<std::string> first_readers(Tx& tx, const decisions::Seats& place, const std::vector<Id<Person>>& named);
// Whether a party would be left without a chair among the readers.
bool chairs_alone(const decisions::Seats& place, const Id<Person>& person);

const Seat* seat_to_end(const Actor& actor, const AgreementStep& step, const decisions::Seats& place);

}  // namespace solving
