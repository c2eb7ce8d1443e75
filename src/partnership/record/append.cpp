#include "partnership/record/append.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include "partnership/log/commit_order.h"
#include "partnership/record/places.h"

namespace partnership {
namespace {

// SQLite is in the same process: one statement after another costs next to nothing.
void append_to_sqlite(kit::Session& db, const NewEntry& entry) {
  db.run("insert into journal_entries (sequence, entry, wall, commit_order) values ($1, $2, $3, 0)",
         {entry.sequence, entry.entry, entry.wall});
  db.run("insert into journal_bodies (sequence, salt, body) values ($1, $2, $3)",
         {entry.sequence, kit::Bytes{entry.salt}, entry.body});
  for (const std::string& subject : entry.subjects)
    db.run("insert into journal_subjects (subject_id, sequence) values ($1, $2)", {subject, entry.sequence});
  note_places(db, entry.sequence, entry.kind, entry.seat, entry.subjects);
}

// One statement for all tables, and nobody waits for it: it goes to PostgreSQL with whatever comes next, at the latest
// with the commit. The places are those of note_places.
void append_to_postgres(kit::Session& db, const NewEntry& entry) {
  std::vector<kit::Value> values{
      entry.sequence,         entry.entry, entry.wall,
      kit::Bytes{entry.salt}, entry.body,  fmt::format("{}", fmt::join(entry.subjects, "\n")),
      chapter_of(entry.kind), entry.seat};
  std::string units = units_query(entry.subjects, values);
  db.later(
      fmt::format("with entry as (insert into journal_entries (sequence, entry, wall, commit_order)"
                  " values ($1::bigint, $2, $3, {})),"
                  " body as (insert into journal_bodies (sequence, salt, body) values ($1::bigint, $4::bytea, $5)),"
                  " subjects as (insert into journal_subjects (subject_id, sequence)"
                  " select subject, $1::bigint from unnest(string_to_array($6, E'\\n')) subject)"
                  " insert into journal_places (place_id, chapter, sequence)"
                  " select place, $7, $1::bigint from (select '' as place"
                  " union select person_id from seats where id = $8{}) places",
                  commit_order_now,
                  units.empty() ? ""
                                : " union select ancestor_id from unit_ancestors join units on units.id = ancestor_id"
                                  " where unit_id in (" +
                                      units + ") and parent_id is not null"),
      kit::Args(values));
}

}  // namespace

// SQLite has one writer, so the next number is one more than the last; PostgreSQL counts for all writers at once.
std::int64_t next_sequence(kit::Session& db, std::int64_t last) {
  if (db.engine() == kit::Engine::postgres) return db.value<std::int64_t>("select nextval('journal_sequence')");
  if (last == 0) last = db.value<std::int64_t>("select coalesce(max(sequence), 0) from journal_entries");
  return last + 1;
}

void append_entry(kit::Session& db, const NewEntry& entry) {
  if (db.engine() == kit::Engine::postgres)
    append_to_postgres(db, entry);
  else
    append_to_sqlite(db, entry);
}

}  // namespace partnership
