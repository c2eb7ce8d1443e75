#include "partnership/verify.h"

#include <fmt/format.h>

#include "app/commands/commands.h"
#include "app/tables.h"

namespace app {

int verify_command(const Options& options, Console console) {
  std::ostream& out = console.out;
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

}  // namespace app
