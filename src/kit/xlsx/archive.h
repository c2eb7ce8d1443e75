// The parts of a zip archive held in memory, unpacked one at a time and only as far as the limits allow, whatever sizes
// the archive claims. Throws SheetRefused with a sentence; nothing touches the disk. The bytes must outlive the
// archive.
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

#include "kit/xlsx/xlsx.h"

struct zip;

namespace kit {

class Archive {
 public:
  Archive(std::string_view file, const XlsxLimits& limits);

  bool has(const std::string& path) const;
  // Nothing when there is no such part. The part is valid UTF-8.
  std::optional<std::string> part(const std::string& path);
  std::string required_part(const std::string& path);

 private:
  struct Close {
    void operator()(zip* archive) const;
  };

  std::string unpack(std::uint64_t index, std::uint64_t packed);

  XlsxLimits limits_;
  std::size_t left_;  // bytes that may still be unpacked
  std::unique_ptr<zip, Close> zip_;
};

}  // namespace kit
