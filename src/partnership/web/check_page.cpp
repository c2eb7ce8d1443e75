#include "partnership/web/check_page.h"

#include "journal/encoding.h"
#include "partnership/log/log.h"

namespace partnership {
namespace {

std::string& page_as_written() {
  static std::string page;
  return page;
}

std::string between(std::string_view text, std::string_view begin, std::string_view end) {
  auto from = text.find(begin);
  if (from == std::string_view::npos) return {};
  from += begin.size();
  return std::string(text.substr(from, text.find(end, from) - from));
}

std::string put(std::string text, std::string_view mark, std::string_view content) {
  auto at = text.find(mark);
  if (at == std::string::npos) throw std::logic_error("the page that checks receipts has no " + std::string(mark));
  return text.replace(at, mark.size(), content);
}

// Only this very script and these very styles run in it, and nothing is fetched: the browser itself holds it to that.
std::string policy_of(const std::string& page) {
  auto hash = [](const std::string& content) { return "'sha256-" + journal::base64(journal::sha256(content)) + "'"; };
  return "default-src 'none'; script-src " + hash(between(page, "<script>", "</script>")) + "; style-src " +
         hash(between(page, "<style>", "</style>")) +
         "; img-src data: blob:; media-src blob: mediastream:; base-uri 'none'; form-action 'none'";
}

constexpr std::array<std::string_view, 42> words_of_page{
    "title",        "lead",     "language", "file",          "file_hint",     "camera",
    "camera_stop",  "paste",    "log_keys", "log_keys_hint", "witness_keys",  "witness_keys_hint",
    "quorum",       "go",       "save",     "save_hint",     "holds",         "holds_lead",
    "fails",        "unknown",  "entry",    "when",          "kind",          "seat",
    "words",        "no_words", "position", "position_is",   "journal",       "cosigned",
    "nobody",       "at_file",  "at_entry", "at_words",      "at_checkpoint", "at_position",
    "at_witnesses", "no_key",   "bad_key",  "no_crypto",     "no_qr",         "no_camera"};

// With their placeholders as they are: the page fills them.
std::string word(Language language, std::string_view key) {
  return kit::say(language, "receipt.check." + std::string(key),
                  {{"position", "{position}"}, {"size", "{size}"}, {"detail", "{detail}"}});
}

std::string words_json() {
  kit::JsonWriter json;
  json.begin_object();
  for (Language language : {Language::en, Language::es}) {
    json.key(language == Language::en ? "en" : "es").begin_object();
    for (std::string_view key : words_of_page) json.member(key, word(language, key));
    json.end_object();
  }
  std::string text = json.end_object().take();
  for (auto at = text.find('<'); at != std::string::npos; at = text.find('<', at)) text.replace(at, 1, "\\u003c");
  return text;
}

std::string lines_of(const std::vector<journal::VerifierKey>& keys) {
  kit::Html lines;
  for (const journal::VerifierKey& key : keys) lines.text(journal::format(key) + "\n");
  return lines.take();
}

Response check_page(Request& request, Reader& db) {
  LogState log = log_state(db.db());
  std::string page = put(page_as_written(), "@words@", words_json());
  Language language = request.view().language;
  page = put(std::move(page), "@title@", word(language, "title"));
  page = put(std::move(page), "@no_script@", kit::say(language, "receipt.check.no_script"));
  page = put(std::move(page), "@language@", language == Language::es ? "es" : "en");
  page = put(std::move(page), "@log_keys@", lines_of(log.log_keys));
  page = put(std::move(page), "@witness_keys@", lines_of(log.witness_keys));
  page = put(std::move(page), "@quorum@", std::to_string(log.quorum));
  std::string policy = policy_of(page);
  Response response;
  response.headers.set("Content-Type", "text/html; charset=utf-8");
  response.headers.set("Cache-Control", "no-store");
  response.headers.set("Content-Security-Policy", policy + "; frame-ancestors 'none'");
  response.body = put(std::move(page), "@policy@", policy);
  return response;
}

}  // namespace

void use_check_page(std::string_view page) { page_as_written() = page; }

void check_routes(Router& router) { router.get("/check", check_page, Who::anyone); }

}  // namespace partnership
