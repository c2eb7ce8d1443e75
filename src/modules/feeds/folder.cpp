#include <fmt/format.h>

#include <filesystem>
#include <fstream>
#include <sstream>

#include "kit/text/words.h"
#include "modules/feeds/feeds.h"

// The ways in without a page: the command line, and a folder that other systems put their files into. Both act as the
// host, and both say in English what happened.
namespace feeds {
namespace {

namespace fs = std::filesystem;

constexpr auto settled_after = std::chrono::seconds(3);  // a file younger than this may still be being written
constexpr std::uintmax_t most_bytes = 4'000'000'000;
constexpr std::size_t problems_on_the_line = 20;

std::string content_of(const fs::path& path) {
  std::ifstream file(path, std::ios::binary);
  if (!file) throw std::runtime_error(fmt::format("{} cannot be read.", path.filename().string()));
  std::ostringstream content;
  content << file.rdbuf();
  return content.str();
}

std::string in_english(const Problem& problem) {
  View view;
  std::string place = problem.row > 0 ? fmt::format("row {}: ", problem.row) : "";
  return place + sentence_of(view, problem);
}

std::string outcome_of(const Loaded& loaded) {
  const Reading& reading = loaded.reading;
  if (!loaded.load.changes_anything())
    return fmt::format("Nothing new: all {} figures are there already. Nothing was changed.", loaded.load.rows);
  std::string text = fmt::format("{} figures are in: {} new, {} corrected, {} as they were.", loaded.load.rows,
                                 loaded.load.added, loaded.load.corrected, loaded.load.same);
  if (reading.missing_units > 0)
    text += fmt::format(" {} units that reported the period before are missing.", reading.missing_units);
  if (!reading.doubts.empty()) text += fmt::format(" {} figures are hard to believe.", reading.doubts.size());
  if (reading.ends_abruptly)
    text += " The file does not end with the end of a line; see whether its last row is whole.";
  return text;
}

// One transaction for one file: all of it, or nothing.
Loaded take(kit::Database& database, const std::string& feed, const std::string& name, const std::string& content,
            const std::string& reason, Date today) {
  kit::Session session = database.write();
  Actor nobody;
  Tx tx(session, nobody, kit::now(), today);
  tx.act_as_host();
  auto known = feed_of(tx, feed);
  if (!known) throw std::runtime_error(fmt::format("There is no feed called {}.", feed));
  Loaded loaded = load_file(tx, *known, name, content, reason);
  tx.commit();
  return loaded;
}

struct Taken {
  bool good = false;
  std::string words;
};
Taken try_to_take(kit::Database& database, const std::string& feed, const fs::path& path, const std::string& reason,
                  Date today) {
  std::string name = path.filename().string();
  try {
    if (fs::file_size(path) > most_bytes) throw std::runtime_error(name + " is too large; send it in parts.");
    return {true, outcome_of(take(database, feed, name, content_of(path), reason, today))};
  } catch (const FileRefused& refused) {
    std::string words =
        fmt::format("Nothing was loaded: {} of the rows or columns are wrong.\n", refused.reading.problems.size());
    for (const Problem& problem : refused.reading.problems) words += in_english(problem) + "\n";
    return {false, words + "Correct the file, or the columns of the feed, and send the whole file again."};
  } catch (const Refusal& refusal) {
    View view;
    return {false, view.t(refusal.key, {{"detail", refusal.detail}}) + " Nothing was loaded."};
  } catch (const std::runtime_error& error) {
    return {false, std::string(error.what()) + " Nothing was loaded."};
  }
}

std::string first_lines(const std::string& words) {
  std::size_t end = 0;
  for (std::size_t lines = 0; lines <= problems_on_the_line && end != std::string::npos; ++lines)
    end = words.find('\n', end + (lines > 0));
  return end == std::string::npos ? words : words.substr(0, end) + "\n…";
}

// Never over a file that is there: the second of one name gets a number.
fs::path free_place(const fs::path& folder, const fs::path& name) {
  fs::path place = folder / name;
  for (int i = 2; fs::exists(place); ++i)
    place = folder / fmt::format("{}-{}{}", name.stem().string(), i, name.extension().string());
  return place;
}

bool is_settled(const fs::directory_entry& file) {
  std::string name = file.path().filename().string();
  if (!file.is_regular_file() || name.starts_with(".") || name.ends_with(".part") || name.ends_with(".tmp"))
    return false;
  return fs::file_time_type::clock::now() - file.last_write_time() > settled_after;
}

void put_away(const fs::path& file, const Taken& taken) {
  fs::path folder = file.parent_path() / (taken.good ? "done" : "refused");
  fs::create_directories(folder);
  fs::path place = free_place(folder, file.filename());
  fs::rename(file, place);
  std::ofstream(place.string() + ".txt") << taken.words << "\n";
}

}  // namespace

int feed_command(kit::Database& database, const std::string& feed, const std::vector<std::string>& files,
                 const std::string& reason, Date today, std::ostream& out) {
  int status = 0;
  for (const std::string& file : files) {
    Taken taken = try_to_take(database, feed, file, reason, today);
    out << fs::path(file).filename().string() << ": " << first_lines(taken.words) << std::endl;
    if (!taken.good) status = 1;
  }
  return status;
}

int take_folder(kit::Database& database, const std::string& folder, Date today, std::ostream& out) {
  int count = 0;
  std::error_code unreadable;
  for (auto& feed : fs::directory_iterator(folder, unreadable)) {
    if (!feed.is_directory()) continue;
    std::vector<fs::path> files;
    for (auto& file : fs::directory_iterator(feed.path()))
      if (is_settled(file)) files.push_back(file.path());
    std::ranges::sort(files);
    for (const fs::path& file : files) {
      Taken taken = try_to_take(database, feed.path().filename().string(), file, "", today);
      put_away(file, taken);
      out << feed.path().filename().string() << "/" << file.filename().string() << ": " << first_lines(taken.words)
          << std::endl;
      ++count;
    }
  }
  return count;
}

}  // namespace feeds
