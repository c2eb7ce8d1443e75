#include "app/commands/options.h"

#include <charconv>

namespace app {

Options::Options(const std::vector<std::string>& words) {
  for (std::size_t i = 0; i < words.size(); ++i) {
    if (!words[i].starts_with("--")) {
      plain.push_back(words[i]);
      continue;
    }
    std::string name = words[i].substr(2);
    if (auto equals = name.find('='); equals != std::string::npos) {
      add(name.substr(0, equals), name.substr(equals + 1));
    } else if (i + 1 < words.size() && !words[i + 1].starts_with("--")) {
      add(name, words[++i]);
    } else {
      flags.insert(name);
    }
  }
}

void Options::add(const std::string& name, const std::string& value) {
  named[name] = value;
  given_.emplace_back(name, value);
}

std::string Options::get(const std::string& name, const std::string& otherwise) const {
  if (flags.contains(name)) throw std::runtime_error("--" + name + " needs a value");
  auto found = named.find(name);
  return found == named.end() ? otherwise : found->second;
}

std::vector<std::string> Options::all(const std::string& name) const {
  if (flags.contains(name)) throw std::runtime_error("--" + name + " needs a value");
  std::vector<std::string> values;
  for (auto& [given, value] : given_)
    if (given == name) values.push_back(value);
  return values;
}

int Options::number(const std::string& name, int otherwise) const {
  std::string text = get(name, std::to_string(otherwise));
  int value = 0;
  auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  if (error != std::errc() || end != text.data() + text.size())
    throw std::runtime_error("--" + name + " takes a whole number, not " + text);
  return value;
}

Setting Options::setting() const {
  Setting setting{.database = get("database", get("data", "concert.db"))};
  setting.zone = get("zone", setting.zone);
  return setting;
}

}  // namespace app
