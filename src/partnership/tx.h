#pragma once
#include <map>
#include <string>
#include <tuple>
#include <utility>

#include "partnership/walls.h"

// Writing on behalf of somebody: one transaction in which every change appends to the joint journal. Only commands
// hold a Tx. Nothing is kept, neither rows nor entries, unless commit() returns.
namespace partnership {

class Tx : public Reader {
 public:
  using Reader::Reader;

  // A new thing; a fact. Both insert the row and append what was said.
  template <class T>
  void insert(const T& thing) {
    insert_row(T::table(), &thing);
  }
  template <class T>
  void record(const T& fact) {
    insert_row(T::table(), &fact);
  }
  // Many rows of one table under one entry: a load of measurements, a file of people.
  template <class T>
  void record_all(const std::vector<T>& rows) {
    insert_rows(T::table(), rows.data(), rows.size(), sizeof(T));
  }
  // The thing as it now is; the entry says which fields changed from what to what. Nothing changed: nothing written.
  template <class T>
  void update(const T& thing) {
    T before = find_before<T>(thing);
    update_row(T::table(), &before, &thing);
  }
  template <class T>
  void remove(const T& thing) {
    remove_row(T::table(), &thing);
  }
  // Rows outside the journal: projections, sessions, drafts. Everything else goes through the four above.
  std::int64_t run(std::string_view sql, Args args = {}) { return db().run(sql, args); }

  // Nobody else passes this point for the same name until this transaction ends. SQLite has one writer anyway.
  void lock(std::string_view name);

  // Acts from this seat from here on. Until then from the actor's first.
  void act_from(const Seat& seat) { seat_ = seat.id.text; }
  // Acts in no party's place: whoever runs the machine did it, and the entries say so.
  void act_as_host() { seat_ = host_seat; }
  std::string seat() const;

  // Everything written from here on is behind this wall, entries and all. Returns the wall until now.
  std::string keep_within(std::string wall) { return std::exchange(wall_, std::move(wall)); }
  const std::string& wall() const { return wall_; }

  // Adds to a total of a unit and of all above it; written with the commit.
  void tally(const Id<Unit>& unit, std::string_view period, std::string_view name, std::int64_t by);
  // To the total of this unit alone, for who has added up already what lies below each.
  void tally_here(const Id<Unit>& unit, std::string_view period, std::string_view name, std::int64_t by);

  // For CoveredRows: the number of an entry that is written once its rows are, and that entry.
  std::int64_t number_entry();
  void insert_covering(const Table& table, const void* fact, std::string_view covers, std::int64_t number);

  // The number of the act itself: the first entry of this transaction, before what followed from it; 0: none yet.
  std::int64_t first_entry() const { return first_sequence_; }

  void commit();

 private:
  template <class T>
  T find_before(const T& thing) {
    auto key = T::table().key_of(&thing);
    auto found = kit::select_all<T>(db(), T::table().select() + T::table().by_key(), key);
    if (found.empty()) not_found();
    return std::move(found.front());
  }
  void insert_row(const Table& table, const void* row);
  void insert_rows(const Table& table, const void* rows, std::size_t count, std::size_t size);
  void update_row(const Table& table, const void* before, const void* after);
  void remove_row(const Table& table, const void* row);
  void append(const Table& table, const void* row, std::string kind, std::string body, std::int64_t sequence);
  void write_tallies();

  std::string wall_for(const Table& table, const void* row) const;

  std::optional<std::string> seat_;
  std::string wall_ = std::string(joint_wall);
  std::int64_t first_sequence_ = 0, last_sequence_ = 0;
  std::map<std::tuple<std::string, std::string, std::string>, std::int64_t> tallies_, tallies_here_;
};

}  // namespace partnership
