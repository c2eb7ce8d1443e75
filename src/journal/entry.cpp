#include "journal/entry.h"

#include <fmt/core.h>
#include <sodium.h>

#include <array>
#include <stdexcept>

#include "journal/encoding.h"

namespace journal {
namespace {

constexpr std::string_view first_line = "concert-entry/1";
constexpr std::string_view no_seat = "-";
constexpr std::size_t longest_name = 100;

// Which characters may stand in a kind and in an id: every entry is read by these, so they are looked up.
struct Allowed {
  std::array<bool, 256> in_kind{}, in_id{};
  constexpr Allowed() {
    for (unsigned c = 0; c < 256; ++c) {
      const bool lower_or_digit = (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9');
      in_kind[c] = lower_or_digit || c == '_' || c == '.';
      in_id[c] = lower_or_digit || (c >= 'A' && c <= 'Z') || c == '_' || c == '-';
    }
  }
};
constexpr Allowed allowed;

bool is_name(std::string_view text, const std::array<bool, 256>& characters) {
  if (text.empty() || text.size() > longest_name) return false;
  bool all = true;
  for (const char c : text) all &= characters[static_cast<unsigned char>(c)];
  return all;
}

bool is_kind(std::string_view text) { return is_name(text, allowed.in_kind); }
bool is_id(std::string_view text) { return text != no_seat && is_name(text, allowed.in_id); }

bool is_wall(std::string_view text) {
  if (text == "joint") return true;
  for (const std::string_view space : {"party:", "case:", "person:"})
    if (text.starts_with(space)) return is_id(text.substr(space.size()));
  return false;
}

bool is_well_formed(const EntryView& entry) {
  return is_kind(entry.kind) && (entry.seat.empty() || is_id(entry.seat)) && is_wall(entry.wall);
}

void require(bool holds, const char* what) {
  if (!holds) throw std::invalid_argument(what);
}

}  // namespace

std::string encode(const Entry& entry) {
  require(is_kind(entry.kind), "the kind of a journal entry is 1 to 100 of a-z, 0-9, '_' and '.'");
  require(entry.seat.empty() || is_id(entry.seat), "the seat of a journal entry is not spelled like an id");
  require(is_wall(entry.wall), "the wall of a journal entry is joint, party:<id>, case:<id> or person:<id>");
  return fmt::format("{}\n{}\n{}\n{}\n{}\n{}\n{}\n", first_line, entry.sequence, entry.time, entry.kind,
                     entry.seat.empty() ? no_seat : std::string_view(entry.seat), entry.wall,
                     base64(entry.body_digest));
}

std::optional<Entry> decode(std::string_view bytes) {
  const auto entry = view(bytes);
  if (!entry) return std::nullopt;
  return Entry{entry->sequence,          entry->time,       std::string(entry->kind), std::string(entry->seat),
               std::string(entry->wall), entry->body_digest};
}

std::optional<EntryView> view(std::string_view bytes) {
  if (take_line(bytes) != first_line) return std::nullopt;
  const auto sequence = decimal(take_line(bytes).value_or(""));
  const auto time = signed_decimal(take_line(bytes).value_or(""));
  const auto kind = take_line(bytes), seat = take_line(bytes), wall = take_line(bytes);
  const auto digest = hash_from_base64(take_line(bytes).value_or(""));
  if (!sequence || !time || !kind || !seat || seat->empty() || !wall || !digest || !bytes.empty()) return std::nullopt;
  const EntryView entry{*sequence, *time, *kind, *seat == no_seat ? "" : *seat, *wall, *digest};
  if (!is_well_formed(entry)) return std::nullopt;
  return entry;
}

Hash body_digest(std::string_view salt, std::string_view body) {
  require(salt.size() == salt_size, "the salt of a body has 32 bytes");
  return sha256(salt, body);
}

std::string new_salt() {
  static const int started = sodium_init();
  if (started < 0) throw std::runtime_error("the crypto library does not start");
  std::string salt(salt_size, '\0');
  randombytes_buf(salt.data(), salt.size());
  return salt;
}

}  // namespace journal
