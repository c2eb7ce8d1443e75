#include "witness/witness.h"

#include <fmt/format.h>

#include <algorithm>
#include <stdexcept>

#include "journal/add_checkpoint.h"
#include "journal/encoding.h"
#include "journal/key_statement.h"
#include "kit/http/wire.h"
#include "witness/memory.h"

namespace witness {
namespace {

using journal::Standing;

kit::Response text_response(int status, std::string body, std::string type = "text/plain; charset=utf-8") {
  kit::Response response{.status = status, .headers = {}, .body = std::move(body)};
  response.headers.set("Content-Type", std::move(type));
  response.headers.set("Cache-Control", "no-store");
  response.headers.set("X-Content-Type-Options", "nosniff");
  return response;
}

kit::Response refusal(int status, const std::string& sentence) { return text_response(status, sentence + "\n"); }

kit::Response size_response(std::uint64_t size) {
  return text_response(409, fmt::format("{}\n", size), "text/x.tlog.size");
}

// The checkpoint, if one of these keys has signed it.
journal::Checked<journal::OpenedCheckpoint> open_with(const std::string& note,
                                                      const std::vector<journal::VerifierKey>& keys) {
  std::string problem = "no key is trusted";
  for (const journal::VerifierKey& key : keys) {
    auto opened = journal::open_checkpoint(note, key);
    if (opened) return opened;
    problem = opened.problem();
  }
  return journal::Verdict::refused(problem);
}

std::uint64_t seconds(kit::Instant now) {
  return static_cast<std::uint64_t>(std::max<std::int64_t>(now.micros / kit::micros_per_second, 0));
}

std::string refusal_of(Standing standing) {
  switch (standing) {
    case Standing::shrunk: return "The old size is larger than the size of the checkpoint.";
    case Standing::unproven: return "The proof does not lead from the tree last seen to this checkpoint.";
    default: return "The checkpoint contradicts the one last seen.";
  }
}

}  // namespace

TrustedLog parse_trusted_log(const std::string& text) {
  auto at = text.find('@', text.rfind('+') == std::string::npos ? 0 : text.rfind('+'));
  auto key = journal::parse_verifier_key(text.substr(0, at));
  if (!key) throw std::runtime_error("The key of the log cannot be read: " + key.problem());
  if (key->type != journal::KeyType::note) throw std::runtime_error("This is a witness's key, not a log's: " + text);
  return {at == std::string::npos ? key->name : text.substr(at + 1), *key};
}

Witness::Witness(Setting setting) : setting_(std::move(setting)), memory_({.url = setting_.memory, .readers = 2}) {
  if (setting_.key.type != journal::KeyType::cosignature)
    throw std::runtime_error("A witness needs a key for cosignatures: concert keys create --witness");
  if (setting_.logs.empty()) throw std::runtime_error("A witness needs a log to watch: --log KEY");
  prepare_memory(memory_);
}

kit::Response Witness::answer(const kit::Request& request) {
  if (request.path == "/add-checkpoint" || request.path == "/add-key") {
    if (request.method != kit::Method::post) return refusal(405, "This is asked with POST.");
    return request.path == "/add-checkpoint" ? add_checkpoint(request) : add_key(request);
  }
  if (request.method != kit::Method::get && request.method != kit::Method::head)
    return refusal(405, "This is asked with GET.");
  if (request.path == "/") return text_response(200, format(verifier_of(setting_.key)) + "\n");
  constexpr std::string_view end = "/checkpoint";
  if (request.path.size() == 1 + 64 + end.size() && request.path.ends_with(end))
    return checkpoint_of(request.path.substr(1, 64));
  return refusal(404, "There is nothing here.");
}

bool Witness::knows(const std::string& origin) const {
  return std::ranges::any_of(setting_.logs, [&](const TrustedLog& log) { return log.origin == origin; });
}

std::vector<journal::VerifierKey> Witness::keys_of(kit::Session& memory, const std::string& origin) const {
  std::vector<journal::VerifierKey> keys;
  for (const TrustedLog& log : setting_.logs)
    if (log.origin == origin) keys.push_back(present_key(memory, log.key));
  return keys;
}

void Witness::tell(const std::string& sentence) const {
  if (setting_.out) *setting_.out << sentence << std::endl;
}

// Comparing with what was seen and keeping what is seen now are one transaction, and there is one writer: of two
// requests at once the second sees what the first has left.
kit::Response Witness::add_checkpoint(const kit::Request& request) {
  auto asked = journal::parse_add_checkpoint(request.body);
  if (!asked) return refusal(400, "This is not a request to add a checkpoint: " + asked.problem() + ".");
  auto checkpoint = journal::parse_checkpoint(journal::parse_note(asked->checkpoint)->text);
  if (!checkpoint) return refusal(400, "This is not a checkpoint: " + checkpoint.problem() + ".");
  const std::string& origin = checkpoint->origin;
  if (!knows(origin)) return refusal(404, "This log is not known here.");

  kit::Session memory = memory_.write();
  auto opened = open_with(asked->checkpoint, keys_of(memory, origin));
  if (!opened) return refusal(403, "The log's signature is not good: " + opened.problem() + ".");
  Remembered seen = last_seen(memory, origin).value_or(Remembered{});
  Standing standing = standing_of(*asked, *checkpoint, seen.tree);
  if (standing == Standing::other_size) return size_response(seen.tree.size);
  if (standing != Standing::continues) {
    keep_evidence(memory, origin, *asked, seen.checkpoint, setting_.now());
    memory.commit();
    tell(fmt::format("{}, {} entries: refused. {}", origin, checkpoint->size, refusal_of(standing)));
    if (standing == Standing::contradicts) return size_response(seen.tree.size);
    return refusal(status_of(standing), refusal_of(standing));
  }
  kit::Instant now = setting_.now();
  const std::string cosignature = format(cosign(opened->note.text, setting_.key, seconds(now)));
  remember(memory, origin, {{checkpoint->size, checkpoint->root}, asked->checkpoint + cosignature}, now);
  memory.commit();
  return text_response(200, cosignature);
}

kit::Response Witness::add_key(const kit::Request& request) {
  auto statement = journal::parse_key_statement(request.body);
  if (!statement) return refusal(400, "This is not a statement of a key: " + statement.problem() + ".");
  if (!knows(statement->key.name)) return refusal(404, "This log is not known here.");
  kit::Session memory = memory_.write();
  std::string problem;
  for (const journal::VerifierKey& former : keys_of(memory, statement->key.name)) {
    if (former == statement->key) return text_response(200, "");
    auto next = journal::open_next_statement(request.body, former);
    problem = next.problem();
    if (!next || present_key(memory, next->key) != next->key) continue;  // never back to a key that was left
    remember_key(memory, former, next->key, request.body, setting_.now());
    memory.commit();
    tell(fmt::format("{} signs with a new key: {}", statement->key.name, format(next->key)));
    return text_response(200, "");
  }
  return refusal(403, "The key trusted here has not stated this one: " + problem + ".");
}

kit::Response Witness::checkpoint_of(const std::string& origin_hash) {
  kit::Session memory = memory_.read();
  auto checkpoint = last_checkpoint(memory, origin_hash);
  return checkpoint ? text_response(200, *checkpoint) : refusal(404, "No checkpoint of this log was cosigned here.");
}

}  // namespace witness
