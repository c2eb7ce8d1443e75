#include "partnership/record/verify_tree.h"

#include <fmt/format.h>

#include <bit>

#include "journal/tile.h"
#include "partnership/log/journal_keeper.h"
#include "partnership/record/record_words.h"

namespace partnership {
namespace {

constexpr std::size_t most_missing = 100'000;
constexpr std::int64_t hour = 3'600'000'000;

std::string wrong_root(const SaidRoot& said) {
  switch (said.by) {
    case SaidRoot::By::checkpoint:
      return fmt::format("The checkpoint of {} entries was signed over another root: entries up to there were changed.",
                         grouped(said.size));
    case SaidRoot::By::memory:
      return fmt::format(
          "The first {} entries are not those you have seen before: the journal was written anew or is another one.",
          grouped(said.size));
    default:
      return fmt::format("The tree of {} entries does not have the root that was kept for it.", grouped(said.size));
  }
}

// Of the tree that has these subtrees, and behind them those.
journal::Hash root_over(const std::vector<journal::Hash>& first, const std::vector<journal::Hash>& then) {
  journal::Hash root = then.back();
  for (std::size_t i = then.size() - 1; i-- > 0;) root = journal::node_hash(then[i], root);
  for (std::size_t i = first.size(); i-- > 0;) root = journal::node_hash(first[i], root);
  return root;
}

// How many rows the table has, of which so many were seen. If their numbers leave no room for more, nobody counts.
std::int64_t rows_of(kit::Session& db, std::string_view table, std::int64_t seen) {
  auto room = db.value<std::int64_t>(
      fmt::format("select coalesce((select max(sequence) from {0}) - (select min(sequence) from {0}) + 1, 0)", table));
  return room == seen ? seen : db.value<std::int64_t>(fmt::format("select count(*) from {}", table));
}

}  // namespace

TreeCheck::TreeCheck(const Books* books, SaltCheck& salts, Fault fault) : salts_(salts), fault_(std::move(fault)) {
  if (books) balance.emplace(*books);
}

void TreeCheck::take(Stretch stretch) {
  for (std::string& sentence : stretch.faults) fault_(std::move(sentence));
  entries += stretch.entries, leaves += stretch.leaves, bodies += stretch.bodies, walled += stretch.walled;
  if (in_order_) check_roots(stretch.roots);
  in_order_ = in_order_ && stretch.in_order;
  if (in_order_) append(stretch.tree);
  if (balance) balance->merge(std::move(*stretch.balance));
  salts_.add(stretch.salts);
  for (JournalFact& fact : stretch.facts) facts.push_back(std::move(fact));
  for (std::int64_t sequence : stretch.missing)
    if (missing.size() < most_missing) missing.insert(sequence);
}

void TreeCheck::check_roots(const std::vector<RootWithin>& roots) {
  for (const RootWithin& root : roots)
    if (root.said.root != root_over(tree.nodes(), root.edge)) fault_(wrong_root(root.said));
}

// The stretch's own subtrees, largest first, are subtrees of the whole.
void TreeCheck::append(const journal::Frontier& part) {
  std::uint64_t left = part.size();
  for (const journal::Hash& subtree : part.nodes()) {
    int height = static_cast<int>(std::bit_width(left)) - 1;
    left -= std::uint64_t{1} << height;
    tree.append(subtree, height, [&](int level, std::uint64_t index, const journal::Hash& hash) {
      if (level > height && level % journal::tile_height == 0) nodes.push_back({level, index, hash});
    });
  }
}

void TreeCheck::check_stored(kit::Session& db, const std::vector<SaidRoot>& remembered) {
  for (const ComputedNode& node : nodes)
    if (auto problem = compare_node(db, node)) fault_(std::move(*problem));
  check_heads(db, remembered);
  if (rows_of(db, "journal_entries", entries) != entries) name_overtaken(db, fault_);
  if (rows_of(db, "journal_bodies", bodies) != bodies) fault_("There are bodies that belong to no entry.");
}

void TreeCheck::check_heads(kit::Session& db, const std::vector<SaidRoot>& remembered) {
  auto head = latest_head(db);
  if (head && head->size > leaves)
    fault_(fmt::format("The newest head covers {} entries; {} are there. Entries were deleted.", grouped(head->size),
                       grouped(leaves)));
  if (!head ? leaves > 0 : head->size < leaves)
    fault_(fmt::format("The tree has {} entries, and its newest head covers only {}. Heads were deleted.",
                       grouped(leaves), grouped(head ? head->size : 0)));
  for (const SaidRoot& known : remembered)
    if (known.size > leaves)
      fault_(fmt::format("You have seen {} entries; {} are there. An older state was put in the journal's place.",
                         grouped(known.size), grouped(leaves)));
}

std::string behind_the_tree(kit::Session& db) {
  std::int64_t order = -1, sequence = INT64_MIN;
  db.each(
      "select commit_order, sequence from journal_entries"
      " where sequence = (select sequence from journal_leaves order by position desc limit 1)",
      {}, [&](const kit::Row& row) { order = row.integer(0), sequence = row.integer(1); });
  if (db.engine() == kit::Engine::sqlite) return fmt::format("journal_entries.sequence > {}", sequence);
  return fmt::format("(commit_order, journal_entries.sequence) > ({}, {})", order, sequence);
}

// Entries that are neither in the tree nor behind it. On PostgreSQL a slow transaction may be overtaken for a while.
void name_overtaken(kit::Session& db, const TreeCheck::Fault& fault) {
  bool at_once = db.engine() == kit::Engine::sqlite;
  auto newest = db.maybe_value<std::int64_t>("select made_at from journal_checkpoints order by size desc limit 1");
  db.each("select sequence, entry from journal_entries where not (" + behind_the_tree(db) +
              ") and not exists (select 1 from journal_leaves where journal_leaves.sequence ="
              " journal_entries.sequence) order by sequence limit 20",
          {}, [&](const kit::Row& row) {
            auto entry = journal::view(row.text(1));
            if (at_once || (entry && newest && entry->time + hour < *newest))
              fault(
                  fmt::format("Entry {} comes before entries of the tree and is not in it: it was held back, or put "
                              "there later.",
                              grouped(row.integer(0))));
          });
}

}  // namespace partnership
