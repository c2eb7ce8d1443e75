#include "app/commands/log_key.h"

#include <unistd.h>

#include <array>
#include <filesystem>

#include "app/commands/key_options.h"
#include "journal/key_file.h"
#include "partnership/log/log_keys.h"

namespace app {
namespace {

std::string origin_for(const Options& options) {
  std::array<char, 256> host{};
  if (gethostname(host.data(), host.size() - 1) != 0) host[0] = '\0';
  return options.get("origin", (host[0] ? std::string(host.data()) : "localhost") + "/log");
}

journal::SigningKey make_key(const Options& options, const std::string& file) {
  std::string origin = origin_for(options);
  if (!journal::is_key_name(origin))
    throw std::runtime_error("--origin has no spaces and no plus sign, for example concert.example/log");
  auto passphrase = options.has("passphrase-file") ? std::optional(passphrase_for(options, file)) : std::nullopt;
  auto key = journal::make_signing_key(origin, journal::KeyType::note);
  journal::write_key_file(file, key, passphrase);
  return key;
}

void start_log(Program& program, const journal::SigningKey& key) {
  program.act([&](partnership::Tx& tx) { partnership::start_log(tx, key); });
}

std::vector<partnership::LogKey> keys_of(Program& program) {
  kit::Session session = program.database().read();
  return partnership::log_keys(session);
}

}  // namespace

std::string log_key_file(const Options& options) {
  if (options.has("key")) return options.get("key", "");
  std::string database = options.setting().database;
  if (database.starts_with("postgres") || database.starts_with("file:")) return "";
  return database + ".key";
}

std::optional<journal::SigningKey> log_key_for(Program& program, const Options& options, Console console) {
  std::string file = log_key_file(options);
  auto keys = keys_of(program);
  bool there = !file.empty() && std::filesystem::exists(file);
  if (!there && !keys.empty() && options.has("key")) throw std::runtime_error("There is no key file " + file + ".");
  if (!there && (file.empty() || !keys.empty())) {
    console.err << "The journal is not signed: its key is not here. Name its file with --key FILE." << std::endl;
    return std::nullopt;
  }
  journal::SigningKey key = there ? key_in(options, file) : make_key(options, file);
  if (keys.empty()) {
    start_log(program, key);
  } else if (keys.back().key != format(verifier_of(key))) {
    throw std::runtime_error("The key in " + file + " is not the journal's; that is " + keys.back().key);
  }
  return key;
}

journal::SigningKey key_after_rotation(const Options& options) { return key_in(options, log_key_file(options)); }

}  // namespace app
