#include <algorithm>

#include "journal/encoding.h"
#include "journal/hash.h"
#include "kit/text/utf8.h"
#include "modules/meetings/steps.h"

// The agenda, built by the chairs of every party together until the meeting begins. What one of them has signed is a
// text; who changes it afterwards asks again.
namespace meetings {
namespace {

void check(const AgendaItem& item, const Seats& place) {
  std::vector<FieldError> faults;
  if (item.title.empty()) faults.push_back({"title", "partnership.field.required", {}});
  if (kit::characters(item.title) > 160) faults.push_back({"title", "partnership.field.too_long", "160"});
  if (kit::characters(item.background) > 4000) faults.push_back({"background", "partnership.field.too_long", "4000"});
  if (item.length < 1 || item.length > 240) faults.push_back({"length", "meetings.refusal.length", {}});
  if (item.presenter && !place.seat(*item.presenter)) faults.push_back({"seat_id", "partnership.field.choose", {}});
  refuse_invalid(std::move(faults));
}

void renumber(Tx& tx, std::vector<AgendaItem> items) {
  for (std::size_t i = 0; i < items.size(); ++i) {
    items[i].number = static_cast<int>(i) + 1;
    tx.update(items[i]);
  }
}

// What was put before the others is no longer the agenda.
void changed(Tx& tx, const Id<Meeting>& id) { withdraw_assent(tx, id.text, "agenda"); }

}  // namespace

AgendaItem add_item(Tx& tx, AgendaItem asked) {
  auto [course, place] = to_replan(tx, asked.meeting);
  check(asked, place);
  require(course.items.size() < 60, "meetings.refusal.too_many");
  asked.id = kit::fresh<AgendaItem>();
  asked.number = static_cast<int>(course.items.size()) + 1;
  tx.insert(asked);
  changed(tx, asked.meeting);
  return asked;
}

void change_item(Tx& tx, const AgendaItem& asked) {
  auto [course, place] = to_replan(tx, asked.meeting);
  check(asked, place);
  tx.update(asked);
  changed(tx, asked.meeting);
}

void remove_item(Tx& tx, const Id<AgendaItem>& id) {
  AgendaItem item = find_item(tx, id);
  auto [course, place] = to_replan(tx, item.meeting);
  tx.remove(item);
  std::erase_if(course.items, [&](const AgendaItem& one) { return one.id == id; });
  renumber(tx, course.items);
  changed(tx, item.meeting);
}

void move_item(Tx& tx, const Id<AgendaItem>& id, int to) {
  AgendaItem item = find_item(tx, id);
  auto [course, place] = to_replan(tx, item.meeting);
  auto& items = course.items;
  auto from = std::ranges::find(items, id, &AgendaItem::id);
  auto place_of = std::clamp<std::ptrdiff_t>(to - 1, 0, static_cast<std::ptrdiff_t>(items.size()) - 1);
  AgendaItem moved = *from;
  items.erase(from);
  items.insert(items.begin() + place_of, moved);
  renumber(tx, items);
  changed(tx, item.meeting);
}

void put_agenda(Tx& tx, const Id<Meeting>& id) {
  auto [course, place] = to_replan(tx, id);
  require(!course.items.empty(), "meetings.refusal.no_items");
  auto asked = latest_assent(tx, id.text, "agenda");
  require(!asked || !asked->open(), "meetings.refusal.asked_already");
  require(!is_accepted(asked, course), "meetings.refusal.accepted_already");
  Assent assent = ask_assent(tx, {.kind = "meetings.agenda",
                                  .subject = id.text,
                                  .part = "agenda",
                                  .place = place.place,
                                  .role = place.chair,
                                  .parties = place.chairing_parties(),
                                  .text = agenda_text(course),
                                  .about = course.meeting.title,
                                  .url = url_of(id) + "#agenda",
                                  .due_on = course.meeting.meets_on});
  answer_assent(tx, assent.id, Answer::signed_, "");
  no_longer_needed(tx, "agenda:" + place.place);
}

bool is_accepted(const std::optional<AssentState>& asked, const Course& course) {
  return asked && asked->agreed() && asked->assent.digest == journal::hex(journal::sha256(agenda_text(course)));
}

// ── what is signed, word for word ────────────────────────────────────────────

namespace {
std::string item_line(const AgendaItem& item) {
  std::string line = std::to_string(item.number) + ". " + item.title + " (" + std::string(kit::to_value(item.purpose)) +
                     ", " + std::to_string(item.length) + ")";
  if (item.presenter) line += " " + item.presenter->text;
  return line + "\n" + (item.background.empty() ? "" : item.background + "\n");
}
}  // namespace

std::string agenda_text(const Course& course) {
  std::string text = course.meeting.title + "\n";
  for (const AgendaItem& item : course.items) text += item_line(item);
  return text;
}

std::string minutes_text(const Course& course, const Seats& place) {
  std::string text = course.meeting.title + ", " + kit::iso(course.meeting.meets_on) + "\n";
  for (const Attending& one : attending(course, place))
    text += one.name + (one.represented_by.empty() ? "" : " → " + one.represented_by) + "\n";
  for (const AgendaItem& item : course.items) {
    text += item_line(item);
    if (auto* minutes = course.minutes_of(item.id)) text += minutes->body + "\n";
    if (auto* decision = course.decision_of(item.id)) text += "decision " + decision->decision.text + "\n";
  }
  for (const MeetingAction& action : course.actions)
    text += std::string(kit::to_value(action.kind)) + ": " + action.what + ", " + name_of_seat(place, action.seat) +
            ", " + kit::iso(action.due_on) + "\n";
  return text;
}

}  // namespace meetings
