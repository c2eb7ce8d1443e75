#pragma once
#include "partnership/log/log.h"
#include "partnership/record/history.h"
#include "partnership/web/parts.h"
#include "partnership/web/router.h"

// What the page of the journal shows, in words: how the tree, its witnesses and keys stand, and the entries that the
// reader looks for.
namespace partnership {

struct WitnessShown {
  std::string name;
  std::string_view mark;  // the class of its party
  std::string standing;   // "cosigned 1,204 entries, 3 seconds ago"
  std::string trouble;    // a sentence, with who should do what; empty when well
  bool well = false;
};

struct JournalState {
  bool sealed = false;   // witnesses vouch for it
  bool trouble = false;  // somebody should do something now
  std::string sentence, advice;
  std::vector<WitnessShown> witnesses;
  std::int64_t entries = 0, size = 0;
  std::string root;  // base64
  struct Key {
    std::string name, text, hint;
  };
  std::vector<Key> keys;
};
JournalState journal_state_of(Reader& db, const View& view);

struct JournalPage {
  Looking looking;
  Found found;
  bool narrowed = false;
  std::string by, from, to;   // as typed
  std::vector<Choice> units;  // the way down to the chosen one, and one step further
  std::vector<Choice> chapters;
  std::vector<Choice> people;            // whom the typed name may mean: address and name
  std::string older, newest, csv, live;  // addresses
};
JournalPage journal_page_of(Request& request, Reader& db, int most);

// The lines of one day after another.
std::vector<std::vector<HistoryLine>> days_of(const std::vector<HistoryLine>& lines);

// "3 seconds ago", "12 minutes ago", "5 days ago".
std::string long_ago(const View& view, Instant then, Instant now);

// The routes of the journal, of its history pages and of receipts. Part of partnership_routes.
void journal_routes(Router& router);

}  // namespace partnership
