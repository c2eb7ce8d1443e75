#include "partnership/web/router.h"

#include <fmt/format.h>

#include <iostream>

#include "kit/crypto/crypto.h"
#include "kit/http/form.h"
#include "kit/http/uri.h"
#include "kit/json/json.h"
#include "partnership/needs.h"
#include "partnership/sign_in.h"
#include "partnership/web/changed.h"
#include "partnership/web/layout.html.h"

namespace partnership {
namespace {

std::vector<std::string_view> split_path(std::string_view path) {
  std::vector<std::string_view> segments;
  while (!path.empty()) {
    path.remove_prefix(1);
    auto end = std::min(path.find('/'), path.size());
    segments.push_back(path.substr(0, end));
    path.remove_prefix(end);
  }
  return segments;
}

// "{name*}" at the end takes the rest of the path, one segment or more.
bool takes_the_rest(const std::vector<std::string>& pattern) {
  return !pattern.empty() && pattern.back().ends_with("*}");
}

bool matches(const std::vector<std::string>& pattern, const std::vector<std::string_view>& path) {
  if (takes_the_rest(pattern) ? path.size() < pattern.size() : path.size() != pattern.size()) return false;
  for (std::size_t i = 0; i < pattern.size(); ++i)
    if (pattern[i].front() == '{' ? path[i].empty() : pattern[i] != path[i]) return false;
  return true;
}

bool wants_json(const kit::Request& http) {
  return http.headers.get("Accept").value_or("").find("application/json") != std::string_view::npos ||
         http.headers.get("Content-Type").value_or("").starts_with("application/json");
}

struct Credentials {
  std::string token;
  bool bearer = false;
};

Credentials credentials_of(const kit::Request& http) {
  auto authorization = http.headers.get("Authorization").value_or("");
  if (authorization.starts_with("Bearer ")) return {std::string(authorization.substr(7)), true};
  return {http.cookie("concert").value_or(""), false};
}

void add_json_field(kit::Form& form, const std::string& name, const kit::Json& value) {
  if (value.is_array()) {
    for (const kit::Json& item : value) add_json_field(form, name, item);
  } else if (value.is_text()) {
    if (!kit::is_clean_utf8(value.as_text())) throw kit::BadRequest("A field is not valid UTF-8 text.");
    form.add(name, value.as_text());
  } else if (!value.is_null()) {
    form.add(name, value.text());
  }
}

kit::Form form_of(const kit::Request& http) {
  auto type = http.headers.get("Content-Type").value_or("application/x-www-form-urlencoded");
  if (!type.starts_with("application/json")) return kit::parse_form(type, http.body);
  kit::Form form;
  try {
    const kit::Json json = kit::Json::parse(http.body);
    for (auto& [name, value] : json.members()) add_json_field(form, name, value);
  } catch (const kit::JsonRefused& refused) {
    throw kit::BadRequest(refused.what());
  }
  return form;
}

// A form of ours carries the session's guard; a program with a bearer token is nobody's browser.
bool comes_from_us(const kit::Request& http, const kit::Form& form, const Credentials& credentials) {
  if (http.headers.get("Sec-Fetch-Site").value_or("same-origin") == "cross-site") return false;
  if (credentials.bearer || credentials.token.empty()) return true;
  std::string given(form.has("guard") ? form.text("guard") : http.headers.get("X-Concert-Guard").value_or(""));
  return kit::equal_in_constant_time(given, form_guard(credentials.token));
}

void protect(Response& response) {
  if (!response.headers.has("Content-Security-Policy"))  // a page may have a stricter one of its own
    response.headers.set(
        "Content-Security-Policy",
        "default-src 'self'; img-src 'self' data:; object-src 'none'; base-uri 'none'; form-action 'self';"
        " frame-ancestors 'none'");
  response.headers.set("X-Content-Type-Options", "nosniff");
  response.headers.set("Referrer-Policy", "same-origin");
  response.headers.set("Cross-Origin-Opener-Policy", "same-origin");
}

Language preferred_language(const kit::Request& http, const Actor& actor) {
  if (auto chosen = http.cookie("language")) return *chosen == "es" ? Language::es : Language::en;
  if (actor.signed_in()) return actor.language;
  return http.headers.get("Accept-Language").value_or("").starts_with("es") ? Language::es : Language::en;
}

bool is_said(std::string_view key) { return key.find(".said.") != std::string_view::npos && key.size() < 80; }

bool is_meeting(const kit::DbError& error) {
  return error.kind == kit::DbErrorKind::serialization || error.kind == kit::DbErrorKind::unique;
}

std::string incident_number() { return kit::hex(kit::random_bytes(4)); }

}  // namespace

std::string_view name_of(Who who) {
  return who == Who::anyone ? "anyone" : who == Who::signed_in ? "signed in" : "members";
}

void Router::get(std::string pattern, Show show, Who who) {
  Route route{
      .method = kit::Method::get, .pattern = pattern, .segments = {}, .who = who, .show = std::move(show), .act = {}};
  for (auto segment : split_path(pattern)) route.segments.emplace_back(segment);
  routes_.push_back(std::move(route));
}

void Router::post(std::string pattern, Do act, Who who, Show form) {
  Route route{.method = kit::Method::post,
              .pattern = pattern,
              .segments = {},
              .who = who,
              .show = std::move(form),
              .act = std::move(act)};
  for (auto segment : split_path(pattern)) route.segments.emplace_back(segment);
  routes_.push_back(std::move(route));
}

void Router::outside(std::string pattern, Outside act, Who who) {
  post(std::move(pattern), {}, who);
  routes_.back().outside = std::move(act);
}

std::vector<Router::Line> Router::lines() const {
  std::vector<Line> lines;
  for (auto& route : routes_) lines.push_back({route.method, route.pattern, route.who});
  return lines;
}

const Router::Route* Router::match(kit::Method method, std::string_view path, Parts& parts) const {
  auto segments = split_path(path);
  for (const Route& route : routes_) {
    if (route.method != method || !matches(route.segments, segments)) continue;
    for (std::size_t i = 0; i < route.segments.size(); ++i)
      if (const std::string& name = route.segments[i]; name.front() == '{' && !name.ends_with("*}"))
        parts.emplace_back(name.substr(1, name.size() - 2), segments[i]);
    if (takes_the_rest(route.segments)) {
      const std::string& name = route.segments.back();
      const char* rest = segments[route.segments.size() - 1].data();
      parts.emplace_back(name.substr(1, name.size() - 3), std::string(rest, path.data() + path.size()));
    }
    return &route;
  }
  return nullptr;
}

View Router::view_for(const kit::Request& http, const Actor& actor, const std::string& token) const {
  View view;
  view.actor = &actor;
  view.language = preferred_language(http, actor);
  view.path = http.target;
  view.query = &http.query;
  view.today = today();
  if (!token.empty()) view.guard = form_guard(token);
  if (auto said = http.query.text("said"); is_said(said) && kit::has_words(view.language, said)) view.said = said;
  return view;
}

Response Router::answer(kit::Request& http) const {
  bool json = wants_json(http);
  Response response;
  auto method = http.method == kit::Method::head ? kit::Method::get : http.method;
  Credentials credentials = credentials_of(http);
  auto session = std::make_optional(database_.read());
  Actor actor = actor_of_token(*session, credentials.token, now(), today());
  Parts parts;
  const Route* route = match(method, http.path, parts);

  Request request(http, actor, view_for(http, actor, credentials.token));
  request.json_ = json;
  request.token_ = credentials.token;
  request.parts_ = std::move(parts);
  if (actor.signed_in()) {
    Reader db(*session, actor, now(), today());
    request.view_.needs = count_needs(db, actor);
  }

  if (!actor.signed_in() && (!route || route->who != Who::anyone)) {
    response = ask_to_sign_in(http, json);
  } else {
    try {
      bool open_without_seat = route && route->who != Who::members;
      if (actor.signed_in() && actor.seats.empty() && !open_without_seat)
        throw Refusal(403, "partnership.refusal.no_seat");
      if (!route) not_found();
      if (method == kit::Method::get) {
        response = show(*route, request, *session);
      } else {
        session.reset();
        request.form_ = form_of(http);
        if (!comes_from_us(http, request.form_, credentials)) throw Refusal(403, "partnership.refusal.not_from_here");
        response = route->outside ? route->outside(request, database_, now()) : act(*route, request);
      }
    } catch (const ChangedMeanwhile& changed) {
      response = show_changed(request, changed);
    } catch (const Refusal& refusal) {
      response = refuse(request, refusal);
    } catch (const kit::BadRequest& bad) {
      response = refuse(request, Refusal(400, "partnership.refusal.bad_request", bad.what()));
    } catch (const std::exception& fault) {
      std::string incident = incident_number();
      std::cerr << fmt::format("incident {} {} {}: {}\n", incident, kit::name_of(http.method), http.path, fault.what());
      response = refuse(request, Refusal(500, "partnership.refusal.fault", incident));
    }
  }
  protect(response);
  return response;
}

Response Router::show(const Route& route, Request& request, kit::Session& session) const {
  Reader db(session, request.actor(), now(), today());
  return route.show(request, db);
}

// Two writers met: nothing was kept of the second, so it simply begins again, and is told if they meet once more.
Response Router::act(const Route& route, Request& request) const {
  try {
    try {
      return act_once(route, request);
    } catch (const kit::DbError& error) {
      if (!is_meeting(error)) throw;
    }
    try {
      return act_once(route, request);
    } catch (const kit::DbError& error) {
      if (!is_meeting(error)) throw;
      throw Refusal(409, "partnership.refusal.at_once");
    }
  } catch (const Refusal& refusal) {
    if (refusal.status == 422 && route.show && !request.wants_json()) return show_again(route, request, refusal);
    throw;
  }
}

Response Router::act_once(const Route& route, Request& request) const {
  kit::Session session = database_.write();
  Tx tx(session, request.actor(), now(), today());
  Response response = route.act(request, tx);
  if (auto form = request.form().text("draft"); !form.empty()) drop_draft(tx, form);
  tx.commit();
  return response;
}

Response Router::show_again(const Route& route, Request& request, const Refusal& refusal) const {
  request.view_.errors = refusal.fields;
  request.view_.typed = &request.form_;
  kit::Session session = database_.read();
  Response response = show(route, request, session);
  response.status = refusal.status;
  return response;
}

Response Router::refuse(Request& request, const Refusal& refusal) const {
  const View& view = request.view();
  if (!request.wants_json()) return request.html(refusal_page(view, refusal), refusal.status);
  kit::JsonWriter json;
  json.begin_object()
      .member("status", refusal.status)
      .member("title", view.t(refusal.key, {{"detail", refusal.detail}}));
  json.member("key", refusal.key).key("fields").begin_object();
  for (auto& error : refusal.fields) json.member(error.field, view.t(error.key, {{"detail", error.detail}}));
  json.end_object().end_object();
  Response response = Request::json_response(json.take(), refusal.status);
  response.headers.set("Content-Type", "application/problem+json");
  return response;
}

// The same answer for what exists and for what does not.
Response Router::ask_to_sign_in(const kit::Request& http, bool json) const {
  if (json) return Request::json_response(R"({"status":401,"title":"Sign in first."})", 401);
  Response response{.status = 303};
  response.headers.set("Location", http.path == "/" ? "/sign-in" : "/sign-in?next=" + kit::percent_encode(http.target));
  return response;
}

}  // namespace partnership
