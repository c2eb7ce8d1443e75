#pragma once
#include <atomic>
#include <fstream>
#include <mutex>
#include <thread>

#include "kit/db/db.h"
#include "kit/http/event_stream.h"
#include "kit/time/instant.h"

// A party's whole copy on its way to a browser. The file is made beside the program, on a thread of its own, and sent
// piece by piece from there, so neither its size nor a slow reader costs memory or holds up anybody; it is gone when
// the sending ends, however that is.
namespace partnership {

class CopyStream final : public kit::EventStream {
 public:
  // `party`: its id.
  CopyStream(kit::Database& database, std::string party, kit::Instant now);
  ~CopyStream();

  std::string take() override;
  void keep_alive() override {}  // a file has no room for comments

  static int under_way();  // in this process

 private:
  void make(const std::stop_token& stop, kit::Database& database, const std::string& party, kit::Instant now);

  std::mutex sending_;
  std::ifstream file_;  // open once the copy is complete
  std::jthread thread_;
};

}  // namespace partnership
