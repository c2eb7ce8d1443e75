#include "partnership/cases.h"

#include "partnership/walls.h"

namespace partnership {

const Table& CaseParticipant::table() {
  static const Table table(
      "case_participants",
      {field<&CaseParticipant::case_id>("case_id", {.key = true, .place = true}),
       field<&CaseParticipant::person>("person_id", {.key = true}), field<&CaseParticipant::named_on>("named_on")},
      {.kind = "partnership.case_participant"});
  return table;
}

std::vector<NamedParticipant> participants_of(Reader& db, std::string_view case_id) {
  std::vector<NamedParticipant> participants;
  db.each(
      "select case_id, person_id, named_on, people.name from case_participants join people on people.id = person_id"
      " where case_id = $1 order by people.name, person_id",
      {case_id}, [&](const kit::Row& row) {
        participants.push_back({kit::read_record<CaseParticipant>(row), std::string(row.text(3))});
      });
  return participants;
}

bool takes_part(Reader& db, std::string_view case_id, const Id<Person>& person) {
  return db.maybe<CaseParticipant>("where case_id = $1 and person_id = $2", {case_id, person}).has_value();
}

void name_participant(Tx& tx, const std::string& case_id, const Id<Person>& person) {
  if (takes_part(tx, case_id, person)) return;
  tx.keep_within(wall_of_case(case_id));
  tx.insert(CaseParticipant{case_id, person, tx.today()});
}

void take_out_participant(Tx& tx, const std::string& case_id, const Id<Person>& person) {
  tx.keep_within(wall_of_case(case_id));
  tx.remove(tx.one<CaseParticipant>("where case_id = $1 and person_id = $2", {case_id, person}));
}

}  // namespace partnership
