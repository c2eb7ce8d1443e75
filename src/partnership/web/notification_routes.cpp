#include "partnership/web/notification_routes.h"

#include <algorithm>

#include "partnership/web/notifications.html.h"
#include "partnership/web/zone.h"

namespace partnership {
namespace {

constexpr int notices_shown = 20;

NotificationsShown shown_to(Reader& db) {
  const Id<Person>& me = db.actor().person;
  NotificationsShown shown{.address = db.find(me).email.value_or("")};
  shown.bounced = bounce_of(db, me);
  shown.choices = choices_of(db, me);
  shown.zones = offered_zones(shown.choices.zone);
  shown.told = notices_of(db, notices_shown);
  return shown;
}

void write_shown(kit::JsonWriter& json, const NotificationsShown& shown) {
  json.begin_object().member("address", shown.address).key("bounced");
  shown.bounced ? json.value(shown.bounced->diagnostic) : json.null();
  json.member("zone", shown.choices.zone).key("topics").begin_object();
  for (std::size_t i = 0; i < topics.size(); ++i) json.member(topics[i].name, kit::to_value(shown.choices.how[i]));
  json.end_object().key("notices").begin_array();
  for (const Told& told : shown.told)
    json.begin_object()
        .member("kind", told.kind)
        .member("about", told.about)
        .member("url", told.url)
        .member("since", kit::iso(told.since))
        .end_object();
  json.end_array().end_object();
}

Response show_notifications(Request& request, Reader& db) {
  NotificationsShown shown = shown_to(db);
  const View& view = request.view();
  Place place{.room = Room::home, .title = view.t("notifications.title")};
  return request.show([&] { return notifications_page(view, place, shown); },
                      [&](kit::JsonWriter& json) { write_shown(json, shown); });
}

Response choose_notifications(Request& request, Tx& tx) {
  const Id<Person>& me = tx.actor().person;
  Choices choices = choices_of(tx, me);
  for (std::size_t i = 0; i < topics.size(); ++i) {
    if (!request.form().has(topics[i].name)) continue;
    auto how = kit::named<How>(request.text(topics[i].name));
    if (!how) refuse_invalid({{std::string(topics[i].name), "partnership.field.choose"}});
    choices.how[i] = *how;
  }
  if (request.form().has("zone")) choices.zone = request.text("zone");
  if (!choices.zone.empty() && !kit::is_zone(choices.zone)) refuse_invalid({{"zone", "notifications.field.no_zone"}});
  choose(tx, me, choices);
  return request.done("/me/notifications", "notifications.said.chosen");
}

Response use_address_again(Request& request, Tx& tx) {
  auto bounced = bounce_of(tx, tx.actor().person);
  require(bounced.has_value(), "notifications.refusal.not_bounced");
  try_again(tx, bounced->address);
  return request.done("/me/notifications", "notifications.said.again");
}

// Says the same whatever the link, and does nothing: programs that check mails open every link.
Response show_unsubscribe(Request& request, Reader&) {
  return request.show([&] { return unsubscribe_page(request.view(), request.part("token"), false); },
                      [](kit::JsonWriter& json) { json.begin_object().end_object(); });
}

Response end_mails(Request& request, Tx& tx) {
  auto person = person_of_token(tx.db(), request.part("token"));
  if (!person || !tx.maybe<Person>("where id = $1", {*person})) not_found();
  unsubscribe(tx, *person);
  if (request.wants_json()) return request.done("");
  return request.html(unsubscribe_page(request.view(), request.part("token"), true), 200);
}

}  // namespace

std::string told_sentence(const View& view, const Told& told) {
  std::string key = "notices." + told.kind;
  return kit::has_words(view.language, key) ? view.t(key, {{"about", told.about}}) : told.about;
}

void notification_routes(Router& router) {
  router.get("/me/notifications", show_notifications, Who::signed_in);
  router.post("/me/notifications", choose_notifications, Who::signed_in, show_notifications);
  router.post("/me/notifications/address", use_address_again, Who::signed_in);
  router.get("/unsubscribe/{token}", show_unsubscribe, Who::anyone);
  router.post("/unsubscribe/{token}", end_mails, Who::anyone);
}

}  // namespace partnership
