#include "partnership/sign_in.h"

#include <algorithm>

#include "kit/crypto/crypto.h"

namespace partnership {
namespace {

constexpr std::int64_t session_seconds = 14 * 24 * 3600;
constexpr std::int64_t patience = 5;  // refusals in a row before a login is locked

struct Found {
  Id<Person> person;
  std::string hash;
};

std::optional<Found> credential(kit::Session& db, std::string_view login) {
  std::optional<Found> found;
  db.each("select person_id, password_hash from credentials where login = $1", {login}, [&](const kit::Row& row) {
    found = Found{{std::string(row.text(0))}, std::string(row.text(1))};
  });
  return found;
}

bool locked(kit::Session& db, std::string_view login, Instant now) {
  auto until = db.maybe_value<std::int64_t>("select locked_until from failed_sign_ins where login = $1", {login});
  return until && *until > now.micros;
}

// A minute after the fifth refusal, doubling with each further one, at most a day.
std::int64_t lock_seconds(std::int64_t failures) {
  if (failures < patience) return 0;
  return std::min<std::int64_t>(60LL << std::min<std::int64_t>(failures - patience, 11), 86400);
}

void count_failure(kit::Session& db, std::string_view login, Instant now) {
  auto failures =
      db.maybe_value<std::int64_t>("select failures from failed_sign_ins where login = $1", {login}).value_or(0) + 1;
  Instant until = kit::plus_seconds(now, lock_seconds(failures));
  db.run(
      "insert into failed_sign_ins (login, failures, locked_until) values ($1, $2, $3)"
      " on conflict (login) do update set failures = excluded.failures, locked_until = excluded.locked_until",
      {login, failures, until});
}

Language language_of(std::string_view text) { return text == "es" ? Language::es : Language::en; }

}  // namespace

// The slow hash is computed between two short transactions, so that nobody waits for it in the writer's queue.
std::optional<SignedIn> sign_in(kit::Database& database, std::string_view login, std::string_view password,
                                Instant now) {
  std::optional<Found> found;
  {
    kit::Session db = database.read();
    if (locked(db, login, now)) throw Refusal(429, "partnership.refusal.locked");
    found = credential(db, login);
  }
  bool right = found && kit::password_matches(found->hash, password);
  if (!found) kit::waste_time();

  kit::Session db = database.write();
  std::optional<SignedIn> result;
  if (right) {
    db.run("delete from failed_sign_ins where login = $1", {login});
    db.run("delete from sessions where expires_at < $1", {now});
    result = SignedIn{open_session(db, found->person, now), found->person};
  } else if (login.size() <= 200) {
    count_failure(db, login, now);
  }
  db.commit();
  return result;
}

void sign_out(Tx& tx, std::string_view token) {
  tx.run("delete from sessions where token_digest = $1", {kit::token_digest(token)});
}

namespace {

// The person with the seats of today, one row a seat and at least one. The rest of the query says who it is.
constexpr std::string_view person_with_seats =
    "select seats.id, seats.person_id, party_id, union_id, place_id, role, starts_on, ends_on, people.id, people.name,"
    " language from people left join seats on seats.person_id = people.id and starts_on <= $1"
    " and (ends_on is null or ends_on >= $1) ";

Actor select_actor(kit::Session& db, const std::string& sql, std::initializer_list<kit::Value> args) {
  Actor actor;
  db.each(sql, args, [&](const kit::Row& row) {
    if (!actor.signed_in())
      actor = {.person = {std::string(row.text(8))},
               .name = std::string(row.text(9)),
               .language = language_of(row.text(10)),
               .seats = {}};
    if (!row.is_null(0)) actor.seats.push_back(kit::read_record<Seat>(row));
  });
  std::ranges::sort(actor.seats, {}, &Seat::id);
  return actor;
}

}  // namespace

Actor actor_of_person(kit::Session& db, const Id<Person>& person, Date today) {
  static const std::string sql = std::string(person_with_seats) + "where people.id = $2";
  return select_actor(db, sql, {today, person});
}

Actor actor_of_token(kit::Session& db, std::string_view token, Instant now, Date today) {
  static const std::string sql =
      std::string(person_with_seats) +
      "where people.id = (select person_id from sessions where token_digest = $2 and expires_at > $3)";
  if (token.empty() || token.size() > 100) return {};
  return select_actor(db, sql, {today, kit::token_digest(token), now});
}

void set_password(Tx& tx, const Id<Person>& person, const std::string& login, const std::string& password) {
  if (password.size() < 10) refuse_invalid({{"password", "partnership.field.password_short"}});
  set_password_hash(tx.db(), person, login, kit::hash_password(password));
}

void set_password_hash(kit::Session& db, const Id<Person>& person, const std::string& login, const std::string& hash) {
  db.run(
      "insert into credentials (person_id, login, password_hash) values ($1, $2, $3)"
      " on conflict (person_id) do update set login = excluded.login, password_hash = excluded.password_hash",
      {person, login, hash});
}

std::string open_session(kit::Session& db, const Id<Person>& person, Instant now) {
  std::string token = kit::random_token();
  db.run("insert into sessions (token_digest, person_id, started_at, expires_at) values ($1, $2, $3, $4)",
         {kit::token_digest(token), person, now, kit::plus_seconds(now, session_seconds)});
  return token;
}

void end_sessions(kit::Session& db, const Id<Person>& person) {
  db.run("delete from sessions where person_id = $1", {person});
}

std::string form_guard(std::string_view token) { return kit::hex(kit::hmac_sha256(token, "form")); }

}  // namespace partnership
