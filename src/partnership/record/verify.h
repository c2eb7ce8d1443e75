#pragma once
#include <chrono>
#include <functional>
#include <string>
#include <vector>

#include "kit/db/db.h"
#include "kit/field/field.h"
#include "partnership/record/verify_signatures.h"

// Checks a partnership's record from one database, a live one, a backup, or a party's copy: every entry against its
// leaf, every leaf against every root that was ever kept, signed or remembered, every body against its digest, every
// signature against the keys the journal names, and every row of every table against what the journal says of it.
// Everything is read in one snapshot, by number and never in the order it happens to lie in; no writer and no reader
// waits. Memory stays flat, whatever the length of the journal and the size of the partnership. The first fault is
// named in words.
namespace partnership {

struct VerifyOptions {
  TrustedKeys trusted;
  std::vector<SaidRoot> remembered;  // heads the caller has seen: each must be the beginning of this tree
  std::string state_file;            // an interrupted check goes on from here; empty: it begins anew
  std::chrono::milliseconds save_every{2000};
  int readers = 2;                            // connections, and threads, that look at it
  std::string copy_of;                        // the wall of the party whose copy this is; empty: the whole database
  std::function<void(double)> progress = {};  // a share between 0 and 1; it may throw to stop
};

struct Verification {
  std::int64_t entries = 0;     // in the journal
  std::int64_t integrated = 0;  // of them, leaves of the tree
  std::int64_t erased = 0;      // bodies that were erased by assent
  std::int64_t walled = 0;      // bodies behind another party's wall, which a copy does not have
  std::int64_t checkpoints = 0, cosignatures = 0;
  std::int64_t rows = 0;            // of all tables, compared
  std::int64_t went_on_from = 0;    // entries an earlier run had checked
  std::string root;                 // base64, over all leaves
  std::vector<std::string> faults;  // in words, the first ones; empty when all is well
  bool good() const { return faults.empty(); }
};

Verification verify(kit::Database& database, const std::vector<const kit::Table*>& tables, VerifyOptions options);
Verification verify(kit::Database& database, const std::vector<const kit::Table*>& tables,
                    const std::function<void(double)>& progress = {});

}  // namespace partnership
