#pragma once
#include <array>
#include <cstdint>
#include <string>
#include <string_view>

// Sums of keyed hashes, by which two collections are compared without keeping either: what one adds, the other takes
// off, and nothing is left if they are the same (but for a chance of 2^-128). The key is random and told to nobody, so
// that nobody can choose what cancels out.
namespace partnership {

using ValueHash = std::array<char, 16>;

class HashKey {
 public:
  // `key`: 16 random bytes; empty for new ones. Throws std::runtime_error for other lengths.
  explicit HashKey(std::string key = {});
  ValueHash operator()(std::string_view bytes) const;
  const std::string& bytes() const { return key_; }

 private:
  std::string key_;
};

struct KeyedSum {
  std::array<std::uint64_t, 2> halves{};

  void add(const ValueHash& hash, std::int64_t times);
  void add(const KeyedSum& other);
  bool operator==(const KeyedSum&) const = default;
};

}  // namespace partnership
