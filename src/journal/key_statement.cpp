#include "journal/key_statement.h"

#include <fmt/core.h>

#include <array>
#include <stdexcept>

#include "journal/encoding.h"
#include "journal/note.h"

namespace journal {
namespace {

constexpr std::string_view first_line = "concert-log-key/1";

void require(bool holds, const char* what) {
  if (!holds) throw std::invalid_argument(what);
}

std::string text_of(const KeyStatement& statement) {
  return fmt::format("{}\n{}\n{}\n{}\n", first_line, statement.key.name, statement.time, format(statement.key));
}

Checked<KeyStatement> parse_text(std::string_view text) {
  const auto kind = take_line(text), origin = take_line(text), time_line = take_line(text), key_line = take_line(text);
  if (!key_line || !text.empty() || *kind != first_line)
    return Verdict::refused("a statement of a key has four lines and begins with concert-log-key/1");
  const auto time = signed_decimal(*time_line);
  const auto key = parse_verifier_key(*key_line);
  if (!time) return Verdict::refused("the time of the statement is not a number");
  if (!key) return Verdict::refused(key.problem());
  if (key->type != KeyType::note || key->name != *origin)
    return Verdict::refused("the key stated is not one of a log, or its name is not the origin");
  return KeyStatement{*key, *time};
}

bool is_signed_by(const OpenedNote& note, const VerifierKey& key) {
  for (const NoteSignature& signature : note.verified)
    if (signature.name == key.name && signature.key_id == key_id(key)) return true;
  return false;
}

}  // namespace

std::string state_first_key(const SigningKey& key, std::int64_t time) {
  require(key.type == KeyType::note, "a log signs with a note key");
  return sign_note(text_of({verifier_of(key), time}), {&key, 1});
}

std::string state_next_key(const SigningKey& next, const SigningKey& former, std::int64_t time) {
  require(next.type == KeyType::note && former.type == KeyType::note, "a log signs with a note key");
  require(next.name == former.name, "all keys of a log have its origin as their name");
  const std::array keys{former, next};
  return sign_note(text_of({verifier_of(next), time}), keys);
}

Checked<KeyStatement> parse_key_statement(std::string_view bytes) {
  const auto note = parse_note(bytes);
  if (!note) return Verdict::refused(note.problem());
  return parse_text(note->text);
}

Checked<KeyStatement> open_first_statement(std::string_view bytes) {
  const auto statement = parse_key_statement(bytes);
  if (!statement) return statement;
  const auto opened = open_note(bytes, {&statement->key, 1});
  if (!opened) return Verdict::refused(opened.problem());
  return statement;
}

Checked<KeyStatement> open_next_statement(std::string_view bytes, const VerifierKey& former) {
  const auto statement = parse_key_statement(bytes);
  if (!statement) return statement;
  if (statement->key.name != former.name) return Verdict::refused("the key stated belongs to another log");
  if (statement->key == former) return Verdict::refused("the key stated is the one it should follow");
  const std::array keys{former, statement->key};
  const auto opened = open_note(bytes, keys);
  if (!opened) return Verdict::refused(opened.problem());
  if (!is_signed_by(*opened, former)) return Verdict::refused("the key before it has not signed the statement");
  if (!is_signed_by(*opened, statement->key)) return Verdict::refused("the key stated has not signed the statement");
  return statement;
}

}  // namespace journal
