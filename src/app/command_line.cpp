#include "app/command_line.h"

#include <fmt/format.h>

#include <csignal>
#include <filesystem>
#include <iostream>
#include <map>
#include <thread>

#include "app/embedded.h"
#include "app/examples.h"
#include "app/program.h"
#include "app/tables.h"
#include "kit/http/server.h"
#include "modules/setup/examples.h"
#include "modules/setup/setup.h"
#include "partnership/sign_in.h"
#include "partnership/verify.h"

namespace app {
namespace {

constexpr const char* help_text = R"(concert: runs a labor-management partnership

  concert serve   [--data FILE | --database URL] [--port 8080] [--address 127.0.0.1]
  concert import  FILE…|FOLDER… [--data FILE]      set up or update from CSV, XLSX and JSON files
  concert example living|published|national [--data FILE] [--people 200000] [--on YYYY-MM-DD]
  concert verify  [--data FILE]                    proves the journal and compares every table with it
  concert password LOGIN [--person EXTERNAL_ID]    sets a password, read from standard input
  concert session --person EXTERNAL_ID             prints a session token, for measuring
  concert routes | schema | help

--zone names the time zone of the partnership (America/Los_Angeles by default).
--data names an SQLite file (concert.db by default); --database a PostgreSQL address (postgres://…).
)";

// Words of a command line: --name value pairs, and the rest in order.
struct Options {
  std::vector<std::string> plain;
  std::map<std::string, std::string> named;

  explicit Options(const std::vector<std::string>& words) {
    for (std::size_t i = 1; i < words.size(); ++i) {
      if (!words[i].starts_with("--")) {
        plain.push_back(words[i]);
      } else if (auto equals = words[i].find('='); equals != std::string::npos) {
        named[words[i].substr(2, equals - 2)] = words[i].substr(equals + 1);
      } else if (i + 1 < words.size()) {
        named[words[i].substr(2)] = words[i + 1];
        ++i;
      } else {
        throw std::runtime_error(words[i] + " needs a value");
      }
    }
  }
  std::string get(const std::string& name, const std::string& otherwise) const {
    auto found = named.find(name);
    return found == named.end() ? otherwise : found->second;
  }
  int number(const std::string& name, int otherwise) const {
    std::string text = get(name, std::to_string(otherwise));
    int value = 0;
    auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
    if (error != std::errc() || end != text.data() + text.size())
      throw std::runtime_error("--" + name + " takes a whole number, not " + text);
    return value;
  }
  Setting setting() const {
    Setting setting{.database = get("database", get("data", "concert.db"))};
    setting.zone = get("zone", setting.zone);
    return setting;
  }
};

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

int serve(const Options& options, std::ostream& out, std::ostream& err) {
  std::signal(SIGINT, ask_to_stop);
  std::signal(SIGTERM, ask_to_stop);
  Program program(options.setting());
  kit::ServerOptions server_options{.address = options.get("address", "127.0.0.1"),
                                    .port = static_cast<std::uint16_t>(options.number("port", 8080))};
  kit::Server server(server_options, [&](kit::Request& request) { return program.answer(request); });
  server.start();
  out << fmt::format("Concert is at http://{}:{}\n", server_options.address, server.port())
      << setup::how_to_sign_in(program.database()) << std::flush;
  std::thread integrating([&] { keep_integrating(program, err); });
  while (!stop_asked) std::this_thread::sleep_for(std::chrono::milliseconds(50));
  server.stop();
  integrating.join();
  return 0;
}

int verify_command(const Options& options, std::ostream& out) {
  Program program(options.setting());
  program.integrate();
  auto result = partnership::verify(program.database(), journaled_tables(), [&](double share) {
    out << fmt::format("\rchecking {:3.0f} %", share * 100) << std::flush;
  });
  out << "\r                \r";
  for (auto& fault : result.faults) out << fault << "\n";
  out << fmt::format("{} entries, {} in the tree, {} bodies erased, {} rows compared.\n", result.entries,
                     result.integrated, result.erased, result.rows);
  out << (result.good() ? "The record is whole. Root: " : "The record does not hold. Root: ") << result.root << "\n";
  return result.good() ? 0 : 1;
}

partnership::Id<partnership::Person> person_of(kit::Session& db, const std::string& external_id) {
  auto id = db.maybe_value<std::string>("select id from people where external_id = $1", {external_id});
  if (!id) throw std::runtime_error("nobody has the external id " + external_id);
  return {*id};
}

template <class Act>
void in_transaction(Program& program, Act act) {
  kit::Session session = program.database().write();
  partnership::Actor nobody;
  partnership::Tx tx(session, nobody, program.router().now(), program.router().today());
  act(tx);
  tx.commit();
}

int password_command(const Options& options, std::ostream& out) {
  if (options.plain.empty()) throw std::runtime_error("concert password LOGIN --person EXTERNAL_ID");
  Program program(options.setting());
  std::string password;
  std::getline(std::cin, password);
  if (password.size() < 10) throw std::runtime_error("a password has at least ten characters");
  std::string login = options.plain.front();
  in_transaction(program, [&](partnership::Tx& tx) {
    partnership::set_password(tx, person_of(tx.db(), options.get("person", login)), login, password);
  });
  out << login << " can sign in.\n";
  return 0;
}

int session_command(const Options& options, std::ostream& out) {
  Program program(options.setting());
  std::string token;
  in_transaction(program, [&](partnership::Tx& tx) {
    token = partnership::open_session(tx, person_of(tx.db(), options.get("person", "")));
  });
  out << token << "\n";
  return 0;
}

int routes_command(std::ostream& out) {
  Program program(Setting{.database = "file:routes?mode=memory&cache=shared"});
  for (auto& line : program.router().lines())
    out << fmt::format("{:5} {:45} {}\n", kit::name_of(line.method), line.pattern, partnership::name_of(line.who));
  return 0;
}

int schema_command(std::ostream& out) {
  for (const kit::Asset& asset : schema_assets()) out << asset.content << "\n";
  return 0;
}

}  // namespace

int run_command(const std::vector<std::string>& words, std::ostream& out, std::ostream& err) {
  std::string command = words.empty() ? "help" : words.front();
  Options options(words);
  if (command == "serve") return serve(options, out, err);
  if (command == "import") {
    Program program(options.setting());
    return setup::import_command(program.database(), options.plain, out, kit::Zone(options.setting().zone));
  }
  if (command == "example") {
    Program program(options.setting());
    int status = make_example(program, options.plain, options.named, out);
    program.integrate();
    return status;
  }
  if (command == "verify") return verify_command(options, out);
  if (command == "password") return password_command(options, out);
  if (command == "session") return session_command(options, out);
  if (command == "routes") return routes_command(out);
  if (command == "schema") return schema_command(out);
  (command == "help" ? out : err) << help_text;
  return command == "help" ? 0 : 2;
}

}  // namespace app
