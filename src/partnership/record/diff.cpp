#include "partnership/record/diff.h"

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <optional>
#include <set>

#include "journal/checkpoint.h"
#include "journal/entry.h"
#include "kit/time/instant.h"
#include "partnership/record/record_words.h"

namespace partnership {
namespace {

constexpr std::int64_t at_once = 5000;
constexpr int most_named = 5;

struct Leaf {
  std::int64_t sequence = 0;
  std::string entry;
  bool has_body = false;
  bool operator==(const Leaf& other) const { return sequence == other.sequence && entry == other.entry; }
};

std::map<std::int64_t, Leaf> read_leaves(kit::Session& db, std::int64_t from) {
  std::map<std::int64_t, Leaf> leaves;
  db.each(
      "select position, journal_leaves.sequence, entry, journal_bodies.sequence from journal_leaves"
      " left join journal_entries on journal_entries.sequence = journal_leaves.sequence"
      " left join journal_bodies on journal_bodies.sequence = journal_leaves.sequence"
      " where position >= $1 and position < $2",
      {from, from + at_once}, [&](const kit::Row& row) {
        leaves[row.integer(0)] = {row.integer(1), row.is_null(2) ? "" : std::string(row.text(2)), !row.is_null(3)};
      });
  return leaves;
}

std::int64_t size_of(kit::Session& db) {
  return db.value<std::int64_t>("select coalesce(max(position), -1) + 1 from journal_leaves");
}

std::string described(const Leaf* leaf) {
  if (!leaf) return "none";
  auto entry = journal::decode(leaf->entry);
  if (!entry) return fmt::format("entry {}, which cannot be read", grouped(leaf->sequence));
  return fmt::format("entry {} ({}{}, {})", grouped(leaf->sequence), entry->kind,
                     entry->seat.empty() ? "" : " from " + entry->seat, kit::iso(kit::Instant{entry->time}));
}

class Comparing {
 public:
  Comparing(kit::Session& a, kit::Session& b) : a_(a), b_(b), size_a_(size_of(a)), size_b_(size_of(b)) {}

  Difference run() {
    for (std::int64_t from = 0; from < std::min(size_a_, size_b_) && !parting_; from += at_once) compare_from(from);
    if (parting_)
      prove_split();
    else
      say_lengths();
    say_bodies("A", "B", only_a_, walled_a_);
    say_bodies("B", "A", only_b_, walled_b_);
    return std::move(found_);
  }

 private:
  template <class... Args>
  void say(fmt::format_string<const Args&...> text, const Args&... args) {
    found_.sentences.push_back(fmt::format(text, args...));
  }

  void compare_from(std::int64_t from) {
    auto in_a = read_leaves(a_, from), in_b = read_leaves(b_, from);
    std::int64_t end = std::min({size_a_, size_b_, from + at_once});
    for (std::int64_t at = from; at < end; ++at) {
      const Leaf* a = in_a.contains(at) ? &in_a[at] : nullptr;
      const Leaf* b = in_b.contains(at) ? &in_b[at] : nullptr;
      if (!a || !b || !(*a == *b)) return part(at, a, b);
      if (a->has_body != b->has_body) note_body(*a, a->has_body);
    }
  }

  void part(std::int64_t at, const Leaf* a, const Leaf* b) {
    parting_ = at;
    found_.agree = false;
    say("The first {} entries are the same. Then A has {}, and B has {}.", grouped(at), described(a), described(b));
  }

  void note_body(const Leaf& leaf, bool in_a) {
    auto entry = journal::decode(leaf.entry);
    bool walled = entry && entry->wall != "joint";
    if (walled) return void(in_a ? ++walled_a_ : ++walled_b_);
    (in_a ? only_a_ : only_b_).push_back(leaf.sequence);
  }

  void say_lengths() {
    if (size_a_ == size_b_) return say("Both have the same {} entries.", grouped(size_a_));
    bool a_is_shorter = size_a_ < size_b_;
    say("{} is the beginning of {}, which has {} more entries after the first {}.", a_is_shorter ? "A" : "B",
        a_is_shorter ? "B" : "A", grouped(std::abs(size_a_ - size_b_)), grouped(std::min(size_a_, size_b_)));
  }

  void say_bodies(const char* has, const char* lacks, const std::vector<std::int64_t>& only, std::int64_t walled) {
    for (std::size_t i = 0; i < only.size() && i < most_named; ++i)
      say("What entry {} said is in {} and not in {}.", grouped(only[i]), has, lacks);
    if (only.size() > most_named) say("There are {} more of these.", only.size() - most_named);
    if (walled > 0) say("{} has what {} entries said behind a wall, and {} does not.", has, grouped(walled), lacks);
  }

  // A signed checkpoint that covers the entry at which they part; each is signed over what its own copy holds.
  std::map<std::string, std::string> signed_beyond(kit::Session& db) {
    std::set<std::string> keys;
    for (kit::Session* one : {&a_, &b_})
      one->each("select key from log_keys", {}, [&](const kit::Row& row) { keys.emplace(row.text(0)); });
    std::map<std::string, std::string> notes;
    db.each("select note from journal_notes where size > $1 order by size limit 1", {*parting_},
            [&](const kit::Row& row) {
              for (const std::string& text : keys)
                if (auto key = journal::parse_verifier_key(text))
                  if (journal::open_checkpoint(row.text(0), *key)) notes[text] = row.text(0);
            });
    return notes;
  }

  void prove_split() {
    auto in_a = signed_beyond(a_), in_b = signed_beyond(b_);
    for (auto& [key, note] : in_a) {
      if (!in_b.contains(key)) continue;
      found_.split_view = true;
      say("The key {} has signed both: this is proof that two parties were shown two journals.", key);
      say("Signed in A:\n{}", note);
      say("Signed in B:\n{}", in_b[key]);
      return;
    }
    say("The log has not signed both of these with one key.");
  }

  kit::Session &a_, &b_;
  std::int64_t size_a_, size_b_;
  std::optional<std::int64_t> parting_;
  std::vector<std::int64_t> only_a_, only_b_;
  std::int64_t walled_a_ = 0, walled_b_ = 0;
  Difference found_;
};

}  // namespace

Difference compare_copies(kit::Database& a, kit::Database& b) {
  kit::Session from_a = a.read(), from_b = b.read();
  return Comparing(from_a, from_b).run();
}

}  // namespace partnership
