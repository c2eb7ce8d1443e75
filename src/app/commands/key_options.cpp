#include "app/commands/key_options.h"

#include <termios.h>
#include <unistd.h>

#include <cstdlib>
#include <fstream>
#include <iostream>

#include "journal/key_file.h"

namespace app {
namespace {

// What is typed is not shown.
class Silence {
 public:
  Silence() {
    tcgetattr(STDIN_FILENO, &before_);
    termios silent = before_;
    silent.c_lflag &= ~static_cast<tcflag_t>(ECHO);
    tcsetattr(STDIN_FILENO, TCSAFLUSH, &silent);
  }
  ~Silence() { tcsetattr(STDIN_FILENO, TCSAFLUSH, &before_); }
  Silence(const Silence&) = delete;
  Silence& operator=(const Silence&) = delete;

 private:
  termios before_{};
};

std::string typed(const std::string& question) {
  std::cerr << question << ": " << std::flush;
  Silence silence;
  std::string line;
  std::getline(std::cin, line);
  std::cerr << "\n";
  return line;
}

bool has_terminal() { return isatty(STDIN_FILENO) && isatty(STDERR_FILENO); }

std::optional<std::string> given_passphrase(const Options& options) {
  if (std::string file = options.get("passphrase-file", ""); !file.empty()) {
    std::ifstream stream(file);
    std::string line;
    if (!std::getline(stream, line) || line.empty())
      throw std::runtime_error("There is no passphrase in the first line of " + file + ".");
    return line;
  }
  if (const char* word = std::getenv("CONCERT_PASSPHRASE"); word && *word) return word;
  return std::nullopt;
}

}  // namespace

std::string passphrase_for(const Options& options, const std::string& file) {
  if (auto given = given_passphrase(options)) return *given;
  if (has_terminal()) return typed("The passphrase of " + file);
  throw std::runtime_error("The key in " + file + " is sealed; give --passphrase-file FILE or set CONCERT_PASSPHRASE.");
}

std::string new_passphrase(const Options& options) {
  if (auto given = given_passphrase(options)) return *given;
  if (!has_terminal()) return "";
  std::string once = typed("A passphrase for the new key (empty: none)");
  if (!once.empty() && typed("The same again") != once) throw std::runtime_error("The two passphrases differ.");
  return once;
}

journal::SigningKey key_in(const Options& options, const std::string& file) {
  return journal::read_key_file(file, [&] { return passphrase_for(options, file); });
}

}  // namespace app
