#include <charconv>

#include "journal/encoding.h"
#include "journal/merkle.h"
#include "kit/csv/csv.h"
#include "partnership/naming.h"
#include "partnership/record/places.h"
#include "partnership/web/check_page.h"
#include "partnership/web/history_view.h"
#include "partnership/web/journal.html.h"
#include "partnership/web/journal_view.h"
#include "partnership/web/receipt_view.h"

namespace partnership {
namespace {

constexpr int lines_of_page = 40, lines_of_file = 1000;

std::int64_t number_of(std::string_view text) {
  std::int64_t number = 0;
  std::from_chars(text.data(), text.data() + text.size(), number);
  return number;
}

void write_found(kit::JsonWriter& json, const JournalPage& page) {
  json.begin_object().key("entries");
  write_lines(json, page.found.lines);
  json.key("older");
  page.older.empty() ? json.null() : json.value(page.older);
  json.end_object();
}

Response journal_list(Request& request, Reader& db) {
  JournalPage page = journal_page_of(request, db, request.wants_json() ? lines_of_file : lines_of_page);
  return request.show(
      [&] {
        Place place{.room = Room::partnership, .title = request.view().t("partnership.journal.title")};
        return journal_page(request.view(), place, page, journal_state_of(db, request.view()));
      },
      [&](kit::JsonWriter& json) { write_found(json, page); });
}

Response journal_csv(Request& request, Reader& db) {
  JournalPage page = journal_page_of(request, db, lines_of_file);
  Response response;
  response.headers.set("Content-Type", "text/csv; charset=utf-8");
  response.headers.set("Content-Disposition", "attachment; filename=\"journal.csv\"");
  response.headers.set("Cache-Control", "no-store");
  response.body = kit::utf8_mark;
  kit::csv_row(response.body, {"sequence", "at", "kind", "person", "party", "sentence", "about"});
  for (const HistoryLine& line : page.found.lines)
    kit::csv_row(response.body, {std::to_string(line.sequence), line.iso, line.kind, line.person, line.party,
                                 line.sentence, line.about_name});
  return response;
}

// The history of anything with a name: a unit, a person, a policy. Teams and projects have their own address for it.
// Of what is behind a wall the reader does not learn the name either: there is no such page.
Response thing_history(Request& request, Reader& db) {
  const std::string& id = request.part("id");
  std::int64_t before = history_before(request);
  auto lines = history_of(db, request.view().language, id, before, lines_of_history);
  std::string name = name_of(db, id);
  if (name.empty() || (lines.empty() && before == 0)) not_found();
  return show_lines(request, lines, "/history/" + id, {.room = Room::partnership, .title = name});
}

std::vector<std::string> proof_of(Reader& db, std::int64_t position, const std::optional<TreeHead>& head) {
  std::vector<std::string> proof;
  if (!head || position < 0 || position >= head->size) return proof;
  for (auto& hash : journal::inclusion_proof(position, head->size, stored_nodes(db.db(), head->size)))
    proof.push_back(journal::base64(hash));
  return proof;
}

void write_entry(kit::JsonWriter& json, const EntryShown& shown, std::int64_t size, const std::string& root,
                 const std::vector<std::string>& proof) {
  json.begin_object()
      .member("sequence", shown.line.sequence)
      .member("entry", shown.entry)
      .member("body", shown.body)
      .member("salt", shown.salt)
      .member("position", shown.position)
      .member("size", size)
      .member("root", root)
      .key("proof")
      .begin_array();
  for (auto& hash : proof) json.value(hash);
  json.end_array().end_object();
}

Response show_entry(Request& request, Reader& db) {
  EntryShown shown = find_entry(db, request.view().language, number_of(request.part("sequence")));
  auto head = latest_head(db.db());
  auto proof = proof_of(db, shown.position, head);
  std::string root = head ? journal::base64(head->root) : "";
  return request.show(
      [&] {
        Place place{.room = Room::partnership,
                    .title = request.view().t("partnership.history.entry", {{"number", shown.line.sequence}}),
                    .crumbs = {{request.view().t("partnership.journal.title"), "/journal"}}};
        return entry_page(request.view(), place, shown, head ? head->size : 0, root, proof);
      },
      [&](kit::JsonWriter& json) { write_entry(json, shown, head ? head->size : 0, root, proof); });
}

}  // namespace

void journal_routes(Router& router) {
  router.get("/journal", journal_list);
  router.get("/journal.csv", journal_csv);
  router.get("/journal/{sequence}", show_entry);
  router.get("/history/{id}", thing_history);
  receipt_routes(router);
  check_routes(router);
}

}  // namespace partnership
