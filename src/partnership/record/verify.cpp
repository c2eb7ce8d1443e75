#include "partnership/record/verify.h"

#include <fmt/format.h>

#include <chrono>
#include <future>

#include "journal/checkpoint.h"
#include "journal/encoding.h"
#include "kit/json/json.h"
#include "partnership/log/journal_keeper.h"
#include "partnership/record/fold.h"
#include "partnership/record/in_parts.h"
#include "partnership/record/projections.h"
#include "partnership/record/record_words.h"
#include "partnership/record/verify_state.h"

namespace partnership {
namespace {

constexpr std::size_t most_faults = 50;
constexpr std::int64_t entries_at_once = 4096;
constexpr double share_of_entries = 0.8;
constexpr std::int64_t hour = 3'600'000'000;

std::string names_of(const std::vector<const kit::Table*>& tables) {
  std::string names;
  for (const kit::Table* table : tables) names += table->select();
  return names;
}

// A view of a column's bytes, where it is cheap to have one.
void read_into(std::string& text, const kit::Row& row, int column) { text = row.bytes(column); }

void read_entry(const kit::Row& row, ReadEntry& read) {
  read.sequence = row.integer(0);
  read.position = row.is_null(1) ? -1 : row.integer(1);
  read.has_entry = !row.is_null(3), read.has_body = !row.is_null(6);
  if (read.position >= 0) read_into(read.hash, row, 2);
  if (read.has_entry) read.entry = row.text(3), read.wall = row.text(4);
  if (read.has_body) read_into(read.salt, row, 5), read.body = row.text(6);
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
  Check(kit::Session& db, const std::vector<const kit::Table*>& tables, VerifyOptions options)
      : db_(db),
        tables_(tables),
        options_(std::move(options)),
        state_(read_state(options_.state_file)),
        balance_(tables),
        salts_(options_.state_file.empty() ? "" : options_.state_file + ".salts", usable() ? state_.salts : 0),
        leaves_(tables.empty() ? nullptr : &balance_, salts_, options_.copy_of) {
    if (options_.remembered.empty()) options_.remembered = state_.remembered;
    std::ranges::sort(options_.remembered, {}, &SaidRoot::size);
    expect_erasures();
    if (usable() && state_.size > 0) go_on();
  }

  Verification run() {
    total_ = db_.value<std::int64_t>("select coalesce(max(position), -1) + 1 from journal_leaves");
    check_integrated();
    check_pending();
    check_heads();
    check_signers();
    check_missing();
    check_salts();
    check_tables();
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

  // ── going on from another day ──────────────────────────────────────────────

  bool usable() { return state_.tables == names_of(tables_) && state_.erasures == erasures(); }
  std::int64_t erasures() {
    return tables_.empty() ? 0 : db_.value<std::int64_t>("select count(*) from erasure_endings");
  }

  void go_on() {
    if (!tables_.empty() && !balance_.restore(state_.balance)) return;
    result_.went_on_from = state_.size;
    leaves_.tree = frontier_of(state_);
    leaves_.entries = state_.size, leaves_.bodies = state_.bodies, leaves_.walled = state_.walled;
    leaves_.facts = state_.facts;
    leaves_.missing = {state_.missing.begin(), state_.missing.end()};
    result_.faults = state_.faults;
  }

  void save_now_and_then() {
    auto now = std::chrono::steady_clock::now();
    if (options_.state_file.empty() || now - saved_at_ < options_.save_every) return;
    saved_at_ = now;
    save();
  }

  void save() {
    salts_.flush();
    VerifyState state{.tables = names_of(tables_),
                      .erasures = erasures(),
                      .size = static_cast<std::int64_t>(leaves_.tree.size()),
                      .frontier = leaves_.tree.nodes(),
                      .salts = salts_.count(),
                      .bodies = leaves_.bodies,
                      .walled = leaves_.walled,
                      .balance = balance_.save(),
                      .facts = leaves_.facts,
                      .missing = {leaves_.missing.begin(), leaves_.missing.end()},
                      .faults = result_.faults,
                      .remembered = state_.remembered};
    write_state(options_.state_file, state);
  }

  // The check is over: what is kept is the root, which the next one must find again.
  void remember() {
    if (options_.state_file.empty()) return;
    VerifyState done{.remembered = state_.remembered};
    if (result_.good() && leaves_.tree.size() > 0)
      done.remembered = {{static_cast<std::int64_t>(leaves_.tree.size()), leaves_.tree.root(), SaidRoot::By::memory}};
    write_state(options_.state_file, done);
    salts_.remove();
  }

  // ── entries ────────────────────────────────────────────────────────────────

  void expect_erasures() {
    if (tables_.empty()) return;
    db_.each("select remains from erasure_endings", {}, [&](const kit::Row& row) {  // few
      for (const kit::Json& one : kit::Json::parse(row.text(0))) balance_.expect_erased(one.text());
    });
  }

  // One batch is read while the one before it is looked at.
  void check_integrated() {
    auto from = static_cast<std::int64_t>(leaves_.tree.size());
    Batch reading, looking;
    std::future<void> looked;
    for (; from < total_; from += entries_at_once) {
      read_batch(reading, from);
      if (looked.valid()) take(looked, from);
      std::swap(reading, looking);
      looked = std::async(std::launch::async, [&] { leaves_.check(looking); });
    }
    if (looked.valid()) take(looked, total_);
  }

  void take(std::future<void>& looked, std::int64_t so_far) {
    looked.get();
    settle();
    save_now_and_then();
    if (options_.progress && total_ > 0)
      options_.progress(share_of_entries * static_cast<double>(std::min(so_far, total_)) / static_cast<double>(total_));
  }

  void read_batch(Batch& batch, std::int64_t from) {
    batch.count = 0, batch.roots.clear();
    std::int64_t end = from + entries_at_once;
    db_.each(
        "select journal_leaves.sequence, position, hash, entry, wall, salt, body from journal_leaves"
        " left join journal_entries on journal_entries.sequence = journal_leaves.sequence"
        " left join journal_bodies on journal_bodies.sequence = journal_leaves.sequence"
        " where position >= $1 and position < $2 order by position",
        {from, end}, [&](const kit::Row& row) { read_entry(row, batch.next()); });
    read_roots(batch, from, end);
  }

  void read_roots(Batch& batch, std::int64_t after, std::int64_t upto) {
    db_.each("select size, root from journal_checkpoints where size > $1 and size <= $2", {after, upto},
             [&](const kit::Row& row) {
               if (auto root = journal::hash_from_bytes(row.bytes(1))) batch.roots.push_back({row.integer(0), *root});
             });
    db_.each("select size, note from journal_notes where size > $1 and size <= $2", {after, upto},
             [&](const kit::Row& row) { read_note(batch, row.integer(0), std::string(row.text(1))); });
    for (const SaidRoot& known : options_.remembered)
      if (known.size > after && known.size <= upto) batch.roots.push_back(known);
    std::ranges::stable_sort(batch.roots, {}, &SaidRoot::size);
  }

  static void read_note(Batch& batch, std::int64_t size, const std::string& text) {
    auto note = journal::parse_note(text);
    if (!note) return;  // said by check_signatures
    if (auto checkpoint = journal::parse_checkpoint(note->text))
      batch.roots.push_back({size, checkpoint->root, SaidRoot::By::checkpoint});
  }

  // What looking at a batch left to ask of the database.
  void settle() {
    for (std::string& sentence : leaves_.faults) fault(std::move(sentence));
    leaves_.faults.clear();
    for (const ComputedNode& node : leaves_.nodes) check_node(node);
    leaves_.nodes.clear();
    for (auto& [seat, sequence] : leaves_.seats) check_seat(seat, sequence);
    leaves_.seats.clear();
  }

  void check_node(const ComputedNode& node) {
    if (!leaves_.in_order) return;
    auto stored = db_.maybe_value<kit::Bytes>("select hash from journal_nodes where level = $1 and node_index = $2",
                                              {node.level, node.index});
    if (!stored || stored->data != journal::bytes_of(node.hash))
      fault(fmt::format("The stored node {} of level {} of the tree is not the hash of what lies under it.",
                        grouped(static_cast<std::int64_t>(node.index)), node.level));
  }

  void check_seat(const std::string& seat, std::int64_t sequence) {
    if (seat == host_seat || tables_.empty() ||
        db_.maybe_value<std::int64_t>("select 1 from seats where id = $1", {seat}))
      return;
    fault(fmt::format("Entry {} acts from the seat {}, which nobody was ever given.", grouped(sequence), seat));
  }

  // Behind the last leaf, in the order in which they will be taken in.
  void check_pending() {
    Batch batch;
    each_in_parts(db_,
                  "select journal_entries.sequence, null, null, entry, wall, salt, body from journal_entries"
                  " left join journal_bodies on journal_bodies.sequence = journal_entries.sequence where " +
                      behind_the_tree() + " order by commit_order, journal_entries.sequence",
                  [&](const kit::Row& row) {
                    read_entry(row, batch.next());
                    if (batch.count < static_cast<std::size_t>(entries_at_once)) return;
                    leaves_.check(batch);
                    batch.count = 0;
                  });
    leaves_.check(batch);
    settle();
    result_.entries = leaves_.entries;
    result_.integrated = static_cast<std::int64_t>(leaves_.tree.size());
    result_.walled = leaves_.walled;
    result_.root = journal::base64(leaves_.tree.root());
  }

  std::string behind_the_tree() {
    std::int64_t order = -1, sequence = INT64_MIN;
    db_.each(
        "select commit_order, sequence from journal_entries"
        " where sequence = (select sequence from journal_leaves order by position desc limit 1)",
        {}, [&](const kit::Row& row) { order = row.integer(0), sequence = row.integer(1); });
    if (db_.engine() == kit::Engine::sqlite) return fmt::format("journal_entries.sequence > {}", sequence);
    return fmt::format("(commit_order, journal_entries.sequence) > ({}, {})", order, sequence);
  }

  // Entries that are neither in the tree nor behind it. On PostgreSQL a slow transaction may be overtaken for a while.
  void name_overtaken() {
    bool at_once = db_.engine() == kit::Engine::sqlite;
    auto newest = db_.maybe_value<std::int64_t>("select made_at from journal_checkpoints order by size desc limit 1");
    db_.each("select sequence, entry from journal_entries where not (" + behind_the_tree() +
                 ") and not exists (select 1 from journal_leaves where journal_leaves.sequence ="
                 " journal_entries.sequence) order by sequence limit 20",
             {}, [&](const kit::Row& row) {
               auto entry = journal::decode(row.text(1));
               if (at_once || (entry && newest && entry->time + hour < *newest))
                 fault(
                     fmt::format("Entry {} comes before entries of the tree and is not in it: it was held back, or "
                                 "put there later.",
                                 grouped(row.integer(0))));
             });
  }

  // ── heads, signatures, what is missing ─────────────────────────────────────

  void check_heads() {
    auto head = latest_head(db_);
    if (head && head->size > result_.integrated)
      fault(fmt::format("The newest head covers {} entries; {} are there. Entries were deleted.", grouped(head->size),
                        grouped(result_.integrated)));
    if (!head ? result_.integrated > 0 : head->size < result_.integrated)
      fault(fmt::format("The tree has {} entries, and its newest head covers only {}. Heads were deleted.",
                        grouped(result_.integrated), grouped(head ? head->size : 0)));
    for (const SaidRoot& known : options_.remembered)
      if (known.size > result_.integrated)
        fault(fmt::format("You have seen {} entries; {} are there. An older state was put in the journal's place.",
                          grouped(known.size), grouped(result_.integrated)));
    if (db_.value<std::int64_t>("select count(*) from journal_entries") != result_.entries) name_overtaken();
    if (db_.value<std::int64_t>("select count(*) from journal_bodies") != leaves_.bodies)
      fault("There are bodies that belong to no entry.");
  }

  void check_signers() {
    Signers signers = read_signers(leaves_.facts, to_faults());
    auto found = check_signatures(db_, signers, options_.trusted, result_.integrated, to_faults());
    result_.checkpoints = found.checkpoints, result_.cosignatures = found.cosignatures;
    erased_ = std::move(signers.erased);
  }

  void check_missing() {
    for (std::int64_t sequence : leaves_.missing) {
      if (erased_.contains(sequence))
        ++result_.erased;
      else
        fault(fmt::format("What entry {} said is missing, and no assent to erase it is in the journal.",
                          grouped(sequence)));
    }
    for (auto& [sequence, erasure] : erased_) {
      if (!leaves_.missing.contains(sequence) && options_.copy_of.empty() && has_body(sequence))
        fault(fmt::format("Entry {} was erased by assent, and what it said is there again.", grouped(sequence)));
      if (!tables_.empty()) check_assent(sequence, erasure);
    }
  }

  bool has_body(std::int64_t sequence) {
    return db_.maybe_value<std::int64_t>("select 1 from journal_bodies where sequence = $1", {sequence}).has_value();
  }

  // Agreed, and in fact signed by every party there is.
  void check_assent(std::int64_t sequence, const std::string& erasure) {
    auto unsigned_parties = db_.value<std::int64_t>(
        "select count(*) from parties where id not in (select party_id from signatures where answer = 'signed' and"
        " assent_id in (select id from assents where kind = 'record.erasure' and subject_id = $1))",
        {erasure});
    if (unsigned_parties > 0)
      fault(fmt::format("What entry {} said was erased, and not every party has signed that.", grouped(sequence)));
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

  // ── tables ─────────────────────────────────────────────────────────────────

  void check_tables() {
    std::vector<const kit::Table*> uneven;
    for (std::size_t i = 0; i < tables_.size(); ++i) {
      each_in_parts(db_, tables_[i]->select(), [&](const kit::Row& row) { balance_.take_off(i, row), ++result_.rows; });
      if (!balance_.even(i)) uneven.push_back(tables_[i]);
      if (options_.progress)
        options_.progress(share_of_entries +
                          (0.98 - share_of_entries) * static_cast<double>(i + 1) / static_cast<double>(tables_.size()));
    }
    check_erased_rows();
    if (!uneven.empty()) name_differences(uneven);
    if (tables_.empty()) return;
    check_subjects();
    for (std::string& sentence : check_projections(db_)) fault(std::move(sentence));
  }

  void check_erased_rows() {
    for (auto& [place, row] : balance_.erased())
      if (row.differs || (!row.seen && !row.values.empty()))
        fault(fmt::format("{} {}, whose past was erased, was changed outside Concert after entry {}.", place.first,
                          unquoted(place.second), grouped(row.sequence)));
  }

  // The slow way, for the tables that do not agree: all bodies once more, to say which row it is.
  void name_differences(const std::vector<const kit::Table*>& tables) {
    std::size_t before = result_.faults.size();
    Fold fold(tables, !erased_.empty());
    auto apply = [&](const kit::Row& row) {
      try {
        fold.apply(row.integer(0), row.text(1));
      } catch (const std::exception& problem) {
        fault(problem.what());
      }
    };
    each_in_parts(db_,
                  "select journal_leaves.sequence, body from journal_leaves join journal_bodies"
                  " on journal_bodies.sequence = journal_leaves.sequence order by position",
                  apply);
    each_in_parts(
        db_,
        "select journal_entries.sequence, body from journal_entries join journal_bodies"
        " on journal_bodies.sequence = journal_entries.sequence where not exists (select 1 from journal_leaves where"
        " journal_leaves.sequence = journal_entries.sequence) order by commit_order, journal_entries.sequence",
        apply);
    for (const kit::Table* table : tables) fold.compare(db_, *table, to_faults());
    if (result_.faults.size() == before && before < most_faults)
      fault(fmt::format("What the journal says of {} is not spelled as Concert spells it.", tables.front()->name()));
  }

  void check_subjects() {
    each_in_parts(db_, "select subject_id, sequence from journal_subjects",
                  [&](const kit::Row& row) { balance_.take_off_subject(row.text(0), row.integer(1)); });
    if (!balance_.subjects_even())
      fault("What the histories show of each thing is not what the entries are about; concert rebuild makes it anew.");
  }

  kit::Session& db_;
  const std::vector<const kit::Table*>& tables_;
  VerifyOptions options_;
  VerifyState state_;
  Balance balance_;
  SaltCheck salts_;
  LeafCheck leaves_;
  Verification result_;
  std::map<std::int64_t, std::string> erased_;
  std::int64_t total_ = 0;
  std::chrono::steady_clock::time_point saved_at_ = std::chrono::steady_clock::now();
};

}  // namespace

Verification verify(kit::Database& database, const std::vector<const kit::Table*>& tables, VerifyOptions options) {
  kit::Session db = database.read();
  return Check(db, tables, std::move(options)).run();
}

Verification verify(kit::Database& database, const std::vector<const kit::Table*>& tables,
                    const std::function<void(double)>& progress) {
  return verify(database, tables, VerifyOptions{.progress = progress});
}

}  // namespace partnership
