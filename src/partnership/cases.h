#pragma once
#include "partnership/tx.h"

// A case: a thing that only the people named may read, with everything that is written about it (walls.h). The thing
// carries the wall; who writes about it keeps within it (Tx::keep_within).
namespace partnership {

struct CaseParticipant {
  std::string case_id;
  Id<Person> person;
  Date named_on;
  static const Table& table();
};

struct NamedParticipant {
  CaseParticipant participant;
  std::string name;
};
std::vector<NamedParticipant> participants_of(Reader& db, std::string_view case_id);  // by name
bool takes_part(Reader& db, std::string_view case_id, const Id<Person>& person);

// From here on they may read it, also what was written before. Named already: nothing happens.
void name_participant(Tx& tx, const std::string& case_id, const Id<Person>& person);
// From here on they may not.
void take_out_participant(Tx& tx, const std::string& case_id, const Id<Person>& person);

}  // namespace partnership
