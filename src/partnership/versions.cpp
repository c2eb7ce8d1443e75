#include "partnership/versions.h"

#include <algorithm>

#include "journal/entry.h"
#include "partnership/naming.h"

namespace partnership {
namespace {

// From the journal. Of an entry behind a wall nobody is named.
std::string last_writer(Reader& db, const std::string& thing) {
  auto bytes = db.maybe_value<std::string>(
      "select entry from journal_subjects join journal_entries on journal_entries.sequence = journal_subjects.sequence"
      " where subject_id = $1 and wall = 'joint' order by journal_subjects.sequence desc limit 1",
      {thing});
  auto entry = bytes ? journal::decode(*bytes) : std::nullopt;
  if (!entry) return {};
  return holder_of(db, {entry->seat});
}

}  // namespace

void require_seen(Reader& db, const Rewording& rewording) {
  bool same = std::ranges::equal(rewording.standing, rewording.typed, {}, &StandingText::text, &StandingText::text);
  if (rewording.seen == rewording.version || same) return;
  throw ChangedMeanwhile(rewording.standing, rewording.version, last_writer(db, rewording.thing), rewording.url);
}

}  // namespace partnership
