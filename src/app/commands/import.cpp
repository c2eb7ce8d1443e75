#include "app/commands/commands.h"
#include "app/examples.h"
#include "modules/setup/setup.h"

namespace app {

int import_command(const Options& options, Console console) {
  Program program(options.setting());
  auto speaker = options.has("as-host") ? setup::Speaker::host : setup::Speaker::who_asks;
  return setup::import_command(program.database(), options.plain, console.out, kit::Zone(options.setting().zone),
                               speaker);
}

int example_command(const Options& options, Console console) {
  Program program(options.setting());
  int status = make_example(program, options.plain, options.named, console.out);
  program.integrate();
  return status;
}

}  // namespace app
