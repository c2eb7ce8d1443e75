#include <fmt/format.h>

#include "app/commands/commands.h"
#include "app/embedded.h"

namespace app {

int routes_command(const Options&, Console console) {
  Program program(Setting{.database = "file:routes?mode=memory&cache=shared"});
  for (auto& line : program.router().lines())
    console.out << fmt::format("{:5} {:45} {}\n", kit::name_of(line.method), line.pattern,
                               partnership::name_of(line.who));
  return 0;
}

int schema_command(const Options&, Console console) {
  for (const kit::Asset& asset : schema_assets()) console.out << asset.content << "\n";
  return 0;
}

}  // namespace app
