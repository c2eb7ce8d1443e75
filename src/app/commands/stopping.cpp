#include "app/commands/stopping.h"

#include <chrono>
#include <csignal>
#include <thread>

namespace app {
namespace {

volatile std::sig_atomic_t stop_asked = 0;
void ask_to_stop(int) { stop_asked = 1; }

}  // namespace

void stop_on_signals() {
  std::signal(SIGINT, ask_to_stop);
  std::signal(SIGTERM, ask_to_stop);
}

bool stop_was_asked() { return stop_asked != 0; }

void wait_to_be_stopped() {
  while (!stop_was_asked()) std::this_thread::sleep_for(std::chrono::milliseconds(50));
}

}  // namespace app
