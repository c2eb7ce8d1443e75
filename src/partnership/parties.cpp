#include "partnership/parties.h"

namespace partnership {

const Table& Party::table() {
  static const Table table("parties",
                           {field<&Party::id>("id", {.key = true, .place = true}),
                            field<&Party::external_id>("external_id", {.required = true, .longest = 80}),
                            field<&Party::name>("name", {.required = true, .longest = 120}),
                            field<&Party::mark>("mark"), field<&Party::place>("place")},
                           {.kind = "partnership.party"});
  return table;
}

const Table& Union::table() {
  static const Table table("unions",
                           {field<&Union::id>("id", {.key = true, .place = true}),
                            field<&Union::external_id>("external_id", {.required = true, .longest = 80}),
                            field<&Union::name>("name", {.required = true, .longest = 120}),
                            field<&Union::party>("party_id", {.required = true}), field<&Union::parent>("parent_id")},
                           {.kind = "partnership.union"});
  return table;
}

const Table& Unit::table() {
  static const Table table("units",
                           {field<&Unit::id>("id", {.key = true, .place = true}),
                            field<&Unit::external_id>("external_id", {.required = true, .longest = 80}),
                            field<&Unit::name>("name", {.required = true, .longest = 120}), field<&Unit::kind>("kind"),
                            field<&Unit::parent>("parent_id"), field<&Unit::clinical>("clinical")},
                           {.kind = "partnership.unit"});
  return table;
}

const Table& Person::table() {
  static const Table table(
      "people",
      {field<&Person::id>("id", {.key = true, .place = true}),
       field<&Person::external_id>("external_id", {.required = true, .longest = 80}),
       field<&Person::name>("name", {.required = true, .longest = 120}), field<&Person::email>("email"),
       field<&Person::job>("job", {.longest = 120}), field<&Person::language>("language", {.required = true})},
      {.kind = "partnership.person"});
  return table;
}

const Table& Seat::table() {
  static const Table table(
      "seats",
      {field<&Seat::id>("id", {.key = true}), field<&Seat::person>("person_id", {.required = true, .place = true}),
       field<&Seat::party>("party_id", {.required = true}), field<&Seat::local>("union_id"),
       field<&Seat::place>("place_id", {.required = true, .place = true}), field<&Seat::role>("role"),
       field<&Seat::starts_on>("starts_on"), field<&Seat::ends_on>("ends_on")},
      {.kind = "partnership.seat"});
  return table;
}

}  // namespace partnership
