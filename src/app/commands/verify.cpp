#include "partnership/record/verify.h"

#include <fmt/format.h>

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <sstream>
#include <thread>

#include "app/commands/commands.h"
#include "app/tables.h"
#include "journal/checkpoint.h"
#include "kit/text/progress_line.h"
#include "partnership/record/copy.h"
#include "partnership/record/record_words.h"

namespace app {
namespace {

using partnership::grouped;

std::vector<journal::VerifierKey> keys_given(const Options& options, const std::string& name) {
  std::vector<journal::VerifierKey> keys;
  for (const std::string& text : options.all(name)) {
    auto key = journal::parse_verifier_key(text);
    if (!key) throw std::runtime_error("--" + name + " is no verifier key: " + key.problem());
    keys.push_back(*key);
  }
  return keys;
}

// A checkpoint the caller kept: as published, or of a receipt, or its three lines.
partnership::SaidRoot seen_before(const std::string& file) {
  std::ifstream in(file, std::ios::binary);
  std::ostringstream text;
  text << in.rdbuf();
  auto note = journal::parse_note(text.str());
  auto checkpoint = journal::parse_checkpoint(note ? note->text : text.str());
  if (!checkpoint) throw std::runtime_error(file + " is no checkpoint: " + checkpoint.problem());
  return {static_cast<std::int64_t>(checkpoint->size), checkpoint->root, partnership::SaidRoot::By::memory};
}

// What is there to be checked: never made by looking at it.
std::unique_ptr<kit::Database> open_given(const std::string& url, int readers) {
  bool server = url.starts_with("postgres://") || url.starts_with("postgresql://");
  if (!server && !std::filesystem::exists(url)) throw std::runtime_error("There is no database " + url + ".");
  return std::make_unique<kit::Database>(kit::DatabaseOptions{.url = url, .readers = readers, .writers = 1});
}

int readers_of_this_machine() {
  constexpr unsigned most = 8;
  return static_cast<int>(std::clamp(std::thread::hardware_concurrency(), 1u, most));
}

void tell(std::ostream& out, const partnership::Verification& result) {
  for (auto& fault : result.faults) out << fault << "\n";
  out << fmt::format("{} entries, {} of them in the tree; {} erased by assent", grouped(result.entries),
                     grouped(result.integrated), grouped(result.erased));
  if (result.walled > 0) out << fmt::format(", {} behind another wall", grouped(result.walled));
  out << fmt::format("; {} checkpoints and {} cosignatures hold; {} rows compared.\n", grouped(result.checkpoints),
                     grouped(result.cosignatures), grouped(result.rows));
  out << (result.good() ? "The record is whole. Root: " : "The record does not hold. Root: ") << result.root << "\n";
}

}  // namespace

int verify_command(const Options& options, Console console) {
  std::ostream& out = console.out;
  kit::ProgressLine progress(out, "checking");
  prepare_process();
  int readers = readers_of_this_machine();
  auto database = open_given(options.has("copy") ? options.get("copy", "") : options.setting().database, readers);
  partnership::VerifyOptions asked{.trusted = {keys_given(options, "log-key"), keys_given(options, "witness-key")},
                                   .remembered = {},
                                   .state_file = options.has("state") ? options.get("state", "") : "",
                                   .readers = readers,
                                   .copy_of = partnership::wall_of_copy(*database).value_or(""),
                                   .progress = progress};
  for (const std::string& file : options.all("seen")) asked.remembered.push_back(seen_before(file));
  const std::vector<const kit::Table*> none;
  auto result = partnership::verify(*database, asked.copy_of.empty() ? journaled_tables() : none, asked);
  progress.clear();
  if (result.went_on_from > 0) out << fmt::format("Went on from entry {}.\n", grouped(result.went_on_from));
  tell(out, result);
  return result.good() ? 0 : 1;
}

}  // namespace app
