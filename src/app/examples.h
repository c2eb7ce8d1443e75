#pragma once
#include <map>
#include <ostream>

#include "app/program.h"

// The examples a partnership can be opened with, and what to tell whoever opens one.
namespace app {

// `words` names the example: living, published, national. Returns the exit status.
int make_example(Program& program, const std::vector<std::string>& words,
                 const std::map<std::string, std::string>& options, std::ostream& out);

}  // namespace app
