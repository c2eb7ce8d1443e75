#pragma once
#include <functional>
#include <span>

#include "partnership/tx.h"

// A fact may cover many rows of another table: a load of figures is one act, whether it brings ten or a million. It is
// one entry; its body holds a digest over the rows, and the rows stand in parts beside it, so that whoever checks the
// journal finds every row proved, and whoever rebuilds finds every row (docs/journal.md, section 11).
namespace partnership {

// Takes the rows in the order of their key, a part at a time, and ends with the fact that covers them.
class CoveredRows {
 public:
  CoveredRows(Tx& tx, const Table& table);

  template <class T>
  void add(T row, int line) {
    static_assert(std::is_standard_layout_v<std::vector<T>>);
    auto& rows = buffer<T>();
    rows.push_back(std::move(row));
    lines_.push_back(line);
    if (rows.size() == rows_in_a_part) flush<T>();
  }
  // After the last row. The fact's own entry is the one that covers them.
  template <class T, class Fact>
  void close(const Fact& fact) {
    flush<T>();
    write_entry(Fact::table(), &fact);
  }

 private:
  static constexpr std::size_t rows_in_a_part = 2000;

  template <class T>
  std::vector<T>& buffer() {
    if (!rows_) rows_ = std::make_shared<std::vector<T>>();
    return *static_cast<std::vector<T>*>(rows_.get());
  }
  template <class T>
  void flush() {
    auto& rows = buffer<T>();
    if (!rows.empty()) write_part(rows.data(), rows.size(), sizeof(T));
    rows.clear();
    lines_.clear();
  }
  void write_part(const void* rows, std::size_t count, std::size_t size);
  void write_entry(const Table& table, const void* fact);

  Tx& tx_;
  const Table& table_;
  std::int64_t sequence_, parts_ = 0, count_ = 0;
  std::string digests_;
  std::shared_ptr<void> rows_;
  std::vector<int> lines_;
};

// Hands over the parts an entry covers, in their order; a sentence when they are not those its body speaks of.
// `covers`: that member of the body, as it stands there.
std::optional<std::string> read_covered(kit::Session& db, std::int64_t sequence, std::string_view covers,
                                        const std::function<void(std::string_view part)>& on_part);

// In which line of what was brought in a row stood, if the entry covers it. `key`: of the row, in the order of its
// table.
std::optional<std::int64_t> line_of_covered(Reader& db, std::int64_t sequence, std::span<const std::string> key);

}  // namespace partnership
