#include <doctest/doctest.h>

#include <filesystem>
#include <fstream>
#include <sstream>

#include "app/command_line.h"
#include "app/commands/log_key.h"
#include "journal/key_file.h"
#include "kit/crypto/crypto.h"
#include "partnership/log/log.h"

namespace app {
namespace {

struct Place {
  std::filesystem::path path =
      std::filesystem::temp_directory_path() / ("concert-keys-" + kit::hex(kit::random_bytes(8)));
  Place() {
    std::filesystem::create_directory(path);
    std::ofstream(file("passphrase")) << "open sesame\n";
  }
  ~Place() { std::filesystem::remove_all(path); }
  std::string file(const char* name) const { return (path / name).string(); }

  std::string run(std::vector<std::string> words) const {
    words.insert(words.end(), {"--passphrase-file", file("passphrase")});
    std::ostringstream out, err;
    int status = run_command(words, out, err);
    CHECK(status == 0);
    return out.str();
  }
  // As `concert serve` does when it starts.
  std::optional<journal::SigningKey> start(std::vector<std::string> words = {}) const {
    words.insert(words.end(), {"--data", file("c.db"), "--passphrase-file", file("passphrase")});
    Options options(words);
    Program program(options.setting());
    told.str("");
    return log_key_for(program, options, {told, told});
  }
  std::vector<journal::VerifierKey> log_keys() const {
    Program program({.database = file("c.db")});
    kit::Session session = program.database().read();
    return partnership::log_state(session).log_keys;
  }
  mutable std::ostringstream told;
};

}  // namespace

TEST_CASE("words behind a command are values, flags and the rest") {
  Options options({"create", "--witness", "--log", "a", "--log=b", "--name", "n", "--last"});
  CHECK(options.plain == std::vector<std::string>{"create"});
  CHECK(options.has("witness"));
  CHECK(options.has("last"));
  CHECK(options.get("name", "") == "n");
  CHECK(options.get("log", "") == "b");
  CHECK(options.all("log") == std::vector<std::string>{"a", "b"});
  CHECK(options.all("none").empty());
  CHECK_THROWS_WITH(options.get("witness", ""), "--witness needs a value");
}

TEST_CASE("keys create prints the key to hand on, and keys show the same") {
  Place place;
  std::string printed =
      place.run({"keys", "create", "--witness", "--name", "witness.example", "--file", place.file("w")});
  CHECK(printed == place.run({"keys", "show", "--file", place.file("w")}));
  auto key = journal::parse_verifier_key(printed.substr(0, printed.size() - 1));
  REQUIRE(key);
  CHECK(key->type == journal::KeyType::cosignature);
  CHECK(journal::is_sealed(place.file("w")));
  CHECK_THROWS_AS(place.run({"keys", "create", "--name", "two words", "--file", place.file("x")}), std::runtime_error);
  CHECK_THROWS_AS(place.run({"keys", "create", "--name", "again", "--file", place.file("w")}), std::runtime_error);
}

TEST_CASE("the first start makes the journal's key beside the database, and the next finds it") {
  Place place;
  auto key = place.start({"--origin", "concert.example/log"});
  REQUIRE(key);
  CHECK(key->name == "concert.example/log");
  CHECK(place.log_keys() == std::vector{verifier_of(*key)});
  CHECK(format(*place.start()) == format(*key));
  CHECK(place.log_keys().size() == 1);
}

TEST_CASE("without its key the journal is served unsigned, and with a wrong one not at all") {
  Place place;
  place.start();
  std::filesystem::remove(place.file("c.db.key"));
  CHECK_FALSE(place.start());
  CHECK(place.told.str().find("not signed") != std::string::npos);
  CHECK_THROWS_AS(place.start({"--key", place.file("none")}), std::runtime_error);
  place.run({"keys", "create", "--name", "concert.example/log", "--file", place.file("other")});
  CHECK_THROWS_WITH_AS(place.start({"--key", place.file("other")}), doctest::Contains("is not the journal's"),
                       std::runtime_error);
}

TEST_CASE("keys rotate puts the new key in the old one's file, and can be completed after an interruption") {
  Place place;
  auto first = place.start();
  place.run({"keys", "rotate", "--data", place.file("c.db")});
  auto second = place.start();
  REQUIRE(second);
  CHECK(place.log_keys() == std::vector{verifier_of(*first), verifier_of(*second)});
  // As if it was killed after the entry and before the files changed places.
  place.run({"keys", "rotate", "--data", place.file("c.db")});
  auto third = place.start();
  std::filesystem::rename(place.file("c.db.key"), place.file("c.db.key.next"));
  journal::write_key_file(place.file("c.db.key"), *second, "open sesame");
  CHECK_THROWS_AS(place.start(), std::runtime_error);
  place.run({"keys", "rotate", "--data", place.file("c.db")});
  CHECK(format(*place.start()) == format(*third));
  CHECK(place.log_keys().size() == 3);
}

}  // namespace app
