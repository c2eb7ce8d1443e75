#include "app/examples.h"

#include "app/embedded.h"
#include "modules/setup/examples.h"

namespace app {
namespace {

std::string named(const std::map<std::string, std::string>& options, const std::string& name,
                  const std::string& otherwise) {
  auto found = options.find(name);
  return found == options.end() ? otherwise : found->second;
}

std::vector<setup::File> published_files() {
  std::vector<setup::File> files;
  for (const kit::Asset& asset : published_assets())
    files.push_back({std::string(asset.path), std::string(asset.content)});
  return files;
}

}  // namespace

int make_example(Program& program, const std::vector<std::string>& words,
                 const std::map<std::string, std::string>& options, std::ostream& out) {
  auto on = kit::parse_date(named(options, "on", kit::iso(program.router().today())));
  int people = 0;
  if (!on || !kit::parse_text(named(options, "people", "200000"), people) || words.empty())
    throw std::runtime_error("concert example living|published|national [--people N] [--on YYYY-MM-DD]");
  return setup::example_command(
      program.database(), {.name = words.front(), .on = *on, .people = people, .published = published_files()}, out);
}

}  // namespace app
