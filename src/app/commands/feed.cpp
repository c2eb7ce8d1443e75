#include "app/commands/commands.h"
#include "modules/feeds/feeds.h"

namespace app {

int feed_command(const Options& options, Console console) {
  Program program(options.setting());
  kit::Date today = kit::date_in(kit::now(), kit::Zone(options.setting().zone));
  std::string folder = options.get("folder", "");
  int status = 0;
  if (!folder.empty()) {
    feeds::take_folder(program.database(), folder, today, console.out);
  } else if (options.plain.size() < 2) {
    console.err << "Name the feed and its files: concert feed NAME FILE…\n";
    return 2;
  } else {
    std::vector<std::string> files(options.plain.begin() + 1, options.plain.end());
    status = feeds::feed_command(program.database(), options.plain.front(), files, options.get("reason", ""), today,
                                 console.out);
  }
  program.integrate();
  return status;
}

}  // namespace app
