#pragma once
#include <string>
#include <vector>

#include "kit/db/db.h"

// Where two copies of a journal part: two parties lay what each was given side by side. Either one is the beginning of
// the other, or there is a first entry at which they differ; and if the log has signed beyond it in both, that is the
// proof that it showed each of them another journal.
namespace partnership {

struct Difference {
  bool agree = true;                   // the same, or one the beginning of the other
  bool split_view = false;             // proven by two signatures of one key
  std::vector<std::string> sentences;  // "A" and "B" are the two
};
Difference compare_copies(kit::Database& a, kit::Database& b);

}  // namespace partnership
