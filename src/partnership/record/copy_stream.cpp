#include "partnership/record/copy_stream.h"

#include <filesystem>
#include <iostream>

#include "kit/crypto/crypto.h"
#include "partnership/record/copy.h"

namespace partnership {
namespace {

constexpr std::size_t piece = 256 * 1024;

std::atomic<int> copies{0};

struct Stopped {};

// Taken from its folder as soon as it is open: then it goes with the last who reads it, also when killed.
struct FileOnTheWay {
  std::string path =
      (std::filesystem::temp_directory_path() / ("concert-copy-" + kit::hex(kit::random_bytes(8)))).string();
  ~FileOnTheWay() {
    std::error_code ignored;
    for (const char* end : {"", ".unfinished", ".unfinished-wal", ".unfinished-shm"})
      std::filesystem::remove(path + end, ignored);
  }
};

}  // namespace

CopyStream::CopyStream(kit::Database& database, std::string party, kit::Instant now)
    : thread_([this, &database, party = std::move(party), now](const std::stop_token& stop) {
        make(stop, database, party, now);
      }) {
  ++copies;
}

CopyStream::~CopyStream() {
  thread_ = {};  // asks it to stop, and waits
  --copies;
}

int CopyStream::under_way() { return copies; }

void CopyStream::make(const std::stop_token& stop, kit::Database& database, const std::string& party,
                      kit::Instant now) {
  try {
    FileOnTheWay file;
    make_copy(database, party, file.path, now, [&](double) {
      if (stop.stop_requested() || !open()) throw Stopped{};
    });
    std::lock_guard lock(sending_);
    file_.open(file.path, std::ios::binary);
  } catch (const Stopped&) {
    return;
  } catch (const std::exception& fault) {
    std::cerr << "a party's copy could not be made: " << fault.what() << std::endl;
    return close();
  }
  wake();
}

std::string CopyStream::take() {
  std::string bytes;
  {
    std::lock_guard lock(sending_);
    if (!file_.is_open()) return bytes;
    bytes.resize(piece);
    file_.read(bytes.data(), static_cast<std::streamsize>(bytes.size()));
    bytes.resize(static_cast<std::size_t>(file_.gcount()));
  }
  if (bytes.empty()) close();
  return bytes;
}

}  // namespace partnership
