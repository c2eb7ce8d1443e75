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
    {"serve",
     "[--port 8080] [--address 127.0.0.1] [--key FILE] [--origin NAME] [--smtp URL --mail-from ADDRESS] [--feeds "
     "FOLDER]",
     "serves the pages, signs the journal and has it cosigned", serve_command},
    {"witness", "--key FILE --memory FILE --log KEY… [--port 8090]",
     "watches the journal of a partnership, for one party", witness_command},
    {"keys", "create|show|rotate", "makes, shows and changes signing keys", keys_command},
    {"import", "FILE…|FOLDER… [--as-host]", "sets up or updates from CSV, XLSX and JSON files", import_command},
    {"feed", "NAME FILE… [--reason TEXT] | --folder FOLDER", "loads figures that another system sent", feed_command},
    {"example", "living|published|national [--people 200000] [--on YYYY-MM-DD]", "fills an empty database",
     example_command},
    {"check-receipt", "FILE --log-key KEY [--witness-key KEY]… [--quorum N] [--json]",
     "says whether a receipt holds, without the server", check_receipt_command},
    {"verify", "[--copy FILE] [--state FILE] [--log-key KEY]… [--witness-key KEY]… [--seen CHECKPOINT]",
     "proves the journal and compares every table with it", verify_command},
    {"export", "--party NAME --out FILE", "writes a party's whole copy of the record", export_command},
    {"diff", "COPY COPY", "says where two copies of the record part", diff_command},
    {"rebuild", "--into FILE [--copy FILE] | --in-place", "makes the tables again from the journal", rebuild_command},
    {"mail-bounce", "[--maildir FOLDER]",
     "takes mail that came back, and answers to invitations, from a folder or standard input", mail_bounce_command},
    {"password", "LOGIN [--person EXTERNAL_ID]", "sets a password, read from standard input", password_command},
    {"session", "--person EXTERNAL_ID", "prints a session token, for measuring", session_command},
    {"routes", "", "lists every route and who may use it", routes_command},
    {"schema", "", "prints the tables", schema_command},
};

std::string help_text() {
  std::string text = "concert: runs a labor-management partnership\n\n";
  for (const Command& command : commands)
    text += fmt::format("  concert {}{}{}\n      {}\n", command.name, command.takes.empty() ? "" : " ", command.takes,
                        command.does);
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
