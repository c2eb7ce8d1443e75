#pragma once
#include <condition_variable>
#include <mutex>
#include <optional>
#include <thread>

#include "partnership/log/ask_witness.h"

// The thread that talks to one witness. It is given one head at a time and leaves the answer for the publisher to take.
namespace partnership {

class WitnessCaller {
 public:
  // `done` is called on the caller's thread when an answer waits. `books` must outlive this.
  WitnessCaller(NamedWitness witness, std::int64_t size, const LogBooks& books, kit::Limits limits,
                std::function<void()> done);
  ~WitnessCaller();  // cancels what is under way

  const NamedWitness& witness() const { return witness_; }
  bool busy() const;
  void begin(SignedHead head);  // requires that it is not busy, and that no answer waits

  struct Answered {
    SignedHead head;
    WitnessAnswer answer;
  };
  std::optional<Answered> take();

 private:
  void run(std::stop_token stop);

  NamedWitness witness_;
  std::int64_t size_;  // of the thread alone
  const LogBooks& books_;
  kit::Limits limits_;
  std::function<void()> done_;
  mutable std::mutex mutex_;
  std::condition_variable_any asked_;
  std::optional<SignedHead> question_;
  std::optional<Answered> answered_;
  bool busy_ = false;
  std::jthread thread_;
};

}  // namespace partnership
