#include "partnership/record/history.h"

#include <algorithm>

#include "journal/encoding.h"
#include "partnership/record/places.h"
#include "partnership/record/sentences.h"
#include "partnership/walls.h"
#include "partnership/web/parts.h"

namespace partnership {
namespace {

struct Raw {
  std::int64_t sequence = 0;
  std::string entry, body;
};

constexpr std::string_view entry_and_body =
    "select journal_entries.sequence, entry, body from journal_entries"
    " left join journal_bodies on journal_bodies.sequence = journal_entries.sequence ";

Raw raw_of(const kit::Row& row) {
  return {row.integer(0), std::string(row.text(1)), row.is_null(2) ? "" : std::string(row.text(2))};
}

HistoryLine line_of(Reader& db, Language language, Sentences& sentences, const Raw& raw) {
  auto entry = journal::decode(raw.entry);
  if (!entry) return {raw.sequence, "", "", kit::say(language, "journal.unreadable")};
  Instant at{entry->time};
  Date day = day_of(at);
  auto said = sentences.of(*entry, raw.body);
  auto& acting = sentences.acting(said.seat);
  bool bound = !acting.person.empty() && binds(said.kind);
  return {.sequence = raw.sequence,
          .when = kit::short_date(day, language) + " " + std::to_string(kit::year_of(day)),
          .iso = kit::iso(at),
          .sentence = std::move(said.sentence),
          .day = kit::spoken_date(day, language),
          .time = time_of(at),
          .kind = std::move(said.kind),
          .person = acting.person,
          .party = acting.party,
          .mark = acting.mark,
          .about = std::move(said.about.id),
          .about_name = std::move(said.about.name),
          .behind_wall = entry->wall != "joint",
          .mine = bound && acting.person == db.actor().person.text};
}

std::vector<Raw> raw_entries(Reader& db, std::string_view subject, std::int64_t before, int most) {
  static const std::string of_subject =
      std::string(entry_and_body) +
      " join journal_subjects on journal_subjects.sequence = journal_entries.sequence where subject_id = $5 and " +
      wall_is_open() + " and journal_subjects.sequence < $3 order by journal_subjects.sequence desc limit $4";
  static const std::string of_all =
      std::string(entry_and_body) + " where " + wall_is_open() +
      " and journal_entries.sequence < $3 order by journal_entries.sequence desc limit $4";
  if (before <= 0) before = INT64_MAX;
  std::vector<Raw> entries;
  auto add = [&](const kit::Row& row) { entries.push_back(raw_of(row)); };
  if (subject.empty())
    db.each(of_all, {db.actor().person, db.today(), before, most}, add);
  else
    db.each(of_subject, {db.actor().person, db.today(), before, most, subject}, add);
  return entries;
}

// ── looking in the journal ───────────────────────────────────────────────────

// Sequence numbers increase with time, so a moment is found by halving: the first entry at or after it.
std::int64_t first_since(Reader& db, Instant moment) {
  auto low = db.value<std::int64_t>("select coalesce(min(sequence), 0) from journal_entries");
  auto high = db.value<std::int64_t>("select coalesce(max(sequence), 0) + 1 from journal_entries");
  while (low < high) {
    std::int64_t middle = low + (high - low) / 2, found = high, time = INT64_MAX;
    db.each("select sequence, entry from journal_entries where sequence >= $1 order by sequence limit 1", {middle},
            [&](const kit::Row& row) {
              found = row.integer(0);
              if (auto entry = journal::decode(row.text(1))) time = entry->time;
            });
    if (time >= moment.micros)
      high = middle;
    else
      low = found + 1;
  }
  return low;
}

struct Span {
  std::int64_t from, before;
};

Span span_of(Reader& db, const Looking& looking) {
  Span span{INT64_MIN, looking.before > 0 ? looking.before : INT64_MAX};
  if (looking.from) span.from = first_since(db, start_of_day(*looking.from));
  if (looking.to) span.before = std::min(span.before, first_since(db, start_of_day(kit::add_days(*looking.to, 1))));
  return span;
}

// The topmost unit is the whole partnership, and no place of its own.
Looking without_top(Reader& db, Looking looking) {
  if (!looking.unit.empty() &&
      db.maybe_value<std::int64_t>("select 1 from units where id = $1 and parent_id is null", {looking.unit}))
    looking.unit.clear();
  return looking;
}

// The newest entries that fit, walls aside: each chapter of a place has an order of its own, so the newest of all are
// among the newest of each.
std::vector<std::int64_t> newest(Reader& db, const Looking& looking, Span span, int most) {
  static const std::string in_place =
      "select sequence from journal_places where place_id = $1 and chapter = $2 and sequence < $3 and sequence >= $4";
  static const std::string order = " order by sequence desc limit $5";
  static const std::string of_place = in_place + order;
  static const std::string also_in_unit =
      in_place +
      " and exists (select 1 from journal_places there where there.place_id = $6 and there.chapter = $2"
      " and there.sequence = journal_places.sequence)" +
      order;
  std::vector<std::int64_t> sequences;
  auto add = [&](const kit::Row& row) { sequences.push_back(row.integer(0)); };
  const std::string& place = looking.person.empty() ? looking.unit : looking.person;
  bool both = !looking.person.empty() && !looking.unit.empty();
  for (std::string_view chapter : chapters()) {
    if (!looking.chapter.empty() && looking.chapter != chapter) continue;
    if (both)
      db.each(also_in_unit, {place, chapter, span.before, span.from, most, looking.unit}, add);
    else
      db.each(of_place, {place, chapter, span.before, span.from, most}, add);
  }
  std::ranges::sort(sequences, std::greater<>());
  if (sequences.size() > static_cast<std::size_t>(most)) sequences.resize(static_cast<std::size_t>(most));
  return sequences;
}

std::vector<Raw> found_entries(Reader& db, const Looking& looking, Span span, int most) {
  static const std::string one =
      std::string(entry_and_body) + " where " + wall_is_open() + " and journal_entries.sequence = $3";
  std::vector<Raw> entries;
  auto missing = [&] { return most - static_cast<int>(entries.size()); };
  while (missing() > 0) {
    auto sequences = newest(db, looking, span, most);
    for (std::int64_t sequence : sequences)
      if (missing() > 0)
        db.each(one, {db.actor().person, db.today(), sequence},
                [&](const kit::Row& row) { entries.push_back(raw_of(row)); });
    if (sequences.size() < static_cast<std::size_t>(most)) break;
    span.before = sequences.back();
  }
  return entries;
}

std::vector<Raw> entries_in(Reader& db, Span span, int most) {
  static const std::string sql = std::string(entry_and_body) + " where " + wall_is_open() +
                                 " and journal_entries.sequence < $3 and journal_entries.sequence >= $4"
                                 " order by journal_entries.sequence desc limit $5";
  std::vector<Raw> entries;
  db.each(sql, {db.actor().person, db.today(), span.before, span.from, most},
          [&](const kit::Row& row) { entries.push_back(raw_of(row)); });
  return entries;
}

bool asks_for_a_place(const Looking& looking) {
  return !looking.person.empty() || !looking.chapter.empty() || !looking.unit.empty();
}

}  // namespace

std::vector<HistoryLine> history_of(Reader& db, Language language, std::string_view subject, std::int64_t before,
                                    int most) {
  Sentences sentences(db, language);
  std::vector<HistoryLine> lines;
  for (const Raw& raw : raw_entries(db, subject, before, most)) lines.push_back(line_of(db, language, sentences, raw));
  return lines;
}

Found look_in_journal(Reader& db, Language language, const Looking& asked, int most) {
  const Looking looking = without_top(db, asked);
  Span span = span_of(db, looking);
  auto entries =
      asks_for_a_place(looking) ? found_entries(db, looking, span, most + 1) : entries_in(db, span, most + 1);
  Found found;
  Sentences sentences(db, language);
  for (const Raw& raw : entries)
    if (found.lines.size() < static_cast<std::size_t>(most))
      found.lines.push_back(line_of(db, language, sentences, raw));
  if (entries.size() > static_cast<std::size_t>(most)) found.older = found.lines.back().sequence;
  return found;
}

EntryShown find_entry(Reader& db, Language language, std::int64_t sequence) {
  static const std::string sql =
      "select entry, body, salt, position, wall from journal_entries"
      " left join journal_bodies on journal_bodies.sequence = journal_entries.sequence"
      " left join journal_leaves on journal_leaves.sequence = journal_entries.sequence where " +
      wall_is_open() + " and journal_entries.sequence = $3";
  std::optional<EntryShown> shown;
  db.each(sql, {db.actor().person, db.today(), sequence}, [&](const kit::Row& row) {
    shown.emplace();
    shown->entry = row.text(0);
    if (!row.is_null(1)) shown->body = row.text(1);
    if (!row.is_null(2)) shown->salt = journal::hex(row.bytes(2));
    if (!row.is_null(3)) shown->position = row.integer(3);
    shown->wall = row.text(4);
  });
  if (!shown) not_found();
  Sentences sentences(db, language);
  shown->line = line_of(db, language, sentences, {sequence, shown->entry, shown->body});
  return std::move(*shown);
}

}  // namespace partnership
