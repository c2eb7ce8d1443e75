#include "witness/witness.h"

#include <doctest/doctest.h>

#include <filesystem>
#include <sstream>
#include <thread>

#include "journal/add_checkpoint.h"
#include "journal/encoding.h"
#include "journal/key_statement.h"
#include "journal/tile.h"
#include "journal/vectors_for_tests.h"
#include "kit/crypto/crypto.h"
#include "kit/json/json.h"
#include "witness/memory.h"

namespace witness {
namespace {

using journal::AddCheckpoint;
using journal::KeyType;
using journal::SigningKey;

constexpr auto origin = "log.example/journal";

struct Folder {
  std::filesystem::path path =
      std::filesystem::temp_directory_path() / ("concert-witness-" + kit::hex(kit::random_bytes(8)));
  Folder() { std::filesystem::create_directory(path); }
  ~Folder() { std::filesystem::remove_all(path); }
  std::string memory() const { return (path / "memory.db").string(); }
};

// A log of numbered leaves; a liar's leaves differ from some position on.
struct Log {
  SigningKey key = journal::make_signing_key(origin, KeyType::note);
  std::size_t lies_from = SIZE_MAX;

  std::vector<journal::Hash> leaves(std::size_t size) const {
    auto leaves = journal::numbered_leaves(size);
    for (std::size_t i = lies_from; i < size; ++i) leaves[i] = journal::leaf_hash("a lie");
    return leaves;
  }
  journal::Checkpoint checkpoint(std::size_t size) const {
    return {.origin = origin, .size = size, .root = journal::reference_root(leaves(size)), .extensions = {}};
  }
  AddCheckpoint request(std::size_t old_size, std::size_t size) const {
    AddCheckpoint asked{.old_size = old_size, .proof = {}, .checkpoint = sign_checkpoint(checkpoint(size), key)};
    auto all = leaves(size);
    if (old_size > 0 && old_size < size)
      asked.proof = journal::consistency_proof(old_size, size, journal::reference_source(all));
    return asked;
  }
};

kit::Request http(kit::Method method, const std::string& path, std::string body = "") {
  kit::Request request;
  request.method = method;
  request.path = request.target = path;
  request.body = std::move(body);
  return request;
}

struct Place {
  Folder folder;
  Log log;
  SigningKey key = journal::make_signing_key("witness.example/w", KeyType::cosignature);
  std::ostringstream told;
  std::unique_ptr<Witness> witness = open();

  std::unique_ptr<Witness> open() {
    return std::make_unique<Witness>(Setting{.memory = folder.memory(),
                                             .key = key,
                                             .logs = {{origin, verifier_of(log.key)}},
                                             .now = [] { return kit::Instant{1'800'000'000'000'000}; },
                                             .out = &told});
  }
  kit::Response send(const std::string& body) {
    return witness->answer(http(kit::Method::post, "/add-checkpoint", body));
  }
  kit::Response send(const AddCheckpoint& request) { return send(format(request)); }
  kit::Response get(const std::string& path) { return witness->answer(http(kit::Method::get, path)); }
  std::string last() { return get("/" + journal::hex(journal::sha256(origin)) + "/checkpoint").body; }
};

}  // namespace

TEST_CASE("a witness cosigns a checkpoint that continues what it saw, with the time") {
  Place place;
  auto answer = place.send(place.log.request(0, 5));
  REQUIRE(answer.status == 200);
  auto lines = journal::parse_cosignatures(answer.body);
  REQUIRE(lines);
  REQUIRE(lines->size() == 1);
  CHECK(verifies(verifier_of(place.key), format(place.log.checkpoint(5)), lines->front().bytes));
  CHECK(time_of_cosignature(lines->front()) == 1'800'000'000u);
  CHECK(place.send(place.log.request(5, 40)).status == 200);
  CHECK(place.send(place.log.request(40, 40)).status == 200);
}

TEST_CASE("its last checkpoint can be read, with its cosignature, by the digest of the origin") {
  Place place;
  CHECK(place.get("/" + journal::hex(journal::sha256(origin)) + "/checkpoint").status == 404);
  place.send(place.log.request(0, 5));
  std::vector cosigners{verifier_of(place.key)};
  auto opened = journal::open_checkpoint(place.last(), verifier_of(place.log.key), cosigners);
  REQUIRE(opened);
  CHECK(opened->checkpoint.size == 5);
  CHECK(opened->cosignatures.size() == 1);
}

TEST_CASE("each wrong request gets the standard's status, and nothing is remembered of it") {
  Place place;
  place.send(place.log.request(0, 20));
  const std::string before = place.last();
  CHECK(place.send("old 20\n").status == 400);
  CHECK(place.send(place.log.request(20, 10)).status == 400);
  auto conflict = place.send(place.log.request(10, 30));
  CHECK(conflict.status == 409);
  CHECK(conflict.body == "20\n");
  CHECK(conflict.headers.get("Content-Type") == "text/x.tlog.size");
  Log unknown{.key = journal::make_signing_key("other.example/journal", KeyType::note)};
  auto stranger = place.log.checkpoint(30);
  stranger.origin = "other.example/journal";
  CHECK(place.send({.old_size = 0, .proof = {}, .checkpoint = sign_checkpoint(stranger, unknown.key)}).status == 404);
  Log thief;  // another key under the log's name
  CHECK(place.send(thief.request(20, 30)).status == 403);
  auto unproven = place.log.request(20, 30);
  unproven.proof.clear();
  CHECK(place.send(unproven).status == 422);
  CHECK(place.last() == before);
  CHECK(place.send(place.log.request(20, 30)).status == 200);
}

TEST_CASE("a fork is refused and kept as evidence, also after a restart") {
  Place place;
  place.send(place.log.request(0, 20));
  Log fork{.key = place.log.key, .lies_from = 10};
  CHECK(place.send(fork.request(20, 20)).status == 409);
  CHECK(place.send(fork.request(20, 30)).status == 422);
  CHECK(place.told.str().find("refused") != std::string::npos);
  place.witness.reset();
  place.witness = place.open();
  CHECK(place.send(fork.request(20, 30)).status == 422);
  kit::Database memory({.url = place.folder.memory()});
  kit::Session session = memory.read();
  CHECK(count_evidence(session) == 3);
}

TEST_CASE("a log restored from an old backup is refused until it has caught up honestly") {
  Place place;
  place.send(place.log.request(0, 20));
  auto shrunk = place.send(place.log.request(0, 12));
  CHECK(shrunk.status == 409);
  CHECK(shrunk.body == "20\n");
  Log again{.key = place.log.key, .lies_from = 12};  // other entries in the place of the lost ones
  CHECK(place.send(again.request(20, 25)).status == 422);
  CHECK(place.send(place.log.request(20, 25)).status == 200);
}

TEST_CASE("when an answer is lost, the log asks again and gets another cosignature of the same tree") {
  Place place;
  place.send(place.log.request(0, 20));  // never arrives
  place.witness.reset();
  place.witness = place.open();
  auto repeated = place.send(place.log.request(0, 20));
  CHECK(repeated.status == 409);
  CHECK(repeated.body == "20\n");
  CHECK(place.send(place.log.request(20, 20)).status == 200);
}

TEST_CASE("of many requests at once none makes it go back") {
  Place place;
  place.send(place.log.request(0, 1));
  std::vector<std::thread> threads;
  std::atomic<int> accepted{0};
  for (std::size_t size = 2; size < 10; ++size)
    threads.emplace_back([&, size] {
      if (place.send(place.log.request(1, size)).status == 200) ++accepted;
    });
  for (auto& thread : threads) thread.join();
  CHECK(accepted == 1);
}

TEST_CASE("a witness follows its log to a new key, and trusts the old one no more") {
  Place place;
  place.send(place.log.request(0, 5));
  Log renewed;
  auto tell = [&](const std::string& statement) {
    return place.witness->answer(http(kit::Method::post, "/add-key", statement)).status;
  };
  CHECK(place.send(renewed.request(5, 9)).status == 403);
  CHECK(tell("nothing") == 400);
  CHECK(tell(state_first_key(journal::make_signing_key("other", KeyType::note), 1)) == 404);
  CHECK(tell(state_first_key(renewed.key, 1)) == 403);
  CHECK(tell(state_next_key(renewed.key, journal::make_signing_key(origin, KeyType::note), 1)) == 403);
  const std::string statement = state_next_key(renewed.key, place.log.key, 1);
  CHECK(tell(statement) == 200);
  CHECK(tell(statement) == 200);
  CHECK(place.send(renewed.request(5, 9)).status == 200);
  CHECK(place.send(place.log.request(9, 12)).status == 403);
  place.witness = place.open();
  CHECK(place.send(renewed.request(9, 12)).status == 200);
  CHECK(tell(state_next_key(place.log.key, renewed.key, 2)) == 403);
}

TEST_CASE("a witness wants a key for cosignatures, and a log to watch") {
  Folder folder;
  auto note = journal::make_signing_key("w", KeyType::note),
       good = journal::make_signing_key("w", KeyType::cosignature);
  TrustedLog log{origin, verifier_of(note)};
  CHECK_THROWS_AS(Witness({.memory = folder.memory(), .key = note, .logs = {log}}), std::runtime_error);
  CHECK_THROWS_AS(Witness({.memory = folder.memory(), .key = good, .logs = {}}), std::runtime_error);
}

TEST_CASE("the log to watch is given by its key, and by its origin if that is not the key's name") {
  std::string key = format(verifier_of(journal::make_signing_key("log@example", KeyType::note)));
  CHECK(parse_trusted_log(key).origin == "log@example");
  CHECK(parse_trusted_log(key + "@other.example/log").origin == "other.example/log");
  CHECK_THROWS_AS(parse_trusted_log("log.example"), std::runtime_error);
  CHECK_THROWS_AS(parse_trusted_log(format(verifier_of(journal::make_signing_key("w", KeyType::cosignature)))),
                  std::runtime_error);
}

TEST_CASE("there is nothing else to ask a witness") {
  Place place;
  CHECK(place.get("/").body == format(verifier_of(place.key)) + "\n");
  CHECK(place.get("/add-checkpoint").status == 405);
  CHECK(place.get("/../etc/passwd").status == 404);
  CHECK(place.witness->answer(http(kit::Method::del, "/")).status == 405);
}

// ── Logs that others wrote ───────────────────────────────────────────────────

namespace {

// A static log in the files of tests/vectors/merkle.
journal::HashSource nodes_of(const std::string& folder, std::uint64_t size) {
  return journal::tile_source(size, [folder](const journal::Tile& tile) {
    return journal::read_vector(folder + "/" + journal::tile_path(tile));
  });
}

std::uint64_t size_of(const std::string& note) {
  return journal::parse_checkpoint(journal::parse_note(note)->text)->size;
}

Setting watching(const Folder& folder, const std::string& log) {
  return {.memory = folder.memory(),
          .key = journal::make_signing_key("witness.example/w", KeyType::cosignature),
          .logs = {parse_trusted_log(log)}};
}

}  // namespace

TEST_CASE("the log of another make is cosigned from its first checkpoint to its last") {
  Folder folder;
  const std::string log = "merkle/tessera-log", vkey = journal::read_vector(log + "/vkey.txt");
  Witness witness(watching(folder, vkey.substr(0, vkey.find('\n'))));
  std::uint64_t seen = 0;
  for (int number = 0; number <= 15; ++number) {
    const std::string note = journal::read_vector(log + "/checkpoint." + std::to_string(number));
    std::uint64_t size = size_of(note);
    AddCheckpoint request{.old_size = seen, .proof = {}, .checkpoint = note};
    if (seen > 0 && seen < size) request.proof = journal::consistency_proof(seen, size, nodes_of(log, size));
    CAPTURE(size);
    CHECK(witness.answer(http(kit::Method::post, "/add-checkpoint", format(request))).status == 200);
    seen = size;
  }
  CHECK(seen == 15);
}

TEST_CASE("the checkpoints and proofs that golang.org/x/mod made are accepted in turn") {
  Folder folder;
  const kit::Json vectors = kit::Json::parse(journal::read_vector("merkle/tlog-vectors.json"));
  Witness witness(watching(folder, vectors.at("log_vkey").as_text()));
  std::uint64_t seen = 0;
  for (const kit::Json& one : vectors.at("checkpoints")) {
    const std::string& note = one.at("signed").as_text();
    std::uint64_t size = size_of(note);
    AddCheckpoint request{.old_size = seen, .proof = {}, .checkpoint = note};
    if (seen > 0 && seen < size)
      request.proof = journal::consistency_proof(seen, size, nodes_of("merkle/tlog-sample", 1100));
    CAPTURE(size);
    CHECK(witness.answer(http(kit::Method::post, "/add-checkpoint", format(request))).status == 200);
    seen = size;
  }
  CHECK(seen == 1100);
}

}  // namespace witness
