#pragma once
#include <functional>

#include "partnership/tx.h"

// Needs me: what waits for somebody, addressed to the seat that can do it. It appears when something is asked and goes
// away when it is answered; nobody is reminded of what is done.
namespace partnership {

struct Need {
  static constexpr auto prefix = "need";
  Id<Need> id;
  std::string place;
  Role role = Role::member;
  Id<Party> party;
  std::string kind;   // the sentence: needs.<kind>
  std::string about;  // fills {about} in it
  std::string url;
  std::string subject;  // answering this makes it go away
  Instant since;
  std::optional<Date> due_on;
  std::string wall = std::string(joint_wall);  // that of whoever asks: Tx::wall
  static const Table& table();
};

void need(Tx& tx, Need need);
// The need is met for one party, or for everybody.
void no_longer_needed(Tx& tx, std::string_view subject);
void no_longer_needed(Tx& tx, std::string_view subject, const Id<Party>& party);

// A need that several share stays until the last of them has done their part; each sees it until they have done their
// own. Says of a person whether they have; one line per kind in app/reactions.cpp, and none where one act meets it.
using PartDone = std::function<bool(Reader& db, const Id<Person>& person, const std::string& subject)>;
void shared_need(std::string kind, PartDone done);
bool has_done_their_part(Reader& db, const Id<Person>& person, std::string_view kind, const std::string& subject);

// Oldest due first. At most `most`; count_needs tells how many there are.
std::vector<Need> needs_of(Reader& db, const Actor& actor, int most = 50);
// As the home page lists them: the sections of one charter are one thing.
std::int64_t count_needs(Reader& db, const Actor& actor);

}  // namespace partnership
