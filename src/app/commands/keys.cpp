#include <fmt/format.h>

#include <filesystem>

#include "app/commands/commands.h"
#include "app/commands/key_options.h"
#include "app/commands/log_key.h"
#include "journal/key_file.h"
#include "partnership/log/log_keys.h"

namespace app {
namespace {

constexpr const char* usage =
    "concert keys create --name NAME [--witness] --file FILE [--passphrase-file FILE]\n"
    "concert keys show   --file FILE\n"
    "concert keys rotate [--key FILE] [--data FILE]";

std::string needed(const Options& options, const std::string& name) {
  std::string value = options.get(name, "");
  if (value.empty()) throw std::runtime_error(std::string("--") + name + " is missing:\n" + usage);
  return value;
}

void write_key(const Options& options, const std::string& file, const journal::SigningKey& key) {
  std::string passphrase = new_passphrase(options);
  journal::write_key_file(file, key, passphrase.empty() ? std::nullopt : std::optional(passphrase));
}

int create(const Options& options, Console console) {
  std::string name = needed(options, "name"), file = needed(options, "file");
  if (!journal::is_key_name(name))
    throw std::runtime_error("A key's name has no spaces and no plus sign, for example concert.example/log.");
  auto type = options.has("witness") ? journal::KeyType::cosignature : journal::KeyType::note;
  write_key(options, file, journal::make_signing_key(name, type));
  console.out << format(journal::read_public_key(file)) << "\n";
  return 0;
}

int show(const Options& options, Console console) {
  console.out << format(journal::read_public_key(needed(options, "file"))) << "\n";
  return 0;
}

bool is_journals(Program& program, const journal::SigningKey& key) {
  kit::Session session = program.database().read();
  auto keys = partnership::log_keys(session);
  return !keys.empty() && keys.back().key == format(verifier_of(key));
}

void record_rotation(Program& program, const journal::SigningKey& next, const journal::SigningKey& former) {
  kit::Session session = program.database().write();
  partnership::Actor nobody;
  partnership::Tx tx(session, nobody, program.router().now(), program.router().today());
  partnership::rotate_log_key(tx, next, former);
  tx.commit();
}

// The new key is on the disk before the journal names it, and takes the old one's file after. Interrupted anywhere, it
// is completed by the same command again; a server that runs goes on with what it then finds in the file.
int rotate(const Options& options, Console console) {
  std::string file = log_key_file(options), next_file = file + ".next";
  if (file.empty()) needed(options, "key");
  journal::SigningKey former = key_in(options, file);
  if (!std::filesystem::exists(next_file))
    write_key(options, next_file, journal::make_signing_key(former.name, journal::KeyType::note));
  journal::SigningKey next = key_in(options, next_file);
  Program program(options.setting());
  if (!is_journals(program, next)) record_rotation(program, next, former);
  std::string old_file = fmt::format("{}.{:08x}", file, key_id(verifier_of(former)));
  std::filesystem::rename(file, old_file);
  std::filesystem::rename(next_file, file);
  console.out << format(verifier_of(next)) << "\n"
              << "The journal is signed with this key from now on. The old one is in " << old_file << ".\n"
              << "Witnesses follow to the new key by themselves.\n";
  return 0;
}

}  // namespace

int keys_command(const Options& options, Console console) {
  std::string act = options.plain.empty() ? "" : options.plain.front();
  if (act == "create") return create(options, console);
  if (act == "show") return show(options, console);
  if (act == "rotate") return rotate(options, console);
  console.err << usage << "\n";
  return 2;
}

}  // namespace app
