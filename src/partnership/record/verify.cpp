#include "partnership/record/verify.h"

#include <fmt/format.h>

#include <algorithm>

#include "journal/encoding.h"
#include "kit/json/json.h"
#include "partnership/record/in_order.h"
#include "partnership/record/in_parts.h"
#include "partnership/record/record_words.h"
#include "partnership/record/same_snapshot.h"
#include "partnership/record/verify_erased.h"
#include "partnership/record/verify_state.h"
#include "partnership/record/verify_tables.h"
#include "partnership/record/verify_tree.h"

namespace partnership {
namespace {

constexpr std::size_t most_faults = 50;
constexpr double share_of_entries = 0.6;

std::string names_of(const std::vector<const kit::Table*>& tables) {
  std::string names;
  for (const kit::Table* table : tables) names += table->select();
  return names;
}

journal::Frontier frontier_of(const VerifyState& state) {
  auto size = static_cast<std::uint64_t>(state.size);
  return {size, [&](int level, std::uint64_t) {
            std::size_t before = 0;  // larger subtrees stand before this one
            for (int higher = 63; higher > level; --higher) before += size >> higher & 1;
            return state.frontier.at(before);
          }};
}

class Check {
 public:
  Check(kit::Database& database, const std::vector<const kit::Table*>& tables, VerifyOptions options)
      : readers_(same_snapshot(database, options.readers)),
        db_(readers_.front()),
        tables_(tables),
        options_(std::move(options)),
        state_(read_state(options_.state_file)),
        erasures_(erasures()),
        goes_on_(is_usable()),
        books_(tables, goes_on_ ? Balance::key_of(state_.balance) : ""),
        salts_(options_.state_file.empty() ? "" : options_.state_file + ".salts", goes_on_ ? state_.salts : 0),
        tree_(tables.empty() ? nullptr : &books_, salts_, to_faults()) {
    if (options_.remembered.empty()) options_.remembered = state_.remembered;
    std::ranges::sort(options_.remembered, {}, &SaidRoot::size);
    rules_ = {tables.empty() ? nullptr : &books_, options_.copy_of, options_.remembered};
    expect_erasures();
    if (goes_on_) go_on();
  }

  Verification run() {
    check_integrated();
    check_pending();
    tree_.check_stored(db_, options_.remembered);
    Signers signers = read_signers(tree_.facts, to_faults());
    auto found = check_signatures(db_, signers, options_.trusted, result_.integrated, to_faults());
    result_.checkpoints = found.checkpoints, result_.cosignatures = found.cosignatures;
    result_.erased = check_erased(db_, {tree_.missing, signers.erased, !options_.copy_of.empty()}, to_faults());
    check_salts();
    if (!tables_.empty())
      result_.rows = check_tables(
          readers_,
          {tables_, books_, signers.erased, [this](double share) { tell(share_of_entries, 0.99, share); }, to_faults()},
          *tree_.balance);
    remember();
    return std::move(result_);
  }

 private:
  void fault(std::string sentence) {
    if (result_.faults.size() < most_faults) result_.faults.push_back(std::move(sentence));
  }
  std::function<void(std::string)> to_faults() {
    return [this](std::string sentence) { fault(std::move(sentence)); };
  }
  void tell(double from, double to, double share) {
    if (options_.progress) options_.progress(from + (to - from) * share);
  }

  // ── going on from another day ──────────────────────────────────────────────

  bool is_usable() {
    return state_.size > 0 && state_.size % stretch_size == 0 && state_.tables == names_of(tables_) &&
           state_.erasures == erasures_;
  }
  std::int64_t erasures() {
    return tables_.empty() ? 0 : db_.value<std::int64_t>("select count(*) from erasure_endings");
  }

  void go_on() {
    if (tree_.balance && !tree_.balance->restore(state_.balance))
      throw std::runtime_error("The state is of another check.");
    result_.went_on_from = state_.size;
    tree_.tree = frontier_of(state_);
    tree_.entries = tree_.leaves = state_.size, tree_.bodies = state_.bodies, tree_.walled = state_.walled;
    tree_.nodes = state_.nodes, tree_.facts = state_.facts;
    tree_.missing = {state_.missing.begin(), state_.missing.end()};
    result_.faults = state_.faults;
  }

  void save_now_and_then() {
    auto now = std::chrono::steady_clock::now();
    if (options_.state_file.empty() || now - saved_at_ < options_.save_every) return;
    saved_at_ = now;
    save();
  }

  void save() {
    VerifyState state{.tables = names_of(tables_),
                      .erasures = erasures_,
                      .size = tree_.leaves,
                      .frontier = tree_.tree.nodes(),
                      .nodes = tree_.nodes,
                      .salts = salts_.count(),
                      .bodies = tree_.bodies,
                      .walled = tree_.walled,
                      .balance = tree_.balance ? tree_.balance->save() : "",
                      .facts = tree_.facts,
                      .missing = {tree_.missing.begin(), tree_.missing.end()},
                      .faults = result_.faults,
                      .remembered = state_.remembered};
    write_state(options_.state_file, state);
  }

  // The check is over: what is kept is the root, which the next one must find again.
  void remember() {
    if (options_.state_file.empty()) return;
    VerifyState done{.remembered = state_.remembered};
    if (result_.good() && tree_.leaves > 0) done.remembered = {{tree_.leaves, tree_.tree.root(), SaidRoot::By::memory}};
    write_state(options_.state_file, done);
    salts_.remove();
  }

  // ── entries ────────────────────────────────────────────────────────────────

  void expect_erasures() {
    if (tables_.empty()) return;
    db_.each("select remains from erasure_endings", {}, [&](const kit::Row& row) {  // few
      for (const kit::Json& one : kit::Json::parse(row.text(0))) books_.expect_erased(one.text());
    });
  }

  void check_integrated() {
    auto total = db_.value<std::int64_t>("select coalesce(max(position), -1) + 1 from journal_leaves");
    std::int64_t first = tree_.leaves, stretches = (total - first + stretch_size - 1) / stretch_size;
    InOrder<Stretch> work(stretches, [&](kit::Session& db, std::int64_t number) {
      std::int64_t begin = first + number * stretch_size;
      StretchCheck stretch(rules_, begin);
      stretch.read(db, std::min(begin + stretch_size, total));
      return stretch.finish(db);
    });
    work.run(readers_, [&](Stretch stretch, std::int64_t number) {
      tree_.take(std::move(stretch));
      if (number + 1 < stretches) save_now_and_then();
      tell(0, share_of_entries, static_cast<double>(number + 1) / static_cast<double>(stretches));
    });
  }

  // Behind the last leaf, in the order in which they will be taken in.
  void check_pending() {
    std::optional<StretchCheck> stretch(std::in_place, rules_, 0);
    auto take = [&] { tree_.take(stretch->finish(db_)), stretch.emplace(rules_, 0); };
    std::int64_t count = 0;
    each_in_parts(db_,
                  "select journal_entries.sequence, null, null, entry, wall, salt, body from journal_entries"
                  " left join journal_bodies on journal_bodies.sequence = journal_entries.sequence where " +
                      behind_the_tree(db_) + " order by commit_order, journal_entries.sequence",
                  [&](const kit::Row& row) {
                    stretch->check(read_entry(row));
                    if (++count % stretch_size == 0) take();
                  });
    take();
    result_.entries = tree_.entries, result_.integrated = tree_.leaves, result_.walled = tree_.walled;
    result_.root = journal::base64(tree_.tree.root());
  }

  void check_salts() {
    std::vector<std::uint64_t> repeated = salts_.repeated();
    if (repeated.empty()) return;
    std::map<std::string, std::int64_t> first;
    each_in_parts(db_, "select salt, sequence from journal_bodies order by sequence", [&](const kit::Row& row) {
      std::string salt = row.bytes(0);
      if (std::ranges::find(repeated, SaltCheck::beginning(salt)) == repeated.end()) return;
      auto [known, fresh] = first.try_emplace(std::move(salt), row.integer(1));
      if (!fresh)
        fault(fmt::format("Entries {} and {} have the same salt, so one tells what the other says.",
                          grouped(known->second), grouped(row.integer(1))));
    });
  }

  std::vector<kit::Session> readers_;
  kit::Session& db_;  // the first of them, while no other thread has it
  const std::vector<const kit::Table*>& tables_;
  VerifyOptions options_;
  VerifyState state_;
  std::int64_t erasures_ = 0;
  bool goes_on_;
  Books books_;
  SaltCheck salts_;
  StretchRules rules_;
  TreeCheck tree_;
  Verification result_;
  std::chrono::steady_clock::time_point saved_at_ = std::chrono::steady_clock::now();
};

}  // namespace

Verification verify(kit::Database& database, const std::vector<const kit::Table*>& tables, VerifyOptions options) {
  return Check(database, tables, std::move(options)).run();
}

Verification verify(kit::Database& database, const std::vector<const kit::Table*>& tables,
                    const std::function<void(double)>& progress) {
  return verify(database, tables, VerifyOptions{.progress = progress});
}

}  // namespace partnership
