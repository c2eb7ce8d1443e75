#include "partnership/record/balance.h"

#include <fmt/format.h>
#include <sodium.h>

#include <algorithm>
#include <cstring>

#include "journal/encoding.h"
#include "kit/crypto/crypto.h"
#include "partnership/record/body.h"

namespace partnership {
namespace {

using Digest = std::array<char, 16>;

Digest keyed_hash(const std::string& key, std::string_view bytes) {
  Digest digest;
  crypto_shorthash_siphashx24(reinterpret_cast<unsigned char*>(digest.data()),
                              reinterpret_cast<const unsigned char*>(bytes.data()), bytes.size(),
                              reinterpret_cast<const unsigned char*>(key.data()));
  return digest;
}

void add_to(std::array<std::uint64_t, 2>& sum, const Digest& digest, int sign) {
  std::array<std::uint64_t, 2> number;
  std::memcpy(number.data(), digest.data(), sizeof number);
  for (int i : {0, 1}) sum[i] += sign > 0 ? number[i] : 0 - number[i];
}

// Column by column into one text, so that a row costs no memory of its own.
class RowTexts {
 public:
  const std::vector<std::string_view>& read(const kit::Table& table, const kit::Row& row) {
    text_.clear(), ends_.clear(), views_.clear();
    for (std::size_t i = 0; i < table.fields().size(); ++i) {
      append_column(text_, table.fields()[i], row, static_cast<int>(i));
      ends_.push_back(text_.size());
    }
    std::size_t begin = 0;
    for (std::size_t end : ends_) views_.push_back(std::string_view(text_).substr(begin, end - begin)), begin = end;
    return views_;
  }

 private:
  std::string text_;
  std::vector<std::size_t> ends_;
  std::vector<std::string_view> views_;
};

std::string refused(std::int64_t sequence, std::string_view why) {
  return fmt::format("What entry {} says cannot be read: {}", sequence, why);
}

}  // namespace

Balance::Balance(const std::vector<const kit::Table*>& tables, std::string key)
    : key_(key.empty() ? kit::random_bytes(crypto_shorthash_siphashx24_KEYBYTES) : std::move(key)) {
  for (const kit::Table* table : tables) {
    Book book{.table = table};
    for (std::size_t i = 0; i < table->fields().size(); ++i)
      if (table->fields()[i].rules.key) book.keys.push_back(i);
    by_name_[table->name()] = tables_.size();
    tables_.push_back(std::move(book));
  }
}

Balance::Book* Balance::book_of(std::string_view table) {
  auto found = by_name_.find(table);
  return found == by_name_.end() ? nullptr : &tables_[found->second];
}

std::optional<std::size_t> Balance::field_of(const Book& book, std::string_view name, std::size_t guess) const {
  auto& fields = book.table->fields();
  if (guess < fields.size() && fields[guess].name == name) return guess;
  for (std::size_t i = 0; i < fields.size(); ++i)
    if (fields[i].name == name) return i;
  return std::nullopt;
}

bool Balance::read_row(Book& book, std::string_view object, std::vector<std::string_view>& values) const {
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

bool Balance::read_array(const Book& book, std::string_view array, std::vector<std::string_view>& values) const {
  values.clear();
  Scan items(array);
  std::string_view value;
  while (items.value(value)) values.push_back(value);
  return items.sound() && values.size() == book.table->fields().size();
}

std::string Balance::key_of(const Book& book, const std::vector<std::string_view>& values) const {
  std::string key;
  for (std::size_t field : book.keys) {
    if (!key.empty()) key += ',';
    key += values[field];
  }
  return key;
}

bool Balance::key_text(const Book& book, std::string_view object, std::string& key) const {
  std::vector<std::string_view> values(book.table->fields().size());
  Scan members(object);
  std::string_view name, value;
  while (members.member(name, value))
    if (auto field = field_of(book, name, 0)) values[*field] = value;
  key = key_of(book, values);
  return members.sound() && !key.empty();
}

Digest Balance::digest(std::string_view bytes) const { return keyed_hash(key_, bytes); }

void Balance::count(Book& book, std::string_view key, std::size_t field, std::string_view value, int sign) {
  constexpr std::size_t usual = 480;
  char small[usual];
  std::string large;
  std::size_t size = key.size() + 2 + value.size();
  char* bytes = small;
  if (size > usual) large.resize(size), bytes = large.data();
  std::memcpy(bytes, key.data(), key.size());
  bytes[key.size()] = static_cast<char>(field & 0xff), bytes[key.size() + 1] = static_cast<char>(field >> 8);
  std::memcpy(bytes + key.size() + 2, value.data(), value.size());
  add_to(book.sum, digest({bytes, size}), sign);
}

Balance::Erased* Balance::erased_row(const Book& book, const std::string& key) {
  if (erased_.empty()) return nullptr;
  auto found = erased_.find({std::string(book.table->name()), key});
  return found == erased_.end() ? nullptr : &found->second;
}

void Balance::count_row(Book& book, const std::vector<std::string_view>& values, int sign, std::int64_t sequence) {
  std::string key = key_of(book, values);
  if (Erased* row = erased_row(book, key)) {
    row->values.assign(values.begin(), sign > 0 ? values.end() : values.begin());
    row->sequence = sequence;
    return;
  }
  Digest of_key = digest(key);
  for (std::size_t i = 0; i < values.size(); ++i) count(book, {of_key.data(), of_key.size()}, i, values[i], sign);
}

bool Balance::add_rows(Book& book, std::int64_t sequence, const ScannedBody& body) {
  std::vector<std::string_view> values;
  Scan names(body.fields), rows(body.rows);
  std::string_view value;
  for (const kit::Field& field : book.table->fields())
    if (!names.value(value) || value.size() != field.name.size() + 2 ||
        value.substr(1, field.name.size()) != field.name)
      return false;
  bool first = true;
  while (rows.value(value)) {
    if (!read_array(book, value, values)) return false;
    count_row(book, values, 1, sequence);
    std::vector<std::string_view> subjects;
    for (std::size_t i = 0; i < values.size() && first; ++i)
      if (book.table->fields()[i].rules.place) subjects.push_back(values[i]);
    first = false;
    count_subjects(std::move(subjects), sequence);
  }
  return rows.sound();
}

bool Balance::count_fields(Book& book, std::string_view key, std::string_view object, int sign) {
  Digest of_key = digest(key);
  Scan members(object);
  std::string_view name, value;
  while (members.member(name, value)) {
    auto field = field_of(book, name, 0);
    if (!field) return false;
    count(book, {of_key.data(), of_key.size()}, *field, value, sign);
  }
  return members.sound();
}

bool Balance::add_change(Book& book, std::int64_t sequence, const ScannedBody& body) {
  std::string key;
  if (!key_text(book, body.key, key)) return false;
  if (Erased* row = erased_row(book, key)) {
    Scan members(body.to);
    std::string_view name, value;
    while (members.member(name, value))
      if (auto field = field_of(book, name, 0); field && *field < row->values.size())
        row->values[*field] = value, row->sequence = sequence;
    return members.sound();
  }
  return count_fields(book, key, body.from, -1) && count_fields(book, key, body.to, 1);
}

void Balance::count_subject(std::string_view subject, std::int64_t sequence, int sign) {
  if (subject == "null" || subject == "\"\"") return;
  add_to(subjects_, digest(fmt::format("subject {} {}", subject, sequence)), sign);
}

void Balance::take_off_subject(std::string_view subject, std::int64_t sequence) {
  std::string text;
  kit::append_json_text(text, subject);
  count_subject(text, sequence, -1);
}

// As in subjects_of_body; those of a load were counted with its first row.
void Balance::add_subjects(const Book& book, std::int64_t sequence, const ScannedBody& body) {
  std::vector<std::string_view> subjects;
  std::string_view name, value;
  for (std::string_view part : {body.row, body.was, body.key, body.gone})
    if (Scan members(part); !part.empty())
      for (std::size_t guess = 0; members.member(name, value); ++guess)
        if (auto field = field_of(book, name, guess); field && book.table->fields()[*field].rules.place)
          subjects.push_back(value);
  if (Scan about(body.about); !body.about.empty())
    while (about.value(value)) subjects.push_back(value);
  count_subjects(std::move(subjects), sequence);
}

// A thing that is named twice has the entry once in its history.
void Balance::count_subjects(std::vector<std::string_view> subjects, std::int64_t sequence) {
  std::ranges::sort(subjects);
  auto [begin, end] = std::ranges::unique(subjects);
  for (auto subject = subjects.begin(); subject != begin; ++subject) count_subject(*subject, sequence, 1);
}

std::optional<std::string> Balance::add(std::int64_t sequence, std::string_view bytes) {
  ScannedBody body;
  if (!scan_body(bytes, body)) return refused(sequence, "it is not spelled as a body is.");
  Book* book = book_of(body.table);
  if (!book) return refused(sequence, fmt::format("this program knows no table {}.", body.table));
  std::vector<std::string_view> values;
  bool sound = true;
  if (!body.rows.empty())
    return add_rows(*book, sequence, body) ? std::nullopt : std::optional(refused(sequence, "its rows."));
  if (!body.row.empty() || !body.was.empty()) {
    sound = read_row(*book, body.row.empty() ? body.was : body.row, values);
    if (sound) count_row(*book, values, body.row.empty() ? -1 : 1, sequence);
  } else {
    sound = add_change(*book, sequence, body);
  }
  add_subjects(*book, sequence, body);
  if (!sound) return refused(sequence, fmt::format("it does not have the fields of {}.", body.table));
  return std::nullopt;
}

void Balance::take_off(std::size_t table, const kit::Row& row) {
  thread_local RowTexts texts;
  Book& book = tables_[table];
  auto& values = texts.read(*book.table, row);
  if (Erased* kept = erased_.empty() ? nullptr : erased_row(book, key_of(book, values)))
    kept->seen = true, kept->differs = !std::ranges::equal(kept->values, values);
  else
    count_row(book, values, -1, 0);
}

void Balance::expect_erased(std::string_view remains) {
  ScannedBody body;
  Book* book = scan_body(remains, body) ? book_of(body.table) : nullptr;
  std::vector<std::string_view> values;
  if (book && read_row(*book, body.row, values)) erased_.try_emplace({std::string(body.table), key_of(*book, values)});
}

std::optional<std::string> Balance::restate(std::int64_t sequence, std::string_view remains) {
  ScannedBody body;
  Book* book = scan_body(remains, body) ? book_of(body.table) : nullptr;
  std::vector<std::string_view> values;
  if (!book || !read_row(*book, body.row, values)) return refused(sequence, "what it leaves of a row.");
  if (Erased* row = erased_row(*book, key_of(*book, values)))
    row->values.assign(values.begin(), values.end()), row->sequence = sequence;
  return std::nullopt;
}

std::string Balance::save() const {
  kit::JsonWriter json;
  json.begin_object().member("key", journal::base64(key_)).key("subjects").begin_array();
  for (std::uint64_t part : subjects_) json.value(std::to_string(part));
  json.end_array().key("tables").begin_object();
  for (const Book& book : tables_) {
    json.key(book.table->name()).begin_array();
    for (std::uint64_t part : book.sum) json.value(std::to_string(part));
    json.end_array();
  }
  json.end_object().key("erased").begin_array();
  for (auto& [place, row] : erased_) {
    json.begin_array().value(place.first).value(place.second).value(row.sequence).begin_array();
    for (const std::string& value : row.values) json.value(value);
    json.end_array().end_array();
  }
  json.end_array().end_object();
  return json.take();
}

bool Balance::restore(std::string_view saved) {
  kit::Json json = kit::Json::parse(saved);
  auto sum_of = [](const kit::Json& array) {
    return Sum{std::stoull(array.at(0).as_text()), std::stoull(array.at(1).as_text())};
  };
  auto& sums = json.at("tables");
  if (sums.size() != tables_.size()) return false;
  for (Book& book : tables_) {
    const kit::Json* sum = sums.get(book.table->name());
    if (!sum) return false;
    book.sum = sum_of(*sum);
  }
  key_ = journal::base64_decode(json.at("key").as_text()).value_or("");
  subjects_ = sum_of(json.at("subjects"));
  for (const kit::Json& one : json.at("erased")) {
    Erased row{.values = {}, .sequence = one.at(2).as_integer()};
    for (const kit::Json& value : one.at(3)) row.values.push_back(value.as_text());
    erased_[{one.at(0).as_text(), one.at(1).as_text()}] = std::move(row);
  }
  return key_.size() == crypto_shorthash_siphashx24_KEYBYTES;
}

}  // namespace partnership
