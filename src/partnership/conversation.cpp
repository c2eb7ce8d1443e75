#include "partnership/conversation.h"

#include <algorithm>

#include "kit/text/utf8.h"
#include "partnership/findable.h"
#include "partnership/notifications.h"

namespace partnership {

const Table& NoteMention::table() {
  static const Table table(
      "note_mentions",
      {field<&NoteMention::note>("note_id", {.key = true}), field<&NoteMention::person>("person_id", {.key = true}),
       field<&NoteMention::subject>("subject_id", {.place = true}), field<&NoteMention::wall>("wall")},
      {.kind = "partnership.note_mention", .fact = true});
  return table;
}
const Table& NoteCorrection::table() {
  using T = NoteCorrection;
  static const Table table(
      "note_corrections",
      {field<&T::id>("id", {.key = true}), field<&T::note>("note_id"),
       field<&T::subject>("subject_id", {.place = true}), field<&T::wall>("wall"),
       field<&T::body>("body", {.required = true, .longest = 4000}), field<&T::corrected_at>("corrected_at")},
      {.kind = "partnership.note_correction", .fact = true});
  return table;
}
const Table& NoteRemoval::table() {
  static const Table table(
      "note_removals",
      {field<&NoteRemoval::note>("note_id", {.key = true}), field<&NoteRemoval::subject>("subject_id", {.place = true}),
       field<&NoteRemoval::wall>("wall"), field<&NoteRemoval::removed_on>("removed_on")},
      {.kind = "partnership.note_removal", .fact = true});
  return table;
}

// ── what is talked about ─────────────────────────────────────────────────────

namespace {

using FindTalk = std::function<Talk(Reader&, const std::string&)>;
std::map<std::string, FindTalk, std::less<>>& finders() {
  static std::map<std::string, FindTalk, std::less<>> finders;
  return finders;
}

}  // namespace

void talk_about(std::string prefix, FindTalk find) { finders()[std::move(prefix)] = std::move(find); }

Talk find_talk(Reader& db, const std::string& id) {
  auto found = finders().find(std::string_view(id).substr(0, id.find('_')));
  if (found == finders().end()) not_found();
  return found->second(db, id);
}

const Seat* seat_to_talk(const Actor& actor, const Talk& talk) {
  for (const Seat& seat : actor.seats)
    if (seat.place == talk.place) return &seat;
  return actor.seats.empty() ? nullptr : &actor.seats.front();
}

// ── reading ──────────────────────────────────────────────────────────────────

namespace {

std::string name_of_wall(Reader& db, const std::string& wall) {
  if (wall == joint_wall || is_case(wall)) return {};
  return db.maybe_value<std::string>("select name from parties where id = $1", {wall.substr(6)}).value_or("");
}

// Facts about notes, behind the same walls as they.
template <class Fact>
std::vector<Fact> facts_on(Reader& db, const std::string& subject, std::string_view order) {
  return db.all<Fact>("where " + wall_is_open() + " and subject_id = $3 order by " + std::string(order),
                      {db.actor().person, db.today(), subject});
}

}  // namespace

std::vector<SaidNote> conversation_on(Reader& db, const std::string& subject) {
  std::vector<SaidNote> said;
  for (ShownNote& shown : notes_on(db, subject)) {
    SaidNote one{.note = std::move(shown.note), .writer = std::move(shown.writer), .party_name = {}, .behind = {}};
    one.behind = name_of_wall(db, one.note.wall);
    one.party_name = db.maybe_value<std::string>(
                           "select parties.name from seats join parties on parties.id = party_id where seats.id = $1",
                           {one.note.seat})
                         .value_or("");
    said.push_back(std::move(one));
  }
  std::ranges::reverse(said);
  auto of = [&](const Id<Note>& note) {
    return std::ranges::find_if(said, [&](auto& one) { return one.note.id == note; });
  };
  for (NoteCorrection& one : facts_on<NoteCorrection>(db, subject, "corrected_at, id"))
    if (auto found = of(one.note); found != said.end()) found->corrections.push_back(std::move(one));
  for (NoteRemoval& one : facts_on<NoteRemoval>(db, subject, "note_id"))
    if (auto found = of(one.note); found != said.end()) found->removal = std::move(one);
  return said;
}

Note find_note(Reader& db, const Id<Note>& id) {
  return db.one<Note>("where " + wall_is_open() + " and id = $3", {db.actor().person, db.today(), id});
}

// ── saying ───────────────────────────────────────────────────────────────────

namespace {

std::optional<Id<Person>> who_is_meant(const Mentioned& one, const Saying& saying) {
  if (one.candidates.size() == 1) return one.candidates.front().person;
  auto chosen = saying.meant.find(one.typed);
  if (chosen == saying.meant.end()) return std::nullopt;
  bool fits = std::ranges::any_of(one.candidates, [&](auto& other) { return other.person == chosen->second; });
  return fits ? std::optional(chosen->second) : std::nullopt;
}

void check_body(const std::string& body) {
  if (body.empty()) refuse_invalid({{"note", "partnership.field.required", {}}});
  if (kit::characters(body) > 4000) refuse_invalid({{"note", "partnership.field.too_long", "4000"}});
}

// Everybody named, or a question back where a name fits nobody, several, or somebody outside the wall.
std::vector<Id<Person>> named_in(Reader& db, const Saying& saying, const Talk& talk, const std::string& wall) {
  std::vector<Id<Person>> people;
  std::vector<FieldError> faults;
  for (const Mentioned& one : mentioned_in(db, saying.body, talk.place)) {
    auto person = who_is_meant(one, saying);
    if (one.candidates.empty())
      faults.push_back({"note", "conversation.refusal.nobody", one.typed});
    else if (!person)
      faults.push_back({"note", "conversation.refusal.which", one.typed});
    else if (!may_read(db, *person, wall))
      faults.push_back({"note",
                        is_case(wall) ? "conversation.refusal.outside_case" : "conversation.refusal.outside_wall",
                        one.typed});
    else if (std::ranges::find(people, *person) == people.end())
      people.push_back(*person);
  }
  refuse_invalid(std::move(faults));
  return people;
}

void tell(Tx& tx, const Note& note, const Talk& talk, const std::vector<Id<Person>>& people) {
  for (const Id<Person>& person : people) {
    if (tx.maybe<NoteMention>("where note_id = $1 and person_id = $2", {note.id, person})) continue;
    tx.record(NoteMention{note.id, person, note.subject, note.wall});
    if (person == tx.actor().person) continue;
    notify(tx, {.to = person,
                .kind = "conversation.mention",
                .about = talk.name,
                .url = talk.url + "#" + note.id.text,
                .subject = note.id.text,
                .wall = note.wall});
  }
}

std::string wall_for(const Talk& talk, const Seat& seat, bool behind_wall) {
  require(!is_case(talk.wall) || !behind_wall, "conversation.refusal.in_case");
  return talk.wall != joint_wall || !behind_wall ? talk.wall : wall_of_party(seat.party);
}

// Its writer's alone, while it stands.
Note own_note(Tx& tx, const Id<Note>& id) {
  tx.lock(id.text);
  Note note = find_note(tx, id);
  allow(note.person == tx.actor().person);
  require(!tx.maybe<NoteRemoval>("where note_id = $1", {id}), "conversation.refusal.taken_back");
  return note;
}

}  // namespace

Note say(Tx& tx, const std::string& subject, const Saying& saying) {
  Talk talk = find_talk(tx, subject);
  const Seat* found = seat_to_talk(tx.actor(), talk);
  allow(found != nullptr);
  Seat seat = *found;
  check_body(saying.body);
  std::string wall = wall_for(talk, seat, saying.behind_wall);
  auto people = named_in(tx, saying, talk, wall);

  if (is_case(wall)) tx.keep_within(wall);
  Note note = write_note(tx, subject, seat, wall == wall_of_party(seat.party), saying.body);
  tell(tx, note, talk, people);
  return note;
}

NoteCorrection correct_note(Tx& tx, const Id<Note>& id, const Saying& saying) {
  Note note = own_note(tx, id);
  Talk talk = find_talk(tx, note.subject);
  check_body(saying.body);
  auto people = named_in(tx, saying, talk, note.wall);

  NoteCorrection correction{kit::fresh<NoteCorrection>(), id, note.subject, note.wall, saying.body, tx.now()};
  tx.record(correction);
  keep_findable(tx.db(), Note::table(), {id});  // its words are found, and no more the former
  tell(tx, note, talk, people);
  return correction;
}

NoteRemoval take_back_note(Tx& tx, const Id<Note>& id) {
  Note note = own_note(tx, id);
  NoteRemoval removal{id, note.subject, note.wall, tx.today()};
  tx.record(removal);
  keep_findable(tx.db(), Note::table(), {id});  // and found by nobody
  forget_notices(tx, id.text);
  return removal;
}

}  // namespace partnership
