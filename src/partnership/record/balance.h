#pragma once
#include <map>

#include "partnership/record/books.h"

// Whether the journal's bodies, applied one after another, give exactly the rows of the tables, without keeping a
// single row. For every table there is a sum: each value that a body writes is added to it, each value that a body
// replaces is taken off, and at the end each value of each row is taken off. A value counts as a keyed 128-bit hash of
// table, key, field and value, and the key is random and told to nobody, so that rows cannot be chosen to cancel out.
// What is even is the fold of the entries (but for a chance of 2^-128); what is not even is looked into by Fold, which
// is slower and names the row. Memory does not grow with the journal, and sums of parts add up to the sum of the whole.
namespace partnership {

class Balance {
 public:
  explicit Balance(const Books& books) : books_(&books), sums_(books.size()) {}

  // Takes in what a body says. A sentence if it is no body of these tables.
  std::optional<std::string> add(std::int64_t sequence, std::string_view body);
  // Takes in rows that an entry covers; whether they fit its digest is the caller's question.
  std::optional<std::string> add_covered(std::int64_t sequence, std::string_view part);
  // What the end of an erasure leaves of a row.
  std::optional<std::string> restate(std::int64_t sequence, std::string_view remains);
  // Takes off a row that stands in the table, read by table.select().
  void take_off(std::size_t table, const kit::Row& row);
  void take_off_subject(std::string_view subject, std::int64_t sequence);

  // What another has counted of what comes next.
  void merge(Balance&& next);

  // Rows whose past was erased cannot be summed up: they are left out, and what happened to them is told one by one.
  struct Erased {
    std::vector<std::string> values;  // as they remained, and were changed since; empty until then
    std::int64_t sequence = 0;
    bool seen = false, differs = false;  // when the table was read
  };
  using Place = std::pair<std::string, std::string>;  // table and key
  const std::map<Place, Erased>& erased() const { return erased_; }

  bool even(std::size_t table) const { return sums_[table] == KeyedSum{}; }
  bool subjects_even() const { return subjects_ == KeyedSum{}; }

  // All there is to it, to go on from another day. restore() is false for the sums of other tables.
  std::string save() const;
  bool restore(std::string_view saved);
  static std::string key_of(std::string_view saved);  // under which books go on with it

 private:
  struct Happening {
    enum class What { written, changed, read };
    Place place;
    What what = What::written;
    std::int64_t sequence = 0;
    std::vector<std::pair<std::size_t, std::string>> values;  // by field
  };

  void count_row(const Book& book, const Values& values, int sign, std::int64_t sequence);
  bool count_fields(const Book& book, const ValueHash& row, std::string_view object, int sign);
  bool add_rows(const Book& book, std::int64_t sequence, const ScannedBody& body, bool with_subjects);
  bool add_change(const Book& book, std::int64_t sequence, const ScannedBody& body);
  void add_subjects(const Book& book, std::int64_t sequence, const ScannedBody& body);
  void count_subjects(std::int64_t sequence);
  void count_subject(std::string_view subject, std::int64_t sequence, int sign);
  void note(const Book& book, Happening::What what, const Values& values, std::int64_t sequence);
  void follow(Happening happening);

  const Books* books_;
  std::vector<KeyedSum> sums_;
  KeyedSum subjects_;
  std::vector<Happening> happenings_;  // to rows of the erased, until they are merged in their order
  std::map<Place, Erased> erased_;
  Values values_, named_;  // of the row, and the subjects of the body, at hand
  std::string key_, text_;
};

}  // namespace partnership
