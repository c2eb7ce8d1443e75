#include "app/command_line.h"

#include <fmt/format.h>

#include "app/commands/commands.h"

namespace app {
namespace {

struct Command {
  std::string_view name, takes, does;
  int (*run)(const Options&, Console);
};

constexpr Command commands[] = {
    {"serve", "[--port 8080] [--address 127.0.0.1]", "serves the pages", serve_command},
    {"import", "FILE…|FOLDER…", "sets up or updates from CSV, XLSX and JSON files", import_command},
    {"example", "living|published|national [--people 200000] [--on YYYY-MM-DD]", "fills an empty database",
     example_command},
    {"verify", "", "proves the journal and compares every table with it", verify_command},
    {"password", "LOGIN [--person EXTERNAL_ID]", "sets a password, read from standard input", password_command},
    {"session", "--person EXTERNAL_ID", "prints a session token, for measuring", session_command},
    {"routes", "", "lists every route and who may use it", routes_command},
    {"schema", "", "prints the tables", schema_command},
};

std::string help_text() {
  std::string text = "concert: runs a labor-management partnership\n\n";
  for (const Command& command : commands)
    text += fmt::format("  concert {:<9}{}\n{:>19}{}\n", command.name, command.takes, "", command.does);
  return text +
         "\nEvery command takes --data FILE, an SQLite file (concert.db by default), or --database URL, a PostgreSQL\n"
         "address (postgres://…), and --zone, the time zone of the partnership (America/Los_Angeles by default).\n";
}

}  // namespace

int run_command(const std::vector<std::string>& words, std::ostream& out, std::ostream& err) {
  std::string name = words.empty() ? "help" : words.front();
  for (const Command& command : commands)
    if (command.name == name) return command.run(Options({words.begin() + 1, words.end()}), {out, err});
  (name == "help" ? out : err) << help_text();
  return name == "help" ? 0 : 2;
}

}  // namespace app
