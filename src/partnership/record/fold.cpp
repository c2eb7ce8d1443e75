#include "partnership/record/fold.h"

#include <fmt/format.h>

#include <filesystem>
#include <set>

#include "kit/crypto/crypto.h"
#include "kit/json/json.h"
#include "partnership/record/body.h"
#include "partnership/record/in_parts.h"
#include "partnership/record/record_words.h"

namespace partnership {
namespace {

std::string key_text(const kit::Table& table, const std::function<std::string(std::size_t)>& value_of) {
  std::string key;
  for (std::size_t i = 0; i < table.fields().size(); ++i)
    if (table.fields()[i].rules.key) key += (key.empty() ? "" : ",") + value_of(i);
  return key;
}

std::string array_of(const std::vector<std::string>& values) { return fmt::format("[{}]", fmt::join(values, ",")); }

std::vector<std::string> texts_of(const kit::Json& array) {
  std::vector<std::string> texts;
  for (const kit::Json& value : array) texts.push_back(value.text());
  return texts;
}

std::size_t place_of(const kit::Table& table, std::string_view name) {
  for (std::size_t i = 0; i < table.fields().size(); ++i)
    if (table.fields()[i].name == name) return i;
  throw std::runtime_error(fmt::format("the journal names a field {} that {} does not have", name, table.name()));
}

std::vector<std::string> row_texts(const kit::Table& table, const kit::Row& row) {
  std::vector<std::string> texts;
  for (std::size_t i = 0; i < table.fields().size(); ++i) {
    append_column(texts.emplace_back(), table.fields()[i], row, static_cast<int>(i));
  }
  return texts;
}

// "team T-104", by the name people know it under where it has one.
std::string row_named(const kit::Table& table, const std::string& key, const std::vector<std::string>& values) {
  std::string name = unquoted(key);
  for (std::size_t i = 0; i < values.size(); ++i)
    if (table.fields()[i].name == "external_id") name = unquoted(values[i]);
  return noun_of(table) + " " + name;
}

std::string difference(const kit::Table& table, const std::string& key, const std::vector<std::string>& found,
                       const std::vector<std::string>& expected, std::int64_t sequence) {
  std::string name = row_named(table, key, expected);
  for (std::size_t i = 0; i < found.size() && i < expected.size(); ++i)
    if (found[i] != expected[i])
      return fmt::format("{}'s {} was changed outside Concert after entry {}: it is {} and should be {}.", name,
                         table.fields()[i].name, grouped(sequence), found[i], expected[i]);
  return fmt::format("{} differs from entry {}.", name, grouped(sequence));
}

}  // namespace

Fold::Fold(const std::vector<const kit::Table*>& tables, bool past_was_erased)
    : tables_(tables),
      past_was_erased_(past_was_erased),
      path_((std::filesystem::temp_directory_path() / ("concert-fold-" + kit::hex(kit::random_bytes(8)))).string()),
      store_(kit::open_sqlite(path_, true)) {
  store_->script(
      "pragma synchronous=off; pragma journal_mode=off; create table fold (name text, key text, row text,"
      " sequence integer, seen integer, primary key (name, key)) without rowid;");
  store_->begin(true);
}

Fold::~Fold() {
  store_->rollback();
  store_.reset();
  std::error_code ignored;
  for (const char* end : {"", "-wal", "-shm", "-journal"}) std::filesystem::remove(path_ + end, ignored);
}

const kit::Table* Fold::table(const std::string& name) const {
  for (const kit::Table* table : tables_)
    if (table->name() == name) return table;
  return nullptr;
}

void Fold::put(const std::string& table, const std::string& key, const std::string& values, std::int64_t sequence) {
  const kit::Value args[] = {table, key, values, sequence};
  store_->run(
      "insert into fold (name, key, row, sequence, seen) values ($1, $2, $3, $4, 0)"
      " on conflict (name, key) do update set row = excluded.row, sequence = excluded.sequence",
      args);
}

std::optional<Fold::Expected> Fold::get(const std::string& table, const std::string& key) {
  std::optional<Expected> expected;
  const kit::Value args[] = {table, key};
  store_->each("select row, sequence from fold where name = $1 and key = $2", args, [&](const kit::Row& row) {
    expected = Expected{std::string(row.text(0)), row.integer(1)};
  });
  return expected;
}

void Fold::drop(const std::string& table, const std::string& key) {
  const kit::Value args[] = {table, key};
  store_->run("delete from fold where name = $1 and key = $2", args);
}

// What an erasure leaves of the rows it concerned.
void Fold::restate(std::int64_t sequence, const kit::Json& body) {
  for (const kit::Json& one : kit::Json::parse(body.at("row").at("remains").as_text()))
    if (table(one.at("table").as_text())) apply(sequence, one.text());
}

void Fold::apply(std::int64_t sequence, std::string_view body) {
  kit::Json json = kit::Json::parse(body);
  const std::string name = json.at("table").as_text();
  if (name == "erasure_endings") restate(sequence, json);
  const kit::Table* known = table(name);
  if (!known) return;
  const kit::Table& of = *known;

  if (const kit::Json* row = json.get("row")) {
    std::vector<std::string> values;
    for (const kit::Field& field : of.fields()) values.push_back(row->at(field.name).text());
    put(name, key_text(of, [&](std::size_t i) { return values[i]; }), array_of(values), sequence);
  } else if (const kit::Json* rows = json.get("rows")) {
    for (const kit::Json& one : *rows) {
      auto values = texts_of(one);
      put(name, key_text(of, [&](std::size_t i) { return values.at(i); }), array_of(values), sequence);
    }
  } else if (const kit::Json* gone = json.get("gone")) {
    drop(name, key_text(of, [&](std::size_t i) { return gone->at(of.fields()[i].name).text(); }));
  } else {
    std::string key = key_text(of, [&](std::size_t i) { return json.at("key").at(of.fields()[i].name).text(); });
    auto before = get(name, key);
    if (!before && past_was_erased_) return;  // the row comes back with the end of the erasure
    if (!before)
      throw std::runtime_error(fmt::format("Entry {} changes {} {}, which no entry before it has written.",
                                           grouped(sequence), noun_of(of), unquoted(key)));
    auto values = texts_of(kit::Json::parse(before->values));
    for (auto& [field, value] : json.at("to").members()) values.at(place_of(of, field)) = value.text();
    put(name, key, array_of(values), sequence);
  }
}

std::int64_t Fold::compare(kit::Session& db, const kit::Table& table, const std::function<void(std::string)>& fault) {
  std::int64_t rows = 0;
  const std::string name(table.name());
  each_in_parts(db, table.select(), [&](const kit::Row& row) {
    ++rows;
    auto found = row_texts(table, row);
    std::string key = key_text(table, [&](std::size_t i) { return found[i]; });
    auto expected = get(name, key);
    if (!expected) {
      fault(fmt::format("{} was added outside Concert: no entry has written it.", row_named(table, key, found)));
      return;
    }
    const kit::Value args[] = {name, key};
    store_->run("update fold set seen = 1 where name = $1 and key = $2", args);
    if (expected->values != array_of(found))
      fault(difference(table, key, found, texts_of(kit::Json::parse(expected->values)), expected->sequence));
  });
  const kit::Value args[] = {name};
  store_->each("select key, sequence, row from fold where name = $1 and seen = 0 order by sequence limit 20", args,
               [&](const kit::Row& row) {
                 auto values = texts_of(kit::Json::parse(row.text(2)));
                 fault(fmt::format("{} was removed outside Concert after entry {}.",
                                   row_named(table, std::string(row.text(0)), values), grouped(row.integer(1))));
               });
  return rows;
}

}  // namespace partnership
