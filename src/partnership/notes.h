#pragma once
#include "partnership/tx.h"

// Remarks on a thing, joint or behind the wall of the writer's own party. What is behind a wall reaches nobody of
// another party: not on the page, not in its history, not in an export. The machine's host could still read it.
namespace partnership {

struct Note {
  static constexpr auto prefix = "note";
  Id<Note> id;
  std::string subject;
  std::string wall;  // joint, party:<id>, or case:<id>
  Id<Seat> seat;
  Id<Person> person;
  std::string body;
  Instant written_at;
  static const Table& table();
};

struct ShownNote {
  Note note;
  std::string writer;
};

// Writes from `seat`, behind its party's wall or for all who read what the transaction writes.
Note write_note(Tx& tx, const std::string& subject, const Seat& seat, bool behind_wall, const std::string& body);
std::vector<ShownNote> notes_on(Reader& db, std::string_view subject);

}  // namespace partnership
