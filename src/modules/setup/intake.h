#pragma once
#include <algorithm>

#include "modules/setup/kinds.h"

// Rows of one record type on their way in. Kinds that need more than inserting and updating override what they need.
namespace setup {

// More rows than this are loaded under few entries of the journal, instead of one entry each.
inline constexpr std::size_t loaded_together = 1000;
inline constexpr std::size_t rows_in_a_step = 500;

template <class T>
class IntakeOf : public Intake {
 public:
  explicit IntakeOf(std::vector<std::string_view> identity) : identity_(std::move(identity)) {}

  void fresh() override { row_ = T{}; }
  void* part(int) override { return &row_; }

  std::string identity() const override {
    std::string text;
    for (std::string_view name : identity_) text += T::table().field(name).print(&row_) + "|";
    return text;
  }

  bool load(Known& known) override {
    there_ = known_there(known);
    if (there_) there_ = read_former(known.db());
    if (there_) {
      row_ = former_;
    } else if constexpr (requires { T::prefix; }) {
      row_.id = id_for(known);
    }
    return there_;
  }

  std::optional<Fault> keep(Known& known, Change& change) override {
    change = !there_ ? Change::added : same() ? Change::same : Change::changed;
    if (change == Change::changed && T::table().fact()) return Fault{"", "setup.problem.final", ""};
    if (change != Change::same)
      if (auto fault = not_theirs(known, change)) return fault;
    if (change != Change::same) kept_.push_back({std::move(row_), change});
    return std::nullopt;
  }

  void write(Tx& tx, Known&, const Step& step) override {
    std::size_t added = std::ranges::count(kept_, Change::added, &Kept::change);
    if (added > loaded_together) load_together(tx, step);
    for (Kept& kept : kept_) {
      if (kept.change == Change::added && added <= loaded_together) tx.insert(kept.row);
      if (kept.change == Change::changed) tx.update(kept.row);
      step(1);
    }
  }

  std::size_t size() const override { return kept_.size(); }

 protected:
  struct Kept {
    T row;
    Change change;
  };

  // Why these files may not bring or change this row, if they may not.
  virtual std::optional<Fault> not_theirs(Known&, Change) { return std::nullopt; }

  // Kinds with external ids are known by name; of others the database is asked.
  bool known_there(Known& known) const {
    if constexpr (requires { T::external_id; })
      return known.in_database(std::string(T::table().name()), row_.external_id);
    else
      return true;
  }
  auto id_for(Known& known) const {
    if constexpr (requires { T::external_id; }) {
      const std::string* id = known.find(std::string(T::table().name()), row_.external_id);
      return Id<T>{id ? *id : kit::new_id(T::prefix)};
    } else {
      return kit::fresh<T>();
    }
  }

  bool read_former(Reader& db) {
    if (nothing_there(db)) return false;
    static thread_local std::string tail;
    tail = T::table().select();
    std::vector<kit::Value> values;
    for (std::string_view name : identity_) {
      tail += (values.empty() ? "where " : " and ") + std::string(name) + " = $" + std::to_string(values.size() + 1);
      values.push_back(T::table().field(name).get(&row_));
    }
    auto found = kit::select_all<T>(db.db(), tail, values);
    if (found.empty()) return false;
    former_ = std::move(found.front());
    return true;
  }

  // Asked once: a first import need not look for every row.
  bool nothing_there(Reader& db) {
    if (!empty_)
      empty_ =
          !db.maybe_value<std::int64_t>("select 1 from " + std::string(T::table().name()) + " limit 1").has_value();
    return *empty_;
  }

  bool same() const {
    for (const kit::Field& field : T::table().fields())
      if (!(field.get(&row_) == field.get(&former_))) return false;
    return true;
  }

  void load_together(Tx& tx, const Step& step) {
    std::vector<T> some;
    for (const Kept& kept : kept_) {
      if (kept.change != Change::added) continue;
      some.push_back(kept.row);
      if (some.size() < rows_in_a_step) continue;
      tx.record_all(some);
      some.clear();
      step(0);
    }
    if (!some.empty()) tx.record_all(some);
  }

  std::vector<std::string_view> identity_;
  T row_, former_;
  bool there_ = false;
  std::optional<bool> empty_;
  std::vector<Kept> kept_;
};

}  // namespace setup
