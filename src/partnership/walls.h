#pragma once
#include "partnership/reader.h"

// Walls: who may read. What is joint is everybody's; what a party keeps to itself is read by those who sit for it today
// (party:<id>); what is a case is read by the people named (cases.h), while they have a seat at all (case:<id>). The
// wall is in the query, so nothing built on it can show what the page hides.
namespace partnership {

inline constexpr std::string_view joint_wall = "joint";
std::string wall_of_party(const Id<Party>& party);
std::string wall_of_case(std::string_view id);
bool is_case(std::string_view wall);

// SQL: whether this person may read what is behind `wall` on that day.
std::string wall_is_open_to(std::string_view person, std::string_view day, std::string_view wall = "wall");
// For queries whose $1 is the reader's person and $2 is today.
const std::string& wall_is_open();

bool may_read(Reader& db, const Id<Person>& person, std::string_view wall);
bool may_read(Reader& db, std::string_view wall);

}  // namespace partnership
