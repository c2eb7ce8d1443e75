#pragma once
#include <functional>
#include <string>
#include <vector>

#include "kit/db/db.h"
#include "kit/field/field.h"
#include "kit/json/json.h"

// The fold: what every row should be, were the journal's bodies applied one after another. Kept in a temporary SQLite
// file, so that a journal of any length fits. Verification sums rows up first (balance.h) and comes here to name what
// differs.
namespace partnership {

class Fold {
 public:
  // `past_was_erased`: changes of rows that no entry has written are to be expected, until an erasure restates them.
  explicit Fold(const std::vector<const kit::Table*>& tables, bool past_was_erased = false);
  ~Fold();

  // Applies one body; those of other tables are passed over. Throws std::runtime_error with a sentence when it does not
  // fit what came before.
  void apply(std::int64_t sequence, std::string_view body);

  // Compares a table's rows in `db` with the fold and hands each difference to `fault`; returns the rows compared.
  std::int64_t compare(kit::Session& db, const kit::Table& table, const std::function<void(std::string)>& fault);

 private:
  struct Expected {
    std::string values;  // JSON array in the table's order
    std::int64_t sequence = 0;
  };
  void put(const std::string& table, const std::string& key, const std::string& values, std::int64_t sequence);
  std::optional<Expected> get(const std::string& table, const std::string& key);
  void drop(const std::string& table, const std::string& key);
  const kit::Table* table(const std::string& name) const;
  void restate(std::int64_t sequence, const kit::Json& body);

  std::vector<const kit::Table*> tables_;
  bool past_was_erased_;
  std::string path_;
  std::unique_ptr<kit::Connection> store_;
};

}  // namespace partnership
