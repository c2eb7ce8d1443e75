#include "kit/csv/rows.h"
#include "modules/setup/pages.h"
#include "modules/setup/pages.html.h"
#include "modules/setup/uploads.h"

namespace setup {
namespace {

Place place_of(const Request& request, std::string_view title) {
  const View& view = request.view();
  Place place{.room = Room::partnership,
              .title = view.t(title),
              .crumbs = {{view.t("partnership.room.partnership"), "/partnership"}}};
  if (title != "setup.title") place.crumbs.push_back({view.t("setup.title"), "/import"});
  return place;
}

void write_preview(kit::JsonWriter& json, const View& view, const Preview& preview) {
  json.begin_object().key("files").begin_array();
  for (const FilePreview& file : preview.files)
    json.begin_object()
        .member("file", file.file)
        .member("kind", file.kind)
        .member("rows", file.rows)
        .member("added", file.added)
        .member("changed", file.changed)
        .member("same", file.same)
        .end_object();
  json.end_array().key("problems").begin_array();
  for (const Problem& problem : preview.problems)
    json.begin_object()
        .member("file", problem.file)
        .member("row", problem.row)
        .member("field", problem.field)
        .member("sentence", sentence_of(view, problem))
        .end_object();
  json.end_array().member("more_problems", preview.more_problems).end_object();
}

Response choose(Request& request, Reader& db) {
  allow(may_import(db.actor()));
  auto waiting = upload_names_of(db);
  return request.show([&] { return choose_page(request.view(), place_of(request, "setup.title"), waiting); },
                      [&](kit::JsonWriter& json) {
                        json.begin_array();
                        for (auto& name : waiting) json.value(name);
                        json.end_array();
                      });
}

Response upload(Request& request, Tx& tx) {
  allow(may_import(tx.actor()));
  std::vector<File> files;
  for (const kit::Upload* upload : request.form().uploads("files"))
    files.push_back({upload->filename, upload->content});
  keep_uploads(tx, files);
  return request.done("/import/preview");
}

Response look_over(Request& request, Reader& db) {
  allow(may_import(db.actor()));
  auto files = uploads_of(db);
  if (files.empty()) return request.go_to("/import");
  Preview preview = check(db, files);
  return request.show([&] { return preview_page(request.view(), place_of(request, "setup.stage.look"), preview); },
                      [&](kit::JsonWriter& json) { write_preview(json, request.view(), preview); });
}

Response confirm(Request& request, Tx& tx) {
  allow(may_import(tx.actor()));
  auto files = uploads_of(tx);
  require(!files.empty(), "setup.refusal.nothing_chosen");
  tx.act_from(*tx.actor().first_with(Role::administrator));
  try {
    Import import = import_files(tx, files);
    drop_uploads(tx);
    bool recorded = import.added + import.changed > 0;
    return request.done(import, recorded ? "/import/done/" + import.id.text : "/import");
  } catch (const FilesRefused&) {
    throw Refusal(409, "setup.refusal.not_good");
  }
}

Response discard(Request& request, Tx& tx) {
  allow(may_import(tx.actor()));
  drop_uploads(tx);
  return request.done("/import", "setup.said.thrown_away");
}

Response result(Request& request, Reader& db) {
  allow(may_import(db.actor()));
  Import import = db.find(request.id<Import>());
  return request.show([&] { return result_page(request.view(), place_of(request, "setup.stage.done"), import); },
                      [&](kit::JsonWriter& json) { write_json(json, import); });
}

Response sheet(Request& request, Reader& db) {
  allow(may_import(db.actor()));
  auto columns = columns_of(request.part("kind"));
  if (columns.empty()) not_found();
  Response response{.status = 200};
  response.headers.set("Content-Type", "text/csv; charset=utf-8");
  response.headers.set("Content-Disposition", "attachment; filename=\"" + request.part("kind") + ".csv\"");
  response.body = kit::empty_sheet(columns);
  return response;
}

}  // namespace

void setup_routes(Router& router) {
  router.get("/import", choose);
  router.post("/import", upload, Who::members, choose);
  router.get("/import/preview", look_over);
  router.post("/import/confirm", confirm);
  router.post("/import/discard", discard);
  router.get("/import/done/{id}", result);
  router.get("/import/sheets/{kind}", sheet);
}

}  // namespace setup
