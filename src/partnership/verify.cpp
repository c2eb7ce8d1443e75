#include "partnership/verify.h"

#include <fmt/format.h>

#include "journal/encoding.h"
#include "journal/entry.h"
#include "partnership/fold.h"
#include "partnership/journal_keeper.h"

namespace partnership {
namespace {

constexpr std::size_t most_faults = 50;

class Check {
 public:
  Check(kit::Session& db, const std::vector<const kit::Table*>& tables, std::function<void(double)> progress)
      : db_(db), tables_(tables), fold_(tables), progress_(std::move(progress)) {}

  Verification run() {
    total_ = db_.value<std::int64_t>("select count(*) from journal_entries");
    check_entries();
    check_heads();
    check_tables();
    return std::move(result_);
  }

 private:
  void fault(std::string sentence) {
    if (result_.faults.size() < most_faults) result_.faults.push_back(std::move(sentence));
  }

  // In the order of the tree, then what is not in it yet.
  void check_entries() {
    auto check = [&](const kit::Row& row) { check_entry(row); };
    db_.each(
        "select journal_entries.sequence, entry, wall, position, hash, salt, body from journal_leaves"
        " join journal_entries on journal_entries.sequence = journal_leaves.sequence"
        " left join journal_bodies on journal_bodies.sequence = journal_leaves.sequence order by position",
        {}, check);
    db_.each(
        "select journal_entries.sequence, entry, wall, null, null, salt, body from journal_entries"
        " left join journal_bodies on journal_bodies.sequence = journal_entries.sequence"
        " where not exists (select 1 from journal_leaves where journal_leaves.sequence = journal_entries.sequence)"
        " order by commit_order, journal_entries.sequence",
        {}, check);
  }

  void check_entry(const kit::Row& row) {
    std::int64_t sequence = row.integer(0);
    std::string bytes(row.text(1));
    ++result_.entries;
    if (progress_ && total_ > 100 && result_.entries % (total_ / 100) == 0)
      progress_(0.8 * static_cast<double>(result_.entries) / static_cast<double>(total_));
    auto entry = journal::decode(bytes);
    if (!entry || static_cast<std::int64_t>(entry->sequence) != sequence || entry->wall != row.text(2))
      return fault(fmt::format("Entry {} is not what was written: its bytes do not read as that entry.", sequence));
    if (!row.is_null(3)) check_leaf(row, sequence, bytes);
    check_body(row, sequence, *entry);
  }

  void check_leaf(const kit::Row& row, std::int64_t sequence, const std::string& bytes) {
    journal::Hash leaf = journal::leaf_hash(bytes);
    if (row.integer(3) != static_cast<std::int64_t>(frontier_.size()))
      fault(fmt::format("Entry {} stands at position {} of the tree; {} was expected.", sequence, row.integer(3),
                        frontier_.size()));
    if (row.bytes(4) != bytes_of(leaf).data)
      fault(fmt::format("Entry {} was changed after it was taken into the tree.", sequence));
    frontier_.append(leaf);
    ++result_.integrated;
    check_head_at(static_cast<std::int64_t>(frontier_.size()));
  }

  void check_head_at(std::int64_t size) {
    while (next_head_ < heads_.size() && heads_[next_head_].size <= size) {
      const TreeHead& head = heads_[next_head_++];
      if (head.size == size && head.root != frontier_.root())
        fault(fmt::format("The tree of {} entries does not have the root that was published for it.", size));
    }
  }

  void check_body(const kit::Row& row, std::int64_t sequence, const journal::Entry& entry) {
    if (row.is_null(6)) {
      ++result_.erased;
      return;
    }
    std::string body(row.text(6));
    if (journal::body_digest(row.bytes(5), body) != entry.body_digest)
      return fault(fmt::format("What entry {} says was changed: its text does not fit its digest.", sequence));
    try {
      fold_.apply(sequence, body);
    } catch (const std::exception& error) {
      fault(fmt::format("Entry {}: {}", sequence, error.what()));
    }
  }

  void check_heads() {
    auto head = latest_head(db_);
    if (!head) return;
    result_.root = journal::base64(head->root);
    if (head->size > result_.integrated)
      fault(fmt::format("The newest published head covers {} entries; {} are there. Entries were deleted.", head->size,
                        result_.integrated));
  }

  void check_tables() {
    double done = 0;
    for (const kit::Table* table : tables_) {
      result_.rows += fold_.compare(db_, *table, [&](std::string sentence) { fault(std::move(sentence)); });
      if (progress_) progress_(0.8 + 0.2 * ++done / static_cast<double>(tables_.size()));
    }
  }

  std::vector<TreeHead> read_heads() {
    std::vector<TreeHead> heads;
    db_.each("select size, root, made_at from journal_checkpoints order by size", {}, [&](const kit::Row& row) {
      heads.push_back({row.integer(0), hash_of(row.bytes(1)), {row.integer(2)}});
    });
    return heads;
  }

  kit::Session& db_;
  const std::vector<const kit::Table*>& tables_;
  Fold fold_;
  std::function<void(double)> progress_;
  Verification result_;
  journal::Frontier frontier_;
  std::vector<TreeHead> heads_ = read_heads();
  std::size_t next_head_ = 0;
  std::int64_t total_ = 0;
};

}  // namespace

Verification verify(kit::Database& database, const std::vector<const kit::Table*>& tables,
                    const std::function<void(double)>& progress) {
  kit::Session db = database.read();
  return Check(db, tables, progress).run();
}

}  // namespace partnership
