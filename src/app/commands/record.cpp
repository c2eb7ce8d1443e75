#include <fmt/format.h>

#include <filesystem>
#include <iostream>

#include "app/commands/commands.h"
#include "app/tables.h"
#include "kit/text/progress_line.h"
#include "partnership/record/copy.h"
#include "partnership/record/diff.h"
#include "partnership/record/rebuild.h"
#include "partnership/record/record_words.h"

namespace app {
namespace {

using partnership::grouped;

std::string required(const Options& options, const std::string& name, const char* usage) {
  if (!options.has(name)) throw std::runtime_error(usage);
  return options.get(name, "");
}

std::unique_ptr<kit::Database> open_existing(const std::string& url) {
  bool server = url.starts_with("postgres://") || url.starts_with("postgresql://");
  if (!server && !std::filesystem::exists(url)) throw std::runtime_error("There is no database " + url + ".");
  return std::make_unique<kit::Database>(kit::DatabaseOptions{.url = url, .readers = 2, .writers = 1});
}

partnership::Rebuilt rebuild_into(kit::Database& from, const Options& options, const std::string& url,
                                  Console console) {
  Setting setting = options.setting();
  setting.database = url;
  Program target(setting);
  kit::ProgressLine progress(console.out, "rebuilding");
  auto rebuilt = partnership::rebuild(from, target.database(), journaled_tables(), progress);
  progress.clear();
  console.out << fmt::format("{} entries were applied.\n", grouped(rebuilt.entries));
  return rebuilt;
}

bool agreed(const std::string& file, Console console) {
  console.out << "The tables in " << file << " are made again from its journal. The file as it is stays beside it.\n"
              << "Stop the server first. Type yes to go on: " << std::flush;
  std::string answer;
  std::getline(std::cin, answer);
  return answer == "yes";
}

int rebuild_in_place(const Options& options, Console console) {
  std::string file = options.setting().database, fresh = file + ".rebuilt", before = file + ".before";
  if (!agreed(file, console)) return 1;
  if (std::filesystem::exists(before)) throw std::runtime_error(before + " is there already; move it away.");
  std::filesystem::remove(fresh);
  rebuild_into(*open_existing(file), options, fresh, console);
  std::filesystem::rename(file, before);
  std::filesystem::rename(fresh, file);
  console.out << "Done. The former file is " << before << ".\n";
  return 0;
}

}  // namespace

int export_command(const Options& options, Console console) {
  constexpr const char* usage = "concert export --party NAME --out FILE";
  std::string party = required(options, "party", usage), file = required(options, "out", usage);
  auto database = open_existing(options.setting().database);
  kit::ProgressLine progress(console.out, "copying");
  auto made = partnership::make_copy(*database, party, file, kit::now(), progress);
  progress.clear();
  console.out << fmt::format("{} entries, what {} of them say, and root {}, in {}.\n", grouped(made.entries),
                             grouped(made.bodies), made.root, file);
  return 0;
}

int diff_command(const Options& options, Console console) {
  if (options.plain.size() != 2) throw std::runtime_error("concert diff COPY COPY");
  auto a = open_existing(options.plain[0]), b = open_existing(options.plain[1]);
  console.out << "A is " << options.plain[0] << ", B is " << options.plain[1] << ".\n";
  auto found = partnership::compare_copies(*a, *b);
  for (auto& sentence : found.sentences) console.out << sentence << "\n";
  return found.agree ? 0 : 1;
}

int rebuild_command(const Options& options, Console console) {
  if (options.has("in-place")) return rebuild_in_place(options, console);
  std::string into =
      required(options, "into", "concert rebuild --into FILE [--copy FILE], or concert rebuild --in-place");
  auto from = open_existing(options.has("copy") ? options.get("copy", "") : options.setting().database);
  rebuild_into(*from, options, into, console);
  return 0;
}

}  // namespace app
