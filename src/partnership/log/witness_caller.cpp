#include "partnership/log/witness_caller.h"

namespace partnership {

WitnessCaller::WitnessCaller(NamedWitness witness, std::int64_t size, const LogBooks& books, kit::Limits limits,
                             std::function<void()> done)
    : witness_(std::move(witness)), size_(size), books_(books), limits_(std::move(limits)), done_(std::move(done)) {
  thread_ = std::jthread([this](std::stop_token stop) { run(std::move(stop)); });
}

WitnessCaller::~WitnessCaller() = default;  // jthread asks to stop, and waits

bool WitnessCaller::busy() const {
  std::lock_guard lock(mutex_);
  return busy_;
}

void WitnessCaller::begin(SignedHead head) {
  std::lock_guard lock(mutex_);
  question_ = std::move(head);
  busy_ = true;
  asked_.notify_one();
}

std::optional<WitnessCaller::Answered> WitnessCaller::take() {
  std::lock_guard lock(mutex_);
  if (!answered_) return std::nullopt;
  auto taken = std::move(answered_);
  answered_.reset();
  busy_ = false;
  return taken;
}

void WitnessCaller::run(std::stop_token stop) {
  std::unique_lock lock(mutex_);
  while (asked_.wait(lock, stop, [this] { return question_.has_value(); })) {
    SignedHead head = std::move(*question_);
    question_.reset();
    lock.unlock();
    WitnessAnswer answer;
    try {
      answer = ask_witness(witness_, head, size_, books_, limits_, stop);
    } catch (const std::exception& fault) {  // the database, most likely
      answer = {.trouble = "log.trouble.fault", .detail = fault.what(), .size = size_};
    }
    size_ = answer.size;
    lock.lock();
    answered_ = Answered{std::move(head), std::move(answer)};
    lock.unlock();
    done_();
    lock.lock();
  }
}

}  // namespace partnership
