#pragma once
#include <functional>

#include "partnership/mentions.h"
#include "partnership/notes.h"

// Talk beside a thing: notes (notes.h) that can name people, who are told. It obeys the wall of the thing and its own;
// its writer may correct it, and the former words stay; it may be taken back, and that there was something stays. It is
// never part of what was decided.
namespace partnership {

struct NoteMention {
  Id<Note> note;
  Id<Person> person;
  std::string subject, wall;
  static const Table& table();
};
struct NoteCorrection {
  static constexpr auto prefix = "correction";
  Id<NoteCorrection> id;
  Id<Note> note;
  std::string subject, wall, body;
  Instant corrected_at;
  static const Table& table();
};
struct NoteRemoval {
  Id<Note> note;
  std::string subject, wall;
  Date removed_on;
  static const Table& table();
};

// What is talked about.
struct Talk {
  std::string name, url;       // its name, and where it is read with the talk beside it
  std::string place;           // whose seats people speak from, if they have one there
  std::string wall = "joint";  // of the thing itself
  std::string part = {};       // key of words: the part of the thing, where only that is talked about
  std::string thing = {};      // where the thing is, if the talk has a page of its own
};
// Each kind of thing says once how it is found by this reader, or refuses with 404; modules add theirs in
// app/reactions.cpp.
void talk_about(std::string prefix, std::function<Talk(Reader&, const std::string& id)> find);
Talk find_talk(Reader& db, const std::string& id);

struct SaidNote {
  Note note;
  std::string writer, party_name;           // for whom
  std::string behind;                       // whose wall; empty: joint
  std::vector<NoteCorrection> corrections;  // oldest first
  std::optional<NoteRemoval> removal;

  const std::string& words() const { return corrections.empty() ? note.body : corrections.back().body; }
};
// What this reader may see of it, oldest first; of many the newest.
std::vector<SaidNote> conversation_on(Reader& db, const std::string& subject);
Note find_note(Reader& db, const Id<Note>& id);  // also behind another's wall: 404

// From which seat somebody speaks: one at its place, or else their first.
const Seat* seat_to_talk(const Actor& actor, const Talk& talk);

struct Saying {
  std::string body;
  bool behind_wall = false;
  std::map<std::string, Id<Person>> meant;  // by what was typed after the @, where several fit
};
Note say(Tx& tx, const std::string& subject, const Saying& saying);
NoteCorrection correct_note(Tx& tx, const Id<Note>& id, const Saying& saying);
NoteRemoval take_back_note(Tx& tx, const Id<Note>& id);

}  // namespace partnership
