#include "partnership/web/record_routes.h"

#include <charconv>

#include "partnership/record/history.h"
#include "partnership/web/record.html.h"

namespace partnership {
namespace {

std::int64_t sequence_of(const Request& request) {
  const std::string& text = request.part("sequence");
  std::int64_t number = 0;
  auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
  if (error != std::errc() || end != text.data() + text.size()) not_found();
  return number;
}

std::string url_of(std::int64_t sequence) { return "/journal/" + std::to_string(sequence) + "/erasure"; }

std::string name_of_field(const View& view, const std::string& field) {
  std::string key = "journal.field." + field;
  return kit::has_words(view.language, key) ? view.t(key) : field;
}

ErasureShown shown_of(Reader& db, const View& view, std::int64_t sequence) {
  EntryShown entry = find_entry(db, view.language, sequence);
  ErasureShown shown{.sequence = sequence, .sentence = entry.line.sentence, .gone = entry.body.empty()};
  for (const std::string& field : erasable_fields(db, sequence))
    shown.fields.push_back({field, name_of_field(view, field)});
  shown.erasure = erasure_of(db, sequence);
  if (shown.erasure) shown.assent = latest_assent(db, shown.erasure->id.text);
  shown.may_ask = db.actor().has_role(Role::administrator);
  return shown;
}

void write_erasure(kit::JsonWriter& json, const ErasureShown& shown) {
  json.begin_object().member("sequence", shown.sequence).member("gone", shown.gone).key("fields").begin_array();
  for (const Choice& field : shown.fields) json.value(field.value);
  json.end_array().key("erasure");
  shown.erasure ? write_json(json, *shown.erasure) : void(json.null());
  json.member("assent_id", shown.assent ? shown.assent->assent.id.text : std::string()).end_object();
}

Response show(Request& request, Reader& db) {
  std::int64_t sequence = sequence_of(request);
  ErasureShown shown = shown_of(db, request.view(), sequence);
  open_form(request, db, url_of(sequence));
  const View& view = request.view();
  Place place{.room = Room::partnership,
              .title = view.t("record.erasure.title"),
              .crumbs = {{view.t("partnership.journal.title"), "/journal"}}};
  return request.show([&] { return erasure_page(view, place, shown); },
                      [&](kit::JsonWriter& json) { write_erasure(json, shown); });
}

Response ask(Request& request, Tx& tx) {
  allow(tx.actor().has_role(Role::administrator));
  std::int64_t sequence = sequence_of(request);
  std::vector<std::string> all = erasable_fields(tx, sequence), fields;
  for (const std::string& field : all)
    for (std::string_view chosen : request.form().all("fields"))
      if (chosen == field) fields.push_back(field);
  if (fields.empty()) fields = all;
  Erasure erasure = ask_erasure(tx, sequence, fields, std::string(request.text("reason")));
  return request.done(erasure, url_of(sequence), "record.said.asked");
}

}  // namespace

void record_routes(Router& router) {
  router.get("/journal/{sequence}/erasure", show);
  router.post("/journal/{sequence}/erasure", ask, Who::members, show);
}

}  // namespace partnership
