#include "partnership/record/sentences.h"

#include <algorithm>
#include <array>

#include "partnership/naming.h"
#include "partnership/parties.h"
#include "partnership/record/body.h"

namespace partnership {
namespace {

std::string shortened(const std::string& text) {
  constexpr std::size_t longest = 80;
  if (text.size() <= longest) return text;
  auto cut = text.rfind(' ', longest);
  return text.substr(0, cut == std::string::npos ? longest : cut) + "…";
}

// A value of a body as people read it, by the kind of its field.
std::string plain(Language language, const kit::Field* field, const kit::Json& value) {
  if (value.is_null()) return "–";
  if (field && field->kind == kit::Kind::quantity) return kit::text_of(Quantity{value.as_integer()});
  if (field && field->kind == kit::Kind::date)
    if (auto date = kit::parse_date(value.as_text())) return kit::spoken_date(*date, language);
  return value.is_text() ? value.as_text() : value.text();
}

std::string field_name(Language language, const std::string& name) {
  std::string key = "journal.field." + name;
  return kit::has_words(language, key) ? kit::say(language, key) : name;
}

// A load may hold hundreds of rows, of which the sentence says only how many there are: nothing of them is read but
// where one ends. Quotation marks are passed over, for a text may hold brackets.
std::size_t rows_in(std::string_view body) {
  auto at = body.find("\"rows\":[");
  if (at == std::string_view::npos) return 0;
  std::size_t rows = 0;
  for (at += 8; at < body.size() && body[at] != ']'; ++at) {
    at = body.find_first_of("\"]", at);
    if (at == std::string_view::npos) break;
    if (body[at] == ']') {
      ++rows;
      if (body.substr(at + 1, 1) == "]") break;
      continue;
    }
    for (++at; at < body.size() && body[at] != '"'; ++at)
      if (body[at] == '\\') ++at;
  }
  return rows;
}

// The load without its rows.
kit::Json head_of_load(std::string_view body) {
  auto fields = body.find(",\"fields\":[");
  return kit::Json::parse(std::string(body.substr(0, fields)) + "}");
}

bool is_load(std::string_view body) { return body.substr(0, 400).find(",\"fields\":[") != std::string_view::npos; }

std::string_view class_of_mark(std::string_view mark) {
  if (mark == "circle") return "labor";
  if (mark == "square") return "management";
  return mark == "triangle" ? "physicians" : "neutral";
}

}  // namespace

const std::string& Sentences::name(const std::string& id) {
  auto [found, fresh] = names_.try_emplace(id);
  if (fresh) found->second = name_of(db_, id);
  return found->second;
}

const Sentences::Acting& Sentences::acting(const std::string& seat) {
  auto [found, fresh] = acting_.try_emplace(seat);
  if (fresh && !seat.empty())
    db_.each(
        "select people.id, people.name, parties.name, mark from seats join people on people.id = person_id"
        " join parties on parties.id = party_id where seats.id = $1",
        {seat}, [&](const kit::Row& row) {
          found->second = {std::string(row.text(0)), std::string(row.text(1)), std::string(row.text(2)),
                           class_of_mark(row.text(3))};
        });
  return found->second;
}

// The first thing of the row that everybody may read and the sentence does not name: "Ana Flores signed for Labor" and
// then the team whose charter it was.
Sentences::About Sentences::about(const kit::Json& body, const std::string& sentence) {
  static constexpr std::array things{"team",  "project", "body",   "unit", "decision", "meeting",
                                     "issue", "metric",  "series", "feed", "change",   "policy"};
  const kit::Json* row = body.get("row");
  if (!row || !row->is_object()) return {};
  for (auto& [field, value] : row->members()) {
    if (!field.ends_with("_id") || !value.is_text()) continue;
    std::string thing = thing_behind(db_, value.as_text());
    if (std::ranges::find(things, thing.substr(0, thing.find('_'))) == things.end()) continue;
    const std::string& named = name(thing);
    if (!named.empty() && sentence.find(named) == std::string::npos) return {thing, named};
    return {};
  }
  return {};
}

// Words of a body by field name; an id also gives the name behind it, without the "_id".
void Sentences::fill(Filling& filling, const kit::Json& body, std::string_view part) {
  const kit::Json* row = body.get(part);
  if (!row || !row->is_object()) return;
  const std::string& table = body.at("table").as_text();
  for (auto& [field, value] : row->members()) {
    filling[field] = plain(language_, known_field(table, field), value);
    if (field.ends_with("_id"))
      filling[field.substr(0, field.size() - 3)] = value.is_text() ? name(value.as_text()) : filling[field];
  }
  if (!filling.contains("name") && row->get("id") && row->at("id").is_text())
    filling["name"] = name(row->at("id").as_text());
}

std::string Sentences::shown(const std::string& table, const std::string& field, const kit::Json& value) {
  if (field.ends_with("_id") && value.is_text())
    if (const std::string& known = name(value.as_text()); !known.empty()) return known;
  return shortened(plain(language_, known_field(table, field), value));
}

std::string Sentences::changes(const kit::Json& body) {
  const std::string& table = body.at("table").as_text();
  std::string changes;
  for (auto& [field, value] : body.at("to").members()) {
    if (!changes.empty()) changes += "; ";
    changes += kit::say(language_, "journal.change",
                        {{"field", field_name(language_, field)},
                         {"from", shown(table, field, body.at("from").at(field))},
                         {"to", shown(table, field, value)}});
  }
  return changes;
}

// A sentence may depend on one word of the row: journal.partnership.signature.sent_back.
std::string Sentences::key_of(const std::string& kind, const Filling& filling) const {
  std::string key = "journal." + kind;
  for (const char* name : {"kind", "answer", "outcome", "turn", "decision", "role", "met", "trouble"})
    if (auto found = filling.find(name); found != filling.end() && kit::has_words(language_, key + "." + found->second))
      return key + "." + found->second;
  return key;
}

std::string Sentences::say(const std::string& key, const Filling& filling) const {
  std::vector<kit::Arg> arguments;
  for (auto& [name, text] : filling) arguments.emplace_back(name, text);
  return kit::say(language_, key, std::span<const kit::Arg>(arguments));
}

std::string Sentences::sentence_of(const std::string& kind, Filling& filling, const kit::Json& body) {
  for (auto part : {"row", "key", "was", "gone"}) fill(filling, body, part);
  if (body.get("to")) filling["changes"] = changes(body);
  std::string key = body.get("row") ? key_of(kind, filling) : "journal." + kind;
  filling.try_emplace("kind", kind);
  if (kit::has_words(language_, key)) return say(key, filling);
  filling["kind"] = kind;
  if (body.get("to")) return say("journal.changed", filling);
  return say(body.get("gone") ? "journal.removed" : "journal.recorded", filling);
}

Sentences::Said Sentences::of(const journal::Entry& entry, const std::string& body_text) {
  auto who = [&](const std::string& seat) {
    if (seat == host_seat) return kit::say(language_, "journal.host");
    return seat.empty() ? kit::say(language_, "journal.system") : acting(seat).name;
  };
  Filling filling{{"who", who(entry.seat)}};
  if (body_text.empty()) return {entry.kind, entry.seat, say("journal.erased", filling)};
  bool load = is_load(body_text);
  kit::Json body = load ? head_of_load(body_text) : kit::Json::parse(body_text);
  Header header = header_of(entry, body);
  filling["who"] = who(header.seat);
  if (load) filling["count"] = std::to_string(rows_in(body_text));
  std::string sentence = sentence_of(header.kind, filling, body);
  About told = about(body, sentence);
  return {header.kind, header.seat, std::move(sentence), std::move(told)};
}

}  // namespace partnership
