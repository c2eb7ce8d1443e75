#include "partnership/passwords.h"

#include <algorithm>

#include "kit/crypto/crypto.h"
#include "kit/text/utf8.h"
#include "partnership/sign_in.h"

namespace partnership {
namespace {

constexpr std::int64_t invitation_seconds = 7 * 24 * 3600;
constexpr std::size_t longest_login = 80, longest_password = 200;
constexpr int shortest_password = 10;

std::vector<FieldError> check_login(kit::Session& db, const Id<Person>& person, const std::string& login) {
  if (login.empty()) return {{"login", "partnership.field.required"}};
  if (login.size() > longest_login) return {{"login", "partnership.field.too_long", std::to_string(longest_login)}};
  if (std::ranges::any_of(login, [](unsigned char c) { return c <= ' ' || c == 0x7f; }))
    return {{"login", "partnership.field.login_spaces"}};
  auto holder = db.maybe_value<std::string>("select person_id from credentials where login = $1", {login});
  if (holder && *holder != person.text) return {{"login", "partnership.field.login_taken"}};
  return {};
}

std::vector<FieldError> check_password(const Chosen& chosen) {
  if (kit::characters(chosen.password) < shortest_password) return {{"password", "partnership.field.password_short"}};
  if (chosen.password.size() > longest_password)
    return {{"password", "partnership.field.too_long", std::to_string(longest_password)}};
  if (chosen.password != chosen.again) return {{"again", "partnership.field.password_differs"}};
  return {};
}

std::string keep(kit::Session& db, const Id<Person>& person, const Chosen& chosen, const std::string& hash,
                 Instant now) {
  set_password_hash(db, person, chosen.login, hash);
  end_sessions(db, person);
  return open_session(db, person, now);
}

// The link is used up here: of two who send it at once, the second finds nothing.
bool use_up(kit::Session& db, std::string_view token) {
  return db.run("delete from invitation_tokens where token_digest = $1", {kit::token_digest(token)}) == 1;
}

}  // namespace

const Table& Invitation::table() {
  static const Table table(
      "invitations",
      {field<&Invitation::id>("id", {.key = true}), field<&Invitation::person>("person_id", {.place = true}),
       field<&Invitation::party>("party_id"), field<&Invitation::seat>("seat_id"),
       field<&Invitation::invited_at>("invited_at")},
      {.kind = "partnership.invitation", .fact = true});
  return table;
}

std::optional<Seat> seat_to_invite(Reader& db, const Id<Person>& person) {
  if (person == db.actor().person) return std::nullopt;
  for (const Seat& seat : db.actor().seats)
    if (seat.role == Role::administrator &&
        db.maybe_value<std::int64_t>("select 1 from seats where person_id = $1 and party_id = $2 and starts_on <= $3"
                                     " and (ends_on is null or ends_on >= $3) limit 1",
                                     {person, seat.party, db.today()}))
      return seat;
  return std::nullopt;
}

Invited invite(Tx& tx, const Id<Person>& person) {
  tx.find(person);
  auto seat = seat_to_invite(tx, person);
  allow(seat.has_value());
  tx.act_from(*seat);
  Invited invited{.invitation = {kit::fresh<Invitation>(), person, seat->party, seat->id, tx.now()},
                  .token = kit::random_token(),
                  .expires_at = kit::plus_seconds(tx.now(), invitation_seconds)};
  tx.record(invited.invitation);
  tx.run("delete from invitation_tokens where person_id = $1", {person});
  tx.run("insert into invitation_tokens (token_digest, invitation_id, person_id, expires_at) values ($1, $2, $3, $4)",
         {kit::token_digest(invited.token), invited.invitation.id, person, invited.expires_at});
  return invited;
}

std::optional<Welcome> welcome_of(kit::Session& db, std::string_view token, Instant now) {
  std::optional<Welcome> welcome;
  if (token.size() > 100) return welcome;
  db.each(
      "select people.id, people.name, coalesce(login, '') from invitation_tokens"
      " join people on people.id = invitation_tokens.person_id"
      " left join credentials on credentials.person_id = people.id where token_digest = $1 and expires_at > $2",
      {kit::token_digest(token), now}, [&](const kit::Row& row) {
        welcome = Welcome{{std::string(row.text(0))}, std::string(row.text(1)), std::string(row.text(2))};
      });
  return welcome;
}

std::string accept_invitation(kit::Database& database, std::string_view token, const Chosen& chosen, Instant now) {
  {
    kit::Session db = database.read();
    auto welcome = welcome_of(db, token, now);
    if (!welcome) not_found();
    refuse_invalid(check_login(db, welcome->person, chosen.login));
  }
  refuse_invalid(check_password(chosen));
  std::string hash = kit::hash_password(chosen.password);

  kit::Session db = database.write();
  auto welcome = welcome_of(db, token, now);
  if (!welcome || !use_up(db, token)) not_found();
  refuse_invalid(check_login(db, welcome->person, chosen.login));
  std::string session = keep(db, welcome->person, chosen, hash, now);
  db.commit();
  return session;
}

std::string change_password(kit::Database& database, const Id<Person>& person, std::string_view present,
                            const Chosen& chosen, Instant now) {
  Chosen kept = chosen;
  {
    kit::Session db = database.read();
    kept.login = login_of(db, person);
  }
  require(!kept.login.empty(), "password.none");
  refuse_invalid(check_password(kept));
  auto known = sign_in(database, kept.login, present, now);
  if (!known || known->person != person) refuse_invalid({{"present", "partnership.field.password_wrong"}});
  std::string hash = kit::hash_password(kept.password);

  kit::Session db = database.write();
  std::string session = keep(db, person, kept, hash, now);
  db.commit();
  return session;
}

std::string login_of(kit::Session& db, const Id<Person>& person) {
  return db.maybe_value<std::string>("select login from credentials where person_id = $1", {person}).value_or("");
}

}  // namespace partnership
