#pragma once
#include <cstdint>
#include <string>
#include <string_view>

#include "kit/field/field.h"

// How the checks of the record speak of entries and rows: "team T-104", "88,412".
namespace partnership {

std::string grouped(std::int64_t number);
// The noun of a table: teams.charter_start is a charter start.
std::string noun_of(const kit::Table& table);
// A value as it stands in a body, without its quotation marks.
std::string unquoted(std::string_view json);

}  // namespace partnership
