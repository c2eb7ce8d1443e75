#include "partnership/walls.h"

#include <fmt/format.h>

namespace partnership {
namespace {

constexpr std::string_view of_party = "party:", of_case = "case:";

}  // namespace

std::string wall_of_party(const Id<Party>& party) { return std::string(of_party) + party.text; }
std::string wall_of_case(std::string_view id) { return std::string(of_case).append(id); }
bool is_case(std::string_view wall) { return wall.starts_with(of_case); }

std::string wall_is_open_to(std::string_view person, std::string_view day, std::string_view wall) {
  std::string held = fmt::format(
      "from seats as w where w.person_id = {0} and w.starts_on <= {1} and (w.ends_on is null or w.ends_on >= {1})",
      person, day);
  return fmt::format(
      "({0} = '{1}' or {0} in (select '{2}' || w.party_id {3}) or ({0} in (select '{4}' || c.case_id from"
      " case_participants as c where c.person_id = {5}) and exists (select 1 {3})))",
      wall, joint_wall, of_party, held, of_case, person);
}

const std::string& wall_is_open() {
  static const std::string sql = wall_is_open_to("$1", "$2");
  return sql;
}

bool may_read(Reader& db, const Id<Person>& person, std::string_view wall) {
  if (wall == joint_wall) return true;
  static const std::string sql = "select 1 where " + wall_is_open_to("$1", "$2", "$3");
  return db.maybe_value<std::int64_t>(sql, {person, db.today(), wall}).has_value();
}

bool may_read(Reader& db, std::string_view wall) { return may_read(db, db.actor().person, wall); }

}  // namespace partnership
