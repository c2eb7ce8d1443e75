#include "partnership/record/receipt.h"

#include <algorithm>

#include "journal/encoding.h"
#include "journal/merkle.h"
#include "kit/json/json.h"
#include "partnership/naming.h"

namespace partnership {
namespace {

std::string name_of_witness(const LogState& log, const journal::NoteSignature& signature) {
  for (std::size_t i = 0; i < log.witness_keys.size(); ++i)
    if (log.witness_keys[i].name == signature.name && journal::key_id(log.witness_keys[i]) == signature.key_id)
      return log.witnesses[i].name;
  return signature.name;
}

// Those of the witnesses named today; what the log itself has signed was checked when it was published.
std::vector<Cosigned> cosigned_by(const LogState& log, const journal::Note& note) {
  std::vector<Cosigned> cosigned;
  for (const journal::NoteSignature& signature : note.signatures)
    if (auto seconds = journal::time_of_cosignature(signature))
      cosigned.push_back({name_of_witness(log, signature), Instant{static_cast<std::int64_t>(*seconds) * 1'000'000}});
  return cosigned;
}

// An answer is to a question, so the question is named; and whatever else in it has a name. Who acted, and for whom,
// the sentence says.
std::string about_of(Reader& db, Language language, const std::string& body_text) {
  std::vector<std::string> parts;
  auto add = [&](std::string part) {
    if (!part.empty() && std::ranges::count(parts, part) == 0) parts.push_back(std::move(part));
  };
  const kit::Json body = body_text.empty() ? kit::Json() : kit::Json::parse(body_text);
  const kit::Json* row = body.get("row");
  if (!row) return {};
  for (auto& [field, value] : row->members()) {
    if (!value.is_text()) continue;
    std::string key = "receipt.asked." + (field == "assent_id" ? name_of(db, value.as_text()) : std::string());
    if (kit::has_words(language, key)) add(kit::say(language, key));
    if (field == "subject_id" || field == "place_id" || field == "team_id" || field == "project_id")
      add(name_of(db, value.as_text()));
  }
  std::string about;
  for (const std::string& part : parts) about += (about.empty() ? "" : " · ") + part;
  return about;
}

journal::Receipt receipt_of(Reader& db, const EntryShown& entry, const LogState& log, std::int64_t size) {
  journal::Receipt receipt{.entry = entry.entry,
                           .words = std::nullopt,
                           .position = static_cast<std::uint64_t>(entry.position),
                           .proof = journal::inclusion_proof(entry.position, size, stored_nodes(db.db(), size)),
                           .checkpoint = log.checkpoint};
  if (!entry.salt.empty()) receipt.words = journal::Words{journal::hex_decode(entry.salt).value_or(""), entry.body};
  return receipt;
}

}  // namespace

ReceiptShown find_receipt(Reader& db, Language language, std::int64_t sequence) {
  LogState log = log_state(db.db());
  ReceiptShown shown{.entry = find_entry(db, language, sequence),
                     .about = {},
                     .origin = log.origin,
                     .receipt = std::nullopt,
                     .cosigned = {},
                     .witnesses = static_cast<int>(log.witnesses.size())};
  shown.about = about_of(db, language, shown.entry.body);
  auto note = journal::parse_note(log.checkpoint);
  if (!note) return shown;
  auto checkpoint = journal::parse_checkpoint(note->text);
  if (!checkpoint) return shown;
  shown.size = static_cast<std::int64_t>(checkpoint->size);
  if (shown.entry.position < 0 || shown.entry.position >= shown.size) return shown;
  shown.cosigned = cosigned_by(log, *note);
  shown.receipt = receipt_of(db, shown.entry, log, shown.size);
  return shown;
}

}  // namespace partnership
