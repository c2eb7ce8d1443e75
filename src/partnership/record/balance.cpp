#include "partnership/record/balance.h"

#include <fmt/format.h>

#include <algorithm>

#include "journal/encoding.h"
#include "kit/json/json.h"
#include "partnership/record/body.h"

namespace partnership {
namespace {

// Column by column into one text, so that a row costs no memory of its own.
class RowTexts {
 public:
  const Values& read(const kit::Table& table, const kit::Row& row) {
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
  Values views_;
};

std::string refused(std::int64_t sequence, std::string_view why) {
  return fmt::format("What entry {} says cannot be read: {}", sequence, why);
}

}  // namespace

// ── Bodies ───────────────────────────────────────────────────────────────────

std::optional<std::string> Balance::add(std::int64_t sequence, std::string_view bytes) {
  ScannedBody body;
  if (!scan_body(bytes, body)) return refused(sequence, "it is not spelled as a body is.");
  const Book* book = books_->of(body.table);
  if (!book) return refused(sequence, fmt::format("this program knows no table {}.", body.table));
  if (!body.rows.empty())
    return add_rows(*book, sequence, body, true) ? std::nullopt : std::optional(refused(sequence, "its rows."));
  bool sound = true;
  if (!body.row.empty() || !body.was.empty()) {
    sound = books_->read_row(*book, body.row.empty() ? body.was : body.row, values_);
    if (sound) count_row(*book, values_, body.row.empty() ? -1 : 1, sequence);
  } else {
    sound = add_change(*book, sequence, body);
  }
  add_subjects(*book, sequence, body);
  if (!sound) return refused(sequence, fmt::format("it does not have the fields of {}.", body.table));
  return std::nullopt;
}

std::optional<std::string> Balance::add_covered(std::int64_t sequence, std::string_view part) {
  ScannedBody body;
  const Book* book = scan_body(part, body) ? books_->of(body.table) : nullptr;
  bool sound = book && !body.rows.empty() && add_rows(*book, sequence, body, false);
  return sound ? std::nullopt : std::optional(refused(sequence, "the rows it covers."));
}

void Balance::count_row(const Book& book, const Values& values, int sign, std::int64_t sequence) {
  books_->key_of(book, values, key_);
  if (books_->was_erased(book, key_))
    return note(book, Happening::What::written, sign > 0 ? values : Values{}, sequence);
  ValueHash row = books_->hash(key_);
  for (std::size_t i = 0; i < values.size(); ++i) sums_[book.number].add(books_->hash(row, i, values[i]), sign);
}

bool Balance::add_rows(const Book& book, std::int64_t sequence, const ScannedBody& body, bool with_subjects) {
  Scan names(body.fields), rows(body.rows);
  std::string_view value;
  for (const kit::Field& field : book.table->fields())
    if (!names.value(value) || value.size() != field.name.size() + 2 ||
        value.substr(1, field.name.size()) != field.name)
      return false;
  for (bool first = with_subjects; rows.value(value); first = false) {
    if (!books_->read_array(book, value, values_)) return false;
    count_row(book, values_, 1, sequence);
    if (!first) continue;
    named_.clear();
    for (std::size_t i = 0; i < values_.size(); ++i)
      if (book.table->fields()[i].rules.place) named_.push_back(values_[i]);
    count_subjects(sequence);
  }
  return rows.sound();
}

bool Balance::add_change(const Book& book, std::int64_t sequence, const ScannedBody& body) {
  if (!books_->key_in(book, body.key, key_)) return false;
  if (!books_->was_erased(book, key_)) {
    ValueHash row = books_->hash(key_);
    return count_fields(book, row, body.from, -1) && count_fields(book, row, body.to, 1);
  }
  Happening happening{
      .place = {std::string(book.table->name()), key_}, .what = Happening::What::changed, .sequence = sequence};
  Scan members(body.to);
  std::string_view name, value;
  while (members.member(name, value))
    if (auto field = books_->field_of(book, name, 0)) happening.values.emplace_back(*field, value);
  happenings_.push_back(std::move(happening));
  return members.sound();
}

bool Balance::count_fields(const Book& book, const ValueHash& row, std::string_view object, int sign) {
  Scan members(object);
  std::string_view name, value;
  while (members.member(name, value)) {
    auto field = books_->field_of(book, name, 0);
    if (!field) return false;
    sums_[book.number].add(books_->hash(row, *field, value), sign);
  }
  return members.sound();
}

// As in subjects_of_body; those of a load were counted with its first row.
void Balance::add_subjects(const Book& book, std::int64_t sequence, const ScannedBody& body) {
  named_.clear();
  std::string_view name, value;
  for (std::string_view part : {body.row, body.was, body.key, body.gone})
    if (Scan members(part); !part.empty())
      for (std::size_t guess = 0; members.member(name, value); ++guess)
        if (auto field = books_->field_of(book, name, guess); field && book.table->fields()[*field].rules.place)
          named_.push_back(value);
  if (Scan about(body.about); !body.about.empty())
    while (about.value(value)) named_.push_back(value);
  count_subjects(sequence);
}

// A thing that is named twice has the entry once in its history.
void Balance::count_subjects(std::int64_t sequence) {
  std::ranges::sort(named_);
  auto [end, rest] = std::ranges::unique(named_);
  for (auto subject = named_.begin(); subject != end; ++subject) count_subject(*subject, sequence, 1);
}

void Balance::count_subject(std::string_view subject, std::int64_t sequence, int sign) {
  if (subject == "null" || subject == "\"\"") return;
  text_.clear();
  fmt::format_to(std::back_inserter(text_), "subject {} {}", subject, sequence);
  subjects_.add(books_->hash(text_), sign);
}

// ── Rows ─────────────────────────────────────────────────────────────────────

void Balance::take_off(std::size_t table, const kit::Row& row) {
  thread_local RowTexts texts;
  const Book& book = books_->at(table);
  const Values& values = texts.read(*book.table, row);
  books_->key_of(book, values, key_);
  if (books_->was_erased(book, key_))
    note(book, Happening::What::read, values, 0);
  else
    count_row(book, values, -1, 0);
}

void Balance::take_off_subject(std::string_view subject, std::int64_t sequence) {
  std::string text;
  kit::append_json_text(text, subject);
  count_subject(text, sequence, -1);
}

// ── Rows whose past was erased ───────────────────────────────────────────────

void Balance::note(const Book& book, Happening::What what, const Values& values, std::int64_t sequence) {
  Happening happening{.place = {std::string(book.table->name()), key_}, .what = what, .sequence = sequence};
  for (std::size_t i = 0; i < values.size(); ++i) happening.values.emplace_back(i, values[i]);
  happenings_.push_back(std::move(happening));
}

std::optional<std::string> Balance::restate(std::int64_t sequence, std::string_view remains) {
  ScannedBody body;
  const Book* book = scan_body(remains, body) ? books_->of(body.table) : nullptr;
  if (!book || !books_->read_row(*book, body.row, values_)) return refused(sequence, "what it leaves of a row.");
  books_->key_of(*book, values_, key_);
  if (books_->was_erased(*book, key_)) note(*book, Happening::What::written, values_, sequence);
  return std::nullopt;
}

void Balance::follow(Happening happening) {
  Erased& row = erased_[happening.place];
  std::vector<std::string> values;
  for (auto& [field, value] : happening.values) {
    if (happening.what != Happening::What::changed)
      values.push_back(std::move(value));
    else if (field < row.values.size())
      row.values[field] = std::move(value);
  }
  if (happening.what == Happening::What::read) {
    row.seen = true, row.differs = row.values != values;
    return;
  }
  if (happening.what == Happening::What::written) row.values = std::move(values);
  row.sequence = happening.sequence;
}

// ─────────────────────────────────────────────────────────────────────────────

void Balance::merge(Balance&& next) {
  for (std::size_t i = 0; i < sums_.size(); ++i) sums_[i].add(next.sums_[i]);
  subjects_.add(next.subjects_);
  for (Happening& happening : next.happenings_) follow(std::move(happening));
  next.happenings_.clear();
}

std::string Balance::save() const {
  kit::JsonWriter json;
  json.begin_object().member("key", journal::base64(books_->key())).key("subjects").begin_array();
  for (std::uint64_t part : subjects_.halves) json.value(std::to_string(part));
  json.end_array().key("tables").begin_object();
  for (std::size_t i = 0; i < sums_.size(); ++i) {
    json.key(books_->at(i).table->name()).begin_array();
    for (std::uint64_t part : sums_[i].halves) json.value(std::to_string(part));
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
    return KeyedSum{{std::stoull(array.at(0).as_text()), std::stoull(array.at(1).as_text())}};
  };
  auto& sums = json.at("tables");
  if (sums.size() != sums_.size()) return false;
  for (std::size_t i = 0; i < sums_.size(); ++i) {
    const kit::Json* sum = sums.get(books_->at(i).table->name());
    if (!sum) return false;
    sums_[i] = sum_of(*sum);
  }
  subjects_ = sum_of(json.at("subjects"));
  for (const kit::Json& one : json.at("erased")) {
    Erased row{.values = {}, .sequence = one.at(2).as_integer()};
    for (const kit::Json& value : one.at(3)) row.values.push_back(value.as_text());
    erased_[{one.at(0).as_text(), one.at(1).as_text()}] = std::move(row);
  }
  return true;
}

std::string Balance::key_of(std::string_view saved) {
  if (saved.empty()) return {};
  return journal::base64_decode(kit::Json::parse(saved).at("key").as_text()).value_or("");
}

}  // namespace partnership
