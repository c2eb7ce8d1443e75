// The journal and its witnesses, each behind a port of its own as on a machine of its own: what is published, what is
// refused, and who is told.
#include <doctest/doctest.h>

#include <atomic>
#include <thread>

#include "journal/encoding.h"
#include "journal/merkle.h"
#include "journal/tile.h"
#include "kit/crypto/crypto.h"
#include "kit/http/server.h"
#include "partnership/log/log.h"
#include "partnership/log/log_keys.h"
#include "partnership/log/log_policy.h"
#include "partnership/log/log_publisher.h"
#include "partnership/log/publisher_turn.h"
#include "partnership/needs.h"
#include "partnership/policy.h"
#include "tests/world/world.h"
#include "witness/witness.h"

using namespace tests;
using namespace std::chrono_literals;

namespace {

constexpr auto origin = "concert.example/log";

template <class Condition>
bool soon(Condition condition, std::chrono::milliseconds within = 10s) {
  auto end = std::chrono::steady_clock::now() + within;
  while (!condition()) {
    if (std::chrono::steady_clock::now() > end) return false;
    std::this_thread::sleep_for(20ms);
  }
  return true;
}

// A party's machine with a witness on it. What it remembers stays when it is switched off.
class Machine {
 public:
  Machine(std::string name, std::string party, const journal::SigningKey& log_key)
      : name(std::move(name)),
        party(std::move(party)),
        key(journal::make_signing_key("witness.example/" + this->name, journal::KeyType::cosignature)),
        log_key_(log_key),
        memory_(std::filesystem::temp_directory_path() /
                ("concert-witness-" + kit::hex(kit::random_bytes(8)) + ".db")) {
    switch_on();
  }
  ~Machine() {
    switch_off();
    for (auto* end : {"", "-wal", "-shm"}) std::filesystem::remove(memory_.string() + end);
  }

  void switch_on() {
    witness_ = std::make_unique<witness::Witness>(
        witness::Setting{.memory = memory_.string(), .key = key, .logs = {{log_key_.name, verifier_of(log_key_)}}});
    server_ = std::make_unique<kit::Server>(kit::ServerOptions{.port = port, .io_threads = 1, .workers = 1},
                                            [this](kit::Request& request) {
                                              std::this_thread::sleep_for(delay.load());
                                              auto response = witness_->answer(request);
                                              if (answers_lost-- > 0) throw std::runtime_error("the line is cut");
                                              return response;
                                            });
    server_->start();
    port = server_->port();
  }
  void switch_off() { server_.reset(), witness_.reset(); }

  // As if a log with this key had shown it this tree before.
  void has_seen(std::uint64_t size, const journal::Hash& root) {
    journal::Checkpoint checkpoint{.origin = log_key_.name, .size = size, .root = root, .extensions = {}};
    kit::Request request;
    request.method = kit::Method::post;
    request.path = "/add-checkpoint";
    request.body = "old 0\n\n" + sign_checkpoint(checkpoint, log_key_);
    REQUIRE(witness_->answer(request).status == 200);
  }
  NamedWitness named() const {
    return {.name = name, .party = party, .url = "http://127.0.0.1:" + std::to_string(port), .key = verifier_of(key)};
  }

  std::string name, party;
  journal::SigningKey key;
  std::uint16_t port = 0;
  std::atomic<std::chrono::milliseconds> delay{0ms};
  std::atomic<int> answers_lost{0};

 private:
  journal::SigningKey log_key_;
  std::filesystem::path memory_;
  std::unique_ptr<witness::Witness> witness_;
  std::unique_ptr<kit::Server> server_;
};

// The cast, with a journal that is signed, and integrated as the server does it.
class SignedWorld : public World {
 public:
  SignedWorld() {
    does({}, [&](Tx& tx) { start_log(tx, key); });
    program().integrate();
  }

  void publish(std::int64_t seconds_of_grace = 120, std::function<bool()> my_turn = {}) {
    PublisherSetting setting{.key = key, .next_key = [this] { return key; }};
    setting.least_pause = 50ms, setting.retry_after = 100ms, setting.limits.time = 3000ms;
    setting.seconds_of_grace = seconds_of_grace, setting.my_turn = std::move(my_turn);
    publisher = std::make_unique<LogPublisher>(database(), std::move(setting));
    publisher->start();
  }
  void integrate() {
    program().integrate();
    if (publisher) publisher->wake();
  }

  std::string policy_of(const std::vector<Machine*>& machines, int quorum, bool one_of_each_party = false) {
    LogPolicy policy{.origin = origin, .quorum = quorum, .one_of_each_party = one_of_each_party, .witnesses = {}};
    for (const Machine* machine : machines) policy.witnesses.push_back(machine->named());
    return write_log_policy(policy);
  }
  // As the administrators do it: one proposes, and one of each party signs.
  void agree_on(const std::string& policy) {
    auto id = does(olga, [&](Tx& tx) { return propose_policy(tx, "journal", policy, "Our witnesses").id; });
    for (auto& person : {olga, paul, sato})
      does(person, [&](Tx& tx) { answer_assent(tx, latest_assent(tx, id.text)->assent.id, Answer::signed_, ""); });
    integrate();
  }
  void write_something() {
    does(ana, [&](Tx& tx) {
      tx.insert(teams::TeamMeeting{.id = kit::fresh<teams::TeamMeeting>(), .team = team, .met_on = today()});
    });
    integrate();
  }
  LogState state() {
    kit::Session session = database().read();
    return log_state(session);
  }
  bool is_covered() {
    LogState now = state();
    return now.head && now.cosigned_size == now.head->size;
  }
  std::string trouble(std::size_t witness) { return state().witnesses.at(witness).trouble; }
  std::int64_t needs(const Id<Person>& person) {
    return sees(person, [](Reader& db) {
      auto needs = needs_of(db, db.actor());
      return std::ranges::count_if(needs, [](const Need& need) { return need.kind == "witness"; });
    });
  }

  journal::SigningKey key = journal::make_signing_key(origin, journal::KeyType::note);
  std::unique_ptr<LogPublisher> publisher;
};

}  // namespace

TEST_CASE("until the parties name witnesses, the log signs alone, and nothing counts as cosigned") {
  SignedWorld world;
  world.publish();
  CHECK(soon([&] { return !world.state().checkpoint.empty(); }));
  LogState state = world.state();
  auto opened = journal::open_checkpoint(state.checkpoint, verifier_of(world.key));
  REQUIRE(opened);
  CHECK(opened->checkpoint.origin == origin);
  CHECK(opened->checkpoint.root == state.head->root);
  CHECK(state.cosigned_size == 0);
  CHECK(state.quorum == 0);
}

TEST_CASE("once named by every party, a checkpoint is published when enough witnesses have cosigned it") {
  SignedWorld world;
  Machine labor("Hall", "Labor", world.key), management("Office", "Management", world.key);
  world.agree_on(world.policy_of({&labor, &management}, 2));
  world.publish();
  REQUIRE(soon([&] { return world.is_covered(); }));
  LogState state = world.state();
  auto opened = journal::open_checkpoint(state.checkpoint, state.log_key, state.witness_keys);
  REQUIRE(opened);
  CHECK(opened->cosignatures.size() == 2);
  CHECK(opened->checkpoint.size == static_cast<std::uint64_t>(state.cosigned_size));
  CHECK(state.cosigned_at);
  CHECK(state.witnesses[0].well());
  CHECK(state.witnesses[0].party == world.labor);
  for (int i = 0; i < 5; ++i) {
    world.write_something();
    CHECK(soon([&] { return world.is_covered(); }, 2s));
  }
  CHECK(world.state().witnesses[1].size == world.state().head->size);
  for (auto& fault : world.faults()) FAIL_CHECK(fault);
}

TEST_CASE("the key of the host alone never makes a cosigned checkpoint") {
  SignedWorld world;
  Machine labor("Hall", "Labor", world.key);
  labor.switch_off();
  world.agree_on(world.policy_of({&labor}, 1));
  world.publish();
  CHECK(soon([&] { return world.trouble(0) == "log.trouble.unreachable"; }));
  world.write_something();
  std::this_thread::sleep_for(300ms);
  CHECK(world.state().checkpoint.empty());
  CHECK(world.state().cosigned_size == 0);
}

TEST_CASE("a witness that is away is told to the administrators of every party after a while, until it is back") {
  SignedWorld world;
  Machine labor("Hall", "Labor", world.key), management("Office", "Management", world.key);
  world.agree_on(world.policy_of({&labor, &management}, 1));
  world.publish(1);
  REQUIRE(soon([&] { return world.is_covered(); }));
  labor.switch_off();
  world.write_something();
  CHECK(soon([&] { return world.trouble(0) == "log.trouble.unreachable"; }));
  CHECK(world.needs(world.olga) == 0);
  CHECK(soon([&] { return world.is_covered(); }));  // by the other one
  for (auto& person : {world.olga, world.paul, world.sato}) CHECK(soon([&] { return world.needs(person) == 1; }));
  CHECK(world.needs(world.ana) == 0);
  labor.switch_on();
  CHECK(soon([&] { return world.trouble(0).empty(); }));
  for (auto& person : {world.olga, world.paul, world.sato}) CHECK(soon([&] { return world.needs(person) == 0; }));
  CHECK(world.state().witnesses[0].size == world.state().head->size);
}

TEST_CASE("a witness that has seen another journal refuses, and everybody's administrators are told at once") {
  SignedWorld world;
  Machine labor("Hall", "Labor", world.key);
  labor.has_seen(3, journal::leaf_hash("another journal of three entries"));
  world.agree_on(world.policy_of({&labor}, 1));
  world.publish();
  CHECK(soon([&] { return world.trouble(0) == "log.trouble.unproven"; }));
  CHECK(soon([&] { return world.needs(world.sato) == 1; }));
  CHECK(world.state().cosigned_size == 0);
}

TEST_CASE("a witness that has seen this size with another root refuses") {
  SignedWorld world;
  Machine labor("Hall", "Labor", world.key);
  world.agree_on(world.policy_of({&labor}, 1));
  labor.has_seen(static_cast<std::uint64_t>(world.state().head->size), journal::leaf_hash("another journal"));
  world.publish();
  CHECK(soon([&] { return world.trouble(0) == "log.trouble.fork"; }));
  CHECK(world.state().cosigned_size == 0);
}

TEST_CASE("a journal restored from an old backup is refused, and how many entries are missing is said") {
  SignedWorld world;
  Machine labor("Hall", "Labor", world.key);
  labor.has_seen(100'000, journal::leaf_hash("what was lost"));
  world.agree_on(world.policy_of({&labor}, 1));
  world.publish();
  CHECK(soon([&] { return world.trouble(0) == "log.trouble.shrunk"; }));
  CHECK(world.state().witnesses[0].trouble_detail == "100000");
  CHECK(soon([&] { return world.needs(world.paul) == 1; }));
}

TEST_CASE("a witness that was not told of this journal, or of another key, is shown as such") {
  SignedWorld world;
  Machine stranger("Other", "", journal::make_signing_key("other.example/log", journal::KeyType::note));
  Machine misled("Misled", "", journal::make_signing_key(origin, journal::KeyType::note));
  world.agree_on(world.policy_of({&stranger, &misled}, 1));
  world.publish();
  CHECK(soon([&] { return world.trouble(0) == "log.trouble.unknown"; }));
  CHECK(soon([&] { return world.trouble(1) == "log.trouble.key"; }));
}

TEST_CASE("an answer under another key than the policy names is no cosignature") {
  SignedWorld world;
  Machine labor("Hall", "Labor", world.key);
  labor.switch_off();
  labor.key = journal::make_signing_key(labor.key.name, journal::KeyType::cosignature);
  std::string policy = world.policy_of({&labor}, 1);
  labor.key = journal::make_signing_key(labor.key.name, journal::KeyType::cosignature);
  labor.switch_on();
  world.agree_on(policy);
  world.publish();
  CHECK(soon([&] { return world.trouble(0) == "log.trouble.unreadable"; }));
  CHECK(world.state().cosigned_size == 0);
}

TEST_CASE("a slow witness holds up nobody but itself") {
  SignedWorld world;
  Machine labor("Hall", "Labor", world.key), management("Office", "Management", world.key);
  management.delay = 1500ms;
  world.agree_on(world.policy_of({&labor, &management}, 1));
  world.publish();
  for (int i = 0; i < 3; ++i) {
    world.write_something();
    CHECK(soon([&] { return world.is_covered(); }, 1s));
  }
  CHECK(soon([&] { return world.state().witnesses[1].size > 0; }));
}

TEST_CASE("when a witness is needed and slow, all are asked about the same head until it answers") {
  SignedWorld world;
  Machine labor("Hall", "Labor", world.key), management("Office", "Management", world.key);
  management.delay = 600ms;
  world.agree_on(world.policy_of({&labor, &management}, 2));
  world.publish();
  std::int64_t published = 0;
  for (int i = 0; i < 20; ++i) {
    world.write_something();
    std::this_thread::sleep_for(50ms);
  }
  CHECK(soon([&] { return (published = world.state().cosigned_size) > 0; }, 3s));
  CHECK(soon([&] { return world.is_covered(); }));
}

TEST_CASE("when a cosignature is lost on the way, the next question gets another") {
  SignedWorld world;
  Machine labor("Hall", "Labor", world.key);
  labor.answers_lost = 2;
  world.agree_on(world.policy_of({&labor}, 1));
  world.publish();
  CHECK(soon([&] { return world.is_covered(); }));
  CHECK(world.trouble(0).empty());
}

TEST_CASE("of several servers one at a time signs and asks, and another goes on when it is gone") {
  SignedWorld world;
  Machine labor("Hall", "Labor", world.key);
  world.agree_on(world.policy_of({&labor}, 1));
  std::atomic<bool> turn{false};
  world.publish(120, [&] { return turn.load(); });
  std::this_thread::sleep_for(300ms);
  CHECK(world.state().checkpoint.empty());
  turn = true;
  CHECK(soon([&] { return world.is_covered(); }));
  turn = false;
  std::this_thread::sleep_for(600ms);
  world.write_something();
  std::this_thread::sleep_for(600ms);
  CHECK_FALSE(world.is_covered());
  turn = true;
  CHECK(soon([&] { return world.is_covered(); }));
}

TEST_CASE("the turn to publish belongs to one process, and is free as soon as that has ended") {
  const char* url = std::getenv("CONCERT_TEST_DATABASE");
  if (!url) return;
  auto first = std::make_unique<PublisherTurn>(url);
  PublisherTurn second(url);
  CHECK(first->mine());
  CHECK_FALSE(second.mine());
  CHECK(first->mine());
  first.reset();
  CHECK(soon([&] { return second.mine(); }));
  PublisherTurn nowhere("postgres:///nowhere?host=/nowhere");
  CHECK_FALSE(nowhere.mine());
}

TEST_CASE("a publisher that is stopped anywhere goes on from what is stored") {
  SignedWorld world;
  Machine labor("Hall", "Labor", world.key);
  world.agree_on(world.policy_of({&labor}, 1));
  for (int i = 0; i < 5; ++i) {
    world.publish();
    world.write_something();
    std::this_thread::sleep_for(std::chrono::milliseconds(i * 20));
    world.publisher.reset();
  }
  world.publish();
  CHECK(soon([&] { return world.is_covered(); }));
}

TEST_CASE("one of each party means one of each party") {
  SignedWorld world;
  Machine labor("Hall", "Labor", world.key), management("Office", "Management", world.key),
      physicians("Practice", "Physicians", world.key), neutral("University", "", world.key);
  LogPolicy policy = read_log_policy(world.policy_of({&labor, &management, &physicians, &neutral}, 2, true));
  std::set<std::string> parties{"Labor", "Management", "Physicians"};
  auto vkey = [](const Machine& machine) { return format(verifier_of(machine.key)); };
  CHECK_FALSE(is_quorum(policy, {vkey(labor), vkey(neutral)}, parties));
  CHECK_FALSE(is_quorum(policy, {vkey(labor), vkey(management)}, parties));
  CHECK(is_quorum(policy, {vkey(labor), vkey(management), vkey(physicians)}, parties));
  policy.quorum = 4;
  CHECK_FALSE(is_quorum(policy, {vkey(labor), vkey(management), vkey(physicians)}, parties));
  policy.one_of_each_party = false, policy.quorum = 1;
  CHECK(is_quorum(policy, {vkey(neutral)}, parties));
  CHECK_FALSE(is_quorum(policy, {"somebody else's"}, parties));
}

TEST_CASE("a policy that could not work is refused before anybody signs it") {
  SignedWorld world;
  Machine labor("Hall", "Labor", world.key), twin("Twin", "Nobody", world.key);
  auto refused = [&](const std::string& body) {
    try {
      world.does(world.olga, [&](Tx& tx) { return propose_policy(tx, "journal", body, "Why not"); });
    } catch (const Refusal& refusal) {
      return refusal.fields.at(0).key == "log.refusal.policy" && !refusal.fields.at(0).detail.empty();
    }
    return false;
  };
  CHECK(refused("{}"));
  CHECK(refused(world.policy_of({&labor}, 2)));
  CHECK(refused(world.policy_of({&labor}, 0)));
  CHECK(refused(world.policy_of({&labor, &labor}, 1)));
  CHECK(refused(world.policy_of({&twin}, 1)));
  CHECK(refused(world.policy_of({&labor}, 1, true)));
  LogPolicy renamed = read_log_policy(world.policy_of({&labor}, 1));
  renamed.origin = "another.example/log";
  CHECK(refused(write_log_policy(renamed)));
  labor.key.type = journal::KeyType::note;
  CHECK(refused(world.policy_of({&labor}, 1)));
}

TEST_CASE("the log changes its key by an entry, and witnesses follow by themselves") {
  SignedWorld world;
  Machine labor("Hall", "Labor", world.key);
  world.agree_on(world.policy_of({&labor}, 1));
  world.publish();
  REQUIRE(soon([&] { return world.is_covered(); }));
  auto former = world.key, next = journal::make_signing_key(origin, journal::KeyType::note);
  world.key = next;
  world.does({}, [&](Tx& tx) { rotate_log_key(tx, next, former); });
  world.integrate();
  CHECK(soon([&] { return world.is_covered(); }));
  LogState state = world.state();
  CHECK(state.log_key == verifier_of(next));
  CHECK(state.log_keys.size() == 2);
  CHECK(journal::open_checkpoint(state.checkpoint, verifier_of(next), state.witness_keys)->cosignatures.size() == 1);
  CHECK_THROWS_AS(world.does({}, [&](Tx& tx) { rotate_log_key(tx, former, next); }), std::runtime_error);
  CHECK_THROWS_AS(world.does({}, [&](Tx& tx) { rotate_log_key(tx, next, former); }), std::runtime_error);
  for (auto& fault : world.faults()) FAIL_CHECK(fault);
}

TEST_CASE("a witness that the policy names no longer is forgotten, with what was told about it") {
  SignedWorld world;
  Machine labor("Hall", "Labor", world.key), management("Office", "Management", world.key);
  labor.switch_off();
  world.agree_on(world.policy_of({&labor, &management}, 1));
  world.publish(0);
  REQUIRE(soon([&] { return world.needs(world.olga) == 1; }));
  world.agree_on(world.policy_of({&management}, 1));
  CHECK(soon([&] { return world.needs(world.olga) == 0; }));
  CHECK(soon([&] { return world.is_covered(); }));
  CHECK(world.state().witnesses.size() == 1);
}

TEST_CASE("while many write at once, a checkpoint covers every committed entry within two seconds") {
  SignedWorld world;
  Machine labor("Hall", "Labor", world.key), management("Office", "Management", world.key);
  world.agree_on(world.policy_of({&labor, &management}, 2));
  world.publish();
  REQUIRE(soon([&] { return world.is_covered(); }));
  std::atomic<bool> stop{false};
  std::jthread writer([&] {
    while (!stop)
      world.does(world.ana, [&](Tx& tx) {
        tx.insert(
            teams::TeamMeeting{.id = kit::fresh<teams::TeamMeeting>(), .team = world.team, .met_on = world.today()});
      });
  });
  std::jthread integrating([&] {
    while (!stop) world.integrate(), std::this_thread::sleep_for(100ms);
  });
  for (int i = 0; i < 3; ++i) {
    std::int64_t written = world.entries();
    CHECK(soon([&] { return world.state().cosigned_size >= written; }, 2s));
  }
  stop = true;
}

// ── The journal as files ─────────────────────────────────────────────────────

namespace {

struct PublishedWorld : SignedWorld {
  Machine labor{"Hall", "Labor", key};
  PublishedWorld() {
    agree_on(policy_of({&labor}, 1));
    publish();
    REQUIRE(soon([&] { return is_covered(); }));
  }
};

}  // namespace

TEST_CASE("anybody can read the checkpoint and the hashes, and nobody without a seat the entries") {
  PublishedWorld world;
  auto checkpoint = world.get({}, "/log/checkpoint");
  CHECK(checkpoint.status == 200);
  CHECK(checkpoint.headers.get("Content-Type") == "text/plain; charset=utf-8");
  CHECK(checkpoint.body == world.state().checkpoint);
  auto size = static_cast<std::uint64_t>(world.state().cosigned_size);
  std::string path = tile_path(*journal::tile_at(0, 0, size)), entries = bundle_path(*journal::tile_at(0, 0, size));
  auto tile = world.get({}, "/log/" + path);
  CHECK(tile.status == 200);
  CHECK(tile.headers.get("Content-Type") == "application/octet-stream");
  CHECK(tile.headers.get("Cache-Control") == "public, max-age=31536000, immutable");
  CHECK_FALSE(tile.gzip);
  auto none = world.get({}, "/log/tile/entries/999"), hidden = world.get({}, "/log/" + entries);
  CHECK(hidden.status == 404);
  CHECK(hidden.body == none.body);
  CHECK(world.get(world.eve, "/log/" + entries).status == 404);
  CHECK(world.get(world.mia, "/log/" + entries).status == 200);
}

TEST_CASE("the entries served hash to the leaves served, and these to the root that was cosigned") {
  PublishedWorld world;
  auto checkpoint = journal::parse_checkpoint(journal::parse_note(world.get({}, "/log/checkpoint").body)->text);
  std::uint64_t size = checkpoint->size;
  auto read = [&](const journal::Tile& tile) { return world.get({}, "/log/" + tile_path(tile)).body; };
  auto source = journal::tile_source(size, read);
  CHECK(journal::root(size, source) == checkpoint->root);
  journal::Tile first = *journal::tile_at(0, 0, size);
  auto bundle = journal::parse_bundle(world.get(world.ana, "/log/" + bundle_path(first)).body, first.width);
  REQUIRE(bundle);
  for (std::size_t i = 0; i < bundle->size(); ++i) CHECK(journal::leaf_hash((*bundle)[i]) == source(0, i));
}

TEST_CASE("only what the published checkpoint covers is served, and only under its one address") {
  PublishedWorld world;
  world.publisher.reset();
  std::uint64_t size = static_cast<std::uint64_t>(world.state().cosigned_size);
  world.write_something();
  REQUIRE(world.state().head->size > static_cast<std::int64_t>(size));
  auto status = [&](const std::string& path) { return world.get(world.ana, "/log/" + path).status; };
  journal::Tile tile = *journal::tile_at(0, 0, size);
  CHECK(status(tile_path(tile)) == 200);
  --tile.width;
  CHECK(status(tile_path(tile)) == 200);
  tile.width += 2;
  CHECK(status(tile_path(tile)) == 404);
  CHECK(status(bundle_path(tile)) == 404);
  for (auto* path : {"tile", "tile/", "tile/0", "tile/0/0", "tile/0/000", "tile/0/000.p/0", "tile/0/000.p/01",
                     "tile/1/000", "tile/64/000", "tile/-1/000", "tile/entries", "tile/entries/x", "checkpoint/"})
    CHECK(status(path) == 404);
}
