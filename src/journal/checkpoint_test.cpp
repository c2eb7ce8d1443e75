#include "journal/checkpoint.h"

#include <algorithm>
#include <boost/json.hpp>
#include <stdexcept>

#include "journal/encoding.h"
#include "journal/vectors_for_tests.h"

namespace journal {
namespace {

namespace json = boost::json;

std::string text(const json::value& value) { return std::string(value.as_string()); }

SigningKey key_from(const json::value& name, KeyType type, const json::value& seed_hex) {
  SigningKey key{text(name), type, {}};
  const std::string seed = hex_decode(text(seed_hex)).value();
  REQUIRE(seed.size() == key.seed.size());
  std::copy(seed.begin(), seed.end(), key.seed.begin());
  return key;
}

// The third line of a body, replaced.
std::string with_root(const std::string& body, const Hash& root) {
  const std::size_t begin = body.find('\n', body.find('\n') + 1) + 1;
  return body.substr(0, begin) + base64(root) + body.substr(body.find('\n', begin));
}

// The tool behind tlog-vectors.json wrote the time of a cosignature with the least significant byte first; C2SP
// tlog-cosignature and its example have the most significant one first. All other bytes are as specified.
Note with_time_turned(Note note) {
  std::string& cosignature = note.signatures.at(1).bytes;
  std::reverse(cosignature.begin(), cosignature.begin() + 8);
  return note;
}

struct Parties {
  SigningKey log = make_signing_key("concert.example/journal", KeyType::note);
  SigningKey labor = make_signing_key("labor.example/witness", KeyType::cosignature);
  SigningKey management = make_signing_key("management.example/witness", KeyType::cosignature);
  Checkpoint checkpoint{"concert.example/journal", 7, sha256("root"), {}};

  std::string cosigned() const {
    const std::string body = format(checkpoint);
    return sign_checkpoint(checkpoint, log) + format(cosign(body, labor, 1767225600)) +
           format(cosign(body, management, 1767225601));
  }
};

}  // namespace

TEST_CASE("checkpoint bodies of other tools get the verdicts of their authors") {
  const json::value file = json::parse(read_vector("merkle/checkpoint-parse.json"));
  CHECK(file.at("cases").as_array().size() == 9);
  for (const auto& one : file.at("cases").as_array()) {
    CAPTURE(text(one.at("desc")));
    const std::string body = text(one.at("text"));
    // Their roots are of any length; ours has 32 bytes, so the body as it stands is refused for its root.
    CHECK_FALSE(parse_checkpoint(body));
    if (!one.at("accept").as_bool()) continue;
    const std::string repaired = with_root(body, sha256("root"));
    const auto parsed = parse_checkpoint(repaired);
    REQUIRE_MESSAGE(parsed, parsed.problem());
    CHECK(format(*parsed) == repaired);
    if (const auto* rest = one.as_object().if_contains("rest"))
      CHECK(parsed->extensions == std::vector<std::string>{text(*rest).substr(0, text(*rest).size() - 1)});
  }
}

TEST_CASE("broken checkpoint bodies are refused for what is broken, with a good root too") {
  const std::string root = base64(sha256("root"));
  CHECK(parse_checkpoint("Log\n123\n" + root + "\n"));
  for (const std::string& body :
       {"\n9944\n" + root + "\n", "Log\n123\n" + root, "Log\nbananas\n" + root + "\n", "Log\n-34\n" + root + "\n",
        "Log\n3438945738945739845734895735\n" + root + "\n", "Log\n0123\n" + root + "\n", "Log\n\n" + root + "\n",
        "Log\n123\n" + root + "\n\n", "Log\n123\n" + root + "\nmore\n\nmore\n", "Log\n123\n" + root + "\nmore",
        "Log\n123\n" + root + " \n", "Log\n 123\n" + root + "\n", std::string("Log\n123\n"), std::string()}) {
    CAPTURE(body);
    CHECK_FALSE(parse_checkpoint(body));
  }
}

TEST_CASE("checkpoints are signed and cosigned with the bytes that other tools give") {
  const json::value file = json::parse(read_vector("merkle/tlog-vectors.json"));
  const SigningKey log = parse_signing_key(text(file.at("log_skey"))).value();
  CHECK(log.seed == key_from(file.at("log_origin"), KeyType::note, file.at("log_ed25519_seed_hex")).seed);
  const VerifierKey log_key = parse_verifier_key(text(file.at("log_vkey"))).value();
  CHECK(verifier_of(log) == log_key);
  const SigningKey witness =
      key_from(file.at("witness_name"), KeyType::cosignature, file.at("witness_ed25519_seed_hex"));
  CHECK(hex(big_endian(key_id(verifier_of(witness)), 4)) == text(file.at("witness_cosig_keyhash_hex")));

  CHECK(file.at("checkpoints").as_array().size() == 9);
  for (const auto& one : file.at("checkpoints").as_array()) {
    CHECK_FALSE(open_checkpoint(text(one.at("cosigned")), log_key, std::vector{verifier_of(witness)}));
    const std::string cosigned = format(with_time_turned(parse_note(text(one.at("cosigned"))).value()));
    const auto opened = open_checkpoint(cosigned, log_key, std::vector{verifier_of(witness)});
    REQUIRE_MESSAGE(opened, opened.problem());
    CHECK(opened->checkpoint.size == one.at("size").to_number<std::uint64_t>());
    CHECK(format(opened->checkpoint) == text(one.at("text")));
    CHECK(sign_checkpoint(opened->checkpoint, log) == text(one.at("signed")));
    REQUIRE(opened->cosignatures.size() == 1);
    CHECK(time_of_cosignature(opened->cosignatures[0]) == 1795288517);
    CHECK(text(one.at("signed")) + format(cosign(text(one.at("text")), witness, 1795288517)) == cosigned);
  }
}

TEST_CASE("the sample log's checkpoint opens with and without its witness") {
  const json::value file = json::parse(read_vector("merkle/tlog-vectors.json"));
  const SigningKey witness =
      key_from(file.at("witness_name"), KeyType::cosignature, file.at("witness_ed25519_seed_hex"));
  const VerifierKey log_key = parse_verifier_key(text(file.at("log_vkey"))).value();
  const Note note = with_time_turned(parse_note(read_vector("merkle/tlog-sample/checkpoint.cosigned")).value());
  const auto opened = open_checkpoint(format(note), log_key, std::vector{verifier_of(witness)});
  REQUIRE_MESSAGE(opened, opened.problem());
  CHECK(opened->checkpoint.size == 1100);
  CHECK(opened->cosignatures.size() == 1);
  CHECK(open_checkpoint(format(note), log_key)->cosignatures.empty());
}

TEST_CASE("the time in the specification's example of a cosignature is read as it says") {
  const auto line = parse_signature_line(
      "\u2014 witness.example.com/w1 "
      "jWbPPwAAAABkGFDLEZMHwSRaJNiIDoe9DYn/zXcrtPHeolMI5OWXEhZCB9dlrDJsX3b2oyin1nPZqhf5nNo0xUe+mbIUBkBIfZ+qnA==");
  REQUIRE_MESSAGE(line, line.problem());
  CHECK(line->key_id == 0x8d66cf3f);
  CHECK(time_of_cosignature(*line) == 1679315147);
}

TEST_CASE("a cosignature is the time and a signature over time and body, and the time lies below 2^63 seconds") {
  const Parties parties;
  const std::string body = format(parties.checkpoint);
  const SigningKey same_secret{parties.labor.name, KeyType::note, parties.labor.seed};
  const auto cosignature_at = [&](std::uint64_t time) {
    return big_endian(time, 8) + sign(same_secret, "cosignature/v1\ntime " + std::to_string(time) + "\n" + body);
  };
  const std::uint64_t too_late = std::uint64_t{1} << 63;
  CHECK(cosign(body, parties.labor, too_late - 1).bytes == cosignature_at(too_late - 1));
  CHECK(verifies(verifier_of(parties.labor), body, cosignature_at(too_late - 1)));
  CHECK_FALSE(verifies(verifier_of(parties.labor), body, cosignature_at(too_late)));
  CHECK_THROWS_AS(cosign(body, parties.labor, too_late), std::invalid_argument);
}

TEST_CASE("a checkpoint both parties have cosigned shows both, with their times") {
  const Parties parties;
  const auto opened = open_checkpoint(parties.cosigned(), verifier_of(parties.log),
                                      std::vector{verifier_of(parties.labor), verifier_of(parties.management)});
  REQUIRE_MESSAGE(opened, opened.problem());
  CHECK(opened->checkpoint == parties.checkpoint);
  REQUIRE(opened->cosignatures.size() == 2);
  CHECK(time_of_cosignature(opened->cosignatures[0]) == 1767225600);
  CHECK(time_of_cosignature(opened->cosignatures[1]) == 1767225601);
}

TEST_CASE("a checkpoint that only witnesses have signed is refused") {
  const Parties parties;
  Note note{format(parties.checkpoint), {cosign(format(parties.checkpoint), parties.labor, 1)}};
  CHECK(open_checkpoint(format(note), verifier_of(parties.log), std::vector{verifier_of(parties.labor)}).problem() ==
        "the log itself has not signed this checkpoint");
}

TEST_CASE("a cosignature moved to another time or another checkpoint is refused") {
  const Parties parties;
  const std::vector keys{verifier_of(parties.labor)};
  const std::string body = format(parties.checkpoint);
  const auto opens_with = [&](const NoteSignature& cosignature) {
    return static_cast<bool>(open_checkpoint(sign_checkpoint(parties.checkpoint, parties.log) + format(cosignature),
                                             verifier_of(parties.log), keys));
  };
  CHECK(opens_with(cosign(body, parties.labor, 1767225600)));

  NoteSignature later = cosign(body, parties.labor, 1767225600);
  later.bytes[7] = static_cast<char>(later.bytes[7] + 1);
  CHECK_FALSE(opens_with(later));
  Checkpoint other = parties.checkpoint;
  other.size = 8;
  CHECK_FALSE(opens_with(cosign(format(other), parties.labor, 1767225600)));
}

TEST_CASE("a checkpoint is not cosigned with a note key, and an origin is one line") {
  const Parties parties;
  CHECK_THROWS_AS(cosign("body\n", parties.log, 1), std::invalid_argument);
  CHECK_THROWS_AS(format(Checkpoint{"", 0, {}, {}}), std::invalid_argument);
  CHECK_THROWS_AS(format(Checkpoint{"a\nb", 0, {}, {}}), std::invalid_argument);
  CHECK_THROWS_AS(format(Checkpoint{"a", 0, {}, {""}}), std::invalid_argument);
}

}  // namespace journal
