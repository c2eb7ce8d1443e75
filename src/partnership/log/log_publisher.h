#pragma once
#include <functional>
#include <memory>
#include <ostream>

#include "journal/key.h"
#include "kit/db/db.h"
#include "kit/http/client.h"
#include "kit/time/zone.h"

// Signs the newest head of the tree, asks every witness the policy names to cosign it, and publishes it as soon as
// enough have. All of it happens on threads of its own and after the commit: no writer and no page waits for the
// network, a slow witness holds up nobody but itself, and whatever is lost by a kill is simply asked again. A witness
// in trouble is shown to the administrators of every party: one that refuses at once, one that is away after a while.
namespace partnership {

struct PublisherSetting {
  journal::SigningKey key;
  // The key again, after it was rotated; throws with a sentence if it cannot be had.
  std::function<journal::SigningKey()> next_key;
  // Whether this process is the one to sign and ask; asked twice a second. Empty: there is no other.
  std::function<bool()> my_turn;
  kit::Zone zone{"America/Los_Angeles"};
  std::function<kit::Instant()> now = kit::now;
  std::ostream* err = nullptr;
  kit::Limits limits{.time = std::chrono::milliseconds(5000), .longest_body = 64 * 1024, .authorities = {}};
  std::chrono::milliseconds least_pause{300};   // between two heads that are put to the witnesses
  std::chrono::milliseconds retry_after{1000};  // for a witness in trouble
  std::int64_t seconds_of_grace = 120;          // before somebody is told that a witness is away
};

class LogPublisher {
 public:
  LogPublisher(kit::Database& database, PublisherSetting setting);
  ~LogPublisher();  // stops

  void start();
  void wake();  // the tree has grown
  void stop();  // within moments: requests under way are cancelled

  struct Inside;  // known to log_publisher.cpp only

 private:
  std::unique_ptr<Inside> inside_;
};

}  // namespace partnership
