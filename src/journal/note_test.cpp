#include "journal/note.h"

#include <boost/json.hpp>
#include <stdexcept>

#include "journal/encoding.h"
#include "journal/utf8.h"
#include "journal/vectors_for_tests.h"

namespace journal {
namespace {

namespace json = boost::json;

std::string text(const json::value& value) { return std::string(value.as_string()); }

std::vector<VerifierKey> keys_of(const json::value& list) {
  std::vector<VerifierKey> keys;
  for (const auto& item : list.as_array()) {
    const auto key = parse_verifier_key(text(item));
    REQUIRE_MESSAGE(key, key.problem());
    CHECK(format(*key) == text(item));
    keys.push_back(*key);
  }
  return keys;
}

SigningKey key_named(const std::string& name, KeyType type = KeyType::note) { return make_signing_key(name, type); }

}  // namespace

TEST_CASE("notes of other tools get the verdicts of their authors") {
  const json::value file = json::parse(read_vector("merkle/signed-notes.json"));
  CHECK(file.at("cases").as_array().size() == 19);
  for (const auto& one : file.at("cases").as_array()) {
    CAPTURE(text(one.at("name")));
    const std::string bytes = text(one.at("note"));
    const auto opened = open_note(bytes, keys_of(one.at("vkeys")));
    CAPTURE(opened.problem());
    REQUIRE(static_cast<bool>(opened) == one.at("accept").as_bool());
    if (!opened) continue;
    CHECK(opened->text == text(one.at("text")));
    CHECK(opened->verified.size() == one.at("verified_sigs").to_number<std::size_t>());
    CHECK(format(*parse_note(bytes)) == bytes);
  }
}

TEST_CASE("malformed keys are refused") {
  const json::value file = json::parse(read_vector("merkle/signed-notes.json"));
  CHECK(file.at("invalid_vkeys").as_array().size() == 5);
  for (const auto& key : file.at("invalid_vkeys").as_array()) CHECK_FALSE(parse_verifier_key(text(key)));
  for (const char* key : {"", "+", "++", "a+b+c", "PeterNeumann+C74F20A3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW",
                          "PeterNeumann+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW\n"})
    CHECK_FALSE(parse_verifier_key(key));
}

TEST_CASE("signing gives the bytes that another tool gives for the same key") {
  const json::value file = json::parse(read_vector("merkle/signed-notes.json"));
  const json::value& one = file.at("deterministic_sign");
  const auto key = parse_signing_key(text(one.at("skey")));
  REQUIRE_MESSAGE(key, key.problem());
  CHECK(format(*key) == text(one.at("skey")));
  CHECK(format(signature_by(*key, text(one.at("text")))) == text(one.at("signature_line")));
}

TEST_CASE("a signed note opens with any of its keys and with no other") {
  const std::vector<SigningKey> keys{key_named("labor.example/log"), key_named("management.example/log")};
  const std::string note = sign_note("Ana and Ben agree.\n\nWith a blank line.\n", keys);
  for (const SigningKey& key : keys) {
    const auto opened = open_note(note, std::vector{verifier_of(key)});
    REQUIRE_MESSAGE(opened, opened.problem());
    CHECK(opened->text == "Ana and Ben agree.\n\nWith a blank line.\n");
    CHECK(opened->verified.size() == 1);
  }
  CHECK(open_note(note, std::vector{verifier_of(key_named("labor.example/log"))}).problem() ==
        "no known key has signed this note");
}

TEST_CASE("one bad signature under a known key condemns a note that another key has signed") {
  const SigningKey labor = key_named("labor"), management = key_named("management");
  Note note = parse_note(sign_note("text\n", std::vector{labor, management})).value();
  note.signatures[1].bytes[5] ^= 1;
  CHECK(open_note(note, std::vector{verifier_of(labor)}));
  CHECK(open_note(note, std::vector{verifier_of(labor), verifier_of(management)}).problem() ==
        "the signature by management is wrong");
}

TEST_CASE("every altered byte of a note is noticed") {
  const SigningKey key = key_named("labor");
  const std::string note = sign_note("one\ntwo\n", std::vector{key});
  for (std::size_t i = 0; i < note.size(); ++i)
    for (const int bit : {1, 2, 32}) {
      std::string altered = note;
      altered[i] = static_cast<char>(altered[i] ^ bit);
      CHECK_FALSE(open_note(altered, std::vector{verifier_of(key)}));
    }
}

TEST_CASE("a note carries up to 100 signatures") {
  const SigningKey key = key_named("labor"), stranger = key_named("stranger");
  Note note = parse_note(sign_note("text\n", std::vector{key})).value();
  while (note.signatures.size() < max_note_signatures) note.signatures.push_back(signature_by(stranger, "text\n"));
  CHECK(open_note(format(note), std::vector{verifier_of(key)}));
  note.signatures.push_back(signature_by(stranger, "text\n"));
  CHECK_FALSE(open_note(format(note), std::vector{verifier_of(key)}));
}

TEST_CASE("a signature line without a signature is refused") {
  for (const char* line : {"\u2014 labor ", "\u2014 labor AA==", "\u2014 labor AAAA", "\u2014 labor AAAAAA==",
                           "\u2014 labor", "\u2014  AAAAAAA=", "\u2014 labor AAAAAAA= ", "labor AAAAAAA="}) {
    CAPTURE(line);
    CHECK_FALSE(parse_signature_line(line));
  }
  CHECK(parse_signature_line("\u2014 labor AAAAAAA="));
}

TEST_CASE("text that cannot be a note's is not signed") {
  const std::vector keys{key_named("labor")};
  for (const std::string text : {"", "no line feed", "tab\there\n", "\xff\n", "carriage\r\n"})
    CHECK_THROWS_AS(sign_note(text, keys), std::invalid_argument);
}

TEST_CASE("a key name has no white space of any script and no plus sign") {
  CHECK(is_key_name("labor.example/log"));
  CHECK(is_key_name("sal\u00f3n"));
  for (const char* name : {"", "a b", "a\tb", "a+b", "a\u00a0b", "a\u2003b", "a\u3000b", "a\u2028", "\xc3", "a\nb"}) {
    CAPTURE(name);
    CHECK_FALSE(is_key_name(name));
  }
}

TEST_CASE("overlong, truncated and surrogate sequences are not UTF-8") {
  CHECK(is_utf8("\u00e9 \u2014 \U0001F600"));
  for (const char* text : {"\x80", "\xc0\x80", "\xc1\xbf", "\xe0\x80\x80", "\xed\xa0\x80", "\xf0\x80\x80\x80",
                           "\xf4\x90\x80\x80", "\xf8\x88\x80\x80\x80", "\xe2\x82", "\xc3("})
    CHECK_FALSE(is_utf8(text));
}

TEST_CASE("the same secret as a note key and as a cosignature key has two ids") {
  SigningKey key = key_named("labor");
  const std::uint32_t as_note = key_id(verifier_of(key));
  key.type = KeyType::cosignature;
  CHECK(key_id(verifier_of(key)) != as_note);
  CHECK(parse_verifier_key(format(verifier_of(key))).value() == verifier_of(key));
}

TEST_CASE("a key without a name is not made") { CHECK_THROWS_AS(key_named(""), std::invalid_argument); }

}  // namespace journal
