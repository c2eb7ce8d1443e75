#include "partnership/record/books.h"

#include <cstring>

namespace partnership {

Books::Books(const std::vector<const kit::Table*>& tables, std::string key) : hash_(std::move(key)) {
  for (const kit::Table* table : tables) {
    Book book{.table = table, .number = books_.size(), .keys = {}};
    for (std::size_t i = 0; i < table->fields().size(); ++i)
      if (table->fields()[i].rules.key) book.keys.push_back(i);
    by_name_[table->name()] = book.number;
    books_.push_back(std::move(book));
  }
}

const Book* Books::of(std::string_view table) const {
  auto found = by_name_.find(table);
  return found == by_name_.end() ? nullptr : &books_[found->second];
}

std::optional<std::size_t> Books::field_of(const Book& book, std::string_view name, std::size_t guess) const {
  auto& fields = book.table->fields();
  if (guess < fields.size() && fields[guess].name == name) return guess;
  for (std::size_t i = 0; i < fields.size(); ++i)
    if (fields[i].name == name) return i;
  return std::nullopt;
}

bool Books::read_row(const Book& book, std::string_view object, Values& values) const {
  values.assign(book.table->fields().size(), {});
  Scan members(object);
  std::string_view name, value;
  std::size_t count = 0;
  while (members.member(name, value)) {
    auto field = field_of(book, name, count++);
    if (!field || !values[*field].empty()) return false;
    values[*field] = value;
  }
  return members.sound() && count == values.size();
}

bool Books::read_array(const Book& book, std::string_view array, Values& values) const {
  values.clear();
  Scan items(array);
  std::string_view value;
  while (items.value(value)) values.push_back(value);
  return items.sound() && values.size() == book.table->fields().size();
}

void Books::key_of(const Book& book, const Values& values, std::string& key) const {
  key.clear();
  for (std::size_t field : book.keys) {
    if (!key.empty()) key += ',';
    key += values[field];
  }
}

bool Books::key_in(const Book& book, std::string_view object, std::string& key) const {
  Values values(book.table->fields().size());
  Scan members(object);
  std::string_view name, value;
  while (members.member(name, value))
    if (auto field = field_of(book, name, 0)) values[*field] = value;
  key_of(book, values, key);
  return members.sound() && !key.empty();
}

ValueHash Books::hash(const ValueHash& row, std::size_t field, std::string_view value) const {
  constexpr std::size_t usual = 480;
  char small[usual];
  std::string large;
  std::size_t size = row.size() + 2 + value.size();
  char* bytes = small;
  if (size > usual) large.resize(size), bytes = large.data();
  std::memcpy(bytes, row.data(), row.size());
  bytes[row.size()] = static_cast<char>(field & 0xff), bytes[row.size() + 1] = static_cast<char>(field >> 8);
  std::memcpy(bytes + row.size() + 2, value.data(), value.size());
  return hash({bytes, size});
}

void Books::expect_erased(std::string_view remains) {
  ScannedBody body;
  const Book* book = scan_body(remains, body) ? of(body.table) : nullptr;
  Values values;
  std::string key;
  if (!book || !read_row(*book, body.row, values)) return;
  key_of(*book, values, key);
  erased_.emplace(book->table->name(), std::move(key));
}

bool Books::was_erased(const Book& book, const std::string& key) const {
  return !erased_.empty() && erased_.contains({std::string(book.table->name()), key});
}

}  // namespace partnership
