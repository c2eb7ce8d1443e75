#include "partnership/history.h"

#include <fmt/format.h>

#include <map>

#include "journal/encoding.h"
#include "journal/entry.h"
#include "kit/json/json.h"
#include "partnership/naming.h"
#include "partnership/web/parts.h"

namespace partnership {
namespace {

struct Raw {
  std::int64_t sequence = 0;
  std::string entry, body;
};

std::string shortened(const std::string& text) {
  constexpr std::size_t longest = 80;
  if (text.size() <= longest) return text;
  auto cut = text.rfind(' ', longest);
  return text.substr(0, cut == std::string::npos ? longest : cut) + "…";
}

// A value of a body as people read it, by the kind of its field.
std::string plain(Language language, const kit::Field* field, const kit::Json& value) {
  if (value.is_null()) return "–";
  if (field && field->kind == kit::Kind::quantity) return kit::text_of(Quantity{value.as_integer()});
  if (field && field->kind == kit::Kind::date)
    if (auto date = kit::parse_date(value.as_text())) return kit::spoken_date(*date, language);
  return value.is_text() ? value.as_text() : value.text();
}

// Words of a body by field name; an id also gives the name behind it, without the "_id".
using Filling = std::map<std::string, std::string>;

class Reading {
 public:
  Reading(Reader& db, Language language, const kit::Json& body)
      : db_(db), language_(language), body_(body), table_(body.at("table").as_text()) {}

  void fill(Filling& filling, std::string_view part) const {
    const kit::Json* row = body_.get(part);
    if (!row || !row->is_object()) return;
    for (auto& [name, value] : row->members()) {
      if (name.ends_with("_id") && value.is_text())
        filling[name.substr(0, name.size() - 3)] = name_of(db_, value.as_text());
      filling[name] = plain(language_, known_field(table_, name), value);
    }
    if (!filling.contains("name") && row->get("id") && row->at("id").is_text())
      filling["name"] = name_of(db_, row->at("id").as_text());
  }

  std::string changes() const {
    std::string changes;
    for (auto& [name, value] : body_.at("to").members()) {
      if (!changes.empty()) changes += "; ";
      changes += kit::say(
          language_, "journal.change",
          {{"field", field_name(name)}, {"from", shown(name, body_.at("from").at(name))}, {"to", shown(name, value)}});
    }
    return changes;
  }

 private:
  std::string field_name(const std::string& name) const {
    std::string key = "journal.field." + name;
    return kit::has_words(language_, key) ? kit::say(language_, key) : name;
  }
  std::string shown(const std::string& name, const kit::Json& value) const {
    if (name.ends_with("_id") && value.is_text())
      if (std::string known = name_of(db_, value.as_text()); !known.empty()) return known;
    return shortened(plain(language_, known_field(table_, name), value));
  }

  Reader& db_;
  Language language_;
  const kit::Json& body_;
  const std::string& table_;
};

// A sentence may depend on one word of the row: journal.partnership.signature.sent_back.
std::string key_of(Language language, const std::string& kind, const Filling& filling) {
  std::string key = "journal." + kind;
  for (const char* name : {"kind", "answer", "outcome", "turn", "decision", "role", "met"})
    if (auto found = filling.find(name); found != filling.end() && kit::has_words(language, key + "." + found->second))
      return key + "." + found->second;
  return key;
}

std::string say_filled(Language language, const std::string& key, const Filling& filling) {
  std::vector<kit::Arg> arguments;
  for (auto& [name, text] : filling) arguments.emplace_back(name, text);
  return kit::say(language, key, std::span<const kit::Arg>(arguments));
}

std::string sentence_of(Reader& db, Language language, const journal::Entry& entry, const std::string& body_text) {
  Filling filling;
  filling["who"] = entry.seat.empty() ? kit::say(language, "journal.system") : name_of(db, entry.seat);
  if (body_text.empty()) return say_filled(language, "journal.erased", filling);

  kit::Json body = kit::Json::parse(body_text);
  Reading reading(db, language, body);
  for (auto part : {"row", "key", "gone"}) reading.fill(filling, part);
  if (auto* rows = body.get("rows")) filling["count"] = std::to_string(rows->size());
  if (body.get("to")) filling["changes"] = reading.changes();
  std::string key = body.get("row") ? key_of(language, entry.kind, filling) : "journal." + entry.kind;
  filling.try_emplace("kind", entry.kind);
  if (kit::has_words(language, key)) return say_filled(language, key, filling);
  filling["kind"] = entry.kind;
  if (body.get("to")) return say_filled(language, "journal.changed", filling);
  return say_filled(language, body.get("gone") ? "journal.removed" : "journal.recorded", filling);
}

HistoryLine line_of(Reader& db, Language language, const Raw& raw) {
  auto entry = journal::decode(raw.entry);
  if (!entry) return {raw.sequence, "", "", kit::say(language, "journal.unreadable")};
  Instant at{entry->time};
  return {raw.sequence, kit::short_date(day_of(at), language) + " " + std::to_string(kit::year_of(day_of(at))),
          kit::iso(at), sentence_of(db, language, *entry, raw.body)};
}

std::vector<Raw> raw_entries(Reader& db, std::string_view subject, std::int64_t before, int most) {
  static const std::string columns =
      "select journal_entries.sequence, entry, body from journal_entries"
      " left join journal_bodies on journal_bodies.sequence = journal_entries.sequence ";
  static const std::string of_subject =
      columns +
      " join journal_subjects on journal_subjects.sequence = journal_entries.sequence where subject_id = $5 and " +
      std::string(wall_is_open) +
      " and journal_subjects.sequence < $3 order by journal_subjects.sequence desc limit $4";
  static const std::string of_all =
      columns + " where " + std::string(wall_is_open) +
      " and journal_entries.sequence < $3 order by journal_entries.sequence desc limit $4";
  if (before <= 0) before = INT64_MAX;
  std::vector<Raw> entries;
  auto add = [&](const kit::Row& row) {
    entries.push_back({row.integer(0), std::string(row.text(1)), row.is_null(2) ? "" : std::string(row.text(2))});
  };
  if (subject.empty())
    db.each(of_all, {db.actor().person, db.today(), before, most}, add);
  else
    db.each(of_subject, {db.actor().person, db.today(), before, most, subject}, add);
  return entries;
}

}  // namespace

std::vector<HistoryLine> history_of(Reader& db, Language language, std::string_view subject, std::int64_t before,
                                    int most) {
  std::vector<HistoryLine> lines;
  for (const Raw& raw : raw_entries(db, subject, before, most)) lines.push_back(line_of(db, language, raw));
  return lines;
}

EntryShown find_entry(Reader& db, Language language, std::int64_t sequence) {
  static const std::string sql =
      "select entry, body, salt, position from journal_entries"
      " left join journal_bodies on journal_bodies.sequence = journal_entries.sequence"
      " left join journal_leaves on journal_leaves.sequence = journal_entries.sequence where " +
      std::string(wall_is_open) + " and journal_entries.sequence = $3";
  std::optional<EntryShown> shown;
  db.each(sql, {db.actor().person, db.today(), sequence}, [&](const kit::Row& row) {
    shown.emplace();
    shown->entry = row.text(0);
    if (!row.is_null(1)) shown->body = row.text(1);
    if (!row.is_null(2)) shown->salt = journal::hex(row.bytes(2));
    if (!row.is_null(3)) shown->position = row.integer(3);
  });
  if (!shown) not_found();
  shown->line = line_of(db, language, {sequence, shown->entry, shown->body});
  return std::move(*shown);
}

}  // namespace partnership
