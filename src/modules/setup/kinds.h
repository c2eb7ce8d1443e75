#pragma once
#include <memory>
#include <unordered_map>
#include <unordered_set>

#include "modules/setup/rights.h"
#include "partnership/units.h"

// The kinds of files there are. The columns of a kind are the fields of its records: none is named here again. A field
// that holds an id takes the external id of what it refers to, in a column without "_id".
namespace setup {

enum class Change { added, changed, same };

struct Column {
  std::string name;
  const kit::Field* field = nullptr;
  int part = 0;        // which of the row's records holds it
  std::string refers;  // the kinds whose external ids stand here, by spaces; empty: a plain value
  bool required = false;
};

// What a kind takes out of a record.
struct PartOfRow {
  const Table* table;
  std::vector<std::string_view> left_out;
  bool may_be_empty = false;  // none of its columns has to be filled
};

// What is wrong with one row.
struct Fault {
  std::string field, sentence, detail;
};

// External ids with the ids behind them: those of the database, and those these files bring.
class Known {
 public:
  Known(Reader& db, Speaker speaker) : db_(db), rights_(db, speaker) {}

  const std::string* find(const std::string& kind, const std::string& name);
  void announce(const std::string& kind, const std::string& name, std::string_view prefix);
  bool in_database(const std::string& kind, const std::string& name);

  // The series of a metric at a place; begun when there is none.
  const Id<measures::Series>& series(const measures::Series& like);
  bool has_series(const measures::Series& like);
  std::vector<measures::Series> take_new_series() { return std::move(new_series_); }

  // Sponsors of teams by person, those of these files too.
  void add_sponsor(const Seat& seat);
  std::optional<Id<Seat>> sponsor(const Id<Person>& person, const std::string& team);

  Reader& db() { return db_; }
  // The row that is being read: of which file, and its number there.
  void reading(const std::string& file, int row) { file_ = &file, row_ = row; }
  const std::string& file() const { return *file_; }
  int row() const { return row_; }
  const Rights& rights() const { return rights_; }

 private:
  struct Names {
    std::unordered_map<std::string, std::string> ids;
    std::unordered_set<std::string> announced;
  };
  Names& names(const std::string& kind);
  std::unordered_map<std::string, Id<measures::Series>>& all_series();

  Reader& db_;
  const std::string* file_ = nullptr;
  int row_ = 0;
  Rights rights_;
  std::unordered_map<std::string, Names> names_;
  std::optional<std::unordered_map<std::string, Id<measures::Series>>> series_;
  std::vector<measures::Series> new_series_;
  std::unordered_map<std::string, Id<Seat>> sponsors_;
};

// Told after each piece of work how many rows it was; throws to stop.
using Step = std::function<void(std::size_t)>;

// The rows of one kind as they come in. One row at a time is read into fresh(), compared and kept; write() is called
// once all files were read and nothing was wrong.
class Intake {
 public:
  virtual ~Intake() = default;
  virtual void fresh() = 0;
  virtual void* part(int number) = 0;
  virtual bool load(Known& known) = 0;       // is it there already? Then part() is now what is there.
  virtual std::string identity() const = 0;  // empty: doubles are found by keep()
  virtual std::optional<Fault> keep(Known& known, Change& change) = 0;
  virtual void write(Tx& tx, Known& known, const Step& step) = 0;
  virtual std::size_t size() const = 0;
};

struct Kind {
  std::string name;
  std::vector<std::string> also;  // other names a file of it may have
  std::vector<Column> columns;
  std::string_view prefix;  // of its ids, where it has external ids
  std::function<std::unique_ptr<Intake>()> intake;

  bool has_external_ids() const { return !columns.empty() && columns.front().name == "external_id"; }
  const Column* column(std::string_view name) const;
};

// In the order they are brought in: what is referred to comes first.
const std::vector<Kind>& kinds();
const Kind* kind_named(std::string_view name);
// By the file's name or, where that says nothing, by its columns.
const Kind* kind_of_file(std::string_view name, const std::vector<std::string>& header);

std::vector<Column> columns_out_of(const std::string& kind, const std::vector<PartOfRow>& parts,
                                   const std::vector<std::string_view>& identity);

}  // namespace setup
