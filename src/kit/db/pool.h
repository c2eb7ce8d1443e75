#pragma once
#include <condition_variable>
#include <functional>
#include <memory>
#include <mutex>
#include <vector>

#include "kit/db/db.h"

// A fixed number of connections, opened when first needed and handed out one at a time.
namespace kit {

class Pool {
 public:
  using Open = std::function<std::unique_ptr<Connection>()>;
  Pool(int most, Open open) : open_(std::move(open)), most_(most) {}

  std::unique_ptr<Connection> take();  // waits until one is free
  void give_back(std::unique_ptr<Connection> connection);
  void forget();  // a broken connection is gone: another may be opened in its place

 private:
  Open open_;
  std::mutex mutex_;
  std::condition_variable free_;
  std::vector<std::unique_ptr<Connection>> idle_;
  int most_;
  int opened_ = 0;
};

}  // namespace kit
