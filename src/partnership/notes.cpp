#include "partnership/notes.h"

#include "kit/text/utf8.h"

namespace partnership {

const Table& Note::table() {
  static const Table table(
      "notes",
      {field<&Note::id>("id", {.key = true}), field<&Note::subject>("subject_id", {.place = true}),
       field<&Note::wall>("wall"), field<&Note::seat>("seat_id"), field<&Note::person>("person_id"),
       field<&Note::body>("body", {.required = true, .longest = 4000}), field<&Note::written_at>("written_at")},
      {.kind = "partnership.note"});
  return table;
}

Note write_note(Tx& tx, const std::string& subject, const Seat& seat, bool behind_wall, const std::string& body) {
  if (body.empty()) refuse_invalid({{"body", "partnership.field.required"}});
  if (kit::characters(body) > 4000) refuse_invalid({{"body", "partnership.field.too_long", "4000"}});
  tx.act_from(seat);
  Note note{.id = kit::fresh<Note>(),
            .subject = subject,
            .wall = behind_wall ? wall_of_party(seat.party) : tx.wall(),
            .seat = seat.id,
            .person = tx.actor().person,
            .body = body,
            .written_at = tx.now()};
  tx.insert(note);
  return note;
}

std::vector<ShownNote> notes_on(Reader& db, std::string_view subject) {
  static const std::string sql =
      "select notes.id, subject_id, wall, seat_id, person_id, body, written_at, people.name"
      " from notes join people on people.id = person_id where " +
      wall_is_open() + " and subject_id = $3 order by written_at desc limit 100";
  std::vector<ShownNote> notes;
  db.each(sql, {db.actor().person, db.today(), subject}, [&](const kit::Row& row) {
    notes.push_back({kit::read_record<Note>(row), std::string(row.text(7))});
  });
  return notes;
}

}  // namespace partnership
