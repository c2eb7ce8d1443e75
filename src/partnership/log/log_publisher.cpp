#include "partnership/log/log_publisher.h"

#include <algorithm>
#include <condition_variable>
#include <mutex>
#include <thread>

#include "journal/merkle.h"
#include "partnership/log/journal_keeper.h"
#include "partnership/log/log_keys.h"
#include "partnership/log/log_store.h"
#include "partnership/log/witness_caller.h"

namespace partnership {
namespace {

using Clock = std::chrono::steady_clock;
using namespace std::chrono_literals;

constexpr auto longest_wait = 100ms;
constexpr auto look_around = 500ms;  // for heads that another process integrated
constexpr auto pause_after_fault = 1s;

// One witness: who asks it, and how it is doing.
struct Watched {
  std::string key;
  WitnessRow row;
  bool refused = false;
  bool trouble_changed = false;  // and is not in the database yet
  std::int64_t asked_size = -1;  // of the last head it was given
  Clock::time_point next_try = Clock::time_point::min();
  std::unique_ptr<WitnessCaller> caller;
};

struct Cosigned {
  SignedHead head;
  std::string key;
  WitnessAnswer answer;
};

// The head that is before the witnesses. It stays until it is published or everybody has answered, so that all of them
// are asked about the same one.
struct Target {
  SignedHead head;
  std::set<std::string> cosigners;
  bool published = false;
};

LogBooks books_of(kit::Database& database) {
  LogBooks books;
  books.prove = [&database](std::int64_t old_size, std::int64_t size) {
    kit::Session db = database.read();
    return journal::consistency_proof(static_cast<std::uint64_t>(old_size), static_cast<std::uint64_t>(size),
                                      stored_nodes(db, size));
  };
  books.tree_size = [&database] {
    kit::Session db = database.read();
    auto head = latest_head(db);
    return head ? head->size : 0;
  };
  books.key_statements = [&database] {
    kit::Session db = database.read();
    std::vector<std::string> statements;
    for (auto& key : log_keys(db)) statements.push_back(key.statement);
    if (!statements.empty()) statements.erase(statements.begin());
    return statements;
  };
  return books;
}

}  // namespace

struct LogPublisher::Inside {
  Inside(kit::Database& database, PublisherSetting setting)
      : database(database), setting(std::move(setting)), books(books_of(database)) {}

  void run(std::stop_token stop);
  void turn();
  void wait(std::stop_token stop, Clock::duration most);
  void wake(bool has_grown);
  void complain(const std::string& sentence);

  bool is_my_turn();
  void step_back();
  void look_for_head();
  void read_policy(kit::Session& db);
  void watch(const NamedWitness& named, std::map<std::string, WitnessRow>& rows);
  void read_key(kit::Session& db);
  void sign(const TreeHead& head);

  void ask_witnesses();
  void take_answers();
  void take_answer(Watched& witness, WitnessCaller::Answered answered);
  bool anybody_busy() const;
  bool has_quorum() const { return target && is_quorum(policy, target->cosigners, parties); }
  bool is_settled() const { return !target || target->published || (!has_quorum() && !anybody_busy()); }

  bool something_to_store() const;
  bool should_tell(const Watched& witness) const;
  void store();
  void store_heads(kit::Session& db);
  void store_witness(Tx& tx, Watched& witness);

  kit::Database& database;
  PublisherSetting setting;
  LogBooks books;
  LogPolicy policy;
  std::string policy_text;
  std::set<std::string> parties;
  std::vector<std::unique_ptr<Watched>> witnesses;
  std::optional<Target> target;
  std::vector<Cosigned> unstored;
  bool policy_changed = false;  // and the rows of former witnesses are still there
  Clock::time_point next_head = Clock::time_point::min(), next_look = Clock::time_point::min();
  Clock::time_point next_turn = Clock::time_point::min();
  bool my_turn = false;
  std::string last_complaint;

  std::mutex mutex;
  std::condition_variable_any woken;
  bool awake = false, grown = true;
  std::jthread thread;
};

// ── The thread ───────────────────────────────────────────────────────────────

void LogPublisher::Inside::run(std::stop_token stop) {
  while (!stop.stop_requested()) {
    try {
      turn();
      wait(stop, longest_wait);
    } catch (const std::exception& fault) {
      complain(std::string("The journal could not be signed: ") + fault.what());
      wait(stop, pause_after_fault);
    }
  }
  witnesses.clear();
}

void LogPublisher::Inside::turn() {
  if (!is_my_turn()) return;
  take_answers();
  if (something_to_store()) store();
  if (is_settled()) look_for_head();
  ask_witnesses();
  if (something_to_store()) store();
}

bool LogPublisher::Inside::is_my_turn() {
  if (!setting.my_turn) return true;
  if (Clock::now() < next_turn) return my_turn;
  next_turn = Clock::now() + look_around;
  bool before = std::exchange(my_turn, setting.my_turn());
  if (before && !my_turn) step_back();
  return my_turn;
}

// Another process goes on from what is stored; so does this one, should the turn come back.
void LogPublisher::Inside::step_back() {
  witnesses.clear();
  policy_text.clear();
  target.reset();
  unstored.clear();
  policy_changed = false;
}

void LogPublisher::Inside::wait(std::stop_token stop, Clock::duration most) {
  std::unique_lock lock(mutex);
  woken.wait_for(lock, std::move(stop), most, [this] { return awake; });
  awake = false;
}

void LogPublisher::Inside::wake(bool has_grown) {
  std::lock_guard lock(mutex);
  awake = true;
  grown = grown || has_grown;
  woken.notify_one();
}

void LogPublisher::Inside::complain(const std::string& sentence) {
  if (setting.err && sentence != last_complaint) *setting.err << sentence << std::endl;
  last_complaint = sentence;
}

// ── The newest head, and under which rules it is signed ──────────────────────

void LogPublisher::Inside::look_for_head() {
  Clock::time_point now = Clock::now();
  if (now < next_head) return;
  {
    std::lock_guard lock(mutex);
    if (!grown && now < next_look) return;
    grown = false;
  }
  next_look = now + look_around;
  kit::Session db = database.read();
  auto newest = latest_head(db);
  read_policy(db);  // after the head: a head that holds a new policy is never signed under the old one
  if (!newest || (target && newest->size <= target->head.size)) return;
  read_key(db);
  sign(*newest);
  next_head = now + setting.least_pause;
}

void LogPublisher::Inside::read_policy(kit::Session& db) {
  LogPolicy now = log_policy(db);
  parties = party_external_ids(db);
  if (std::string text = write_log_policy(now); text != policy_text) {
    policy = std::move(now);
    policy_text = std::move(text);
    witnesses.clear();
    auto rows = witness_rows(db);
    for (const NamedWitness& named : policy.witnesses) watch(named, rows);
    target.reset();
    policy_changed = true;
  }
}

void LogPublisher::Inside::watch(const NamedWitness& named, std::map<std::string, WitnessRow>& rows) {
  auto witness = std::make_unique<Watched>();
  witness->key = journal::format(named.key);
  witness->row = rows[witness->key];
  witness->refused = witness->row.told;  // until it answers again
  witness->caller =
      std::make_unique<WitnessCaller>(named, witness->row.size, books, setting.limits, [this] { wake(false); });
  witnesses.push_back(std::move(witness));
}

void LogPublisher::Inside::read_key(kit::Session& db) {
  auto keys = log_keys(db);
  if (keys.empty()) throw std::runtime_error("it has no key yet");
  auto is_ours = [&] { return keys.back().key == format(verifier_of(setting.key)); };
  if (!is_ours() && setting.next_key) setting.key = setting.next_key();
  if (!is_ours()) throw std::runtime_error("the key given is not the journal's; that is " + keys.back().key);
}

void LogPublisher::Inside::sign(const TreeHead& head) {
  journal::Checkpoint checkpoint{
      .origin = setting.key.name, .size = static_cast<std::uint64_t>(head.size), .root = head.root, .extensions = {}};
  target = Target{.head = {head.size, format(checkpoint), sign_checkpoint(checkpoint, setting.key)},
                  .cosigners = {},
                  .published = false};
}

// ── The witnesses ────────────────────────────────────────────────────────────

bool LogPublisher::Inside::anybody_busy() const {
  return std::ranges::any_of(witnesses, [](auto& witness) { return witness->caller->busy(); });
}

void LogPublisher::Inside::ask_witnesses() {
  if (!target) return;
  Clock::time_point now = Clock::now();
  for (auto& witness : witnesses) {
    bool wanted = witness->asked_size < target->head.size || !witness->row.trouble.empty();
    if (!wanted || now < witness->next_try || witness->caller->busy()) continue;
    witness->asked_size = target->head.size;
    witness->caller->begin(target->head);
  }
}

void LogPublisher::Inside::take_answers() {
  for (auto& witness : witnesses)
    if (auto answered = witness->caller->take()) take_answer(*witness, std::move(*answered));
}

void LogPublisher::Inside::take_answer(Watched& witness, WitnessCaller::Answered answered) {
  WitnessAnswer& answer = answered.answer;
  WitnessRow& row = witness.row;
  if (answer.trouble != row.trouble) {
    if (row.trouble.empty()) row.since = setting.now();
    if (answer.trouble.empty()) row.since.reset();
    witness.trouble_changed = true;
  }
  row.trouble = answer.trouble, row.detail = answer.detail;
  witness.refused = answer.refused;
  row.size = std::max(row.size, answer.cosignature ? answer.size : 0);
  if (!answer.trouble.empty()) witness.next_try = Clock::now() + setting.retry_after;
  if (!answer.cosignature) return;
  row.cosigned_at = answer.cosigned_at;
  if (target && answered.head.size == target->head.size) target->cosigners.insert(witness.key);
  unstored.push_back({std::move(answered.head), witness.key, std::move(answer)});
}

// ── The database ─────────────────────────────────────────────────────────────

// The administrators are told of what lasts: a refusal does, and being away does after a while.
bool LogPublisher::Inside::should_tell(const Watched& witness) const {
  if (!witness.row.since) return false;
  return witness.refused || setting.now() >= kit::plus_seconds(*witness.row.since, setting.seconds_of_grace);
}

// Cosignatures that come one shortly after another are written together.
bool LogPublisher::Inside::something_to_store() const {
  if (policy_changed || (target && !target->published && has_quorum())) return true;
  if (!unstored.empty() && ((target && target->published) || !anybody_busy())) return true;
  return std::ranges::any_of(
      witnesses, [&](auto& witness) { return witness->trouble_changed || should_tell(*witness) != witness->row.told; });
}

void LogPublisher::Inside::store() {
  kit::Session session = database.write();
  Actor nobody;
  Instant now = setting.now();
  Tx tx(session, nobody, now, kit::date_in(now, setting.zone));
  tx.lock("journal witnesses");
  store_heads(session);
  if (policy_changed) {
    std::set<std::string> keys;
    for (auto& witness : witnesses) keys.insert(witness->key);
    forget_witnesses_except(tx, keys);
  }
  for (auto& witness : witnesses) store_witness(tx, *witness);
  tx.commit();
  if (target && has_quorum()) target->published = true;
  for (auto& witness : witnesses) witness->trouble_changed = false;
  unstored.clear();
  policy_changed = false;
}

void LogPublisher::Inside::store_heads(kit::Session& db) {
  for (const Cosigned& cosigned : unstored) {
    keep_head(db, cosigned.head, setting.now());
    keep_cosignature(db, cosigned.head.size, cosigned.key, cosigned.answer);
  }
  if (!target || !has_quorum()) return;
  keep_head(db, target->head, setting.now());
  keep_published(db, target->head.size, policy.quorum, setting.now());
}

void LogPublisher::Inside::store_witness(Tx& tx, Watched& witness) {
  auto rows = witness_rows(tx.db());
  bool told = rows.contains(witness.key) && rows[witness.key].told;  // perhaps by another process
  bool should = should_tell(witness);
  if (should && !told) need_witness(tx, witness.key, witness.caller->witness().name);
  if (!should && told) no_longer_need_witness(tx, witness.key);
  witness.row.told = should;
  keep_witness(tx.db(), witness.key, witness.row);
}

// ─────────────────────────────────────────────────────────────────────────────

LogPublisher::LogPublisher(kit::Database& database, PublisherSetting setting)
    : inside_(std::make_unique<Inside>(database, std::move(setting))) {}

LogPublisher::~LogPublisher() { stop(); }

void LogPublisher::start() {
  inside_->thread = std::jthread([inside = inside_.get()](std::stop_token stop) { inside->run(std::move(stop)); });
}

void LogPublisher::wake() { inside_->wake(true); }

void LogPublisher::stop() { inside_->thread = {}; }  // asks to stop, and waits

}  // namespace partnership
