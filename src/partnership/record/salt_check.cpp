#include "partnership/record/salt_check.h"

#include <fcntl.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cstring>
#include <filesystem>
#include <numeric>
#include <stdexcept>

#include "kit/crypto/crypto.h"

namespace partnership {
namespace {

constexpr std::size_t at_once = 8192;
constexpr std::int64_t most_in_memory = 1'000'000;  // 16 MB, with as much for sorting them
constexpr std::size_t most_repeated = 100;

// Random numbers, so about as many begin with each twelve bits: each of these small groups is sorted where the
// processor has it at hand. `spare` is for their new order, and kept between calls.
void sort_random(std::vector<std::uint64_t>& numbers, std::vector<std::uint64_t>& spare) {
  constexpr int bits = 12, shift = 64 - bits;
  std::array<std::size_t, (1U << bits) + 1> ends{};
  for (std::uint64_t number : numbers) ++ends[(number >> shift) + 1];
  std::partial_sum(ends.begin(), ends.end(), ends.begin());
  spare.resize(numbers.size());
  for (std::uint64_t number : numbers) spare[ends[number >> shift]++] = number;
  auto begin = spare.begin();
  for (std::size_t group = 0; group < ends.size() - 1; ++group) {
    auto end = spare.begin() + static_cast<std::ptrdiff_t>(ends[group]);
    std::sort(begin, end);
    begin = end;
  }
  numbers.swap(spare);
}

}  // namespace

SaltCheck::SaltCheck(std::string path, std::int64_t count) : path_(std::move(path)), temporary_(path_.empty()) {
  if (temporary_)
    path_ = (std::filesystem::temp_directory_path() / ("concert-salts-" + kit::hex(kit::random_bytes(8)))).string();
  file_ = ::open(path_.c_str(), O_RDWR | O_CREAT | O_CLOEXEC, 0600);
  auto begin = count * static_cast<std::int64_t>(sizeof(std::uint64_t));
  if (file_ < 0 || ::ftruncate(file_, begin) != 0 || ::lseek(file_, begin, SEEK_SET) != begin)
    throw std::runtime_error("The file " + path_ + " cannot be written.");
  count_ = count;
}

SaltCheck::~SaltCheck() {
  if (file_ >= 0) ::close(file_);
  if (temporary_) ::unlink(path_.c_str());
}

void SaltCheck::remove() { ::unlink(path_.c_str()); }

std::uint64_t SaltCheck::beginning(std::string_view salt) {
  std::uint64_t number = 0;
  std::memcpy(&number, salt.data(), std::min(salt.size(), sizeof number));
  return number;
}

void SaltCheck::add(std::span<const std::uint64_t> beginnings) {
  auto* bytes = reinterpret_cast<const char*>(beginnings.data());
  std::size_t left = beginnings.size_bytes();
  while (left > 0) {
    ssize_t written = ::write(file_, bytes, left);
    if (written < 0) throw std::runtime_error("The file " + path_ + " cannot be written.");
    bytes += written, left -= static_cast<std::size_t>(written);
  }
  count_ += static_cast<std::int64_t>(beginnings.size());
}

void SaltCheck::read_all(const std::function<void(std::uint64_t)>& each) {
  std::vector<std::uint64_t> numbers(at_once);
  off_t at = 0;
  for (;;) {
    ssize_t bytes = ::pread(file_, numbers.data(), numbers.size() * sizeof(std::uint64_t), at);
    if (bytes < 0) throw std::runtime_error("The file " + path_ + " cannot be read.");
    if (bytes == 0) return;
    at += bytes;
    for (std::size_t i = 0; i < static_cast<std::size_t>(bytes) / sizeof(std::uint64_t); ++i) each(numbers[i]);
  }
}

std::vector<std::uint64_t> SaltCheck::repeated() {
  std::vector<std::uint64_t> found;
  std::vector<std::uint64_t> numbers, spare;
  auto parts = static_cast<std::uint64_t>(count_ / most_in_memory + 1);
  for (std::uint64_t part = 0; part < parts; ++part) {
    numbers.clear();
    read_all([&](std::uint64_t number) {
      if (number % parts == part) numbers.push_back(number);
    });
    sort_random(numbers, spare);
    for (std::size_t i = 1; i < numbers.size() && found.size() < most_repeated; ++i)
      if (numbers[i] == numbers[i - 1] && (found.empty() || found.back() != numbers[i])) found.push_back(numbers[i]);
  }
  return found;
}

}  // namespace partnership
