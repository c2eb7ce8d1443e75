#include "partnership/needs.h"

#include <map>
#include <set>

#include "partnership/notifications.h"
#include "partnership/walls.h"

namespace partnership {

const Table& Need::table() {
  static const Table table(
      "needs", {field<&Need::id>("id", {.key = true}), field<&Need::place>("place_id"), field<&Need::role>("role"),
                field<&Need::party>("party_id"), field<&Need::kind>("kind"), field<&Need::about>("about"),
                field<&Need::url>("url"), field<&Need::subject>("subject_id"), field<&Need::since>("since"),
                field<&Need::due_on>("due_on"), field<&Need::wall>("wall")});
  return table;
}

// A projection of what the journal says is asked and not answered, so it is written beside the journal.
void need(Tx& tx, Need need) {
  need.id = kit::fresh<Need>();
  need.since = tx.now();
  need.wall = tx.wall();
  tx.db().run(Need::table().insert(), kit::Args(Need::table().values(&need)));
  tell_of_need(tx, need.id.text);
}

void no_longer_needed(Tx& tx, std::string_view subject) {
  tx.run("delete from needs where subject_id = $1", {subject});
}
void no_longer_needed(Tx& tx, std::string_view subject, const Id<Party>& party) {
  tx.run("delete from needs where subject_id = $1 and party_id = $2", {subject, party});
}

namespace {
std::map<std::string, PartDone, std::less<>>& parts() {
  static std::map<std::string, PartDone, std::less<>> parts;
  return parts;
}
}  // namespace

void shared_need(std::string kind, PartDone done) { parts()[std::move(kind)] = std::move(done); }

bool has_done_their_part(Reader& db, const Id<Person>& person, std::string_view kind, const std::string& subject) {
  auto found = parts().find(kind);
  return found != parts().end() && found->second(db, person, subject);
}

namespace {
constexpr std::string_view of_my_seats =
    "where (place_id, role, party_id) in (select place_id, role, party_id from seats"
    " where person_id = $1 and starts_on <= $2 and (ends_on is null or ends_on >= $2)) and ";
}

std::vector<Need> needs_of(Reader& db, const Actor& actor, int most) {
  static const std::string tail =
      std::string(of_my_seats) + wall_is_open() + " order by due_on is null, due_on, since, id limit $3";
  auto needs = db.all<Need>(tail, {actor.person, db.today(), most});
  std::erase_if(needs, [&](const Need& one) { return has_done_their_part(db, actor.person, one.kind, one.subject); });
  return needs;
}

std::int64_t count_needs(Reader& db, const Actor& actor) {
  std::set<std::pair<std::string, std::string>> things;
  static const std::string sql = "select distinct kind, about, subject_id from needs where " + wall_is_open() +
                                 " and place_id = $3 and role = $4 and party_id = $5";
  for (const Seat& seat : actor.seats)
    db.each(sql, {actor.person, db.today(), seat.place, seat.role, seat.party}, [&](const kit::Row& row) {
      if (!has_done_their_part(db, actor.person, row.text(0), std::string(row.text(2))))
        things.emplace(row.text(0), row.text(1));
    });
  return static_cast<std::int64_t>(things.size());
}

}  // namespace partnership
