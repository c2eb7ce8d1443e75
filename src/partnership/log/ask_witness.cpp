#include "partnership/log/ask_witness.h"

#include <fmt/format.h>

#include <algorithm>

#include "journal/encoding.h"

namespace partnership {
namespace {

constexpr int most_questions = 4;  // 0 → its size → the present key → the answer
constexpr std::size_t longest_detail = 300;

WitnessAnswer trouble(std::string key, std::string detail, bool refused, std::int64_t size) {
  if (detail.size() > longest_detail) detail.resize(longest_detail);
  return {.cosignature = {},
          .cosigned_at = {},
          .trouble = std::move(key),
          .detail = std::move(detail),
          .refused = refused,
          .size = size};
}

// What others write is shown to people as one line of plain text.
std::string first_line(const std::string& body) {
  std::string line;
  for (char c : body.substr(0, body.find('\n'))) line += c >= ' ' && c < 0x7f ? c : '?';
  return line;
}

std::optional<std::int64_t> size_told(const std::string& body) {
  if (!body.ends_with('\n')) return std::nullopt;
  auto size = journal::decimal(std::string_view(body).substr(0, body.size() - 1));
  if (!size || *size > std::uint64_t{INT64_MAX}) return std::nullopt;
  return static_cast<std::int64_t>(*size);
}

class Conversation {
 public:
  Conversation(const NamedWitness& witness, const SignedHead& head, std::int64_t last_size, const LogBooks& books,
               const kit::Limits& limits, std::stop_token stop)
      : witness_(witness),
        head_(head),
        size_(std::min(last_size, head.size)),  // even if it said more before: it may have been set right since
        books_(books),
        limits_(limits),
        stop_(std::move(stop)) {}

  WitnessAnswer hold() {
    for (int question = 0; question < most_questions; ++question)
      if (auto answer = ask_once()) return *answer;
    return trouble("log.trouble.refused", "409", true, size_);
  }

 private:
  kit::Answered post(const std::string& call, std::string body) {
    kit::Question question{.method = kit::Method::post, .url = witness_.url + call, .headers = {}, .body = {}};
    question.headers.set("Content-Type", "text/plain; charset=utf-8");
    question.body = std::move(body);
    return kit::ask(question, limits_, stop_);
  }

  // Nothing: ask again, knowing more.
  std::optional<WitnessAnswer> ask_once() {
    journal::AddCheckpoint request{
        .old_size = static_cast<std::uint64_t>(size_), .proof = {}, .checkpoint = head_.note};
    if (size_ > 0 && size_ < head_.size) request.proof = books_.prove(size_, head_.size);
    kit::Answered answer = post("/add-checkpoint", format(request));
    switch (answer.status) {
      case 200: return read_cosignature(answer.body);
      case 409: return conflict(answer.body);
      case 403: return tell_keys(answer);
      case 404: return trouble("log.trouble.unknown", "", true, size_);
      case 422: return trouble("log.trouble.unproven", first_line(answer.body), true, size_);
      default: break;
    }
    bool refused = answer.status >= 400 && answer.status < 500 && answer.status != 408 && answer.status != 429;
    return trouble("log.trouble.refused", fmt::format("{} {}", answer.status, first_line(answer.body)), refused, size_);
  }

  // It saw more than this head. Another of our servers may have been quicker; but never more than there is.
  std::optional<WitnessAnswer> ahead(std::int64_t told) {
    if (told <= books_.tree_size()) return WitnessAnswer{.size = told};
    return trouble("log.trouble.shrunk", std::to_string(told), true, size_);
  }

  std::optional<WitnessAnswer> conflict(const std::string& body) {
    auto told = size_told(body);
    if (!told) return trouble("log.trouble.refused", "409 " + first_line(body), true, size_);
    if (*told == size_) return trouble("log.trouble.fork", std::to_string(size_), true, size_);
    if (*told > head_.size) return ahead(*told);
    size_ = *told;
    return std::nullopt;
  }

  std::optional<WitnessAnswer> tell_keys(const kit::Answered& refusal) {
    auto statements = books_.key_statements();
    bool told = false;
    if (!keys_told_)
      for (const std::string& statement : statements) told |= post("/add-key", statement).status == 200;
    keys_told_ = true;
    if (told) return std::nullopt;
    return trouble("log.trouble.key", first_line(refusal.body), true, size_);
  }

  std::optional<WitnessAnswer> read_cosignature(const std::string& body) {
    auto signatures = journal::parse_cosignatures(body);
    if (!signatures) return trouble("log.trouble.unreadable", signatures.problem(), true, size_);
    for (const journal::NoteSignature& signature : *signatures) {
      if (signature.name != witness_.key.name || signature.key_id != key_id(witness_.key)) continue;
      if (!verifies(witness_.key, head_.body, signature.bytes)) break;
      auto seconds = static_cast<std::int64_t>(journal::time_of_cosignature(signature).value());
      Instant at{seconds > INT64_MAX / kit::micros_per_second ? INT64_MAX : seconds * kit::micros_per_second};
      return WitnessAnswer{.cosignature = signature,
                           .cosigned_at = at,
                           .trouble = {},
                           .detail = {},
                           .refused = false,
                           .size = head_.size};
    }
    return trouble("log.trouble.unreadable", "", true, size_);
  }

  const NamedWitness& witness_;
  const SignedHead& head_;
  std::int64_t size_;
  const LogBooks& books_;
  const kit::Limits& limits_;
  std::stop_token stop_;
  bool keys_told_ = false;
};

}  // namespace

WitnessAnswer ask_witness(const NamedWitness& witness, const SignedHead& head, std::int64_t last_size,
                          const LogBooks& books, const kit::Limits& limits, std::stop_token stop) {
  Conversation conversation(witness, head, last_size, books, limits, std::move(stop));
  try {
    return conversation.hold();
  } catch (const kit::NoAnswer& none) {
    return trouble("log.trouble.unreachable", none.what(), false, last_size);
  }
}

}  // namespace partnership
