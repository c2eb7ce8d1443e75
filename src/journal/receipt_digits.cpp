#include <fmt/core.h>

#include <algorithm>
#include <array>
#include <stdexcept>

#include "journal/encoding.h"
#include "journal/receipt.h"
#include "kit/deflate/deflate.h"

// Packed, a receipt is one byte for the version of this form, one for the number of hashes, the hashes, and the rest
// as a raw DEFLATE stream: the file without its first line and its hashes, for those do not get smaller. Seven bytes
// then become seventeen digits, which a QR code packs best.
namespace journal {
namespace {

constexpr char version = 1;
constexpr std::size_t group = 7, most_hashes = 64, longest_rest = 64 * 1024;
// How many digits 0 to 7 bytes take.
constexpr std::array<std::size_t, group + 1> digits_for{0, 3, 5, 8, 10, 13, 15, 17};

std::string digits_of_bytes(std::string_view bytes) {
  std::string digits;
  for (; !bytes.empty(); bytes.remove_prefix(std::min(group, bytes.size()))) {
    const std::string_view part = bytes.substr(0, group);
    digits += fmt::format("{:0{}}", from_big_endian(part), digits_for[part.size()]);
  }
  return digits;
}

std::optional<std::string> bytes_of_group(std::string_view digits) {
  const auto* found = std::ranges::find(digits_for, digits.size());
  if (found == digits_for.end()) return std::nullopt;
  const auto count = static_cast<int>(found - digits_for.begin());
  std::uint64_t number = 0;
  for (const char digit : digits) number = number * 10 + static_cast<std::uint64_t>(digit - '0');
  if (number >> (8 * count) != 0) return std::nullopt;
  return big_endian(number, count);
}

std::optional<std::string> bytes_of_digits(std::string_view digits) {
  if (digits.empty() || !std::ranges::all_of(digits, [](char c) { return c >= '0' && c <= '9'; })) return std::nullopt;
  std::string bytes;
  for (; !digits.empty(); digits.remove_prefix(std::min(digits_for[group], digits.size()))) {
    const auto part = bytes_of_group(digits.substr(0, digits_for[group]));
    if (!part) return std::nullopt;
    bytes += *part;
  }
  return bytes;
}

// An address ends in "#" and the digits; a file that was saved may end in a line end.
std::string_view digits_in(std::string_view text) {
  while (!text.empty() && (text.back() == '\n' || text.back() == '\r' || text.back() == ' ')) text.remove_suffix(1);
  const std::size_t mark = text.rfind('#');
  return mark == std::string_view::npos ? text : text.substr(mark + 1);
}

std::string extra_of(const Receipt& receipt) {
  return receipt.words ? receipt.entry + receipt.words->salt + receipt.words->body : receipt.entry;
}

// The file again, for what it says is read in one place only.
std::optional<std::string> file_of(std::string_view hashes, std::string_view rest) {
  const auto position = take_line(rest);
  const auto length = decimal(take_line(rest).value_or(""));
  if (!position || !length || *length > rest.size()) return std::nullopt;
  std::string file =
      fmt::format("{}\nextra {}\nindex {}\n", receipt_first_line, base64(rest.substr(0, *length)), *position);
  for (; !hashes.empty(); hashes.remove_prefix(hash_size)) file += base64(hashes.substr(0, hash_size)) + "\n";
  return file.append("\n").append(rest.substr(*length));
}

}  // namespace

std::string digits_of(const Receipt& receipt) {
  if (receipt.proof.size() > most_hashes) throw std::invalid_argument("a proof has at most 64 hashes");
  std::string packed{version, static_cast<char>(receipt.proof.size())};
  for (const Hash& hash : receipt.proof) packed += bytes_of(hash);
  const std::string extra = extra_of(receipt);
  return digits_of_bytes(
      packed + kit::deflate(fmt::format("{}\n{}\n{}{}", receipt.position, extra.size(), extra, receipt.checkpoint)));
}

Checked<Receipt> receipt_from_digits(std::string_view text) {
  const auto packed = bytes_of_digits(digits_in(text));
  if (!packed || packed->size() < 2 || packed->front() != version) return Verdict::refused("this is not a receipt");
  const std::string_view bytes = *packed;
  const std::size_t hashes = static_cast<std::uint8_t>(bytes[1]) * hash_size;
  if (bytes.size() < 2 + hashes) return Verdict::refused("the receipt is cut off");
  const auto rest = kit::inflate(bytes.substr(2 + hashes), longest_rest);
  const auto file = rest ? file_of(bytes.substr(2, hashes), *rest) : std::nullopt;
  if (!file) return Verdict::refused("the receipt is cut off or was changed");
  return parse_receipt(*file);
}

}  // namespace journal
