#pragma once
#include <algorithm>

#include "partnership/assent.h"

// What the charters of teams and of bodies have in common: the same sections, each put to every party and agreed or
// sent back by itself (handbook 2.4). The last signature of the last section puts the version in force. People talk
// about each section beside it.
namespace partnership {

// The sections every charter has, in their order.
const std::vector<std::string>& charter_section_names();
inline constexpr int longest_section = 5000;  // characters

// In the order of charter_section_names().
template <class Section>
void put_in_order(std::vector<Section>& sections) {
  auto& names = charter_section_names();
  std::ranges::sort(sections, {},
                    [&](const Section& one) { return std::ranges::find(names, one.section) - names.begin(); });
}

void check_section(const std::string& name, const std::string& body);
// Every party signed every section of it.
bool every_section_agreed(Reader& db, const std::string& charter);
// Signs all sections that wait for whoever acts; how many. Refused where none does.
int sign_waiting(Tx& tx, const std::string& charter);

// What is said about a section is about "charter_01….purpose".
std::string subject_of_section(const std::string& charter, const std::string& section);
struct SectionSubject {
  std::string charter, section;
};
SectionSubject section_of_subject(const std::string& subject);
// How many notes on each section the reader may see.
std::map<std::string, std::int64_t> said_about_sections(Reader& db, const std::string& charter);

}  // namespace partnership
