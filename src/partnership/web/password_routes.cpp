#include "partnership/web/password_routes.h"

#include "partnership/notifications.h"
#include "partnership/sign_in.h"
#include "partnership/web/cookie.h"
#include "partnership/web/password.html.h"

namespace partnership {
namespace {

void write_nothing(kit::JsonWriter& json) { json.begin_object().end_object(); }

Chosen chosen_in(const Request& request) {
  return {.login = std::string(request.text("login")),
          .password = std::string(request.form().text("password")),
          .again = std::string(request.form().text("again"))};
}

// What a slow act outside of any transaction answers when a field needs another look: the page again, as it was.
template <class Act, class Page>
Response act_or_show_again(Request& request, Act act, Page page) {
  try {
    return act();
  } catch (const Refusal& refusal) {
    if (refusal.status != 422 || request.wants_json()) throw;
    request.view().errors = refusal.fields;
    request.view().typed = &request.form();
    return request.html(page(), refusal.status);
  }
}

Response with_session(Request& request, const std::string& token, const std::string& url, std::string_view said) {
  if (request.wants_json()) {
    kit::JsonWriter json;
    json.begin_object().member("token", token).end_object();
    return Request::json_response(json.take(), 201);
  }
  Response response = request.go_to(url, said);
  response.headers.add("Set-Cookie", session_cookie(request, token));
  return response;
}

// ── an invitation ────────────────────────────────────────────────────────────

std::string link_of(const Request& request, const std::string& token) {
  bool encrypted = request.http().headers.get("X-Forwarded-Proto").value_or("") == "https";
  return (encrypted ? "https://" : "http://") + std::string(request.http().headers.get("Host").value_or("")) +
         "/welcome/" + token;
}

Response give_invitation(Request& request, Tx& tx) {
  Person person = tx.find(request.id<Person>());
  Invited invited = invite(tx, person.id);
  notify(tx, {.to = person.id, .kind = "partnership.invited", .about = tx.actor().name, .url = "/me"});
  std::string link = link_of(request, invited.token);
  if (request.wants_json()) {
    kit::JsonWriter json;
    json.begin_object().member("link", link).member("expires_at", kit::iso(invited.expires_at)).end_object();
    return Request::json_response(json.take(), 201);
  }
  const View& view = request.view();
  Place place{.room = Room::people,
              .title = view.t("password.invited.title"),
              .crumbs = {{view.t("partnership.room.people"), "/people"}, {person.name, "/people/" + person.id.text}}};
  return request.html(invited_page(view, place, person, link, view.date(day_of(invited.expires_at))), 201);
}

Response welcome(Request& request, Reader& db) {
  auto welcome = welcome_of(db.db(), request.part("token"), db.now());
  if (!welcome) return request.html(welcome_over_page(request.view()), 404);
  return request.show([&] { return welcome_page(request.view(), request.part("token"), *welcome); }, write_nothing);
}

Response accept(Request& request, kit::Database& database, Instant now) {
  const std::string& token = request.part("token");
  Welcome welcome;
  {
    kit::Session db = database.read();
    auto found = welcome_of(db, token, now);
    if (!found) not_found();
    welcome = *found;
  }
  return act_or_show_again(
      request,
      [&] { return with_session(request, accept_invitation(database, token, chosen_in(request), now), "/", ""); },
      [&] { return welcome_page(request.view(), token, welcome); });
}

// ── one's own ────────────────────────────────────────────────────────────────

kit::Html own_page(const Request& request, kit::Session& db) {
  Place place{.room = Room::home, .title = request.view().t("password.title")};
  return change_password_page(request.view(), place, login_of(db, request.actor().person));
}

Response show_own(Request& request, Reader& db) {
  return request.show([&] { return own_page(request, db.db()); }, write_nothing);
}

Response change_own(Request& request, kit::Database& database, Instant now) {
  return act_or_show_again(
      request,
      [&] {
        std::string token =
            change_password(database, request.actor().person, request.form().text("present"), chosen_in(request), now);
        return with_session(request, token, "/me", "password.said.changed");
      },
      [&] {
        kit::Session db = database.read();
        return own_page(request, db);
      });
}

}  // namespace

kit::Html invite_card(const View& view, Reader& db, const Person& person) {
  return seat_to_invite(db, person.id) ? invite_form(view, person) : kit::Html();
}

void password_routes(Router& router) {
  router.post("/people/{id}/invitations", give_invitation);
  router.get("/welcome/{token}", welcome, Who::anyone);
  router.outside("/welcome/{token}", accept, Who::anyone);
  router.get("/me/password", show_own, Who::signed_in);
  router.outside("/me/password", change_own, Who::signed_in);
}

}  // namespace partnership
