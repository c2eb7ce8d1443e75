#pragma once
#include <functional>
#include <optional>

#include "journal/frontier.h"
#include "journal/tile.h"
#include "kit/db/db.h"
#include "kit/time/instant.h"

// Integration: after a commit, new entries become leaves of the tree and the tree gets a new head. Sequencing happens
// in the writers' own transactions, so no writer waits for this. It may stop anywhere and go on from what is stored.
namespace partnership {

class JournalKeeper {
 public:
  explicit JournalKeeper(kit::Database& database) : database_(database) {}

  // Takes in whatever is committed and can have nothing before it any more; returns how many leaves were added.
  std::int64_t integrate(kit::Instant now);

 private:
  std::int64_t integrate_some(kit::Instant now);
  kit::Database& database_;
  std::optional<journal::Frontier> frontier_;  // as of the last commit here
};

struct TreeHead {
  std::int64_t size = 0;
  journal::Hash root{};
  kit::Instant made_at;
};
std::optional<TreeHead> latest_head(kit::Session& db);

// The hashes of a tile, in a row; fewer than its width where the tree ends.
std::string stored_tile(kit::Session& db, const journal::Tile& tile);
// Any complete node of the stored tree of `size` leaves. The session must outlive the source.
journal::HashSource stored_nodes(kit::Session& db, std::int64_t size);

journal::Hash hash_of(const std::string& bytes);
kit::Bytes bytes_of(const journal::Hash& hash);

}  // namespace partnership
