#pragma once
// How a command that serves is ended: by SIGINT or SIGTERM, noticed within a moment.
namespace app {

void stop_on_signals();
bool stop_was_asked();
void wait_to_be_stopped();

}  // namespace app
