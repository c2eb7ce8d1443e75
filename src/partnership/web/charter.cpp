#include "partnership/web/charter.h"

#include <algorithm>

namespace partnership {

int SectionsShown::waiting_for(const Actor& actor) const {
  return static_cast<int>(std::ranges::count_if(
      sections, [&](const SectionShown& one) { return one.assent && seat_to_sign(*one.assent, actor); }));
}

int SectionsShown::agreed() const {
  return static_cast<int>(
      std::ranges::count_if(sections, [](const SectionShown& one) { return one.assent && one.assent->agreed(); }));
}

void write_sections(kit::JsonWriter& json, const SectionsShown& shown) {
  json.begin_array();
  for (const SectionShown& one : shown.sections)
    json.begin_object()
        .member("charter_id", shown.charter)
        .member("section", one.name)
        .member("body", one.body)
        .member("assent_id", one.assent ? one.assent->assent.id.text : std::string())
        .member("agreed", one.assent && one.assent->agreed())
        .end_object();
  json.end_array();
}

}  // namespace partnership
