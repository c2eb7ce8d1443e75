#include "partnership/web/routes.h"

#include "kit/http/uri.h"
#include "partnership/sign_in.h"
#include "partnership/web/clock_routes.h"
#include "partnership/web/cookie.h"
#include "partnership/web/copy_routes.h"
#include "partnership/web/journal_view.h"
#include "partnership/web/layout.html.h"
#include "partnership/web/notification_routes.h"
#include "partnership/web/password_routes.h"
#include "partnership/web/receipt_view.h"
#include "partnership/web/witness_routes.h"

namespace partnership {
namespace {

// Only our own addresses: a link in a mail cannot send anybody elsewhere after signing in.
std::string own_address(std::string_view next) {
  bool ours = next.starts_with("/") && !next.starts_with("//") && next.find('\\') == std::string_view::npos;
  return ours ? std::string(next) : "/";
}

// ── signing in ───────────────────────────────────────────────────────────────

Response ask_sign_in(Request& request, Reader&) {
  return request.show([&] { return sign_in_page(request.view(), false, request.query("next")); },
                      [](kit::JsonWriter& json) { json.begin_object().end_object(); });
}

Response leave(Request& request, Tx& tx) {
  sign_out(tx, request.token());
  Response response = request.done("/sign-in");
  response.headers.add("Set-Cookie", session_cookie(request, ""));
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
  allow(is_asked(find_assent(tx, request.id<Assent>()), tx.actor()));
  auto answer = kit::named<Answer>(request.text("answer"));
  if (!answer) refuse_invalid({{"answer", "partnership.field.choose"}});
  AssentState state = answer_assent(tx, request.id<Assent>(), *answer, std::string(request.text("reason")));
  std::string said = *answer == Answer::sent_back ? "partnership.said.sent_back"
                     : state.agreed()             ? "partnership.said.agreed"
                                                  : "partnership.said.signed";
  if (request.wants_json()) return with_receipt(request.done(state.assent, ""), tx);
  return with_receipt(request.go_to(reactions_to(state.assent.kind).url(tx, state.assent), said), tx);
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
  response.headers.add("Set-Cookie", session_cookie(request, signed_in->token));
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
  witness_routes(router);
  copy_routes(router);  // before /journal/{sequence}
  journal_routes(router);
  clock_routes(router);
  notification_routes(router);
  password_routes(router);
}

}  // namespace partnership
