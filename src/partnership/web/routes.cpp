#include "partnership/web/routes.h"

#include <charconv>

#include "journal/encoding.h"
#include "journal/merkle.h"
#include "kit/http/uri.h"
#include "partnership/clocks.h"
#include "partnership/naming.h"
#include "partnership/sign_in.h"
#include "partnership/units.h"
#include "partnership/web/history_view.h"
#include "partnership/web/journal.html.h"
#include "partnership/web/layout.html.h"

namespace partnership {
namespace {

// Only our own addresses: a link in a mail cannot send anybody elsewhere after signing in.
std::string own_address(std::string_view next) {
  bool ours = next.starts_with("/") && !next.starts_with("//") && next.find('\\') == std::string_view::npos;
  return ours ? std::string(next) : "/";
}

// Behind a proxy that speaks HTTPS the browser is told never to send it in the clear.
std::string cookie(const Request& request, std::string_view name, std::string_view value, std::int64_t seconds,
                   bool secret) {
  bool encrypted = request.http().headers.get("X-Forwarded-Proto").value_or("") == "https";
  return std::string(name) + "=" + std::string(value) + "; Path=/; Max-Age=" + std::to_string(seconds) +
         "; SameSite=Lax" + (secret ? "; HttpOnly" : "") + (encrypted ? "; Secure" : "");
}

// ── signing in ───────────────────────────────────────────────────────────────

Response ask_sign_in(Request& request, Reader&) {
  return request.show([&] { return sign_in_page(request.view(), false, request.query("next")); },
                      [](kit::JsonWriter& json) { json.begin_object().end_object(); });
}

Response leave(Request& request, Tx& tx) {
  sign_out(tx, request.token());
  Response response = request.done("/sign-in");
  response.headers.add("Set-Cookie", cookie(request, "concert", "", 0, true));
  response.headers.set("Clear-Site-Data", "\"storage\"");
  return response;
}

Response choose_language(Request& request, Tx&) {
  Response response = request.done(own_address(request.text("next")));
  response.headers.add("Set-Cookie",
                       cookie(request, "language", request.text("language") == "es" ? "es" : "en", 31536000, false));
  return response;
}

// ── assent, drafts ───────────────────────────────────────────────────────────

Response answer(Request& request, Tx& tx) {
  auto answer = kit::named<Answer>(request.text("answer"));
  if (!answer) refuse_invalid({{"answer", "partnership.field.choose"}});
  AssentState state = answer_assent(tx, request.id<Assent>(), *answer, std::string(request.text("reason")));
  std::string said = *answer == Answer::sent_back ? "partnership.said.sent_back"
                     : state.agreed()             ? "partnership.said.agreed"
                                                  : "partnership.said.signed";
  if (request.wants_json()) return request.done(state.assent, "");
  return request.go_to(reactions_to(state.assent.kind).url(tx, state.assent), said);
}

std::string encoded_fields(const kit::Form& form) {
  std::string text;
  for (auto& [name, value] : form.fields()) {
    if (name == "guard" || name == "form_key" || name == "form_title") continue;
    text += (text.empty() ? "" : "&") + kit::percent_encode(name) + "=" + kit::percent_encode(value);
  }
  return text;
}

Response keep_draft(Request& request, Tx& tx) {
  save_draft(tx, std::string(request.form().text("form_key")), std::string(request.form().text("form_title")),
             encoded_fields(request.form()));
  return Request::json_response("{}", 200);
}

Response forget_draft(Request& request, Tx& tx) {
  drop_draft(tx, request.form().text("form"));
  return request.done("/", "partnership.said.draft_dropped");
}

// ── the journal ──────────────────────────────────────────────────────────────

std::int64_t number_of(std::string_view text) {
  std::int64_t number = 0;
  std::from_chars(text.data(), text.data() + text.size(), number);
  return number;
}

Response journal_list(Request& request, Reader& db) {
  auto lines = history_of(db, request.view().language, "", history_before(request), lines_of_history);
  auto head = latest_head(db.db());
  return request.show(
      [&] {
        auto entries = db.value<std::int64_t>("select coalesce(max(sequence), 0) from journal_entries");
        Place place{.room = Room::partnership, .title = request.view().t("partnership.journal.title")};
        return journal_page(request.view(), place, lines, older_than(lines, "/journal"), head,
                            head ? journal::base64(head->root) : "–", entries);
      },
      [&](kit::JsonWriter& json) { write_lines(json, lines); });
}

// The history of anything with a name: a unit, a person, a policy. Teams and projects have their own address for it.
Response thing_history(Request& request, Reader& db) {
  const std::string& id = request.part("id");
  std::string name = name_of(db, id);
  if (name.empty()) not_found();
  return show_history_of(request, db, id, "/history/" + id, {.room = Room::partnership, .title = name});
}

std::vector<std::string> proof_of(Reader& db, std::int64_t position, const std::optional<TreeHead>& head) {
  std::vector<std::string> proof;
  if (!head || position < 0 || position >= head->size) return proof;
  for (auto& hash : journal::inclusion_proof(position, head->size, stored_nodes(db.db(), head->size)))
    proof.push_back(journal::base64(hash));
  return proof;
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
      [&](kit::JsonWriter& json) {
        json.begin_object()
            .member("sequence", shown.line.sequence)
            .member("entry", shown.entry)
            .member("body", shown.body);
        json.member("salt", shown.salt).member("position", shown.position).member("size", head ? head->size : 0);
        json.member("root", root).key("proof").begin_array();
        for (auto& hash : proof) json.value(hash);
        json.end_array().end_object();
      });
}

// ── what is overdue ──────────────────────────────────────────────────────────

Response clocks(Request& request, Reader& db) {
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
              .member("kind", running.clock.kind)
              .member("about", running.about)
              .member("due_on", kit::iso(running.due_on))
              .member("url", running.url)
              .end_object();
        json.end_array();
      });
}

}  // namespace

// Signing in checks a slow hash, so it runs outside any transaction: see Router::answer.
Response sign_in_response(Request& request, kit::Database& database, Instant now) {
  auto signed_in = sign_in(database, trimmed(request.form().text("login")), request.form().text("password"), now);
  if (!signed_in) {
    if (request.wants_json()) throw Refusal(401, "partnership.sign_in.wrong");
    request.view().typed = &request.form();
    return request.html(sign_in_page(request.view(), true, request.form().text("next")), 401);
  }
  if (request.wants_json()) {
    kit::JsonWriter json;
    json.begin_object().member("token", signed_in->token).end_object();
    return Request::json_response(json.take(), 201);
  }
  Response response = request.go_to(own_address(request.form().text("next")));
  response.headers.add("Set-Cookie", cookie(request, "concert", signed_in->token, 14 * 24 * 3600, true));
  return response;
}

void partnership_routes(Router& router) {
  router.get("/sign-in", ask_sign_in, Who::anyone);
  router.outside("/sign-in", sign_in_response, Who::anyone);
  router.post("/sign-out", leave, Who::signed_in);
  router.post("/language", choose_language, Who::anyone);
  router.post("/assents/{id}/signature", answer);
  router.post("/drafts", keep_draft);
  router.post("/drafts/removal", forget_draft);
  router.get("/journal", journal_list);
  router.get("/journal/{sequence}", show_entry);
  router.get("/history/{id}", thing_history);
  router.get("/clocks", clocks);
}

}  // namespace partnership
