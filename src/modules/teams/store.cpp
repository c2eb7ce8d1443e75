#include "modules/teams/teams.h"

#include <algorithm>

namespace teams {
Team find_team(Reader& db, const Id<Team>& id) {
  return db.once("team " + id.text, [&] { return db.find(id); });
}

Reach reach_of(Reader& db, const Team& team) { return reach_of(db, team.id.text, team.unit); }

std::vector<TeamSeat> seats_of(Reader& db, const Id<Team>& id) { return seats_at(db, id.text); }
std::vector<TeamSeat> core_of(Reader& db, const Id<Team>& id) {
  return db.once("core of " + id.text, [&] {
    return seats_at(db, id.text, " and role in ('co_lead', 'sponsor', 'representative', 'champion')");
  });
}

std::vector<TeamSeat> leaders_of(Reader& db, const Id<Team>& id) {
  auto seats = core_of(db, id);
  std::erase_if(seats,
                [](const TeamSeat& one) { return one.seat.role != Role::co_lead && one.seat.role != Role::sponsor; });
  return seats;
}

std::int64_t count_members(Reader& db, const Id<Team>& id) {
  return db.value<std::int64_t>(
      "select count(distinct person_id) from seats where place_id = $1 and role <> 'sponsor' and starts_on <= $2"
      " and (ends_on is null or ends_on >= $2)",
      {id, db.today()});
}

std::vector<Unit> departments_of(Reader& db, const Id<Team>& id) {
  return db.all<Unit>("where id in (select unit_id from team_departments where team_id = $1) order by name", {id});
}

std::vector<TeamTurn> turns_of(Reader& db, const Id<Team>& id) {
  return db.all<TeamTurn>("where team_id = $1 or other_team_id = $1 order by turned_on desc, id desc", {id});
}

std::optional<SponsorContact> last_contact(Reader& db, const Id<Team>& id) {
  return db.once("last contact of " + id.text, [&] {
    return db.maybe<SponsorContact>("where team_id = $1 order by contacted_on desc limit 1", {id});
  });
}
std::vector<SponsorContact> contacts_since(Reader& db, const Id<Team>& id, Date since) {
  return db.all<SponsorContact>("where team_id = $1 and contacted_on >= $2 order by contacted_on", {id, since});
}
std::vector<TeamMeeting> meetings_since(Reader& db, const Id<Team>& id, Date since) {
  return db.once("meetings of " + id.text + " since " + kit::iso(since), [&] {
    return db.all<TeamMeeting>("where team_id = $1 and met_on >= $2 order by met_on", {id, since});
  });
}

Register register_of(Reader& db, const Id<Unit>& unit, std::string_view words, std::string_view after, int most) {
  static const std::string sql =
      "select teams.id, teams.external_id, teams.name, teams.unit_id, purpose, registered_on, resting_since, ended_on,"
      " units.name, (select level from rating_starts where rating_starts.team_id = teams.id order by quarter desc "
      "limit 1)"
      " from teams join units on units.id = teams.unit_id where teams.unit_id in"
      " (select unit_id from unit_ancestors where ancestor_id = $1)"
      " and ($2 = '' or lower(teams.name) like $2) and teams.name || teams.id > $3 order by teams.name || teams.id "
      "limit $4";
  Register result;
  std::string like = words.empty() ? "" : "%" + std::string(words) + "%";
  for (char& c : like) c = static_cast<char>(std::tolower(static_cast<unsigned char>(c)));
  db.each(sql, {unit, like, after, most + 1}, [&](const kit::Row& row) {
    if (static_cast<int>(result.lines.size()) == most) {
      result.more = true;
      return;
    }
    TeamLine line{.team = kit::read_record<Team>(row), .unit_name = std::string(row.text(8)), .level = {}};
    read_column(row, 9, line.level);
    result.lines.push_back(std::move(line));
  });
  return result;
}

std::vector<Id<Team>> teams_of_person(Reader& db, const Id<Person>& person) {
  std::vector<Id<Team>> ids;
  db.each(
      "select distinct place_id from seats join teams on teams.id = place_id where person_id = $1"
      " and starts_on <= $2 and (ends_on is null or ends_on >= $2) and teams.ended_on is null limit 50",
      {person, db.today()}, [&](const kit::Row& row) { ids.push_back({std::string(row.text(0))}); });
  return ids;
}

std::vector<Party> leading_parties(Reader& db, const Team& team) { return parties_at(db, team.unit); }

std::optional<Charter> charter_in_force(Reader& db, const Id<Team>& id) {
  return db.maybe<Charter>(
      "where team_id = $1 and id in (select charter_id from charter_starts) order by version desc limit 1", {id});
}
std::optional<Charter> latest_charter(Reader& db, const Id<Team>& id) {
  return db.maybe<Charter>("where team_id = $1 order by version desc limit 1", {id});
}
std::optional<Date> in_force_since(Reader& db, const Id<Charter>& id) {
  return db.maybe_value<Date>("select started_on from charter_starts where charter_id = $1", {id});
}

std::vector<CharterSection> sections_of(Reader& db, const Id<Charter>& id) {
  auto sections = db.all<CharterSection>("where charter_id = $1", {id});
  put_in_order(sections);
  return sections;
}

}  // namespace teams
