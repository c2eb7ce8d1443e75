#pragma once
#include <signal.h>

#include <memory>

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

class ProgressLine {
 public:
  ProgressLine(std::ostream& out, std::string what)
      : out_(&out), what_(std::move(what)), shown_(std::make_shared<int>(-1)) {}
  void operator()(double share);

 private:
  std::ostream* out_;
  std::string what_;
  std::shared_ptr<int> shown_;  // copies of this show one line
};

}  // namespace setup
