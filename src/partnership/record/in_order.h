#pragma once
#include <condition_variable>
#include <cstdint>
#include <exception>
#include <functional>
#include <map>
#include <mutex>
#include <optional>
#include <thread>
#include <vector>

#include "kit/db/db.h"

// Work that is done piece by piece on one thread for each reader, while what comes out of the pieces is taken by the
// caller one after another. Few pieces wait to be taken, so memory is bounded whatever their number. The first
// exception, of a piece or of taking one, ends it and is thrown here.
namespace partnership {

template <class Result>
class InOrder {
 public:
  using Work = std::function<Result(kit::Session& reader, std::int64_t piece)>;
  using Take = std::function<void(Result, std::int64_t piece)>;

  // `ahead`: how many pieces may be done or under way before they are taken; 0: two for each reader.
  InOrder(std::int64_t pieces, Work work, std::int64_t ahead = 0)
      : pieces_(pieces), work_(std::move(work)), ahead_(ahead) {}

  void run(std::vector<kit::Session>& readers, const Take& take) {
    if (ahead_ == 0) ahead_ = 2 * static_cast<std::int64_t>(readers.size());
    std::vector<std::jthread> threads;  // joined however this ends, after stop_ was said
    Stop stop{*this};
    for (kit::Session& reader : readers) threads.emplace_back([this, &reader] { do_pieces(reader); });
    for (std::int64_t piece = 0; piece < pieces_; ++piece) take(wait_for(piece), piece);
    threads.clear();
  }

 private:
  struct Stop {
    InOrder& all;
    ~Stop() { all.end({}); }
  };

  void do_pieces(kit::Session& reader) {
    try {
      while (auto piece = begin_piece()) hand_over(*piece, work_(reader, *piece));
    } catch (...) {
      end(std::current_exception());
    }
  }

  std::optional<std::int64_t> begin_piece() {
    std::unique_lock lock(mutex_);
    changed_.wait(lock, [this] { return stop_ || begun_ == pieces_ || begun_ < taken_ + ahead_; });
    if (stop_ || begun_ == pieces_) return std::nullopt;
    return begun_++;
  }

  void hand_over(std::int64_t piece, Result result) {
    std::lock_guard lock(mutex_);
    done_.emplace(piece, std::move(result));
    changed_.notify_all();
  }

  Result wait_for(std::int64_t piece) {
    std::unique_lock lock(mutex_);
    changed_.wait(lock, [&] { return stop_ || done_.contains(piece); });
    if (fault_) std::rethrow_exception(fault_);
    taken_ = piece + 1;
    changed_.notify_all();
    return std::move(done_.extract(piece).mapped());
  }

  void end(std::exception_ptr fault) {
    std::lock_guard lock(mutex_);
    if (!fault_) fault_ = std::move(fault);
    stop_ = true;
    changed_.notify_all();
  }

  std::int64_t pieces_;
  Work work_;
  std::mutex mutex_;
  std::condition_variable changed_;
  std::map<std::int64_t, Result> done_;
  std::int64_t ahead_, begun_ = 0, taken_ = 0;
  bool stop_ = false;
  std::exception_ptr fault_;
};

}  // namespace partnership
