#include <fmt/format.h>

#include <fstream>
#include <sstream>

#include "app/commands/commands.h"
#include "journal/receipt.h"
#include "kit/json/json_writer.h"
#include "kit/time/instant.h"

namespace app {
namespace {

std::string read_file(const std::string& path) {
  std::ifstream file(path, std::ios::binary);
  if (!file) throw std::runtime_error(path + " cannot be read");
  std::ostringstream bytes;
  bytes << file.rdbuf();
  return bytes.str();
}

std::vector<journal::VerifierKey> keys_named(const Options& options, const std::string& name) {
  std::vector<journal::VerifierKey> keys;
  for (const std::string& text : options.all(name)) {
    auto key = journal::parse_verifier_key(text);
    if (!key) throw std::runtime_error("--" + name + " " + text + ": " + key.problem());
    keys.push_back(*key);
  }
  return keys;
}

std::string seconds(std::uint64_t time) { return kit::iso(kit::Instant{static_cast<std::int64_t>(time) * 1'000'000}); }

void say_what_holds(std::ostream& out, const journal::VerifiedReceipt& receipt) {
  const journal::Entry& entry = receipt.entry;
  out << fmt::format("It holds: entry {} of {}, number {} of {} in the tree.\n", entry.sequence,
                     receipt.checkpoint.origin, receipt.position + 1, receipt.checkpoint.size)
      << fmt::format("Written {}, {}, from {}{}.\n", kit::iso(kit::Instant{entry.time}), entry.kind,
                     entry.seat.empty() ? "no seat" : "the seat " + entry.seat,
                     entry.wall == "joint" ? "" : ", behind the wall " + entry.wall);
  for (const journal::NoteSignature& signature : receipt.cosignatures)
    out << fmt::format("Cosigned by {} on {}.\n", signature.name,
                       seconds(journal::time_of_cosignature(signature).value_or(0)));
  if (receipt.cosignatures.empty()) out << "Cosigned by nobody whose key was given.\n";
  if (receipt.body) out << "What was written:\n" << *receipt.body << "\n";
  if (!receipt.body) out << "The words are not in this receipt; it proves that the entry was made.\n";
}

}  // namespace

// One line of JSON with --json, for programs: whether it holds, and if not, which part fails.
int check_receipt_command(const Options& options, Console console) {
  auto log_keys = keys_named(options, "log-key");
  if (options.plain.size() != 1 || log_keys.empty())
    throw std::runtime_error(
        "concert check-receipt takes a file and the journal's key: concert check-receipt FILE --log-key KEY");
  auto check = journal::check_receipt(read_file(options.plain.front()), log_keys, keys_named(options, "witness-key"),
                                      options.number("quorum", 0));
  if (options.has("json")) {
    kit::JsonWriter json;
    json.begin_object().member("holds", check.holds.has_value());
    if (!check.holds)
      json.member("part", journal::names(check.fails_at)[static_cast<std::size_t>(check.fails_at)])
          .member("problem", check.problem);
    console.out << json.end_object().take() << "\n";
  } else if (check.holds) {
    say_what_holds(console.out, *check.holds);
  } else {
    console.out << "It does not hold: " << check.problem << ".\n";
  }
  return check.holds ? 0 : 1;
}

}  // namespace app
