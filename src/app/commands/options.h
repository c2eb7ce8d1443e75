#pragma once
#include <map>
#include <string>
#include <vector>

#include "app/program.h"

namespace app {

// The words behind a command: --name value (or --name=value) pairs, and the rest in order. Throws std::runtime_error
// with a sentence for a name without its value.
struct Options {
  std::vector<std::string> plain;
  std::map<std::string, std::string> named;

  explicit Options(const std::vector<std::string>& words);
  bool has(const std::string& name) const { return named.contains(name); }
  std::string get(const std::string& name, const std::string& otherwise) const;
  int number(const std::string& name, int otherwise) const;
  Setting setting() const;  // --data, --database, --zone
};

}  // namespace app
