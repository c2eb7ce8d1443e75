#pragma once
#include <array>
#include <optional>
#include <string>
#include <vector>

#include "kit/db/db.h"
#include "kit/field/records.h"
#include "kit/text/language.h"

// Who a partnership consists of: its equal parties, the unions of its people, the tree of units they work in, the
// people themselves, and the dated seats they act from. Nobody acts as themselves alone: always from a seat.
namespace partnership {

using namespace std::string_view_literals;
using kit::Date;
using kit::field;
using kit::Id;
using kit::Instant;
using kit::Language;
using kit::Quantity;
using kit::Table;

// The shape of a party, beside its name and colour, because colour alone tells nobody anything.
enum class Mark { circle, square, triangle, diamond };
inline auto names(Mark) { return std::array{"circle"sv, "square"sv, "triangle"sv, "diamond"sv}; }

struct Party {
  static constexpr auto prefix = "party";
  Id<Party> id;
  std::string external_id;
  std::string name;
  Mark mark = Mark::circle;
  int place = 0;
  static const Table& table();
};

struct Union {
  static constexpr auto prefix = "union";
  Id<Union> id;
  std::string external_id;
  std::string name;
  Id<Party> party;
  std::optional<Id<Union>> parent;
  static const Table& table();
};

enum class UnitKind { national, region, service_area, facility, department };
inline auto names(UnitKind) {
  return std::array{"national"sv, "region"sv, "service_area"sv, "facility"sv, "department"sv};
}

struct Unit {
  static constexpr auto prefix = "unit";
  Id<Unit> id;
  std::string external_id;
  std::string name;
  UnitKind kind = UnitKind::department;
  std::optional<Id<Unit>> parent;
  bool clinical = false;
  static const Table& table();
};

struct Person {
  static constexpr auto prefix = "person";
  Id<Person> id;
  std::string external_id;
  std::string name;
  std::optional<std::string> email;
  std::optional<std::string> job;
  std::string language = "en";
  static const Table& table();
};

enum class Role {
  member,          // of a unit, or of a team
  representative,  // in a team's core group
  co_lead,
  sponsor,
  champion,  // of health and safety in a team
  facilitator,
  steward,
  administrator,  // of a party: acts for it where no other seat does
  executive,
  analyst,  // of measurement
  auditor,
};
inline auto names(Role) {
  return std::array{"member"sv,  "representative"sv, "co_lead"sv,   "sponsor"sv, "champion"sv, "facilitator"sv,
                    "steward"sv, "administrator"sv,  "executive"sv, "analyst"sv, "auditor"sv};
}

struct Seat {
  static constexpr auto prefix = "seat";
  Id<Seat> id;
  Id<Person> person;
  Id<Party> party;
  std::optional<Id<Union>> local;
  std::string place;  // the id of a unit or a team
  Role role = Role::member;
  Date starts_on;
  std::optional<Date> ends_on;
  static const Table& table();

  bool held_on(Date day) const { return starts_on <= day && (!ends_on || day <= *ends_on); }
};

}  // namespace partnership
