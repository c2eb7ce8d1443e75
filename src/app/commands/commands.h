#pragma once
#include <ostream>

#include "app/commands/options.h"

// What `concert NAME …` does, one file a command (or a few that belong together). Each returns the exit status: 0 done,
// 1 a check failed, 2 wrong usage; a fault is thrown as a sentence.
namespace app {

struct Console {
  std::ostream& out;
  std::ostream& err;
};

int serve_command(const Options& options, Console console);
int witness_command(const Options& options, Console console);
int keys_command(const Options& options, Console console);
int import_command(const Options& options, Console console);
int feed_command(const Options& options, Console console);
int example_command(const Options& options, Console console);
int check_receipt_command(const Options& options, Console console);
int verify_command(const Options& options, Console console);
int export_command(const Options& options, Console console);
int diff_command(const Options& options, Console console);
int rebuild_command(const Options& options, Console console);
int mail_bounce_command(const Options& options, Console console);
int password_command(const Options& options, Console console);
int session_command(const Options& options, Console console);
int routes_command(const Options& options, Console console);
int schema_command(const Options& options, Console console);

}  // namespace app
