#pragma once
#include <functional>
#include <optional>
#include <string>

#include "kit/db/db.h"
#include "kit/time/instant.h"

// A party's whole copy of the record, in one SQLite file that it keeps on a machine of its own: every entry of the
// tree, what was said jointly and behind this party's own wall, the heads, what the log and the witnesses signed, and
// the log's keys. Never what was said behind another wall, and nothing that is not in the journal. It can be checked
// (`concert verify --copy`), compared with another (`concert diff`) and made into tables again (`concert rebuild`)
// without the host.
namespace partnership {

struct CopyMade {
  std::int64_t entries = 0, bodies = 0;
  std::string root;  // base64
};

// `party`: its external id or its id. The file must not exist; it appears when it is complete. Writers do not wait: it
// is one snapshot. Throws std::runtime_error with a sentence. `progress` is told a share between 0 and 1.
CopyMade make_copy(kit::Database& database, const std::string& party, const std::string& file, kit::Instant now,
                   const std::function<void(double)>& progress = {});

// Whose copy a file is: the wall of the party. Nothing if the database is a whole one.
std::optional<std::string> wall_of_copy(kit::Database& database);

}  // namespace partnership
