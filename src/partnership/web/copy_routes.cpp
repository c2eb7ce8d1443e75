#include "partnership/web/copy_routes.h"

#include "partnership/log/journal_keeper.h"
#include "partnership/naming.h"
#include "partnership/record/copy_stream.h"
#include "partnership/web/copy.html.h"

namespace partnership {
namespace {

CopyShown shown(Reader& db, const View& view, const CopyTaken& taken) {
  auto party = db.find<Party>(taken.party);
  return {.who = name_of(db, taken.person.text),
          .party = party.name,
          .when = view.date(day_of(taken.taken_at)),
          .mark = class_of(party),
          .entries = taken.entries};
}

CopyPage page_of(Reader& db, const View& view) {
  CopyPage page;
  if (const Seat* seat = db.actor().first_with(Role::administrator)) page.party = name_of(db, seat->party.text);
  if (auto head = latest_head(db.db())) page.entries = head->size;
  for (const CopyTaken& taken : latest_copies(db)) page.taken.push_back(shown(db, view, taken));
  return page;
}

Response show_copies(Request& request, Reader& db) {
  const View& view = request.view();
  Place place{.room = Room::partnership,
              .title = view.t("record.copy.title"),
              .crumbs = {{view.t("partnership.journal.title"), "/journal"}}};
  return request.show([&] { return copy_page(view, place, page_of(db, view)); },
                      [&](kit::JsonWriter& json) { write_json(json, latest_copies(db)); });
}

// The entry that says so is kept before the first byte leaves.
Response send_copy(Request& request, kit::Database& database, Instant now) {
  allow(request.actor().has_role(Role::administrator));
  require(CopyStream::under_way() == 0, "record.refusal.copy_under_way");
  kit::Session session = database.write();
  Tx tx(session, request.actor(), now, day_of(now));
  CopyTaken taken = take_copy(tx);
  tx.commit();
  Response response;
  response.headers.set("Content-Type", "application/vnd.sqlite3");
  response.headers.set("Content-Disposition", "attachment; filename=\"record-" + kit::iso(day_of(now)) + ".db\"");
  response.headers.set("Cache-Control", "no-store");
  response.stream = std::make_shared<CopyStream>(database, taken.party.text, now);
  return response;
}

}  // namespace

void copy_routes(Router& router) {
  router.get("/journal/copy", show_copies);
  router.outside("/journal/copy", send_copy, Who::members);
}

}  // namespace partnership
