#include "partnership/mentions.h"

#include <algorithm>

#include "kit/text/fold.h"
#include "kit/text/utf8.h"

namespace partnership {
namespace {

constexpr int most_words = 4, most_candidates = 6;
constexpr std::size_t most_phrases = 20;

bool is_space(char c) { return c == ' ' || c == '\t' || c == '\n' || c == '\r'; }
bool ends_name(char c) { return std::string_view(",;:!?()[]<>\"@\n\r\t/").find(c) != std::string_view::npos; }

std::string without_stop(std::string name) {
  if (name.ends_with('.')) name.pop_back();
  return name;
}

// "Ana Flores can you" of "Ana Flores can you come": whole words, at most four, up to the first that ends a name.
std::string phrase_at(std::string_view text) {
  std::string phrase;
  for (int words = 0; words < most_words && !text.empty(); ++words) {
    auto end = static_cast<std::size_t>(std::ranges::find_if(text, [](char c) { return c == ' ' || ends_name(c); }) -
                                        text.begin());
    if (end == 0) break;
    phrase += (phrase.empty() ? "" : " ") + std::string(text.substr(0, end));
    if (end == text.size() || text[end] != ' ') break;
    text.remove_prefix(end + 1);
  }
  return without_stop(std::move(phrase));
}

std::vector<std::string> words_of(const std::string& phrase) {
  std::vector<std::string> words(1);
  for (char c : phrase)
    if (c == ' ')
      words.emplace_back();
    else
      words.back() += c;
  return words;
}

std::vector<Candidate> select(Reader& db, std::string_view sql, Args args) {
  std::vector<Candidate> found;
  db.each(sql, args, [&](const kit::Row& row) {
    found.push_back({{std::string(row.text(0))},
                     std::string(row.text(1)),
                     row.is_null(2) ? std::string() : std::string(row.text(2))});
  });
  return found;
}

std::vector<Candidate> by_name(Reader& db, const std::string& name) {
  return select(db, "select id, name, job from people where lower(name) = lower($1) order by id limit $2",
                {name, most_candidates});
}

std::vector<Candidate> by_first_name(Reader& db, const std::string& name, std::string_view place) {
  return select(db,
                "select distinct people.id, name, job from seats join people on people.id = person_id where place_id ="
                " $1 and starts_on <= $2 and (ends_on is null or ends_on >= $2) and lower(substr(name, 1, $3)) ="
                " lower($4) order by name limit $5",
                {place, db.today(), static_cast<std::int64_t>(kit::characters(name)) + 1, name + " ", most_candidates});
}

// A full stop behind a name belongs to the sentence, unless the name is written so: "Dr. Mei Sato".
Mentioned resolve(Reader& db, const std::string& phrase, std::string_view place) {
  auto words = words_of(phrase);
  for (std::size_t count = words.size(); count > 0; --count) {
    std::string name = words[0];
    for (std::size_t i = 1; i < count; ++i) name += " " + words[i];
    for (const std::string& one : {name, without_stop(name)})
      if (auto found = by_name(db, one); !found.empty()) return {one, std::move(found)};
  }
  std::string first = without_stop(words[0]);
  return {first, by_first_name(db, first, place)};
}

}  // namespace

std::vector<std::string> phrases_after_at(std::string_view text) {
  std::vector<std::string> phrases;
  for (std::size_t at = text.find('@'); at != std::string_view::npos; at = text.find('@', at + 1)) {
    if (at > 0 && !is_space(text[at - 1]) && text[at - 1] != '(') continue;  // an address of mail
    std::string phrase = phrase_at(text.substr(at + 1));
    if (!phrase.empty() && std::ranges::find(phrases, phrase) == phrases.end()) phrases.push_back(std::move(phrase));
    if (phrases.size() == most_phrases) break;
  }
  return phrases;
}

std::vector<Candidate> who_to_name(Reader& db, std::string_view typed, std::string_view place) {
  constexpr std::int64_t most_read = 500;
  constexpr std::size_t most_shown = 6;
  auto typed_words = kit::words_in(typed.substr(0, 100));
  auto people =
      select(db,
             "select distinct people.id, name, job from seats join people on people.id = person_id where"
             " place_id = $1 and starts_on <= $2 and (ends_on is null or ends_on >= $2) order by name limit $3",
             {place, db.today(), most_read});
  std::erase_if(people, [&](const Candidate& one) {
    auto words = kit::words_in(one.name);
    return !std::ranges::all_of(typed_words, [&](const kit::Word& typed_word) {
      return std::ranges::any_of(words, [&](auto& word) { return word.folded.starts_with(typed_word.folded); });
    });
  });
  if (people.size() > most_shown) people.resize(most_shown);
  return people;
}

std::vector<Mentioned> mentioned_in(Reader& db, std::string_view text, std::string_view place) {
  std::vector<Mentioned> found;
  for (const std::string& phrase : phrases_after_at(text)) {
    Mentioned one = resolve(db, phrase, place);
    bool known = std::ranges::any_of(found, [&](auto& other) { return other.typed == one.typed; });
    if (!known) found.push_back(std::move(one));
  }
  return found;
}

}  // namespace partnership
