#pragma once
#include <cstdint>
#include <functional>
#include <set>
#include <string>
#include <unordered_set>
#include <vector>

#include "journal/entry.h"
#include "journal/frontier.h"
#include "partnership/record/balance.h"
#include "partnership/record/salt_check.h"

// The part of a verification that looks at entries one after another, in the order of the tree: their spelling, their
// leaf, the root at every size somebody was told, their body's digest, and what the body does to the books. It touches
// no database, so it runs on a thread of its own while the next entries are being read.
namespace partnership {

struct ReadEntry {
  std::int64_t position = -1;  // -1: not in the tree yet
  std::int64_t sequence = 0;
  bool has_entry = false, has_body = false;
  std::string entry, wall, hash, salt, body;
};

// A root that was said of this tree, and by what.
struct SaidRoot {
  enum class By { head, checkpoint, memory };
  std::int64_t size = 0;
  journal::Hash root{};
  By by = By::head;
};

struct Batch {
  std::vector<ReadEntry> entries;
  std::size_t count = 0;        // of them in use: the rest keeps its memory for the next batch
  std::vector<SaidRoot> roots;  // of sizes up to its last entry, smallest first

  ReadEntry& next() {
    if (count == entries.size()) entries.emplace_back();
    return entries[count++];
  }
};

struct ComputedNode {
  int level;
  std::uint64_t index;
  journal::Hash hash;
};

class LeafCheck {
 public:
  // `balance` may be nothing: then only digests are checked. `wall`: the only wall besides joint behind which bodies
  // must be there; empty: all of them.
  LeafCheck(Balance* balance, SaltCheck& salts, std::string wall)
      : balance_(balance), salts_(salts), wall_(std::move(wall)) {}

  void check(const Batch& batch);

  // What was found since this was emptied last.
  std::vector<std::string> faults;
  std::vector<ComputedNode> nodes;
  std::vector<std::pair<std::string, std::int64_t>> seats;  // that acted, with one of their entries; not asked of yet

  // What the journal itself says of its keys, its witnesses and what was erased: few, and wanted at the end.
  struct Fact {
    std::int64_t sequence = 0;
    std::int64_t position = -1;
    std::string body;
  };
  std::vector<Fact> facts;
  std::set<std::int64_t> missing;  // bodies that are not there and should be

  std::int64_t entries = 0, bodies = 0, walled = 0;
  journal::Frontier tree;
  bool in_order = true;  // until a leaf was out of its place: then no root can be right any more

 private:
  void check_entry(const ReadEntry& read);
  void check_leaf(const ReadEntry& read);
  void check_roots(const Batch& batch, std::size_t& next);
  void check_body(const ReadEntry& read, const journal::Entry& entry);
  void read_body(const ReadEntry& read);
  void keep_fact(const ReadEntry& read);

  Balance* balance_;
  SaltCheck& salts_;
  std::string wall_;
  std::unordered_set<std::string> known_seats_;
};

}  // namespace partnership
