#include "journal/key_file.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>
#include <filesystem>
#include <stdexcept>

#include "journal/encoding.h"
#include "kit/crypto/seal.h"

namespace journal {
namespace {

constexpr std::string_view sealed_prefix = "concert-sealed-key/1";
constexpr std::size_t longest_file = 16 * 1024;

[[noreturn]] void refuse(const std::string& sentence) { throw std::runtime_error(sentence); }

class OpenFile {
 public:
  OpenFile(const std::string& path, int flags)
      : path_(path), descriptor_(::open(path.c_str(), flags | O_CLOEXEC, 0600)) {
    if (descriptor_ < 0) refuse("The key file " + path + " cannot be opened: " + std::strerror(errno));
  }
  ~OpenFile() { ::close(descriptor_); }
  OpenFile(const OpenFile&) = delete;
  OpenFile& operator=(const OpenFile&) = delete;

  // Of what was opened, not of what stands under the name by now.
  void require_private() const {
    struct stat status {};
    if (::fstat(descriptor_, &status) != 0 || !S_ISREG(status.st_mode)) refuse(path_ + " is not a file.");
    if (status.st_mode & 077)
      refuse("The key file " + path_ + " is open to others than its owner. Close it with: chmod 600 " + path_);
  }
  std::string content() const {
    std::string bytes(longest_file, '\0');
    std::size_t size = 0;
    for (ssize_t count; size < bytes.size(); size += static_cast<std::size_t>(count)) {
      count = ::read(descriptor_, bytes.data() + size, bytes.size() - size);
      if (count < 0) refuse("The key file " + path_ + " cannot be read: " + std::strerror(errno));
      if (count == 0) break;
    }
    bytes.resize(size);
    return bytes;
  }
  void write(std::string_view bytes) const {
    while (!bytes.empty()) {
      ssize_t count = ::write(descriptor_, bytes.data(), bytes.size());
      if (count < 0) refuse("The key file " + path_ + " cannot be written: " + std::strerror(errno));
      bytes.remove_prefix(static_cast<std::size_t>(count));
    }
    sync();
  }
  void sync() const {
    if (::fsync(descriptor_) != 0) refuse(path_ + " cannot be written: " + std::strerror(errno));
  }

 private:
  std::string path_;
  int descriptor_;
};

std::string private_content(const std::string& path) {
  OpenFile file(path, O_RDONLY);
  file.require_private();
  return file.content();
}

struct Sealed {
  VerifierKey key;
  std::string secret;
};

std::optional<Sealed> sealed_in(const std::string& path, std::string_view content) {
  const auto kind = take_line(content);
  if (kind != sealed_prefix) return std::nullopt;
  const auto key_line = take_line(content), secret = take_line(content);
  if (!secret) refuse(path + " is not a key file: it ends too early.");
  const auto key = parse_verifier_key(*key_line);
  if (!key) refuse(path + " is not a key file: " + key.problem());
  return Sealed{*key, std::string(*secret)};
}

SigningKey plain_in(const std::string& path, std::string_view content) {
  const auto line = take_line(content);
  const auto key = parse_signing_key(line.value_or(content));
  if (!key) refuse(path + " is not a key file: " + key.problem());
  return *key;
}

}  // namespace

void write_key_file(const std::string& path, const SigningKey& key, const std::optional<std::string>& passphrase) {
  std::string content = format(key) + "\n";
  if (passphrase)
    content =
        std::string(sealed_prefix) + "\n" + format(verifier_of(key)) + "\n" + kit::seal(content, *passphrase) + "\n";
  OpenFile(path, O_WRONLY | O_CREAT | O_EXCL).write(content);
  auto folder = std::filesystem::path(path).parent_path();
  OpenFile(folder.empty() ? "." : folder.string(), O_RDONLY | O_DIRECTORY).sync();  // the name, too, is on the disk
}

SigningKey read_key_file(const std::string& path, const AskPassphrase& passphrase) {
  const std::string content = private_content(path);
  const auto sealed = sealed_in(path, content);
  if (!sealed) return plain_in(path, content);
  const auto opened = kit::unseal(sealed->secret, passphrase());
  if (!opened) refuse("The key in " + path + " does not open with this passphrase.");
  SigningKey key = plain_in(path, *opened);
  if (verifier_of(key) != sealed->key) refuse("The key file " + path + " names another key than it holds.");
  return key;
}

VerifierKey read_public_key(const std::string& path) {
  const std::string content = private_content(path);
  const auto sealed = sealed_in(path, content);
  return sealed ? sealed->key : verifier_of(plain_in(path, content));
}

bool is_sealed(const std::string& path) { return private_content(path).starts_with(sealed_prefix); }

}  // namespace journal
