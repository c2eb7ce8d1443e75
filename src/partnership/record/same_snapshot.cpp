#include "partnership/record/same_snapshot.h"

#include <algorithm>

namespace partnership {
namespace {

constexpr int attempts = 50;

// Every write appends an entry in its own transaction, and SQLite has one writer: these two numbers name its state.
using State = std::pair<std::int64_t, std::int64_t>;
State state_of(kit::Session& db) {
  State state;
  db.each(
      "select (select coalesce(max(sequence), 0) from journal_entries),"
      " (select coalesce(max(position), -1) from journal_leaves)",
      {}, [&](const kit::Row& row) {
        state = {row.integer(0), row.integer(1)};
      });
  return state;
}

std::vector<kit::Session> opened(kit::Database& database, int count) {
  std::vector<kit::Session> readers;
  for (int i = 0; i < count; ++i) readers.push_back(database.read());
  // Pages are read once, so a cache is of no use; and what must be sorted may be more than fits into memory.
  if (readers.front().engine() == kit::Engine::sqlite)
    for (kit::Session& reader : readers) reader.connection().script("pragma cache_size=-8192; pragma temp_store=file");
  return readers;
}

// Under many writes some may differ: then all look again, and at last go on with those that agree.
std::vector<kit::Session> agreeing(kit::Database& database, int most) {
  for (int attempt = 1;; ++attempt) {
    std::vector<kit::Session> readers = opened(database, most), same;
    std::vector<State> states;
    for (kit::Session& reader : readers) states.push_back(state_of(reader));
    for (std::size_t i = 0; i < readers.size(); ++i)
      if (states[i] == states.back()) same.push_back(std::move(readers[i]));
    if (static_cast<int>(same.size()) == most || attempt == attempts) return same;
  }
}

std::vector<kit::Session> handed_over(kit::Database& database, int most) {
  std::vector<kit::Session> readers = opened(database, most);
  auto snapshot = readers.front().value<std::string>("select pg_export_snapshot()");
  for (std::size_t i = 1; i < readers.size(); ++i)
    readers[i].connection().script("set transaction snapshot '" + snapshot + "'");
  return readers;
}

}  // namespace

std::vector<kit::Session> same_snapshot(kit::Database& database, int most) {
  most = std::max(most, 1);
  return database.engine() == kit::Engine::postgres ? handed_over(database, most) : agreeing(database, most);
}

}  // namespace partnership
