#include "app/commands/options.h"

#include <charconv>

namespace app {

Options::Options(const std::vector<std::string>& words) {
  for (std::size_t i = 0; i < words.size(); ++i) {
    if (!words[i].starts_with("--")) {
      plain.push_back(words[i]);
    } else if (auto equals = words[i].find('='); equals != std::string::npos) {
      named[words[i].substr(2, equals - 2)] = words[i].substr(equals + 1);
    } else if (i + 1 < words.size()) {
      named[words[i].substr(2)] = words[i + 1];
      ++i;
    } else {
      throw std::runtime_error(words[i] + " needs a value");
    }
  }
}

std::string Options::get(const std::string& name, const std::string& otherwise) const {
  auto found = named.find(name);
  return found == named.end() ? otherwise : found->second;
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
