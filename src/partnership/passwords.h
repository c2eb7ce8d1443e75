#pragma once
#include "partnership/tx.h"

// How a person comes to a password and changes it. A party's administrators let in the people of their own party: with
// a link that works once, for a week, and an entry in the journal that says who gave it. Nobody but the person ever
// knows the password, and choosing one ends every session they had.
namespace partnership {

struct Invitation {
  static constexpr auto prefix = "invitation";
  Id<Invitation> id;
  Id<Person> person;
  Id<Party> party;
  Id<Seat> seat;  // the administrator's
  Instant invited_at;
  static const Table& table();
};

// The administrator's seat from which the actor may let this person in: of a party for which the person has a seat.
std::optional<Seat> seat_to_invite(Reader& db, const Id<Person>& person);

struct Invited {
  Invitation invitation;
  std::string token;  // of the link; nobody can find it out afterwards
  Instant expires_at;
};
Invited invite(Tx& tx, const Id<Person>& person);  // a link given earlier stops working

// Whom a link lets in; nothing once it was used, replaced, or its week is over.
struct Welcome {
  Id<Person> person;
  std::string name, login;  // no login yet: empty
};
std::optional<Welcome> welcome_of(kit::Session& db, std::string_view token, Instant now);

struct Chosen {
  std::string login, password, again;
};
// Keeps what the person chose; gives the token of the session that begins with it. Refuses a link that does not work
// with 404 and what cannot be kept with 422. The slow hash is made between two short transactions.
std::string accept_invitation(kit::Database& database, std::string_view token, const Chosen& chosen, Instant now);

// The same for somebody signed in who knows the present password; wrong ones lock the login as at the door.
std::string change_password(kit::Database& database, const Id<Person>& person, std::string_view present,
                            const Chosen& chosen, Instant now);

// The login of a person, or "".
std::string login_of(kit::Session& db, const Id<Person>& person);

}  // namespace partnership
