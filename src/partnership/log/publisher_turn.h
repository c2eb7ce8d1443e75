#pragma once
#include <memory>
#include <string>

#include "kit/db/db.h"

// With several servers before one PostgreSQL, one at a time signs heads and asks the witnesses: the one that holds this
// lock, on a connection of its own. When it ends or is killed, or loses its connection, the lock is free at once and
// another takes its place. Belongs to one thread.
namespace partnership {

class PublisherTurn {
 public:
  explicit PublisherTurn(std::string url) : url_(std::move(url)) {}
  // Asks the database. False also while it cannot be reached.
  bool mine();

 private:
  bool ask(const char* sql);

  std::string url_;
  std::unique_ptr<kit::Connection> connection_;
  bool mine_ = false;
};

}  // namespace partnership
