#pragma once
#include <optional>
#include <string>

#include "journal/add_checkpoint.h"
#include "kit/db/db.h"
#include "kit/time/instant.h"

// What a witness keeps, in one SQLite file: of each log the last tree it cosigned, the keys that followed those it was
// given, and what a log signed that it should not have. Every function works in the session's transaction; nothing is
// remembered unless that commits, and a commit is on the disk.
namespace witness {

void prepare_memory(kit::Database& memory);

struct Remembered {
  journal::SeenTree tree;
  std::string checkpoint;  // the note, with the witness's own cosignature
};
std::optional<Remembered> last_seen(kit::Session& memory, const std::string& origin);
std::optional<std::string> last_checkpoint(kit::Session& memory, const std::string& origin_hash);
void remember(kit::Session& memory, const std::string& origin, const Remembered& seen, kit::Instant now);

// The key that has followed this one, and whatever followed that.
journal::VerifierKey present_key(kit::Session& memory, journal::VerifierKey key);
void remember_key(kit::Session& memory, const journal::VerifierKey& former, const journal::VerifierKey& next,
                  const std::string& statement, kit::Instant now);

// A checkpoint with the log's good signature that does not continue what was seen. The first thousand are kept.
void keep_evidence(kit::Session& memory, const std::string& origin, const journal::AddCheckpoint& request,
                   const std::string& seen_checkpoint, kit::Instant now);
std::int64_t count_evidence(kit::Session& memory);

}  // namespace witness
