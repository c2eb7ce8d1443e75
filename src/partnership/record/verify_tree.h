#pragma once
#include <functional>
#include <set>

#include "partnership/record/salt_check.h"
#include "partnership/record/verify_stretch.h"

// The part of a verification that must go in order: the stretches, one after another, become the whole tree, which must
// have every root that was ever said of it; and what they found is gathered. It may be saved between two of them.
namespace partnership {

class TreeCheck {
 public:
  using Fault = std::function<void(std::string)>;
  TreeCheck(const Books* books, SaltCheck& salts, Fault fault);

  void take(Stretch stretch);  // the next one
  // What is stored of the tree: nodes above the stretches; heads that go further than the entries, or not far enough.
  void check_stored(kit::Session& db, const std::vector<SaidRoot>& remembered);

  std::int64_t entries = 0, leaves = 0, bodies = 0, walled = 0;
  journal::Frontier tree;
  std::optional<Balance> balance;
  std::vector<JournalFact> facts;
  std::set<std::int64_t> missing;
  std::vector<ComputedNode> nodes;  // above the stretches, not yet compared: one for 65,536 entries

 private:
  void check_roots(const std::vector<RootWithin>& roots);
  void append(const journal::Frontier& part);
  void check_heads(kit::Session& db, const std::vector<SaidRoot>& remembered);

  SaltCheck& salts_;
  Fault fault_;
  bool in_order_ = true;
};

// Whether entries that are not in the tree wait behind it, as they must: the SQL condition for those that do.
std::string behind_the_tree(kit::Session& db);
void name_overtaken(kit::Session& db, const TreeCheck::Fault& fault);

}  // namespace partnership
