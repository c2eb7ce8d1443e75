#pragma once
#include <signal.h>

#include "kit/text/progress_line.h"
#include "modules/setup/setup.h"

// What long commands share: a line that shows how far they are, and stopping on Ctrl-C without leaving half of it.
namespace setup {

struct Interrupted {};

// While this lives, an interrupt makes the next word of progress throw Interrupted instead of ending the program.
class Interruptible {
 public:
  Interruptible();
  ~Interruptible();
  Interruptible(const Interruptible&) = delete;
  Interruptible& operator=(const Interruptible&) = delete;

 private:
  struct sigaction former_interrupt_ {
  }, former_terminate_{};
};

// Tells how far the work is, and ends it with Interrupted once a signal asked for that.
class InterruptibleProgress {
 public:
  InterruptibleProgress(std::ostream& out, std::string what) : line_(out, std::move(what)) {}
  void operator()(double share);
  void clear() { line_.clear(); }

 private:
  kit::ProgressLine line_;
};

}  // namespace setup
