#include "modules/search/pages.h"

#include <fmt/format.h>

#include <algorithm>
#include <map>

#include "kit/http/uri.h"
#include "kit/text/fold.h"

namespace search {
namespace {

constexpr std::size_t before_word = 60, longest_excerpt = 200;

bool continues(char c) { return (static_cast<unsigned char>(c) & 0xC0U) == 0x80U; }

// To the next blank, so that no word is cut in two; never far.
std::size_t word_border(std::string_view text, std::size_t at) {
  std::size_t blank = text.find(' ', at);
  if (blank < at + 20) return blank;
  while (at < text.size() && continues(text[at])) ++at;
  return std::min(at, text.size());
}

}  // namespace

std::vector<Piece> pieces_of(std::string_view text, const Query& query) {
  std::vector<Piece> pieces;
  std::size_t done = 0;
  for (const kit::Word& word : kit::words_in(text)) {
    if (!is_looked_for(query, word.folded)) continue;
    if (word.begin > done) pieces.push_back({std::string(text.substr(done, word.begin - done)), false});
    pieces.push_back({std::string(text.substr(word.begin, word.end - word.begin)), true});
    done = word.end;
  }
  if (done < text.size()) pieces.push_back({std::string(text.substr(done)), false});
  return pieces;
}

std::string excerpt(std::string_view text, const Query& query) {
  auto words = kit::words_in(text);
  auto first = std::ranges::find_if(words, [&](auto& word) { return is_looked_for(query, word.folded); });
  std::size_t begin = 0;
  if (first != words.end() && first->begin > before_word) begin = word_border(text, first->begin - before_word);
  std::size_t end = text.size() - begin <= longest_excerpt ? text.size() : word_border(text, begin + longest_excerpt);
  std::string part(text.substr(begin, end - begin));
  std::ranges::replace(part, '\n', ' ');
  return (begin > 0 ? "… " : "") + part + (end < text.size() ? " …" : "");
}

kit::Html marked(std::string_view text, const Query& query) {
  kit::Html html;
  for (const Piece& piece : pieces_of(text, query)) {
    if (piece.marked) html.raw("<mark>");
    html.text(piece.text);
    if (piece.marked) html.raw("</mark>");
  }
  return html;
}

std::string_view icon_of_kind(std::string_view kind) {
  static const std::map<std::string_view, std::string_view> icons{
      {"person", "person"},  {"team", "people"},    {"unit", "partnership"}, {"project", "work"},
      {"cycle", "work"},     {"metric", "chart"},   {"table", "table"},      {"decision", "check"},
      {"charter", "shield"}, {"policy", "pen"},     {"body", "partnership"}, {"change", "clock"},
      {"meeting", "people"}, {"agenda", "people"},  {"huddle", "people"},    {"ending", "flag"},
      {"action", "flag"},    {"minutes", "people"}, {"follow_up", "flag"}};
  auto found = icons.find(kind);
  return found == icons.end() ? "talk" : found->second;
}

std::string counted(const View& view, const Shown& shown) {
  if (shown.looking.words.empty()) return {};
  if (shown.count == 0) return view.t("search.nothing", {{"words", shown.looking.words}});
  bool more = std::ranges::any_of(shown.groups, [](auto& group) { return !group.all_url.empty(); });
  std::int64_t count = static_cast<std::int64_t>(shown.count);
  std::string_view key = !shown.looking.after.empty() ? "search.counted_further"
                         : more                       ? "search.counted_first"
                                                      : "search.counted";
  return view.t(key, {{"count", count}, {"words", shown.looking.words}});
}

std::string address(const Looking& looking) {
  std::string url = "/search?q=" + kit::percent_encode(looking.words);
  for (auto& [name, value] : {std::pair{"kind", &looking.kind}, {"unit", &looking.unit}, {"after", &looking.after}})
    if (!value->empty()) url += fmt::format("&{}={}", name, kit::percent_encode(*value));
  return url;
}

}  // namespace search
