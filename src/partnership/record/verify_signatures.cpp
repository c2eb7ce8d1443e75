#include "partnership/record/verify_signatures.h"

#include <fmt/format.h>

#include <algorithm>

#include "journal/checkpoint.h"
#include "journal/key_statement.h"
#include "kit/json/json.h"
#include "partnership/record/record_words.h"

namespace partnership {
namespace {

using Fault = std::function<void(std::string)>;

constexpr int at_once = 500;

// The rows that a body writes into its table, whichever form it has.
void each_row(const kit::Json& body,
              const std::function<void(const std::function<const kit::Json*(std::string_view)>&)>& each) {
  if (const kit::Json* row = body.get("row")) each([&](std::string_view name) { return row->get(name); });
  const kit::Json* rows = body.get("rows");
  if (!rows) return;
  auto& fields = body.at("fields");
  for (const kit::Json& row : *rows)
    each([&](std::string_view name) -> const kit::Json* {
      for (std::size_t i = 0; i < fields.size() && i < row.size(); ++i)
        if (fields.at(i).as_text() == name) return &row.at(i);
      return nullptr;
    });
}

class Facts {
 public:
  explicit Facts(Fault fault) : fault_(std::move(fault)) {}

  void add(const JournalFact& fact) {
    kit::Json body = kit::Json::parse(fact.body);
    const std::string& table = body.at("table").as_text();
    each_row(body, [&](auto& value) {
      auto text = [&](std::string_view name) { return value(name) ? value(name)->as_text() : std::string(); };
      if (table == "parties") signers.parties.insert(text("external_id"));
      if (table == "log_keys") add_key(text("key"), text("statement"));
      if (table == "policies" && text("name") == "journal") policies_[text("id")] = text("body");
      if (table == "policy_starts") start(text("policy_id"), fact.position);
      if (table == "erasure_endings" && value("sequence"))
        signers.erased[value("sequence")->as_integer()] = text("erasure_id");
    });
  }
  Signers signers;

 private:
  void add_key(const std::string& key, const std::string& statement) {
    auto read = journal::parse_verifier_key(key);
    if (!read) return fault_("A key of the log cannot be read: " + read.problem());
    signers.log_keys.push_back(*read);
    signers.statements[key] = statement;
  }
  void start(const std::string& policy, std::int64_t position) {
    auto body = policies_.find(policy);
    if (body == policies_.end()) return;
    LogPolicy read = read_log_policy(body->second);
    for (const NamedWitness& witness : read.witnesses) signers.witnesses[format(witness.key)] = witness.key;
    signers.policies.push_back(std::move(read));
    signers.policies_start.push_back(position < 0 ? INT64_MAX : position);
  }

  Fault fault_;
  std::map<std::string, std::string> policies_;
};

// The keys that may have signed: the one to begin with, and each that a key among them has named.
std::vector<journal::VerifierKey> followed_keys(const Signers& signers, const TrustedKeys& trusted,
                                                const Fault& fault) {
  std::vector<journal::VerifierKey> known = trusted.log_keys;
  for (const journal::VerifierKey& key : signers.log_keys) {
    if (std::ranges::find(known, key) != known.end()) continue;
    const std::string& statement = signers.statements.at(format(key));
    bool named = known.empty() && journal::open_first_statement(statement);
    for (const journal::VerifierKey& former : known)
      if (auto next = journal::open_next_statement(statement, former)) named |= next->key == key;
    if (named || (known.empty() && trusted.log_keys.empty()))
      known.push_back(key);
    else
      fault(fmt::format("The key {} signs for the journal, and no key you trust has named it.", format(key)));
  }
  return known;
}

struct Signed {
  std::int64_t size = 0;
  std::string note;
  bool published = false;
};

class Signatures {
 public:
  Signatures(kit::Session& db, const Signers& signers, const TrustedKeys& trusted, Fault fault)
      : db_(db), signers_(signers), fault_(std::move(fault)), log_keys_(followed_keys(signers, trusted, fault_)) {
    for (const journal::VerifierKey& key : trusted.witness_keys) witnesses_[format(key)] = key;
    if (witnesses_.empty()) witnesses_ = signers.witnesses;
  }

  SignaturesFound run(std::int64_t size) {
    for (std::int64_t after = 0; after >= 0;) after = check_some(after, size);
    return found_;
  }

 private:
  // The next checkpoints by size; -1 when there are no more.
  std::int64_t check_some(std::int64_t after, std::int64_t size) {
    std::vector<Signed> notes;
    db_.each("select size, note, published_at from journal_notes where size > $1 order by size limit $2",
             {after, at_once}, [&](const kit::Row& row) {
               notes.push_back({row.integer(0), std::string(row.text(1)), !row.is_null(2)});
             });
    for (const Signed& one : notes) {
      if (one.size > size)
        fault_(
            fmt::format("A checkpoint of {} entries was signed; {} are there. Entries were deleted, or a backup was "
                        "put in the journal's place.",
                        grouped(one.size), grouped(size)));
      check_note(one);
    }
    return notes.size() < at_once ? -1 : notes.back().size;
  }

  void check_note(const Signed& one) {
    ++found_.checkpoints;
    std::optional<journal::OpenedCheckpoint> opened;
    for (const journal::VerifierKey& key : log_keys_)
      if (auto tried = journal::open_checkpoint(one.note, key)) opened = *tried;
    if (!opened)
      return fault_(fmt::format("The checkpoint of {} entries is not signed by the journal's key.", grouped(one.size)));
    if (static_cast<std::int64_t>(opened->checkpoint.size) != one.size)
      fault_(
          fmt::format("The checkpoint kept for {} entries is one of {}.", grouped(one.size), opened->checkpoint.size));
    std::set<std::string> good = check_cosignatures(one.size, opened->note.text);
    if (one.published && !enough(one.size, good))
      fault_(fmt::format("The checkpoint of {} entries was published without the witnesses that the rules ask for.",
                         grouped(one.size)));
  }

  // By the rules in force in the tree that was signed; or by later ones, if it was published only then.
  bool enough(std::int64_t size, const std::set<std::string>& good) const {
    auto& policies = signers_.policies;
    std::size_t first = policies.size();
    for (std::size_t i = 0; i < policies.size(); ++i)
      if (signers_.policies_start[i] < size) first = i;
    if (first == policies.size()) return true;
    return std::any_of(policies.begin() + static_cast<std::ptrdiff_t>(first), policies.end(),
                       [&](const LogPolicy& policy) { return is_quorum(policy, good, signers_.parties); });
  }

  std::set<std::string> check_cosignatures(std::int64_t size, const std::string& text) {
    std::set<std::string> good;
    db_.each(
        "select witness, line from journal_cosignatures where size = $1 order by witness", {size},
        [&](const kit::Row& row) {
          ++found_.cosignatures;
          std::string witness(row.text(0));
          auto known = witnesses_.find(witness);
          if (known == witnesses_.end()) {
            if (!signers_.witnesses.contains(witness))
              fault_(fmt::format("The {} entries are cosigned by {}, a witness whom no rules name.", grouped(size),
                                 witness));
            return;
          }
          auto signature = journal::parse_signature_line(row.text(1));
          if (signature && signature->key_id == key_id(known->second) &&
              verifies(known->second, text, signature->bytes))
            good.insert(witness);
          else
            fault_(fmt::format("The cosignature of {} under {} entries is forged.", known->second.name, grouped(size)));
        });
    return good;
  }

  kit::Session& db_;
  const Signers& signers_;
  Fault fault_;
  std::vector<journal::VerifierKey> log_keys_;
  std::map<std::string, journal::VerifierKey> witnesses_;
  SignaturesFound found_;
};

// A witness you trust and the rules have dropped, or name under another key, no longer watches for you.
void check_trusted_witnesses(const Signers& signers, const TrustedKeys& trusted, const Fault& fault) {
  for (const journal::VerifierKey& key : trusted.witness_keys) {
    bool named = !signers.policies.empty() &&
                 std::ranges::any_of(signers.policies.back().witnesses,
                                     [&](const NamedWitness& witness) { return witness.key == key; });
    if (!named) fault(fmt::format("The witness {}, whose key you gave, is not named by the rules in force.", key.name));
  }
}

}  // namespace

Signers read_signers(std::span<const JournalFact> facts, const Fault& fault) {
  Facts read(fault);
  for (const JournalFact& fact : facts) {
    try {
      read.add(fact);
    } catch (const std::exception& problem) {
      fault(fmt::format("What entry {} says cannot be read: {}", grouped(fact.sequence), problem.what()));
    }
  }
  return std::move(read.signers);
}

SignaturesFound check_signatures(kit::Session& db, const Signers& signers, const TrustedKeys& trusted,
                                 std::int64_t size, const Fault& fault) {
  check_trusted_witnesses(signers, trusted, fault);
  return Signatures(db, signers, trusted, fault).run(size);
}

}  // namespace partnership
