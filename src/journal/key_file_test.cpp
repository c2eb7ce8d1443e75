#include "journal/key_file.h"

#include <doctest/doctest.h>

#include <filesystem>
#include <fstream>

#include "tests/world/folder.h"

namespace journal {
namespace {

std::string never_asked() { throw std::logic_error("nobody should ask for a passphrase"); }

std::string content(const std::string& path) {
  std::ifstream file(path);
  return {std::istreambuf_iterator<char>(file), {}};
}

}  // namespace

TEST_CASE("a key in the clear is read back, and is its owner's alone") {
  tests::Folder folder;
  SigningKey key = make_signing_key("log.example/journal", KeyType::note);
  write_key_file(folder / "key", key, std::nullopt);
  CHECK(format(read_key_file(folder / "key", never_asked)) == format(key));
  CHECK(read_public_key(folder / "key") == verifier_of(key));
  CHECK_FALSE(is_sealed(folder / "key"));
  CHECK((std::filesystem::status(folder / "key").permissions() & std::filesystem::perms::mask) ==
        (std::filesystem::perms::owner_read | std::filesystem::perms::owner_write));
}

TEST_CASE("a sealed key opens with its passphrase only, and shows its public half without") {
  tests::Folder folder;
  SigningKey key = make_signing_key("witness.example/w", KeyType::cosignature);
  write_key_file(folder / "key", key, "open sesame");
  CHECK(is_sealed(folder / "key"));
  CHECK(content(folder / "key").find("PRIVATE") == std::string::npos);
  CHECK(format(read_key_file(folder / "key", [] { return "open sesame"; })) == format(key));
  CHECK(read_public_key(folder / "key") == verifier_of(key));
  CHECK_THROWS_WITH_AS(read_key_file(folder / "key", [] { return "open barley"; }),
                       doctest::Contains("does not open with this passphrase"), std::runtime_error);
}

TEST_CASE("a key file that others may read or write is refused, and so is one that is a folder") {
  tests::Folder folder;
  write_key_file(folder / "key", make_signing_key("w", KeyType::note), std::nullopt);
  using std::filesystem::perms;
  for (perms open : {perms::group_read, perms::others_read, perms::group_write, perms::others_write}) {
    std::filesystem::permissions(folder / "key", perms::owner_read | perms::owner_write | open);
    CHECK_THROWS_WITH_AS(read_key_file(folder / "key", never_asked), doctest::Contains("chmod 600"),
                         std::runtime_error);
  }
  CHECK_THROWS_AS(read_key_file(folder.path.string(), never_asked), std::runtime_error);
  CHECK_THROWS_AS(read_key_file(folder / "none", never_asked), std::runtime_error);
}

TEST_CASE("a key file is never overwritten") {
  tests::Folder folder;
  SigningKey first = make_signing_key("first", KeyType::note);
  write_key_file(folder / "key", first, std::nullopt);
  CHECK_THROWS_AS(write_key_file(folder / "key", make_signing_key("second", KeyType::note), std::nullopt),
                  std::runtime_error);
  CHECK(read_public_key(folder / "key").name == "first");
}

}  // namespace journal
