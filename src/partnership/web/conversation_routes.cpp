#include "partnership/web/conversation_routes.h"

#include "kit/http/form.h"
#include "partnership/drafts.h"
#include "partnership/record/live.h"
#include "partnership/web/conversation.html.h"

namespace partnership {
namespace {

std::string party_name(Reader& db, const Seat& seat) {
  return db.maybe_value<std::string>("select name from parties where id = $1", {seat.party}).value_or("");
}

// Names that were typed just now and fit several people: the form asks which.
std::vector<Mentioned> unclear_in(Reader& db, const View& view, const Talk& talk) {
  std::vector<Mentioned> unclear;
  if (!view.typed) return unclear;
  for (Mentioned& one : mentioned_in(db, view.typed->text("note"), talk.place))
    if (one.candidates.size() > 1) unclear.push_back(std::move(one));
  return unclear;
}

Saying saying_in(const Request& request) {
  constexpr std::string_view meant = "meant-";
  Saying saying{.body = std::string(request.text("note")), .behind_wall = request.text("wall") == "party", .meant = {}};
  for (auto& [name, value] : request.form().fields())
    if (name.starts_with(meant)) saying.meant[name.substr(meant.size())] = {value};
  return saying;
}

Place place_of(const ConversationShown& shown, std::string title) {
  return {.room = Room::table,
          .title = std::move(title),
          .crumbs = {{shown.talk.name, shown.talk.thing.empty() ? shown.talk.url : shown.talk.thing}}};
}

void write_said(kit::JsonWriter& json, const SaidNote& one) {
  json.begin_object().key("note");
  write_json(json, one.note);
  json.member("words", one.removal ? std::string() : one.words())
      .member("corrected", !one.corrections.empty())
      .member("taken_back", one.removal.has_value())
      .end_object();
}

Response show(Request& request, Reader& db) {
  const View& view = request.view();
  ConversationShown shown = conversation_shown(db, view, request.part("id"));
  return request.show([&] { return conversation_page(view, place_of(shown, shown.title(view)), shown); },
                      [&](kit::JsonWriter& json) { write_conversation(json, shown); });
}

// For who types an @ with script; without it the page is that of the conversation.
Response whom_to_name(Request& request, Reader& db) {
  const View& view = request.view();
  Talk talk = find_talk(db, request.part("id"));
  auto people = who_to_name(db, request.query("q"), talk.place);
  std::erase_if(people, [&](const Candidate& one) { return !may_read(db, one.person, talk.wall); });
  return request.show(
      [&] {
        ConversationShown shown = conversation_shown(db, view, request.part("id"));
        return conversation_page(view, place_of(shown, shown.title(view)), shown);
      },
      [&](kit::JsonWriter& json) {
        json.begin_array();
        for (const Candidate& one : people)
          json.begin_object()
              .member("id", one.person.text)
              .member("name", one.name)
              .member("job", one.job)
              .end_object();
        json.end_array();
      });
}

Response say_it(Request& request, Tx& tx) {
  Note note = say(tx, request.part("id"), saying_in(request));
  return request.done(note, find_talk(tx, note.subject).url + "#notes", "conversation.said.said");
}

Response show_own(Request& request, Reader& db) {
  Note note = find_note(db, request.id<Note>());
  allow(note.person == db.actor().person);
  const View& view = request.view();
  ConversationShown shown = conversation_shown(db, view, note.subject);
  for (const SaidNote& one : shown.said)
    if (one.note.id == note.id) shown.correcting = one;
  if (!shown.correcting || shown.correcting->removal) not_found();
  return request.show([&] { return correction_page(view, place_of(shown, view.t("conversation.correct")), shown); },
                      [&](kit::JsonWriter& json) { write_said(json, *shown.correcting); });
}

Response correct(Request& request, Tx& tx) {
  auto correction = correct_note(tx, request.id<Note>(), saying_in(request));
  return request.done(correction, find_talk(tx, correction.subject).url + "#notes", "conversation.said.corrected");
}

Response take_back(Request& request, Tx& tx) {
  auto removal = take_back_note(tx, request.id<Note>());
  return request.done(removal, find_talk(tx, removal.subject).url + "#notes", "conversation.said.taken_back");
}

}  // namespace

ConversationShown conversation_shown(Reader& db, const View& view, const std::string& subject) {
  ConversationShown shown{.subject = subject, .talk = find_talk(db, subject), .said = {}, .own_party = {}};
  shown.said = conversation_on(db, subject);
  if (const Seat* seat = seat_to_talk(db.actor(), shown.talk)) shown.own_party = party_name(db, *seat);
  if (auto draft = draft_of(db, shown.url())) shown.drafted = kit::parse_query(draft->fields).text("note");
  shown.live = live_url(db, subject);
  shown.unclear = unclear_in(db, view, shown.talk);
  return shown;
}

std::string ConversationShown::title(const View& view) const {
  std::string title = view.t("conversation.title");
  return talk.part.empty() ? title : title + ": " + view.t(talk.part);
}

void write_conversation(kit::JsonWriter& json, const ConversationShown& shown) {
  json.begin_array();
  for (const SaidNote& one : shown.said) write_said(json, one);
  json.end_array();
}

void conversation_routes(Router& router) {
  router.get("/conversations/{id}", show);
  router.get("/conversations/{id}/people", whom_to_name);
  router.post("/conversations/{id}/notes", say_it, Who::members, show);
  router.get("/notes/{id}", show_own);
  router.post("/notes/{id}/correction", correct, Who::members, show_own);
  router.post("/notes/{id}/removal", take_back);
}

}  // namespace partnership
