#pragma once
#include "partnership/tx.h"

// Signing in with a login and a password kept as argon2id. Guessing is slow: after five refusals in a row a login is
// locked for a minute, then longer each time. A session's token is known to the browser alone; the database keeps its
// digest. A refusal never tells whether the login exists.
namespace partnership {

struct SignedIn {
  std::string token;  // for the cookie, or for Authorization: Bearer
  Id<Person> person;
};

// Nothing when the login or password is wrong; Refusal 429 while the login is locked.
std::optional<SignedIn> sign_in(kit::Database& database, std::string_view login, std::string_view password,
                                Instant now);
void sign_out(Tx& tx, std::string_view token);

// Who holds this token, with the seats of today; somebody not signed in for an unknown or expired one.
Actor actor_of_token(kit::Session& db, std::string_view token, Instant now, Date today);
Actor actor_of_person(kit::Session& db, const Id<Person>& person, Date today);

void set_password(Tx& tx, const Id<Person>& person, const std::string& login, const std::string& password);
// The same with a hash already made: example worlds share one, since hashing is slow on purpose.
void set_password_hash(kit::Session& db, const Id<Person>& person, const std::string& login, const std::string& hash);

// Begins a session for a person and gives its token, whoever has found out that it is them.
std::string open_session(kit::Session& db, const Id<Person>& person, Instant now);
void end_sessions(kit::Session& db, const Id<Person>& person);

// Guards forms against other sites: a value only this session's pages can carry.
std::string form_guard(std::string_view token);

}  // namespace partnership
