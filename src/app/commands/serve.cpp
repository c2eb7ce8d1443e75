#include <fmt/format.h>

#include <thread>

#include "app/commands/commands.h"
#include "app/commands/log_key.h"
#include "app/commands/mail_options.h"
#include "app/commands/stopping.h"
#include "kit/http/server.h"
#include "modules/decisions/decisions.h"
#include "modules/feeds/feeds.h"
#include "modules/measures/alarms.h"
#include "modules/measures/unit_moves.h"
#include "modules/meetings/meetings.h"
#include "modules/setup/examples.h"
#include "partnership/log/log_publisher.h"
#include "partnership/log/publisher_turn.h"

namespace app {
namespace {

// Leaves are taken in soon after each commit, without any writer waiting for it.
void keep_integrating(Program& program, partnership::LogPublisher* publisher, std::ostream& err) {
  while (!stop_was_asked()) {
    try {
      if (program.integrate() > 0 && publisher) publisher->wake();
    } catch (const std::exception& fault) {
      err << "the journal could not be integrated: " << fault.what() << std::endl;
    }
    std::this_thread::sleep_for(std::chrono::milliseconds(200));
  }
}

// Each in a transaction of its own, so that trouble with one leaves the others.
void do_what_is_due(Program& program, std::ostream& err) {
  const std::vector<std::function<void(partnership::Tx&)>> works{decisions::close_over, measures::ring_alarms,
                                                                 feeds::look_after_feeds, meetings::plan_series,
                                                                 measures::take_due_moves};
  for (auto& work : works) {
    try {
      program.act(work);
    } catch (const std::exception& fault) {
      err << "what was due could not be done: " << fault.what() << std::endl;
    }
  }
}

// What falls due by itself is done about once a minute.
void keep_closing(Program& program, std::ostream& err) {
  auto next = std::chrono::steady_clock::now();
  while (!stop_was_asked()) {
    std::this_thread::sleep_for(std::chrono::milliseconds(200));
    if (std::chrono::steady_clock::now() < next) continue;
    next = std::chrono::steady_clock::now() + std::chrono::minutes(1);
    do_what_is_due(program, err);
  }
}

// What other systems put into the watched folder is taken a few seconds later.
void keep_feeding(Program& program, const std::string& folder, Console console) {
  auto next = std::chrono::steady_clock::now();
  while (!stop_was_asked()) {
    std::this_thread::sleep_for(std::chrono::milliseconds(200));
    if (std::chrono::steady_clock::now() < next) continue;
    next = std::chrono::steady_clock::now() + std::chrono::seconds(5);
    try {
      feeds::take_folder(program.database(), folder, program.router().today(), console.out);
    } catch (const std::exception& fault) {
      console.err << "the folder of feeds could not be read: " << fault.what() << std::endl;
    }
  }
}

std::unique_ptr<partnership::LogPublisher> start_publishing(Program& program, const Options& options, Console console) {
  auto key = log_key_for(program, options, console);
  if (!key) return nullptr;
  partnership::PublisherSetting setting{.key = *key, .next_key = {}, .zone = kit::Zone(options.setting().zone)};
  setting.next_key = [&options] { return key_after_rotation(options); };
  if (program.database().engine() == kit::Engine::postgres)
    setting.my_turn = [turn = std::make_shared<partnership::PublisherTurn>(options.setting().database)] {
      return turn->mine();
    };
  setting.err = &console.err;
  setting.limits.authorities = options.get("authorities", "");
  auto publisher = std::make_unique<partnership::LogPublisher>(program.database(), std::move(setting));
  publisher->start();
  return publisher;
}

}  // namespace

int serve_command(const Options& options, Console console) {
  stop_on_signals();
  Program program(options.setting());
  auto publisher = start_publishing(program, options, console);
  kit::ServerOptions server_options{.address = options.get("address", "127.0.0.1"),
                                    .port = static_cast<std::uint16_t>(options.number("port", 8080))};
  kit::Server server(server_options, [&](kit::Request& request) { return program.answer(request); });
  program.live().start();
  server.start();
  console.out << fmt::format("Concert is at http://{}:{}\n", server_options.address, server.port())
              << setup::how_to_sign_in(program.database()) << std::flush;
  partnership::Post post(
      program.database(),
      post_setting(options, fmt::format("http://{}:{}", server_options.address, server.port()), console));
  post.start();
  std::thread integrating([&] { keep_integrating(program, publisher.get(), console.err); });
  std::thread closing([&] { keep_closing(program, console.err); });
  std::optional<std::thread> feeding;
  if (std::string folder = options.get("feeds", ""); !folder.empty())
    feeding.emplace([&, folder] { keep_feeding(program, folder, console); });
  wait_to_be_stopped();
  server.stop();
  integrating.join();
  closing.join();
  if (feeding) feeding->join();
  return 0;
}

}  // namespace app
