#pragma once
#include <map>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include "app/program.h"

// The words behind a command: --name value (or --name=value) pairs, flags, and the rest in order. A name that another
// name or nothing follows is a flag; asking for its value throws std::runtime_error with a sentence.
namespace app {

struct Options {
  std::vector<std::string> plain;
  std::map<std::string, std::string> named;  // the last of each name
  std::set<std::string> flags;

  explicit Options(const std::vector<std::string>& words);
  bool has(const std::string& name) const { return named.contains(name) || flags.contains(name); }
  std::string get(const std::string& name, const std::string& otherwise) const;
  std::vector<std::string> all(const std::string& name) const;  // in the order given
  int number(const std::string& name, int otherwise) const;
  Setting setting() const;  // --data, --database, --zone

 private:
  void add(const std::string& name, const std::string& value);
  std::vector<std::pair<std::string, std::string>> given_;
};

}  // namespace app
