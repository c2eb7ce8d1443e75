#include "kit/text/words.h"

#include <fmt/format.h>

#include <boost/json.hpp>
#include <fstream>
#include <iterator>
#include <stdexcept>

#include "kit/text/message.h"

namespace kit {
namespace {

constexpr std::array languages{Language::en, Language::es};

std::size_t index(Language language) { return static_cast<std::size_t>(language); }

[[noreturn]] void refuse(const WordFile& file, std::string_view sentence) {
  throw std::runtime_error(fmt::format("{}: {}", file.name, sentence));
}

Language language_of(const WordFile& file) {
  std::string folder = std::filesystem::path(file.name).parent_path().filename();
  for (Language language : languages)
    if (html_text(language) == folder) return language;
  refuse(file, "the file must lie in a folder named for its language, en or es");
}

boost::json::object read_json(const WordFile& file) {
  boost::system::error_code error;
  boost::json::value value = boost::json::parse({file.content.data(), file.content.size()}, error);
  if (error) refuse(file, fmt::format("is not JSON: {}", error.message()));
  if (!value.is_object()) refuse(file, "must be an object of keys and messages");
  return std::move(value.as_object());
}

std::string read_file(const std::filesystem::path& path) {
  std::ifstream in(path, std::ios::binary);
  if (!in) throw std::runtime_error(fmt::format("{} cannot be read", path.string()));
  return {std::istreambuf_iterator<char>(in), {}};
}

Words& process_words() {
  static Words words;
  return words;
}

}  // namespace

Words::Words(std::span<const WordFile> files) {
  for (const WordFile& file : files) load(file);
}

Words Words::from_folder(const std::filesystem::path& folder) {
  Words words;
  for (Language language : languages)
    for (const auto& entry : std::filesystem::directory_iterator(folder / html_text(language))) {
      if (entry.path().extension() != ".json") continue;
      std::string name = entry.path().string();
      std::string content = read_file(entry.path());
      words.load({name, content});
    }
  return words;
}

void Words::load(const WordFile& file) {
  Messages& messages = messages_[index(language_of(file))];
  std::string area = std::filesystem::path(file.name).stem().string() + ".";
  for (const auto& [name, value] : read_json(file)) {
    std::string key(name);
    if (!key.starts_with(area)) refuse(file, fmt::format("the key {} must begin with {}", key, area));
    if (!value.is_string()) refuse(file, fmt::format("the message of {} must be text", key));
    try {
      messages[key] = read_message(std::string_view(value.as_string()));
    } catch (const std::invalid_argument& wrong) {
      refuse(file, fmt::format("the message of {} is not understood: {}", key, wrong.what()));
    }
  }
}

bool Words::has(Language language, std::string_view key) const {
  return messages_[index(language)].find(key) != messages_[index(language)].end();
}

std::string Words::say(Language language, std::string_view key, std::span<const Arg> arguments) const {
  const Messages& messages = messages_[index(language)];
  auto found = messages.find(key);
  if (found == messages.end())
    throw std::logic_error(fmt::format("words/{}: there is no message {}", html_text(language), key));
  std::string out;
  try {
    write_message(out, found->second, arguments);
  } catch (const std::logic_error& wrong) {
    throw std::logic_error(fmt::format("words/{}: {}: {}", html_text(language), key, wrong.what()));
  }
  return out;
}

std::string Words::say(Language language, std::string_view key, std::initializer_list<Arg> arguments) const {
  return say(language, key, std::span(arguments.begin(), arguments.size()));
}

void use_words(Words words) { process_words() = std::move(words); }

std::string say(Language language, std::string_view key, std::initializer_list<Arg> arguments) {
  return process_words().say(language, key, arguments);
}
std::string say(Language language, std::string_view key, std::span<const Arg> arguments) {
  return process_words().say(language, key, arguments);
}
bool has_words(Language language, std::string_view key) { return process_words().has(language, key); }

}  // namespace kit
