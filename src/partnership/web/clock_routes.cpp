#include "partnership/web/clock_routes.h"

#include "partnership/naming.h"
#include "partnership/units.h"
#include "partnership/web/clocks.html.h"

namespace partnership {
namespace {

constexpr int proposals_shown = 20;
constexpr int days_suggested = 14;

std::string url_of(const Id<Clock>& id) { return "/clocks/" + id.text; }

// ── what is overdue ──────────────────────────────────────────────────────────

Response show_overdue(Request& request, Reader& db) {
  auto asked = request.query("unit");
  Unit unit = asked.empty() ? top_unit(db) : find_unit(db, {std::string(asked)});
  auto overdue = overdue_clocks(db, unit.id, 100);
  return request.show(
      [&] {
        Place place{.room = Room::partnership, .title = request.view().t("partnership.clocks.title")};
        return clocks_page(request.view(), place, unit, overdue, count_overdue(db, unit.id));
      },
      [&](kit::JsonWriter& json) {
        json.begin_array();
        for (auto& running : overdue)
          json.begin_object()
              .member("id", running.clock.id.text)
              .member("kind", running.clock.kind)
              .member("about", running.about)
              .member("due_on", kit::iso(running.due_on))
              .member("url", running.url)
              .end_object();
        json.end_array();
      });
}

// ── one clock ────────────────────────────────────────────────────────────────

ClockShown shown_of(Reader& db, const Id<Clock>& id) {
  ClockShown shown{.clock = find_clock(db, id)};
  shown.owner = db.find(shown.clock.party);
  shown.about = name_of(db, shown.clock.subject);
  shown.running = running_clock(db, id);
  shown.stop = db.maybe<ClockStop>("where clock_id = $1", {id});
  shown.extensions = extensions_of(db, id);
  shown.proposed = proposed_extensions(db, id, proposals_shown);
  bool waiting = !shown.proposed.empty() && shown.proposed.front().state.open();
  shown.may_propose = shown.running && !waiting && seat_to_extend(db.actor(), shown.clock) &&
                      parties_to_extension(db, shown.clock).size() > 1;
  shown.suggested = kit::add_days(std::max(shown.due_on(), db.today()), days_suggested);
  return shown;
}

Place place_of(const View& view, const ClockShown& shown) {
  return {.room = Room::partnership,
          .title = view.t("clocks." + shown.clock.kind),
          .crumbs = {{view.t("partnership.clocks.title"), "/clocks"}}};
}

void write_clock(kit::JsonWriter& json, const ClockShown& shown) {
  json.begin_object().key("clock");
  write_json(json, shown.clock);
  json.member("about", shown.about).member("due_on", kit::iso(shown.due_on()));
  json.member("running", shown.running.has_value()).key("stop");
  shown.stop ? write_json(json, *shown.stop) : void(json.null());
  json.key("extensions");
  write_json(json, shown.extensions);
  json.key("proposals").begin_array();
  for (auto& one : shown.proposed) {
    json.begin_object().key("proposal");
    write_json(json, one.proposal);
    json.member("assent_id", one.state.assent.id.text).key("outcome");
    one.state.ending ? json.value(kit::to_value(one.state.ending->outcome)) : json.null();
    json.end_object();
  }
  json.end_array().end_object();
}

Response show_clock(Request& request, Reader& db) {
  ClockShown shown = shown_of(db, request.id<Clock>());
  open_form(request, db, url_of(shown.clock.id));
  const View& view = request.view();
  return request.show([&] { return clock_page(view, place_of(view, shown), shown); },
                      [&](kit::JsonWriter& json) { write_clock(json, shown); });
}

Response propose(Request& request, Tx& tx) {
  Id<Clock> id = request.id<Clock>();
  allow(seat_to_extend(tx.actor(), find_clock(tx, id)) != nullptr);
  auto asked = decode<ExtensionProposal>(request, {"due_on", "reason"});
  return request.done(propose_extension(tx, id, asked.due_on, asked.reason), url_of(id),
                      "partnership.said.extension_proposed");
}

}  // namespace

Date ClockShown::due_on() const {
  if (running) return running->due_on;
  return extensions.empty() ? clock.due_on : extensions.back().due_on;
}

std::string standing_of(const View& view, const AssentState& state) {
  if (state.open()) return view.t("partnership.clock.waiting");
  switch (state.ending->outcome) {
    case AssentOutcome::agreed: return view.t("partnership.clock.agreed_to");
    case AssentOutcome::sent_back: return view.t("partnership.clock.declined");
    default: return view.t("partnership.clock.withdrawn");
  }
}

void clock_routes(Router& router) {
  router.get("/clocks", show_overdue);
  router.get("/clocks/{id}", show_clock);
  router.post("/clocks/{id}/extensions", propose, Who::members, show_clock);
}

}  // namespace partnership
