#pragma once
#include <array>
#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "kit/field/field.h"
#include "partnership/record/body_scan.h"

// The books of the journal: whether its bodies, applied one after another, give exactly the rows of the tables, without
// keeping a single row. For every table it holds a sum: each value that a body writes is added to it, each value that a
// body replaces is taken off, and at the end each value of each row is taken off. A value counts as a keyed 128-bit
// hash of table, key, field and value, and the key is random and told to nobody, so that rows cannot be chosen to
// cancel out. What is even is the fold of the entries (but for a chance of 2^-128); what is not even is looked into by
// Fold, which is slower and names the row. Memory does not grow with the journal.
namespace partnership {

class Balance {
 public:
  // `key`: 16 random bytes; empty for new ones.
  explicit Balance(const std::vector<const kit::Table*>& tables, std::string key = {});

  // Takes in what a body says. A sentence if it is no body of these tables.
  std::optional<std::string> add(std::int64_t sequence, std::string_view body);
  // Takes off a row that stands in the table, read by table.select().
  void take_off(std::size_t table, const kit::Row& row);

  // Rows whose past was erased cannot be summed up: they are left out here, and Erased remembers them one by one.
  struct Erased {
    std::vector<std::string> values;  // as they remained, and were changed since; empty until then
    std::int64_t sequence = 0;
    bool seen = false, differs = false;  // when the table was read
  };
  // `remains`: what the end of an erasure says of such a row, {"table":…,"row":{…}}; expected before any body is added.
  void expect_erased(std::string_view remains);
  std::optional<std::string> restate(std::int64_t sequence, std::string_view remains);
  const std::map<std::pair<std::string, std::string>, Erased>& erased() const { return erased_; }

  bool even(std::size_t table) const { return tables_[table].sum == Sum{}; }
  bool subjects_even() const { return subjects_ == Sum{}; }
  void take_off_subject(std::string_view subject, std::int64_t sequence);

  // All there is to it, to go on from another day. restore() is false for the sums of other tables.
  std::string save() const;
  bool restore(std::string_view saved);

 private:
  using Sum = std::array<std::uint64_t, 2>;
  struct Book {
    const kit::Table* table;
    Sum sum{};
    std::vector<std::size_t> keys;  // fields of the key
  };
  Book* book_of(std::string_view table);
  std::optional<std::size_t> field_of(const Book& book, std::string_view name, std::size_t guess) const;
  bool read_row(Book& book, std::string_view object, std::vector<std::string_view>& values) const;
  bool read_array(const Book& book, std::string_view array, std::vector<std::string_view>& values) const;
  std::string key_of(const Book& book, const std::vector<std::string_view>& values) const;
  bool key_text(const Book& book, std::string_view object, std::string& key) const;
  std::array<char, 16> digest(std::string_view bytes) const;
  void count(Book& book, std::string_view key, std::size_t field, std::string_view value, int sign);
  void count_row(Book& book, const std::vector<std::string_view>& values, int sign, std::int64_t sequence);
  bool add_rows(Book& book, std::int64_t sequence, const ScannedBody& body);
  bool add_change(Book& book, std::int64_t sequence, const ScannedBody& body);
  bool count_fields(Book& book, std::string_view key, std::string_view object, int sign);
  void add_subjects(const Book& book, std::int64_t sequence, const ScannedBody& body);
  void count_subjects(std::vector<std::string_view> subjects, std::int64_t sequence);
  void count_subject(std::string_view subject, std::int64_t sequence, int sign);
  Erased* erased_row(const Book& book, const std::string& key);

  std::string key_;
  std::vector<Book> tables_;
  std::unordered_map<std::string_view, std::size_t> by_name_;
  Sum subjects_{};
  std::map<std::pair<std::string, std::string>, Erased> erased_;
};

}  // namespace partnership
