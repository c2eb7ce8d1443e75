#include "kit/http/form.h"
#include "kit/http/uri.h"
#include "kit/text/utf8.h"
#include "modules/meetings/steps.h"
#include "partnership/drafts.h"

// Writing minutes, several at once. Each text is a fact with the next version of its item; the database takes one of
// two that were written against the same version, and the other is kept for its writer.
namespace meetings {
namespace {

// Beside what was kept there already: two refused texts are two texts.
void keep_aside(Tx& tx, const AgendaItem& item, const std::string& body) {
  std::string kept;
  if (auto draft = draft_of(tx, url_of_minutes(item.id))) kept = kit::parse_query(draft->fields).text("body");
  std::string both = kept.empty() || body.find(kept) != std::string::npos ? body : kept + "\n\n" + body;
  save_draft(tx, url_of_minutes(item.id), item.title, "body=" + kit::percent_encode(both));
}

}  // namespace

std::string url_of_minutes(const Id<AgendaItem>& item) { return "/agenda_items/" + item.text + "/minutes"; }

Written write_minutes(Tx& tx, const Id<AgendaItem>& id, int version, const std::string& body) {
  AgendaItem item = find_item(tx, id);
  tx.lock(id.text);
  auto newest = tx.maybe<ItemMinutes>("where item_id = $1 order by version desc limit 1", {id});
  Meeting meeting = find_meeting(tx, item.meeting);
  const Seat* seat = seat_in_place(tx.actor(), meeting.place);
  allow(seat != nullptr);
  auto [opened, closed] = open_and_closed(tx, item.meeting);
  require(opened, "meetings.refusal.not_begun");
  require(!closed, "meetings.refusal.closed");
  if (kit::characters(body) > 8000) refuse_invalid({{"body", "partnership.field.too_long", "8000"}});
  if (newest && newest->body == body) return {*newest};
  if (version != (newest ? newest->version : 0)) {
    keep_aside(tx, item, body);
    return {newest.value_or(ItemMinutes{.item = id, .meeting = item.meeting}), true};
  }

  tx.act_from(*seat);
  ItemMinutes written{id, version + 1, item.meeting, seat->id, body, tx.now()};
  tx.record(written);
  withdraw_assent(tx, item.meeting.text, "minutes");
  return {written};
}

}  // namespace meetings
