#include "partnership/tx.h"

#include <deque>
#include <set>

#include "journal/encoding.h"
#include "journal/entry.h"
#include "kit/field/insert.h"
#include "partnership/findable.h"
#include "partnership/record/append.h"
#include "partnership/record/body.h"

namespace partnership {
namespace {

// The largest load under one entry; a longer one becomes several.
constexpr std::size_t rows_per_entry = 500;

std::set<std::string> subjects_of(const Table& table, const void* row) {
  std::set<std::string> subjects;
  for (const kit::Field& field : table.fields())
    if (field.rules.place)
      if (std::string id = field.print(row); !id.empty()) subjects.insert(std::move(id));
  return subjects;
}

}  // namespace

void Tx::lock(std::string_view name) {
  if (db().engine() == kit::Engine::postgres)
    each("select pg_advisory_xact_lock(hashtextextended($1, 0))", {name}, [](const kit::Row&) {});
}

// A row that says its wall was given it by whoever made it: within another it would show what that one hides.
std::string Tx::wall_for(const Table& table, const void* row) const {
  for (const kit::Field& field : table.fields()) {
    if (field.name != "wall") continue;
    std::string wall = field.print(row);
    if (wall_ != joint_wall && wall != wall_)
      throw std::logic_error("a row of another wall: " + std::string(table.name()));
    return wall;
  }
  return wall_;
}

std::string Tx::seat() const {
  if (seat_) return *seat_;
  return actor().seats.empty() ? std::string() : actor().seats.front().id.text;
}

// What needs no answer goes to the database along with what does, so that on PostgreSQL a row with its entry is one way
// there and back: the number is waited for, and with it everything before.
void Tx::insert_row(const Table& table, const void* row) {
  db().later(table.insert(), kit::Args(table.values(row)));
  FindableRow findable(db(), table, table.key_of(row));
  std::int64_t number = number_entry();
  findable.keep();
  append(table, row, std::string(table.kind()), body_of_row(table, row), number);
}

void Tx::insert_rows(const Table& table, const void* rows, std::size_t count, std::size_t size) {
  const char* first = static_cast<const char*>(rows);
  kit::insert_all(db(), table, rows, count, size);
  for (std::size_t begin = 0; begin < count; begin += rows_per_entry) {
    const char* part = first + begin * size;
    std::size_t many = std::min(rows_per_entry, count - begin);
    std::deque<FindableRow> findable;
    for (std::size_t i = 0; i < many; ++i) findable.emplace_back(db(), table, table.key_of(part + i * size));
    std::int64_t number = number_entry();
    for (FindableRow& one : findable) one.keep();
    append(table, part, std::string(table.kind()) + ".loaded", body_of_rows(table, part, many, size), number);
  }
}

void Tx::update_row(const Table& table, const void* before, const void* after) {
  if (table.fact()) throw std::logic_error("a fact is final: " + std::string(table.name()));
  std::string body = body_of_change(table, before, after);
  if (body.empty()) return;
  db().later(table.update(), kit::Args(table.values(after)));
  FindableRow findable(db(), table, table.key_of(after));
  std::int64_t number = number_entry();
  findable.keep();
  append(table, after, std::string(table.kind()) + ".changed", std::move(body), number);
}

void Tx::remove_row(const Table& table, const void* row) {
  if (table.fact()) throw std::logic_error("a fact is final: " + std::string(table.name()));
  auto key = table.key_of(row);
  if (db().run("delete from " + std::string(table.name()) + " " + table.by_key(), kit::Args(key)) == 0) return;
  FindableRow findable(db(), table, key);
  std::int64_t number = number_entry();
  findable.keep();
  append(table, row, std::string(table.kind()) + ".removed", body_of_removal(table, row), number);
}

std::int64_t Tx::number_entry() {
  last_sequence_ = next_sequence(db(), last_sequence_);
  if (first_sequence_ == 0) first_sequence_ = last_sequence_;
  return last_sequence_;
}

void Tx::insert_covering(const Table& table, const void* fact, std::string_view covers, std::int64_t number) {
  db().later(table.insert(), kit::Args(table.values(fact)));
  append(table, fact, std::string(table.kind()), body_of_covering(table, fact, covers), number);
}

void Tx::append(const Table& table, const void* row, std::string kind, std::string body, std::int64_t sequence) {
  std::string salt = journal::new_salt();
  std::string wall = wall_for(table, row), from = seat();
  NewEntry written{.sequence = sequence, .wall = wall, .kind = kind, .seat = from, .subjects = subjects_of(table, row)};
  if (wall != joint_wall) {  // the entry is everybody's to read: behind a wall it says nothing but that it exists
    body = sealed_body(kind, from, body);
    kind = sealed_kind, from.clear();
  }
  journal::Entry entry{.sequence = static_cast<std::uint64_t>(sequence),
                       .time = now().micros,
                       .kind = std::move(kind),
                       .seat = std::move(from),
                       .wall = wall,
                       .body_digest = journal::body_digest(salt, body)};
  written.entry = journal::encode(entry);
  written.salt = std::move(salt), written.body = std::move(body);
  append_entry(db(), written);
}

void Tx::tally(const Id<Unit>& unit, std::string_view period, std::string_view name, std::int64_t by) {
  tallies_[{unit.text, std::string(period), std::string(name)}] += by;
}

void Tx::tally_here(const Id<Unit>& unit, std::string_view period, std::string_view name, std::int64_t by) {
  tallies_here_[{unit.text, std::string(period), std::string(name)}] += by;
}

// In one order for all writers, so that two of them never wait for each other in a circle.
void Tx::write_tallies() {
  std::map<std::tuple<std::string, std::string, std::string>, std::int64_t> totals = std::move(tallies_here_);
  for (auto& tally : tallies_)
    db().later("select ancestor_id from unit_ancestors where unit_id = $1", {std::get<0>(tally.first)},
               [&totals, &key = tally.first, by = tally.second](const kit::Row& row) {
                 totals[{std::string(row.text(0)), std::get<1>(key), std::get<2>(key)}] += by;
               });
  if (!tallies_.empty()) db().wait();
  for (auto& [key, by] : totals)
    if (by != 0)
      db().later(
          "insert into tallies (unit_id, period, name, total) values ($1, $2, $3, $4)"
          " on conflict (unit_id, period, name) do update set total = tallies.total + excluded.total",
          {std::get<0>(key), std::get<1>(key), std::get<2>(key), by});
  for (auto& [key, by] : totals)
    if (by < 0)
      db().later("delete from tallies where unit_id = $1 and period = $2 and name = $3 and total = 0",
                 {std::get<0>(key), std::get<1>(key), std::get<2>(key)});
  tallies_.clear(), tallies_here_.clear();
}

void Tx::commit() {
  write_tallies();
  db().commit();
}

}  // namespace partnership
