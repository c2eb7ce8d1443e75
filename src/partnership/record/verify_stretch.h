#pragma once
#include <cstdint>
#include <functional>
#include <optional>
#include <span>
#include <string>
#include <unordered_map>
#include <vector>

#include "journal/entry.h"
#include "journal/frontier.h"
#include "kit/db/db.h"
#include "partnership/record/balance.h"

// The part of a verification that looks at entries one after another: their spelling, their leaf, their body's digest,
// and what the body does to the books. The tree is cut into stretches whose own roots are nodes of the whole tree, so
// every stretch is looked at by whichever thread is free, straight from the bytes the database hands over; what makes
// sense in order only is found by whoever takes the stretches one after another (verify_tree.h).
namespace partnership {

inline constexpr int stretch_level = 13;
inline constexpr std::int64_t stretch_size = std::int64_t{1} << stretch_level;

// A root that was said of this tree, and by what.
struct SaidRoot {
  enum class By { head, checkpoint, memory };
  std::int64_t size = 0;
  journal::Hash root{};
  By by = By::head;
};

// What the journal itself says of its keys, its witnesses and what was erased: few, and wanted at the end.
struct JournalFact {
  std::int64_t sequence = 0;
  std::int64_t position = -1;  // -1: not in the tree yet
  std::string body;
};

// A root said of a size within the stretch, and the stretch's own right edge there.
struct RootWithin {
  SaidRoot said;
  std::vector<journal::Hash> edge;
};

struct Stretch {
  std::int64_t entries = 0, leaves = 0, bodies = 0, walled = 0;
  journal::Frontier tree;  // over its own leaves
  bool in_order = true;    // until a leaf was out of its place: then no root behind it can be right
  std::vector<RootWithin> roots;
  std::optional<Balance> balance;
  std::vector<std::uint64_t> salts;  // SaltCheck::beginning
  std::vector<JournalFact> facts;
  std::vector<std::int64_t> missing;  // bodies that are not there and should be
  std::vector<std::string> faults;
};

struct StretchRules {
  const Books* books = nullptr;      // nothing: only digests are checked
  std::string wall;                  // the only one besides joint behind which bodies must be there; empty: all
  std::vector<SaidRoot> remembered;  // smallest first
};

// An entry as the database hands it over; its views hold as long as the row.
struct ReadEntry {
  std::int64_t position = -1;
  std::int64_t sequence = 0;
  bool has_entry = false, has_body = false;
  std::string_view entry, wall, body;
  std::string hash, salt;
};
// Of sequence, position, hash, entry, wall, salt, body.
ReadEntry read_entry(const kit::Row& row);

// A node of the tree that is stored; a sentence if what is stored is not the hash of what lies under it.
struct ComputedNode {
  int level;
  std::uint64_t index;
  journal::Hash hash;
};
std::optional<std::string> compare_node(kit::Session& db, const ComputedNode& node);

class StretchCheck {
 public:
  StretchCheck(const StretchRules& rules, std::int64_t begin) : rules_(rules), begin_(begin) {
    if (rules.books) found_.balance.emplace(*rules.books);
  }

  // Reads and checks the leaves from its beginning to `end`.
  void read(kit::Session& db, std::int64_t end);
  void check(const ReadEntry& read);
  // What was found, after what is left to ask of the database.
  Stretch finish(kit::Session& db);

 private:
  void check_leaf(const ReadEntry& read);
  void check_body(const ReadEntry& read, const journal::EntryView& entry);
  void read_body(const ReadEntry& read);
  void keep_fact(const ReadEntry& read);
  void check_covered(kit::Session& db, std::int64_t sequence, const std::string& covers);
  void meet_seat(std::string_view seat, std::int64_t sequence);
  void fault(std::string sentence) { found_.faults.push_back(std::move(sentence)); }

  const StretchRules& rules_;
  std::int64_t begin_;
  std::vector<SaidRoot> said_;  // of sizes within, smallest first
  std::size_t next_said_ = 0;
  std::vector<ComputedNode> nodes_;
  std::unordered_map<std::string, std::int64_t> seats_;  // that acted, with the first of their entries
  std::string last_seat_;
  std::vector<std::pair<std::int64_t, std::string>> covering_;  // entries that cover rows, and what they say of them
  Stretch found_;
};

}  // namespace partnership
