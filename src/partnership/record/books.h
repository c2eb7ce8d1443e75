#pragma once
#include <cstdint>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "kit/field/field.h"
#include "partnership/record/body_scan.h"
#include "partnership/record/keyed_sum.h"

// What it takes to count the values of bodies and rows: the tables with their fields, the random key under which a
// value is hashed, and the rows that are counted one by one because their past was erased. It does not change while a
// check goes on, so all its threads share it.
namespace partnership {

using Values = std::vector<std::string_view>;  // of a row, as they stand in a body, in the order of its table's fields

struct Book {
  const kit::Table* table = nullptr;
  std::size_t number = 0;
  std::vector<std::size_t> keys;  // fields of the key
};

class Books {
 public:
  // `key`: 16 random bytes; empty for new ones.
  explicit Books(const std::vector<const kit::Table*>& tables, std::string key = {});

  const Book* of(std::string_view table) const;
  const Book& at(std::size_t number) const { return books_[number]; }
  std::size_t size() const { return books_.size(); }
  const std::string& key() const { return hash_.bytes(); }

  // `guess`: where the field is likely to stand.
  std::optional<std::size_t> field_of(const Book& book, std::string_view name, std::size_t guess) const;
  // False: not exactly the fields of the table.
  bool read_row(const Book& book, std::string_view object, Values& values) const;
  bool read_array(const Book& book, std::string_view array, Values& values) const;
  void key_of(const Book& book, const Values& values, std::string& key) const;
  bool key_in(const Book& book, std::string_view object, std::string& key) const;
  ValueHash hash(std::string_view bytes) const { return hash_(bytes); }
  ValueHash hash(const ValueHash& row, std::size_t field, std::string_view value) const;

  // `remains`: what the end of an erasure says of such a row, {"table":…,"row":{…}}; before any body is counted.
  void expect_erased(std::string_view remains);
  bool was_erased(const Book& book, const std::string& key) const;

 private:
  HashKey hash_;
  std::vector<Book> books_;
  std::unordered_map<std::string_view, std::size_t> by_name_;
  std::set<std::pair<std::string, std::string>> erased_;  // table and key
};

}  // namespace partnership
