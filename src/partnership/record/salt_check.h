#pragma once
#include <cstdint>
#include <functional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

// Whether a salt was ever used twice, for any number of salts in a few megabytes: the first eight bytes of each are
// written to a file, which is then sorted in parts. Of those that are equal the caller compares the whole.
namespace partnership {

class SaltCheck {
 public:
  // The file is made anew, unless `count` says how many salts it holds already from an earlier run. With an empty path
  // it is a temporary one. Throws std::runtime_error with a sentence if it cannot be written.
  SaltCheck(std::string path, std::int64_t count);
  ~SaltCheck();
  SaltCheck(const SaltCheck&) = delete;

  void add(std::span<const std::uint64_t> beginnings);
  std::int64_t count() const { return count_; }
  // The beginnings that came more than once, at most a hundred.
  std::vector<std::uint64_t> repeated();
  void remove();
  static std::uint64_t beginning(std::string_view salt);

 private:
  void read_all(const std::function<void(std::uint64_t)>& each);

  std::string path_;
  bool temporary_;
  int file_ = -1;
  std::int64_t count_ = 0;
};

}  // namespace partnership
