#pragma once
#include <string>

#include "partnership/record/verify_stretch.h"

// Where a verification stands, in a file: so that one that was interrupted goes on, and so that the next one knows the
// roots that were seen before. The file belongs to whoever checks; it is replaced as a whole.
namespace partnership {

struct VerifyState {
  std::string tables;         // what is compared with; sums of other tables are of no use
  std::int64_t erasures = 0;  // likewise
  std::int64_t size = 0;      // entries checked
  std::vector<journal::Hash> frontier;
  std::vector<ComputedNode> nodes;  // not yet compared
  std::int64_t salts = 0;
  std::int64_t bodies = 0, walled = 0;
  std::string balance;  // Balance::save()
  std::vector<JournalFact> facts;
  std::vector<std::int64_t> missing;
  std::vector<std::string> faults;
  std::vector<SaidRoot> remembered;  // of runs that came to an end
};

// An empty state if there is no such file; throws std::runtime_error with a sentence if it cannot be read.
VerifyState read_state(const std::string& file);
void write_state(const std::string& file, const VerifyState& state);

}  // namespace partnership
