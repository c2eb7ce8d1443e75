#pragma once
#include "journal/receipt.h"
#include "partnership/log/log.h"
#include "partnership/record/history.h"

// What a person takes away from an act, to show it to anybody later without asking the server: journal/receipt.h made
// from what is stored. Only of entries that the reader may see.
namespace partnership {

struct Cosigned {
  std::string name;
  Instant at;  // by the witness's own clock
};

struct ReceiptShown {
  EntryShown entry;
  std::string about;   // "A saving · Patient Transport": what was asked, and where; empty if the words are erased
  std::string origin;  // of the journal; empty: it has no key yet, and nobody can have a receipt
  std::optional<journal::Receipt> receipt;  // nothing until the published checkpoint covers the entry
  std::int64_t size = 0;                    // entries under that checkpoint
  std::vector<Cosigned> cosigned;
  int witnesses = 0;  // how many there are

  bool ready() const { return receipt.has_value(); }
};

// Or refuses with 404, also behind a wall.
ReceiptShown find_receipt(Reader& db, Language language, std::int64_t sequence);

}  // namespace partnership
