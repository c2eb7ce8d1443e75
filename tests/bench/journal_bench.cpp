// See journal.sh.
#include <fmt/format.h>
#include <sys/resource.h>

#include <algorithm>
#include <chrono>
#include <cstdlib>
#include <filesystem>
#include <iostream>
#include <random>
#include <thread>

#include "app/program.h"
#include "app/tables.h"
#include "journal/entry.h"
#include "journal/merkle.h"
#include "modules/teams/teams.h"
#include "partnership/findable.h"
#include "partnership/notes.h"
#include "partnership/record/verify.h"
#include "partnership/units.h"

namespace {

using namespace partnership;
using Steady = std::chrono::steady_clock;

std::string setting(const char* name, const char* otherwise) {
  const char* value = std::getenv(name);
  return value ? value : otherwise;
}
double seconds_since(Steady::time_point begin) { return std::chrono::duration<double>(Steady::now() - begin).count(); }

// What this process has used of all processors: what others do on the machine does not change it much.
double processor_seconds() {
  rusage usage{};
  getrusage(RUSAGE_SELF, &usage);
  auto of = [](const timeval& time) {
    return static_cast<double>(time.tv_sec) + static_cast<double>(time.tv_usec) / 1e6;
  };
  return of(usage.ru_utime) + of(usage.ru_stime);
}

struct Took {
  Steady::time_point begin = Steady::now();
  double before = processor_seconds();
  double seconds() const { return seconds_since(begin); }
  double processor() const { return processor_seconds() - before; }
};

// Entries a second: by the clock, and for each second that a processor worked on it.
struct Rate {
  double by_clock = 0, by_processor = 0;
};

struct Bench {
  std::unique_ptr<app::Program> program;
  Id<Party> party{kit::fresh<Party>()};
  Id<Unit> unit{kit::fresh<Unit>()};
  Id<Person> person{kit::fresh<Person>()};
  Seat seat;

  explicit Bench(const std::string& database)
      : program(std::make_unique<app::Program>(app::Setting{.database = database, .readers = 9})) {
    seat = {kit::fresh<Seat>(),       person, party, std::nullopt, unit.text, Role::administrator,
            kit::date_of(2026, 1, 1), {}};
    write([&](Tx& tx) {
      tx.insert(Party{party, party.text, "Labor", Mark::circle, 1});
      add_unit(tx, {unit, unit.text, "The unit", UnitKind::national, {}, false});
      tx.insert(Person{person, person.text, "Ana Flores", std::nullopt, "Transporter", "en"});
      tx.insert(seat);
    });
  }

  Note note() const {
    return {kit::fresh<Note>(),
            unit.text,
            "joint",
            seat.id,
            person,
            "We tried the new handover on both shifts and it saved ten minutes.",
            kit::now()};
  }
  void write(const std::function<void(Tx&)>& act) {
    kit::Session session = program->database().write();
    Actor actor{.person = person, .name = "Ana Flores", .seats = {seat}};
    Tx tx(session, actor, kit::now(), kit::date_of(2026, 11, 21));
    act(tx);
    tx.commit();
  }
  void with_journal() {
    write([&](Tx& tx) { tx.insert(note()); });
  }
  // The same rows: the note, and the words by which search finds it.
  void without_journal() {
    kit::Session session = program->database().write();
    Note row = note();
    session.later(Note::table().insert(), kit::Args(Note::table().values(&row)));
    FindableRow findable(session, Note::table(), Note::table().key_of(&row));
    session.wait();
    findable.keep();
    session.commit();
  }
};

double commits_a_second(int writers, double seconds, const std::function<void()>& commit) {
  std::atomic<std::int64_t> count{0};
  std::atomic<bool> stop{false};
  std::vector<std::thread> threads;
  auto begin = Steady::now();
  for (int i = 0; i < writers; ++i)
    threads.emplace_back([&] {
      while (!stop) commit(), ++count;
    });
  std::this_thread::sleep_for(std::chrono::duration<double>(seconds));
  stop = true;
  for (auto& thread : threads) thread.join();
  return static_cast<double>(count) / seconds_since(begin);
}

double median(std::vector<double> values) {
  std::ranges::sort(values);
  return values[values.size() / 2];
}

// In turns, so that whatever else the machine does meets both.
void measure_commits(const char* engine, const std::string& database) {
  Bench bench(database);
  double seconds = std::stod(setting("BENCH_SECONDS", "3"));
  for (int writers : {1, 8}) {
    std::vector<double> with, without;
    for (int round = 0; round < 5; ++round) {
      without.push_back(commits_a_second(writers, seconds / 2, [&] { bench.without_journal(); }));
      with.push_back(commits_a_second(writers, seconds / 2, [&] { bench.with_journal(); }));
    }
    std::cout << fmt::format(
                     "{:9} {} writer{:2} durable commits a second: {:8.0f} with the journal, {:8.0f} without: {:.2f}\n",
                     engine, writers, writers > 1 ? "s," : ",", median(with), median(without),
                     median(with) / median(without))
              << std::flush;
  }
}

double megabytes_used() {
  rusage usage{};
  getrusage(RUSAGE_SELF, &usage);
  return static_cast<double>(usage.ru_maxrss) / 1024;
}

void write_entries(Bench& bench, std::int64_t entries) {
  constexpr std::int64_t at_once = 2000;
  auto begin = Steady::now();
  for (std::int64_t done = 0; done < entries; done += at_once)
    bench.write([&](Tx& tx) {
      for (std::int64_t i = 0; i < std::min(at_once, entries - done); ++i) tx.insert(bench.note());
    });
  std::cout << fmt::format("{} entries written, {:.0f} a second\n", entries,
                           static_cast<double>(entries) / seconds_since(begin));
  begin = Steady::now();
  bench.program->integrate();
  std::cout << fmt::format("taken into the tree, {:.0f} a second\n",
                           static_cast<double>(entries) / seconds_since(begin))
            << std::flush;
}

struct Sample {
  std::string entry, body;
};
Sample last_entry(Bench& bench) {
  Sample sample;
  bench.program->database().read().each(
      "select entry, body from journal_entries join journal_bodies on journal_bodies.sequence ="
      " journal_entries.sequence order by journal_entries.sequence desc limit 1",
      {}, [&](const kit::Row& row) {
        sample = {std::string(row.text(0)), std::string(row.text(1))};
      });
  return sample;
}

// The SHA-256 that an entry needs and nothing else: its leaf, a node of the tree, the digest of its body.
void hash_entries(Sample sample, int count) {
  std::string salt(32, 's');
  journal::Hash hash{};
  for (int i = 0; i < count; ++i) {
    sample.entry[20] = static_cast<char>(hash[0]);
    hash = journal::node_hash(journal::leaf_hash(sample.entry), hash);
    hash[1] ^= journal::body_digest(salt, sample.body)[0];
  }
}

// What this machine hashes, on as many cores as a check uses: entries a second.
Rate measure_hashing(Bench& bench, int cores) {
  constexpr int rounds = 500'000;
  Sample sample = last_entry(bench);
  std::vector<std::thread> threads;
  Took took;
  for (int i = 0; i < cores; ++i) threads.emplace_back([&] { hash_entries(sample, rounds); });
  for (auto& thread : threads) thread.join();
  double all = cores * rounds;
  Rate rate{all / took.seconds(), all / took.processor()};
  std::cout << fmt::format(
      "hashing alone, on {} cores: leaf of {} bytes, node, and digest of {} bytes: {:.0f} entries a second\n", cores,
      sample.entry.size(), sample.body.size() + 32, rate.by_clock);
  return rate;
}

void timed(const char* what, Bench& bench, int cores, const std::vector<const kit::Table*>& tables) {
  Rate hashing = measure_hashing(bench, cores);
  Took took;
  auto found = verify(bench.program->database(), tables, VerifyOptions{.readers = cores});
  auto entries = static_cast<double>(found.entries);
  Rate rate{entries / took.seconds(), entries / took.processor()};
  std::cout << fmt::format(
      "{}: {} entries, {} rows in {:.1f} s, {:.0f} entries a second, {:.2f} of the hashing alone ({:.2f} by processor"
      " time)\n",
      what, found.entries, found.rows, entries / rate.by_clock, rate.by_clock, rate.by_clock / hashing.by_clock,
      rate.by_processor / hashing.by_processor);
  for (auto& fault : found.faults) std::cout << "  " << fault << "\n";
}

void measure_verification(Bench& bench) {
  double before = megabytes_used();
  for (int cores : {1, static_cast<int>(std::thread::hardware_concurrency())})
    timed("entries, digests and signatures", bench, cores, {});
  timed("and every row of every table", bench, static_cast<int>(std::thread::hardware_concurrency()),
        app::journaled_tables());
  std::cout << fmt::format("memory: {:.0f} MB before, {:.0f} MB at most\n", before, megabytes_used()) << std::flush;
}

void measure_proofs(Bench& bench) {
  kit::Session db = bench.program->database().read();
  auto size = latest_head(db)->size;
  std::mt19937_64 random(7);
  std::vector<double> times;
  for (int i = 0; i < 500; ++i) {
    auto position = static_cast<std::uint64_t>(random() % static_cast<std::uint64_t>(size));
    auto begin = Steady::now();
    auto proof = journal::inclusion_proof(position, static_cast<std::uint64_t>(size), stored_nodes(db, size));
    times.push_back(seconds_since(begin) * 1000);
  }
  std::ranges::sort(times);
  std::cout << fmt::format("a proof among {} entries: {:.3f} ms (median), {:.3f} ms (99 of 100)\n", size,
                           times[times.size() / 2], times[times.size() * 99 / 100]);
}

void measure_record(const std::string& database) {
  Bench bench(database);
  let_find<Note>({.kind = "note", .title = "''", .url = "''", .only = "false"});  // the journal is measured, not search
  write_entries(bench, std::stoll(setting("BENCH_ENTRIES", "1000000")));
  measure_verification(bench);
  measure_proofs(bench);
}

}  // namespace

int main() {
  auto folder = std::filesystem::path(setting("BENCH_FOLDER", "build")) / "bench-journal";
  std::filesystem::remove_all(folder);
  std::filesystem::create_directories(folder);
  if (std::stod(setting("BENCH_SECONDS", "3")) > 0) {
    measure_commits("SQLite", (folder / "commits.db").string());
    if (std::string url = setting("BENCH_POSTGRES", ""); !url.empty()) measure_commits("PostgreSQL", url);
  }
  measure_record((folder / "record.db").string());
  std::filesystem::remove_all(folder);
}
