#include "journal/key_statement.h"

#include <doctest/doctest.h>

#include "journal/note.h"

namespace journal {
namespace {

SigningKey new_key(const char* name = "log.example/journal") { return make_signing_key(name, KeyType::note); }

}  // namespace

TEST_CASE("a first key states itself") {
  SigningKey key = new_key();
  auto statement = open_first_statement(state_first_key(key, 1767225600000000));
  REQUIRE(statement);
  CHECK(statement->key == verifier_of(key));
  CHECK(statement->time == 1767225600000000);
}

TEST_CASE("a key is followed on the word of the one before it") {
  SigningKey former = new_key(), next = new_key();
  auto statement = open_next_statement(state_next_key(next, former, 7), verifier_of(former));
  REQUIRE(statement);
  CHECK(statement->key == verifier_of(next));
  CHECK_FALSE(open_next_statement(state_next_key(next, former, 7), verifier_of(new_key())));
}

TEST_CASE("a statement without the signature of both keys is refused") {
  SigningKey former = new_key(), next = new_key();
  const std::string text = parse_note(state_next_key(next, former, 7))->text;
  CHECK_FALSE(open_next_statement(sign_note(text, {&former, 1}), verifier_of(former)));
  CHECK_FALSE(open_next_statement(sign_note(text, {&next, 1}), verifier_of(former)));
}

TEST_CASE("a statement of another log's key, of the same key, or of a witness's key is refused") {
  SigningKey former = new_key(), other = new_key("other.example/journal");
  CHECK_FALSE(open_next_statement(state_first_key(other, 7), verifier_of(former)));
  CHECK_FALSE(open_next_statement(state_first_key(former, 7), verifier_of(former)));
  CHECK_THROWS_AS(state_next_key(other, former, 7), std::invalid_argument);
  CHECK_THROWS_AS(state_first_key(make_signing_key("w", KeyType::cosignature), 7), std::invalid_argument);
}

TEST_CASE("a statement changed by a letter is refused") {
  SigningKey former = new_key(), next = new_key();
  const std::string good = state_next_key(next, former, 7);
  for (std::size_t i = 0; i < good.size(); ++i) {
    std::string bad = good;
    bad[i] = static_cast<char>(bad[i] ^ 1);
    CAPTURE(i);
    CHECK_FALSE(open_next_statement(bad, verifier_of(former)));
  }
}

}  // namespace journal
