#pragma once
#include "kit/text/words.h"
#include "partnership/reader.h"

// The record is a place: what happened, as sentences, newest first, made from the journal itself. Entries behind
// another party's wall are not there for the reader.
namespace partnership {

struct HistoryLine {
  std::int64_t sequence = 0;
  std::string when;  // "24 Nov 2026"
  std::string iso;
  std::string sentence;
  std::string day = {}, time = {};          // "24 November 2026", "14:05"
  std::string kind = {}, person = {};       // what sort of act, and the id of who acted
  std::string party = {};                   // the name of the party they acted for; empty: the system
  std::string_view mark = {};               // and its class
  std::string about = {}, about_name = {};  // the thing it belongs to, where the sentence does not name it
  bool behind_wall = false;
  bool mine = false;  // the reader's own act, and one that binds
};

// Entries about `subject` (all entries when empty) before `before` (0: from the newest), at most `most`.
std::vector<HistoryLine> history_of(Reader& db, Language language, std::string_view subject, std::int64_t before,
                                    int most);

// What somebody looks for in the journal. Empty parts ask nothing.
struct Looking {
  std::string unit;     // it happened in this unit or below
  std::string person;   // they acted
  std::string chapter;  // what sort of act: places.h
  std::optional<Date> from, to;
  std::int64_t before = 0;  // goes on from there; 0: from the newest

  bool for_everything() const { return unit.empty() && person.empty() && chapter.empty() && !from && !to; }
};
struct Found {
  std::vector<HistoryLine> lines;
  std::int64_t older = 0;  // where the next page goes on; 0: there is no more
};
Found look_in_journal(Reader& db, Language language, const Looking& looking, int most);

struct EntryShown {
  HistoryLine line;
  std::string entry;           // the bytes
  std::string body;            // JSON; empty when it was erased
  std::string salt;            // hex
  std::string wall;            // as the entry says
  std::int64_t position = -1;  // in the tree; -1 until it is integrated
};
// Or refuses with 404, also behind a wall.
EntryShown find_entry(Reader& db, Language language, std::int64_t sequence);

}  // namespace partnership
