#include "partnership/record/verify_leaves.h"

#include <fmt/format.h>

#include "journal/tile.h"
#include "kit/json/json.h"
#include "partnership/record/record_words.h"

namespace partnership {
namespace {

constexpr std::size_t most_known_seats = 100'000;
constexpr std::size_t most_missing = 100'000;

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

bool is_fact(std::string_view body) {
  for (std::string_view table : {"policies", "policy_starts", "parties", "log_keys", "erasure_endings"})
    if (body.starts_with("{\"table\":\"") && body.substr(10).starts_with(table) &&
        body.substr(10 + table.size(), 1) == "\"")
      return true;
  return false;
}

}  // namespace

void LeafCheck::check(const Batch& batch) {
  std::size_t next = 0;
  for (std::size_t i = 0; i < batch.count; ++i) {
    check_entry(batch.entries[i]);
    if (batch.entries[i].position >= 0) check_roots(batch, next);
  }
}

void LeafCheck::check_entry(const ReadEntry& read) {
  ++entries;
  if (!read.has_entry) {
    in_order = false;
    faults.push_back(
        fmt::format("Entry {} stands in the tree and is not there any more: it was deleted.", grouped(read.sequence)));
    return;
  }
  if (read.position >= 0) check_leaf(read);
  auto entry = journal::decode(read.entry);
  if (!entry || static_cast<std::int64_t>(entry->sequence) != read.sequence || entry->wall != read.wall) {
    faults.push_back(
        fmt::format("Entry {} is not what was written: its bytes do not read as that entry.", grouped(read.sequence)));
    return;
  }
  check_body(read, *entry);
  if (entry->seat.empty() || !known_seats_.insert(entry->seat).second) return;
  seats.emplace_back(entry->seat, read.sequence);
  if (known_seats_.size() > most_known_seats) known_seats_.clear();
}

void LeafCheck::check_leaf(const ReadEntry& read) {
  if (read.position != static_cast<std::int64_t>(tree.size()) && in_order) {
    in_order = false;
    faults.push_back(fmt::format("Position {} of the tree is missing; entry {} follows instead. Leaves were deleted.",
                                 grouped(static_cast<std::int64_t>(tree.size())), grouped(read.sequence)));
  }
  journal::Hash leaf = journal::leaf_hash(read.entry);
  if (read.hash != journal::bytes_of(leaf))
    faults.push_back(fmt::format("Entry {} was changed after it was taken into the tree.", grouped(read.sequence)));
  tree.append(leaf, [this](int level, std::uint64_t index, const journal::Hash& hash) {
    if (level > 0 && level % journal::tile_height == 0) nodes.push_back({level, index, hash});
  });
}

void LeafCheck::check_roots(const Batch& batch, std::size_t& next) {
  auto size = static_cast<std::int64_t>(tree.size());
  for (; next < batch.roots.size() && batch.roots[next].size <= size; ++next) {
    const SaidRoot& said = batch.roots[next];
    if (said.size == size && in_order && said.root != tree.root()) faults.push_back(wrong_root(said));
  }
}

void LeafCheck::check_body(const ReadEntry& read, const journal::Entry& entry) {
  if (!read.has_body) {
    if (!wall_.empty() && entry.wall != "joint" && entry.wall != wall_)
      ++walled;
    else if (missing.size() < most_missing)
      missing.insert(read.sequence);
    return;
  }
  ++bodies;
  if (read.salt.size() != journal::salt_size) {
    faults.push_back(
        fmt::format("The salt of entry {} was changed: it has {} bytes.", grouped(read.sequence), read.salt.size()));
    return;
  }
  salts_.add(read.salt);
  if (journal::body_digest(read.salt, read.body) != entry.body_digest) {
    faults.push_back(fmt::format("What entry {} says was changed: it does not fit the digest in the entry.",
                                 grouped(read.sequence)));
    return;
  }
  read_body(read);
}

void LeafCheck::read_body(const ReadEntry& read) {
  try {
    if (is_fact(read.body)) keep_fact(read);
  } catch (const std::exception& problem) {
    faults.push_back(fmt::format("What entry {} says cannot be read: {}", grouped(read.sequence), problem.what()));
  }
  if (!balance_) return;
  if (auto problem = balance_->add(read.sequence, read.body)) faults.push_back(std::move(*problem));
}

void LeafCheck::keep_fact(const ReadEntry& read) {
  facts.push_back({read.sequence, read.position, read.body});
  if (!balance_ || !read.body.starts_with("{\"table\":\"erasure_endings\"")) return;
  kit::Json body = kit::Json::parse(read.body);
  const kit::Json* row = body.get("row");
  if (!row) return;
  for (const kit::Json& remains : kit::Json::parse(row->at("remains").as_text()))
    if (auto problem = balance_->restate(read.sequence, remains.text())) faults.push_back(std::move(*problem));
}

}  // namespace partnership
