#include "partnership/charter.h"

#include <algorithm>

#include "kit/text/utf8.h"

namespace partnership {

const std::vector<std::string>& charter_section_names() {
  static const std::vector<std::string> names{"purpose", "goals",     "membership",   "quorum",
                                              "scope",   "decisions", "no_consensus", "ground_rules"};
  return names;
}

void check_section(const std::string& name, const std::string& body) {
  auto& names = charter_section_names();
  if (std::ranges::find(names, name) == names.end()) not_found();
  if (body.empty()) refuse_invalid({{name, "partnership.field.required"}});
  if (kit::characters(body) > longest_section)
    refuse_invalid({{name, "partnership.field.too_long", std::to_string(longest_section)}});
}

bool every_section_agreed(Reader& db, const std::string& charter) {
  return std::ranges::all_of(charter_section_names(), [&](const std::string& name) {
    auto state = latest_assent(db, charter, name);
    return state && state->agreed();
  });
}

int sign_waiting(Tx& tx, const std::string& charter) {
  int count = 0;
  for (const std::string& name : charter_section_names()) {
    auto state = latest_assent(tx, charter, name);
    if (!state || !seat_to_sign(*state, tx.actor())) continue;
    answer_assent(tx, state->assent.id, Answer::signed_, "");
    ++count;
  }
  require(count > 0, "charter.refusal.nothing_to_sign");
  return count;
}

std::string subject_of_section(const std::string& charter, const std::string& section) {
  return charter + "." + section;
}

SectionSubject section_of_subject(const std::string& subject) {
  auto dot = subject.find('.');
  auto& names = charter_section_names();
  if (dot == std::string::npos) not_found();
  SectionSubject found{subject.substr(0, dot), subject.substr(dot + 1)};
  if (std::ranges::find(names, found.section) == names.end()) not_found();
  return found;
}

std::map<std::string, std::int64_t> said_about_sections(Reader& db, const std::string& charter) {
  static const std::string sql = "select subject_id, count(*) from notes where " + wall_is_open() +
                                 " and subject_id > $3 || '.' and subject_id < $3 || '/'"
                                 " and not exists (select 1 from note_removals where note_id = notes.id)"
                                 " group by subject_id";
  std::map<std::string, std::int64_t> said;
  db.each(sql, {db.actor().person, db.today(), charter},
          [&](const kit::Row& row) { said[std::string(row.text(0)).substr(charter.size() + 1)] = row.integer(1); });
  return said;
}

}  // namespace partnership
