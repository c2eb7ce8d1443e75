#pragma once
// The command line: what `concert help` tells, and nothing that the pages cannot do as well or need not do.
#include <ostream>
#include <string>
#include <vector>

namespace app {

// `concert serve --data FILE --port N` and the other commands (concert help). Returns the exit status.
int run_command(const std::vector<std::string>& words, std::ostream& out, std::ostream& err);

}  // namespace app
