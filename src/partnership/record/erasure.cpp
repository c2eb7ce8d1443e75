#include "partnership/record/erasure.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>

#include "journal/encoding.h"
#include "kit/json/json.h"
#include "kit/text/utf8.h"
#include "partnership/findable.h"
#include "partnership/naming.h"
#include "partnership/record/body.h"
#include "partnership/units.h"
#include "partnership/walls.h"

namespace partnership {
namespace {

constexpr std::size_t longest_reason = 1000;

struct Words {
  std::string body, wall;
};
// What an entry said, if this person may read it and it is still there.
Words words_of(Reader& db, std::int64_t sequence) {
  static const std::string sql =
      "select wall, body from journal_entries left join journal_bodies"
      " on journal_bodies.sequence = journal_entries.sequence where " +
      wall_is_open() + " and journal_entries.sequence = $3";
  std::optional<Words> words;
  db.each(sql, {db.actor().person, db.today(), sequence}, [&](const kit::Row& row) {
    words = Words{row.is_null(1) ? "" : std::string(row.text(1)), std::string(row.text(0))};
  });
  if (!words) not_found();
  return *words;
}

const Table* table_of(const kit::Json& body) { return known_table(body.at("table").as_text()); }

bool is_erasable(const kit::Field& field) {
  return field.kind == kit::Kind::text && !field.rules.key && !field.rules.place && !field.name.ends_with("_id") &&
         field.name != "wall" && field.name != "language";
}

// The fields a body writes, in the order of its table.
std::vector<std::string> written_fields(const Table& table, const kit::Json& body) {
  const kit::Json* part = body.get("row") ? body.get("row") : body.get("to");
  std::vector<std::string> names;
  for (const kit::Field& field : table.fields())
    if (is_erasable(field) && (body.get("rows") || (part && part->get(field.name))))
      names.push_back(std::string(field.name));
  return names;
}

// The rows a body wrote: their key, and what it wrote into each field.
using Written = std::map<std::string, const kit::Json*>;
std::vector<Written> rows_of(const kit::Json& body) {
  std::vector<Written> rows;
  auto add = [](Written& written, const kit::Json* part) {
    if (part)
      for (auto& [name, value] : part->members()) written[name] = &value;
  };
  if (body.get("row") || body.get("to")) {
    Written& written = rows.emplace_back();
    for (auto part : {"row", "key", "to"}) add(written, body.get(part));
  }
  if (const kit::Json* all = body.get("rows"))
    for (const kit::Json& row : *all) {
      Written& written = rows.emplace_back();
      for (std::size_t i = 0; i < row.size(); ++i) written[body.at("fields").at(i).as_text()] = &row.at(i);
    }
  return rows;
}

kit::Value value_of(const kit::Json& json) {
  if (json.is_null()) return {};
  if (json.is_bool()) return json.as_bool();
  if (json.is_integer()) return json.as_integer();
  return json.as_text();
}

std::vector<kit::Value> key_of(const Table& table, const Written& written) {
  std::vector<kit::Value> key;
  for (const kit::Field& field : table.fields())
    if (field.rules.key) key.push_back(value_of(*written.at(std::string(field.name))));
  return key;
}

std::string row_as_body(const Table& table, const kit::Row& row) {
  std::string json = fmt::format("{{\"table\":\"{}\",\"row\":{{", table.name());
  for (std::size_t i = 0; i < table.fields().size(); ++i) {
    json += fmt::format("{}\"{}\":", i > 0 ? "," : "", table.fields()[i].name);
    append_column(json, table.fields()[i], row, static_cast<int>(i));
  }
  return json + "}}";
}

// What stands instead: nothing where that may be, else a dash.
kit::Value blank(const kit::Field& field) {
  if (field.optional) return {};
  return field.rules.required ? "–" : "";
}

void blank_fields(Tx& tx, const Table& table, const std::vector<kit::Value>& key, const Written& written,
                  const std::vector<std::string>& fields) {
  for (const std::string& name : fields) {
    auto value = written.find(name);
    if (value == written.end() || value->second->is_null()) continue;
    std::vector<kit::Value> args = key;
    args.push_back(blank(table.field(name)));
    args.push_back(value_of(*value->second));
    tx.db().run(fmt::format("update {} set {} = ${} {} and {} = ${}", table.name(), name, key.size() + 1,
                            table.by_key(), name, key.size() + 2),
                kit::Args(args));
  }
}

// The rows as they are left, for the journal.
std::string blank_rows(Tx& tx, const kit::Json& body, const std::vector<std::string>& fields) {
  const Table& table = *table_of(body);
  std::vector<std::string> remains;
  for (const Written& written : rows_of(body)) {
    auto key = key_of(table, written);
    blank_fields(tx, table, key, written, fields);
    keep_findable(tx.db(), table, key);
    tx.db().each(table.select() + table.by_key(), kit::Args(key),
                 [&](const kit::Row& row) { remains.push_back(row_as_body(table, row)); });
  }
  return fmt::format("[{}]", fmt::join(remains, ","));
}

// No copy of the words stays behind in the pages of the file.
void forget_words(Tx& tx, std::int64_t sequence) {
  if (tx.db().engine() == kit::Engine::sqlite) tx.each("pragma secure_delete = on", {}, [](const kit::Row&) {});
  tx.run("delete from journal_subjects where sequence = $1", {sequence});
  tx.run("delete from journal_bodies where sequence = $1", {sequence});
  forget_found_words(tx.db());
}

std::vector<std::string> split(std::string_view names) {
  std::vector<std::string> parts;
  while (!names.empty()) {
    auto end = std::min(names.find(','), names.size());
    parts.emplace_back(names.substr(0, end));
    names.remove_prefix(std::min(end + 1, names.size()));
  }
  return parts;
}

std::string first_subject(const kit::Json& body, const std::string& wall) {
  if (wall != "joint") return {};
  auto subjects = subjects_of_body(*table_of(body), body);
  return subjects.empty() ? std::string() : *subjects.begin();
}

}  // namespace

const Table& Erasure::table() {
  static const Table table(
      "erasures",
      {field<&Erasure::id>("id", {.key = true, .place = true}), field<&Erasure::sequence>("sequence"),
       field<&Erasure::subject>("subject_id", {.place = true}), field<&Erasure::fields>("fields", {.longest = 2000}),
       field<&Erasure::reason>("reason", {.required = true, .longest = longest_reason}),
       field<&Erasure::asked_at>("asked_at")},
      {.kind = "partnership.erasure", .fact = true});
  return table;
}

const Table& ErasureEnding::table() {
  static const Table table(
      "erasure_endings",
      {field<&ErasureEnding::erasure>("erasure_id", {.key = true, .place = true}),
       field<&ErasureEnding::sequence>("sequence"), field<&ErasureEnding::subject>("subject_id", {.place = true}),
       field<&ErasureEnding::remains>("remains"), field<&ErasureEnding::erased_at>("erased_at")},
      {.kind = "partnership.erasure_ending", .fact = true});
  return table;
}

std::vector<std::string> erasable_fields(Reader& db, std::int64_t sequence) {
  Words words = words_of(db, sequence);
  if (words.body.empty()) return {};
  kit::Json body = kit::Json::parse(words.body);
  const Table* table = table_of(body);
  if (body.get("covers")) return {};  // without its digest nobody could check the rows it covers
  return table ? written_fields(*table, body) : std::vector<std::string>{};
}

std::optional<Erasure> erasure_of(Reader& db, std::int64_t sequence) {
  return db.maybe<Erasure>("where sequence = $1 order by asked_at desc, id desc limit 1", {sequence});
}

Erasure ask_erasure(Tx& tx, std::int64_t sequence, const std::vector<std::string>& fields, const std::string& reason) {
  allow(tx.actor().has_role(Role::administrator));
  Words words = words_of(tx, sequence);
  require(!words.body.empty(), "record.refusal.erased");
  auto known = erasable_fields(tx, sequence);
  require(!known.empty(), "record.refusal.nothing_to_erase");
  for (const std::string& name : fields)
    if (std::ranges::find(known, name) == known.end()) refuse_invalid({{"fields", "partnership.field.choose"}});
  if (fields.empty()) refuse_invalid({{"fields", "partnership.field.choose"}});
  if (reason.empty()) refuse_invalid({{"reason", "partnership.field.say_why"}});
  if (kit::characters(reason) > longest_reason)
    refuse_invalid({{"reason", "partnership.field.too_long", std::to_string(longest_reason)}});

  tx.act_from(*tx.actor().first_with(Role::administrator));
  Erasure erasure{.id = kit::fresh<Erasure>(),
                  .sequence = sequence,
                  .subject = first_subject(kit::Json::parse(words.body), words.wall),
                  .fields = fmt::format("{}", fmt::join(fields, ",")),
                  .reason = reason,
                  .asked_at = tx.now()};
  tx.record(erasure);
  std::vector<Id<Party>> parties;
  for (const Party& party : all_parties(tx)) parties.push_back(party.id);
  ask_assent(tx, {.kind = "record.erasure",
                  .subject = erasure.id.text,
                  .part = "",
                  .place = top_unit(tx).id.text,
                  .role = Role::administrator,
                  .parties = parties,
                  .text = fmt::format("{} {}\n{}", sequence, erasure.fields, reason),
                  .about = std::to_string(sequence),
                  .url = fmt::format("/journal/{}/erasure", sequence)});
  return erasure;
}

void erasure_agreed(Tx& tx, const Assent& assent) {
  auto erasure = tx.find<Erasure>({assent.subject});
  auto body = tx.maybe_value<std::string>("select body from journal_bodies where sequence = $1", {erasure.sequence});
  require(body.has_value(), "record.refusal.erased");
  std::string remains = blank_rows(tx, kit::Json::parse(*body), split(erasure.fields));
  forget_words(tx, erasure.sequence);
  tx.record(ErasureEnding{.erasure = erasure.id,
                          .sequence = erasure.sequence,
                          .subject = erasure.subject,
                          .remains = std::move(remains),
                          .erased_at = tx.now()});
}

std::string url_of_erasure(Reader& db, const Assent& assent) {
  return fmt::format("/journal/{}/erasure", db.find<Erasure>({assent.subject}).sequence);
}

}  // namespace partnership
