#include "partnership/web/parts.h"

#include <algorithm>

#include "kit/http/form.h"
#include "partnership/web/zone.h"

namespace partnership {
namespace {

struct RoomShown {
  std::string_view url, icon, key;
};
constexpr std::array<RoomShown, 7> rooms{{{"/", "home", "partnership.room.home"},
                                          {"/teams", "people", "partnership.room.teams"},
                                          {"/projects", "work", "partnership.room.work"},
                                          {"/decisions", "talk", "partnership.room.table"},
                                          {"/measures", "chart", "partnership.room.measures"},
                                          {"/people", "person", "partnership.room.people"},
                                          {"/partnership", "partnership", "partnership.room.partnership"}}};
const RoomShown& shown(Room room) { return rooms[static_cast<std::size_t>(room)]; }

kit::Zone& partnership_zone() {
  static kit::Zone zone("America/Los_Angeles");
  return zone;
}

}  // namespace

std::string icon_url(std::string_view name) {
  static const std::string sheet = asset("icons.svg") + "#";
  return sheet + std::string(name);
}
std::string_view url_of(Room room) { return shown(room).url; }
std::string_view icon_of(Room room) { return shown(room).icon; }
std::string_view key_of(Room room) { return shown(room).key; }

// The first letters of the first and last name; whole characters, whatever the alphabet.
std::string initials(std::string_view name) {
  auto letter = [](std::string_view word) {
    std::size_t length = 1;
    while (length < word.size() && (static_cast<unsigned char>(word[length]) & 0xc0) == 0x80) ++length;
    return std::string(word.substr(0, length));
  };
  if (name.empty()) return "?";
  auto space = name.rfind(' ');
  return letter(name) + (space == std::string_view::npos ? "" : letter(name.substr(space + 1)));
}

Language other_language(Language language) { return language == Language::en ? Language::es : Language::en; }
std::string_view other_language_name(Language language) { return language == Language::en ? "Español" : "English"; }

std::string_view title_of(const Refusal& refusal) {
  switch (refusal.status) {
    case 403: return "partnership.refusal.title_403";
    case 404: return "partnership.refusal.title_404";
    case 409: return "partnership.refusal.title_409";
    case 500: return "partnership.refusal.title_500";
    default: return "partnership.refusal.title_other";
  }
}

std::string_view class_of(Mark mark) {
  switch (mark) {
    case Mark::circle: return "labor";
    case Mark::square: return "management";
    case Mark::triangle: return "physicians";
    default: return "neutral";
  }
}
std::string_view class_of(const Party& party) { return class_of(party.mark); }

std::vector<PartyAnswer> in_turn(const AssentState& state, const View& view) {
  std::vector<PartyAnswer> answers = state.parties;
  if (!answers.empty()) std::ranges::rotate(answers, answers.begin() + view.path.size() % answers.size());
  return answers;
}

std::string answer_sentence(const View& view, const PartyAnswer& answer) {
  if (!answer.signature) return view.t("partnership.assent.waiting");
  bool agreed = answer.signature->answer == Answer::signed_;
  return view.t(agreed ? "partnership.assent.signed_for" : "partnership.assent.sent_back_for",
                {{"party", answer.party.name}});
}

std::int64_t said_entry(const View& view) {
  std::int64_t sequence = 0;
  if (!view.query || view.said.empty() || !kit::parse_text(view.query->text("receipt"), sequence)) return 0;
  return sequence;
}

Date day_of(Instant instant) { return kit::date_in(instant, partnership_zone()); }
std::string time_of(Instant instant) { return kit::clock_time(instant, partnership_zone()); }
Instant start_of_day(Date day) { return kit::start_of(day, partnership_zone()); }
void use_zone(const kit::Zone& zone) { partnership_zone() = zone; }
const kit::Zone& zone_of_pages() { return partnership_zone(); }

void open_form(Request& request, Reader& db, std::string form) {
  if (!request.view().typed)
    if (auto draft = draft_of(db, form)) request.view().draft = kit::parse_query(draft->fields);
  request.view().form = std::move(form);
}

}  // namespace partnership
