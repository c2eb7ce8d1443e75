#include <fmt/format.h>

#include <csignal>
#include <thread>

#include "app/commands/commands.h"
#include "kit/http/server.h"
#include "modules/setup/examples.h"

namespace app {
namespace {

volatile std::sig_atomic_t stop_asked = 0;
void ask_to_stop(int) { stop_asked = 1; }

// Leaves are taken in soon after each commit, without any writer waiting for it.
void keep_integrating(Program& program, std::ostream& err) {
  while (!stop_asked) {
    try {
      program.integrate();
    } catch (const std::exception& fault) {
      err << "the journal could not be integrated: " << fault.what() << std::endl;
    }
    std::this_thread::sleep_for(std::chrono::milliseconds(200));
  }
}

}  // namespace

int serve_command(const Options& options, Console console) {
  std::signal(SIGINT, ask_to_stop);
  std::signal(SIGTERM, ask_to_stop);
  Program program(options.setting());
  kit::ServerOptions server_options{.address = options.get("address", "127.0.0.1"),
                                    .port = static_cast<std::uint16_t>(options.number("port", 8080))};
  kit::Server server(server_options, [&](kit::Request& request) { return program.answer(request); });
  server.start();
  console.out << fmt::format("Concert is at http://{}:{}\n", server_options.address, server.port())
              << setup::how_to_sign_in(program.database()) << std::flush;
  std::thread integrating([&] { keep_integrating(program, console.err); });
  while (!stop_asked) std::this_thread::sleep_for(std::chrono::milliseconds(50));
  server.stop();
  integrating.join();
  return 0;
}

}  // namespace app
