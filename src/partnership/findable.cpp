#include "partnership/findable.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <map>
#include <set>

#include "kit/text/fold.h"

namespace partnership {
namespace {

constexpr std::size_t longest_word = 60, most_words = 4000;

struct Kept {
  const Table* table;
  std::string kind, select, select_one;
};

std::vector<Kept>& kept() {
  static std::vector<Kept> all;
  return all;
}

std::vector<std::string>& places() {
  static std::vector<std::string> tables;
  return tables;
}

std::vector<std::string> keys_of(const Table& table) {
  std::vector<std::string> keys;
  for (const kit::Field& field : table.fields())
    if (field.rules.key) keys.push_back(fmt::format("{}.{}", table.name(), field.name));
  return keys;
}

std::string by_key(const std::vector<std::string>& keys) {
  std::string also;
  for (std::size_t i = 0; i < keys.size(); ++i) also += fmt::format(" and {} = ${}", keys[i], i + 1);
  return also;
}

std::string select_of(const Table& table, const Findable& said) {
  return fmt::format("select {}, {}, coalesce({}, ''), coalesce({}, ''), {}, {}, {}, {} from {} {} where {}",
                     fmt::join(keys_of(table), " || '/' || "), said.wall, said.place,
                     said.about == "place" ? said.place : said.about, said.title, said.text, said.code, said.url,
                     table.name(), said.joined, said.only);
}

FoundRecord record_of(const kit::Row& row) {
  FoundRecord found;
  std::string* parts[] = {&found.id,    &found.wall, &found.place, &found.about,
                          &found.title, &found.text, &found.code,  &found.url};
  for (int i = 0; i < 8; ++i) *parts[i] = row.text(i);
  return found;
}

std::string cut(std::string word) {
  if (word.size() <= longest_word) return word;
  std::size_t end = longest_word;
  while (end > 0 && (static_cast<unsigned char>(word[end]) & 0xC0U) == 0x80U) --end;
  return word.substr(0, end);
}

std::string code_of(std::string_view text) {
  std::string code;
  for (const kit::Word& word : kit::words_in(text)) code += word.folded;
  return code;
}

// The first so many, each once.
std::vector<std::string> first_distinct(const std::vector<std::string>& words) {
  std::set<std::string_view> known;
  std::vector<std::string> first;
  for (const std::string& word : words)
    if (known.size() < most_words && known.insert(word).second) first.push_back(word);
  return first;
}

// Each once, in one order: the entry is the same whenever it is made. Behind its kind, so that a question about one
// kind walks through the words of that kind alone.
std::string words_of(const FoundRecord& record, std::string_view kind) {
  std::vector<std::string> words;
  auto insert = [&](char sign, std::string word) {
    if (word.empty()) return;
    word = cut(std::move(word));
    words.emplace_back().reserve(kind.size() + 1 + word.size());
    words.back().append(kind).append(1, sign).append(word);
  };
  auto add = [&](std::string_view text, char sign) {
    for (kit::Word& word : kit::words_in(text)) insert(sign, std::move(word.folded));
  };
  insert('#', code_of(record.code));
  add(record.title, '='), add(record.title, ':'), add(record.code, ':'), add(record.text, ':');
  if (words.size() > most_words) words = first_distinct(words);
  std::ranges::sort(words);
  words.erase(std::ranges::unique(words).begin(), words.end());
  return fmt::format("{}", fmt::join(words, " "));
}

void keep(kit::Session& db, const std::string& kind, const FoundRecord& record) {
  db.later(
      "insert into search_entries (id, kind, wall, place_id, words) values ($1, $2, $3, $4, $5) on conflict (kind, id) "
      "do"
      " update set wall = excluded.wall, place_id = excluded.place_id, words = excluded.words",
      {record.id, kind, record.wall, record.place, words_of(record, kind)});
}

std::string id_of(const std::vector<kit::Value>& key) {
  std::string id;
  for (const kit::Value& part : key)
    if (auto* text = std::get_if<std::string>(&part.variant())) id += (id.empty() ? "" : "/") + *text;
  return id;
}

std::vector<kit::Value> key_of(std::string_view id) {
  std::vector<kit::Value> key;
  for (std::size_t at = 0; at <= id.size();) {
    std::size_t end = std::min(id.find('/', at), id.size());
    key.emplace_back(id.substr(at, end - at));
    at = end + 1;
  }
  return key;
}

std::optional<FoundRecord> read(kit::Session& db, const Kept& of, const std::vector<kit::Value>& key) {
  std::optional<FoundRecord> record;
  db.each(of.select_one, kit::Args(key), [&](const kit::Row& row) { record = record_of(row); });
  return record;
}

}  // namespace

void let_find(const Table& table, const Findable& said) {
  std::string select = select_of(table, said);
  Kept one{&table, std::string(said.kind), select, select + by_key(keys_of(table))};
  auto known = std::ranges::find(kept(), &table, &Kept::table);
  if (known != kept().end()) {
    *known = std::move(one);
  } else {
    kept().push_back(std::move(one));
  }
}

void places_lie_in_units(std::vector<std::string> tables) { places() = std::move(tables); }

std::string unit_of_place(std::string_view place) {
  std::string parts;
  for (const std::string& table : places())
    parts += fmt::format("(select {0}.unit_id from {0} where {0}.id = {1}), ", table, place);
  return fmt::format("coalesce({}{})", parts, place);
}

std::vector<std::string_view> findable_kinds() {
  std::vector<std::string_view> kinds;
  for (const Kept& one : kept())
    if (std::ranges::find(kinds, one.kind) == kinds.end()) kinds.push_back(one.kind);
  return kinds;
}

// Several tables may be listed under one kind; their keys begin differently.
std::optional<FoundRecord> found_record(kit::Session& db, std::string_view kind, std::string_view id) {
  auto key = key_of(id);
  for (const Kept& of : kept()) {
    if (of.kind != kind || keys_of(*of.table).size() != key.size()) continue;
    if (auto record = read(db, of, key)) return record;
  }
  return std::nullopt;
}

FindableRow::FindableRow(kit::Session& db, const Table& table, std::vector<kit::Value> key)
    : db_(db), key_(std::move(key)) {
  auto of = std::ranges::find(kept(), &table, &Kept::table);
  if (of == kept().end()) return;
  kind_ = of->kind;
  db_.later(of->select_one, kit::Args(key_), [this](const kit::Row& row) { record_ = record_of(row); });
}

void FindableRow::keep() {
  if (kind_.empty()) return;
  if (record_) return partnership::keep(db_, kind_, *record_);
  db_.later("delete from search_entries where kind = $1 and id = $2", {kind_, id_of(key_)});
}

void keep_findable(kit::Session& db, const Table& table, const std::vector<kit::Value>& key) {
  FindableRow row(db, table, key);
  db.wait();
  row.keep();
}

void forget_found_words(kit::Session& db) {
  if (db.engine() == kit::Engine::sqlite) db.run("insert into search_index (search_index) values ('optimize')");
}

Projection entries_of_search() {
  return {.table = "search_entries",
          .columns = {"kind", "id", "wall", "place_id", "words"},
          .keys = 2,
          .condition = "",
          .rows = [](kit::Session& db, const Projection::Give& give) {
            for (const Kept& of : kept())
              db.each(of.select + " order by 1", {}, [&](const kit::Row& row) {
                FoundRecord record = record_of(row);
                give({of.kind, record.id, record.wall, record.place, words_of(record, of.kind)});
              });
          }};
}

void make_missing_entries(kit::Database& database) {
  kit::Session db = database.write();
  std::set<std::string> missing;
  for (const Kept& of : kept())
    if (!db.maybe_value<std::int64_t>("select 1 from search_entries where kind = $1 limit 1", {of.kind}))
      missing.insert(of.kind);
  for (const Kept& of : kept()) {
    if (!missing.contains(of.kind)) continue;
    std::vector<FoundRecord> records;
    db.each(of.select + " order by 1", {}, [&](const kit::Row& row) { records.push_back(record_of(row)); });
    for (const FoundRecord& record : records) keep(db, of.kind, record);
  }
  db.commit();
}

}  // namespace partnership
