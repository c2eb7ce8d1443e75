#pragma once
#include "partnership/tx.h"

// What somebody has typed and not sent. A draft is its writer's alone: no page, no export and no entry of the journal
// shows it to anybody else. It goes when the form is sent.
namespace partnership {

struct Draft {
  Id<Person> person;
  std::string form;    // the form's address: /projects/new?team=…
  std::string title;   // what the page was called
  std::string fields;  // urlencoded, as the browser would send them
  Instant saved_at;
  static const Table& table();
};

void save_draft(Tx& tx, std::string form, std::string title, std::string fields);
void drop_draft(Tx& tx, std::string_view form);
std::optional<Draft> draft_of(Reader& db, std::string_view form);
std::vector<Draft> drafts_of(Reader& db);  // the reader's own, newest first

}  // namespace partnership
