#include "witness/witness.h"

#include <fmt/format.h>

#include "app/commands/commands.h"
#include "app/commands/key_options.h"
#include "app/commands/stopping.h"
#include "journal/add_checkpoint.h"
#include "kit/http/server.h"

namespace app {

int witness_command(const Options& options, Console console) {
  std::string key = options.get("key", ""), memory = options.get("memory", "");
  if (key.empty() || memory.empty() || !options.has("log"))
    throw std::runtime_error("concert witness --key FILE --memory FILE --log KEY[@ORIGIN]… [--port 8090]");
  witness::Setting setting{.memory = memory, .key = key_in(options, key), .logs = {}, .out = &console.err};
  for (const std::string& log : options.all("log")) setting.logs.push_back(witness::parse_trusted_log(log));
  witness::Witness witness(std::move(setting));

  kit::ServerOptions server_options{.address = options.get("address", "127.0.0.1"),
                                    .port = static_cast<std::uint16_t>(options.number("port", 8090)),
                                    .io_threads = 1,
                                    .longest_body = journal::max_add_checkpoint_size,
                                    .most_connections = 1000};
  kit::Server server(server_options, [&](kit::Request& request) { return witness.answer(request); });
  stop_on_signals();
  server.start();
  console.out << fmt::format("The witness is at http://{}:{}\n", server_options.address, server.port()) << std::flush;
  wait_to_be_stopped();
  server.stop();
  return 0;
}

}  // namespace app
