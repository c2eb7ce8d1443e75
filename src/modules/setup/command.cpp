#include <fmt/format.h>
#include <signal.h>

#include <algorithm>
#include <atomic>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <ostream>

#include "modules/setup/command.h"

namespace setup {
namespace {

namespace fs = std::filesystem;

std::atomic<bool> asked_to_stop{false};
void stop_soon(int) { asked_to_stop = true; }

constexpr std::uintmax_t most_bytes = 2'000'000'000;

bool is_ours(const fs::path& path) {
  return path.extension() == ".csv" || path.extension() == ".xlsx" || path.extension() == ".json";
}

File read_file(const fs::path& path) {
  std::ifstream stream(path, std::ios::binary);
  if (!stream) throw std::runtime_error(fmt::format("The file {} cannot be read.", path.string()));
  if (fs::file_size(path) > most_bytes)
    throw std::runtime_error(fmt::format("The file {} is larger than 2 GB. Send it in parts.", path.string()));
  File file{.name = path.filename().string(), .content = {}};
  file.content.resize(fs::file_size(path));
  stream.read(file.content.data(), static_cast<std::streamsize>(file.content.size()));
  return file;
}

void print_problems(const Preview& preview, std::ostream& out) {
  for (const Problem& problem : preview.problems) {
    out << problem.file;
    if (problem.row > 0) out << ", row " << problem.row;
    if (!problem.field.empty()) out << ", " << problem.field;
    out << ": " << kit::say(Language::en, problem.sentence, {{"detail", problem.detail}}) << "\n";
  }
  if (preview.more_problems > 0) out << "and " << preview.more_problems << " more\n";
  out << "Nothing was changed.\n";
}

}  // namespace

Interruptible::Interruptible() {
  asked_to_stop = false;
  struct sigaction action {};
  action.sa_handler = stop_soon;
  sigaction(SIGINT, &action, &former_interrupt_);
  sigaction(SIGTERM, &action, &former_terminate_);
}
Interruptible::~Interruptible() {
  sigaction(SIGINT, &former_interrupt_, nullptr);
  sigaction(SIGTERM, &former_terminate_, nullptr);
}

void InterruptibleProgress::operator()(double share) {
  if (asked_to_stop) throw Interrupted{};
  line_(share);
}

std::vector<File> read_paths(const std::vector<std::string>& paths) {
  std::vector<fs::path> found;
  for (const std::string& path : paths) {
    if (!fs::exists(path)) throw std::runtime_error(fmt::format("There is no file or folder {}.", path));
    if (!fs::is_directory(path)) {
      found.emplace_back(path);
      continue;
    }
    for (const fs::directory_entry& entry : fs::recursive_directory_iterator(path))
      if (entry.is_regular_file() && is_ours(entry.path())) found.push_back(entry.path());
  }
  std::ranges::sort(found);
  std::vector<File> files;
  for (const fs::path& path : found) files.push_back(read_file(path));
  return files;
}

int import_command(kit::Database& database, const std::vector<std::string>& paths, std::ostream& out,
                   const kit::Zone& zone, Speaker speaker) {
  Interruptible interruptible;
  InterruptibleProgress progress(out, "Importing");
  try {
    std::vector<File> files = read_paths(paths);
    if (files.empty()) throw std::runtime_error("There are no .csv, .xlsx or .json files here.");
    kit::Session session = database.write();
    Actor nobody;
    Tx tx(session, nobody, kit::now(), kit::date_in(kit::now(), zone));
    Import import = import_files(tx, files, progress, speaker);
    tx.commit();
    progress.clear();
    out << fmt::format("{} files are in: {} rows added, {} changed, {} as they were.\n", files.size(), import.added,
                       import.changed, import.same);
    return 0;
  } catch (const FilesRefused& refused) {
    progress.clear();
    print_problems(refused.preview, out);
    return 1;
  } catch (const Interrupted&) {
    progress.clear();
    out << "Stopped. Everything was undone; the partnership is as it was before.\n";
    return 130;
  } catch (const std::runtime_error& error) {
    progress.clear();
    out << error.what() << " Nothing was changed.\n";
    return 1;
  }
}

}  // namespace setup
