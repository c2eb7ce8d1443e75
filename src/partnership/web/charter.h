#pragma once
#include "partnership/charter.h"
#include "partnership/web/parts.h"

// A charter as its page shows it, section by section.
namespace partnership {

struct SectionShown {
  std::string name, title, hint, body;
  std::string former;  // the text in force before, when it differs
  std::optional<AssentState> assent;
  bool changed = false;
  std::int64_t said = 0;  // about it, as far as the reader may see
};
struct SectionsShown {
  std::string charter;  // its id
  std::string url;      // "/charters/charter_01…"
  std::vector<SectionShown> sections;
  bool may_write = false;

  int waiting_for(const Actor& actor) const;  // sections this person can sign
  int agreed() const;
};

// `words` is the beginning of the keys that name the sections: "teams.charter".
template <class Section>
SectionsShown sections_shown(Reader& db, const View& view, std::string_view words, const std::string& charter,
                             const std::string& url, const std::vector<Section>& sections,
                             const std::vector<Section>& former) {
  SectionsShown shown{.charter = charter, .url = url, .sections = {}};
  auto said = said_about_sections(db, charter);
  for (const Section& section : sections) {
    SectionShown one{.name = section.section,
                     .title = view.t(std::string(words) + ".section." + section.section),
                     .hint = view.t(std::string(words) + ".hint." + section.section),
                     .body = section.body,
                     .former = {},
                     .assent = latest_assent(db, charter, section.section),
                     .said = said[section.section]};
    auto old = std::ranges::find(former, section.section, &Section::section);
    if (old != former.end()) one.former = old->body;
    one.changed = !former.empty() && one.former != one.body;
    shown.sections.push_back(std::move(one));
  }
  return shown;
}

void write_sections(kit::JsonWriter& json, const SectionsShown& shown);

}  // namespace partnership
