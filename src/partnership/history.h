#pragma once
#include "kit/text/words.h"
#include "partnership/reader.h"

// The record is a place: what happened to a thing, as sentences, newest first, made from the journal itself. Entries
// behind another party's wall are not there for the reader.
namespace partnership {

struct HistoryLine {
  std::int64_t sequence = 0;
  std::string when;  // "24 Nov 2026"
  std::string iso;
  std::string sentence;
};

// Entries about `subject` (all entries when empty) before `before` (0: from the newest), at most `most`.
std::vector<HistoryLine> history_of(Reader& db, Language language, std::string_view subject, std::int64_t before,
                                    int most);

struct EntryShown {
  HistoryLine line;
  std::string entry;           // the bytes
  std::string body;            // JSON; empty when it was erased
  std::string salt;            // hex
  std::int64_t position = -1;  // in the tree; -1 until it is integrated
};
EntryShown find_entry(Reader& db, Language language, std::int64_t sequence);

}  // namespace partnership
