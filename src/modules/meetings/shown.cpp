#include <fmt/format.h>

#include <algorithm>

#include "modules/meetings/pages.h"
#include "modules/meetings/steps.h"
#include "modules/meetings/times.h"
#include "partnership/record/live.h"
#include "partnership/web/zone.h"

// What a meeting's pages show, read in one go.
namespace meetings {
namespace {

std::vector<PersonShown> people_of(Reader& db, const Course& course, const Seats& place) {
  std::vector<PersonShown> people;
  for (auto* one : one_seat_each(place)) {
    PersonShown person{.seat = one->seat.id,
                       .name = one->person,
                       .role = std::string(kit::to_value(one->seat.role)),
                       .party = one->party_name,
                       .mark = one->mark,
                       .noted = std::nullopt,
                       .own = one->seat.person == db.actor().person};
    if (auto* noted = course.attendance_of(one->seat.id)) {
      person.noted = *noted;
      if (noted->represented_by) person.represented_by = name_of_seat(place, *noted->represented_by);
    }
    people.push_back(std::move(person));
  }
  return people;
}

Instant end_of_item(const Course& course, std::size_t start, Instant now) {
  if (start + 1 < course.starts.size()) return course.starts[start + 1].started_at;
  return course.ending ? course.ending->ended_at : now;
}

void add_clock(ItemShown& shown, const Course& course, Instant now) {
  auto found = std::ranges::find(course.starts, shown.item.id, &ItemStart::item);
  if (found == course.starts.end()) return;
  shown.started_at = found->started_at;
  Instant until = end_of_item(course, static_cast<std::size_t>(found - course.starts.begin()), now);
  shown.minutes_gone = static_cast<int>((until.micros - found->started_at.micros) / 60'000'000);
}

void add_decision(Reader& db, ItemShown& shown, const Course& course) {
  auto* opened = course.decision_of(shown.item.id);
  if (!opened) return;
  auto decision = decisions::course_of(db, opened->decision);
  shown.decision = opened->decision;
  shown.decision_title = decision.decision.title;
  shown.decision_state = decision.state;
}

std::vector<ItemShown> items_of(Reader& db, const Course& course, const Seats& place) {
  std::vector<ItemShown> items;
  const AgendaItem* current = course.current();
  for (const AgendaItem& item : course.items) {
    ItemShown shown{.item = item, .started_at = std::nullopt, .decision = std::nullopt};
    if (item.presenter) shown.presenter = name_of_seat(place, *item.presenter);
    if (auto* minutes = course.minutes_of(item.id)) {
      shown.minutes = minutes->body, shown.version = minutes->version;
      shown.writer = name_of_seat(place, minutes->seat);
    }
    shown.current = current && current->id == item.id;
    add_clock(shown, course, db.now());
    add_decision(db, shown, course);
    items.push_back(std::move(shown));
  }
  return items;
}

std::vector<ActionShown> actions_of(Reader& db, const Course& course, const Seats& place) {
  std::vector<ActionShown> actions;
  bool chairs = seat_to_chair(db.actor(), place) != nullptr;
  for (const MeetingAction& action : course.actions) {
    ActionShown shown{.action = action, .owner = name_of_seat(place, action.seat), .ending = std::nullopt};
    if (auto* ending = course.ending_of(action.id)) shown.ending = *ending;
    bool own = std::ranges::any_of(db.actor().seats, [&](const Seat& seat) { return seat.id == action.seat; });
    shown.may_end = !shown.ending && (own || chairs);
    actions.push_back(std::move(shown));
  }
  return actions;
}

std::vector<Choice> seat_choices(const Seats& place) {
  std::vector<Choice> choices;
  for (auto* one : one_seat_each(place)) choices.push_back({one->seat.id.text, one->person + ", " + one->party_name});
  return choices;
}

}  // namespace

std::string charter_on_quorum(Reader& db, const Seats& place) {
  return decisions::charter_words(db, place, {"quorum"});
}

int MeetingShown::came() const {
  return static_cast<int>(std::ranges::count_if(
      people, [](const PersonShown& one) { return one.noted && one.noted->presence == Presence::came; }));
}

std::vector<const ActionShown*> MeetingShown::of_kind(ActionKind kind) const {
  std::vector<const ActionShown*> found;
  for (const ActionShown& one : actions)
    if (one.action.kind == kind) found.push_back(&one);
  return found;
}

MeetingShown shown_of(Reader& db, const View& view, const Id<Meeting>& id) {
  MeetingShown shown{.course = course_of(db, id)};
  shown.place = seats_then(db, shown.course);
  shown.quorum = quorum_now(db, shown.course, shown.place);
  shown.people = people_of(db, shown.course, shown.place);
  shown.items = items_of(db, shown.course, shown.place);
  shown.actions = actions_of(db, shown.course, shown.place);
  shown.agenda = latest_assent(db, id.text, "agenda");
  if (shown.course.ending) shown.approval = latest_assent(db, id.text, "minutes");
  shown.accepted = is_accepted(shown.agenda, shown.course);
  shown.may_chair = seat_to_chair(db.actor(), shown.place) != nullptr;
  shown.may_run = seat_to_run(db.actor(), shown.place) != nullptr;
  shown.takes_part = seat_in(db.actor(), shown.place) != nullptr;
  shown.next_planned = std::ranges::any_of(coming_meetings(db, shown.place.place, 10),
                                           [](const MeetingLine& line) { return line.state == State::planned; });
  shown.seats = seat_choices(shown.place);
  shown.subjects = decisions::involvement_policy(db, view.language).subjects;
  for (const AgendaItem& item : shown.course.items) shown.planned_minutes += item.length;
  shown.live = live_url(db, id.text);
  shown.charter = charter_on_quorum(db, shown.place);
  shown.rating = rating_of(db, shown.course, shown.place);
  return shown;
}

PlaceShown place_shown(Reader& db, const std::string& id) {
  PlaceShown shown{.place = decisions::seats_of(db, id), .team = std::nullopt, .next = std::nullopt, .quorum = {}};
  shown.url = shown.place.url;
  if (shown.place.kind == PlaceKind::team) {
    shown.team = teams::find_team(db, {id});
    shown.recorded = teams::meetings_since(db, shown.team->id, kit::add_days(db.today(), -365));
    std::ranges::reverse(shown.recorded);
    shown.may_record = teams::may_record_meeting(db.actor(), shown.team->id);
  }
  shown.coming = coming_meetings(db, id, 8);
  if (!shown.coming.empty()) shown.next = shown.coming.front();
  shown.past = past_meetings(db, id, 20);
  shown.series = series_of(db, id);
  shown.huddles = huddles_of(db, id, 5);
  shown.quorum = quorum_in_force(db, id);
  shown.may_chair = seat_to_chair(db.actor(), shown.place) != nullptr;
  shown.takes_part = seat_in(db.actor(), shown.place) != nullptr;
  return shown;
}

ReadOut read_out_of(Reader& db, const View& view, const Id<Meeting>& id) {
  ReadOut out{.shown = shown_of(db, view, id)};
  std::set<std::string> readers;
  for (const MeetingReading& reading : readings_of(db, id)) readers.insert(reading.person.text);
  for (auto* one : one_seat_each(out.shown.place)) {
    const Attendance* noted = out.shown.course.attendance_of(one->seat.id);
    bool came = noted && noted->presence == Presence::came, own = one->seat.person == db.actor().person;
    (came ? out.came : out.away).push_back(one->person);
    bool has_read = readers.contains(one->seat.person.text);
    if (has_read) out.read.push_back(one->person);
    if (!came && !has_read) ++out.unread;
    if (own) out.was_there = came;
  }
  out.has_read = readers.contains(db.actor().person.text);
  out.questions = notes_on(db, id.text);
  std::ranges::reverse(out.questions);
  return out;
}

// ── words ────────────────────────────────────────────────────────────────────

Place place_for(const View& view, const Seats& place, std::string title) {
  Place shown{.room = place.kind == PlaceKind::team ? Room::teams : Room::table, .title = std::move(title)};
  shown.crumbs.push_back({place.name, place.url});
  shown.crumbs.push_back({view.t("meetings.title"), place.url + "/meetings"});
  return shown;
}

Place place_of(const View& view, const MeetingShown& shown, std::string title) {
  Place place = place_for(view, shown.place, title.empty() ? shown.meeting().title : title);
  if (!title.empty()) place.crumbs.push_back({shown.meeting().title, url_of(shown.meeting().id)});
  return place;
}

std::string state_text(const View& view, State state) {
  return view.t("meetings.state." + std::string(kit::to_value(state)));
}
std::string_view icon_of(State state) {
  static constexpr std::array icons{"clock"sv, "close"sv, "talk"sv, "pen"sv, "check"sv};
  return icons[static_cast<std::size_t>(state)];
}
std::string purpose_text(const View& view, Purpose purpose) {
  return view.t("meetings.purpose." + std::string(kit::to_value(purpose)));
}
std::string quorum_sentence(const View& view, const QuorumLine& line) {
  return view.t("meetings.quorum." + line.key,
                {{"names", line.detail}, {"party", line.detail}, {"count", line.there}, {"needed", line.needed}});
}

bool is_talk(const ItemShown& item) {
  return !item.decision && item.item.purpose != Purpose::inform && (item.started_at || item.version > 0);
}
std::string outcome_of(const View& view, const ItemShown& item, const MeetingShown& shown) {
  if (item.decision)
    return view.t("meetings.outcome.decision",
                  {{"title", item.decision_title},
                   {"state", view.t("decisions.state." + std::string(kit::to_value(item.decision_state)))}});
  if (is_talk(item)) return view.t("meetings.outcome.talk");
  if (item.started_at || item.version > 0) return view.t("meetings.outcome.told");
  return shown.course.ending ? view.t("meetings.outcome.not_reached") : std::string();
}

std::string clock_text(const View& view, const ItemShown& item) {
  if (item.over() > 0) return view.t("meetings.clock.over", {{"count", item.over()}, {"length", item.item.length}});
  return view.t("meetings.clock.within", {{"gone", item.minutes_gone}, {"length", item.item.length}});
}

std::string about_items(const View& view, const MeetingLine& line) {
  if (line.items == 0) return view.t("meetings.items_none");
  std::string text = view.t("meetings.items_count", {{"count", line.items}});
  return line.to_decide == 0 ? text : text + " · " + view.t("meetings.decide_count", {{"count", line.to_decide}});
}

bool could_be_represented(const MeetingShown& shown, const PersonShown& person) {
  return person.role == kit::to_value(shown.place.chair) &&
         std::ranges::any_of(shown.people, [&](const PersonShown& one) {
           return one.party == person.party && one.seat != person.seat;
         });
}

std::string presence_text(const View& view, const PersonShown& person) {
  if (!person.represented_by.empty()) return view.t("meetings.represented", {{"name", person.represented_by}});
  return person.noted ? view.t("meetings.presence." + std::string(kit::to_value(person.noted->presence)))
                      : view.t("meetings.presence.unknown");
}

std::string action_text(const View& view, const ActionShown& action) {
  if (action.ending)
    return view.t("meetings.action.outcome." + std::string(kit::to_value(action.ending->outcome))) +
           (action.ending->words.empty() ? "" : ": " + action.ending->words);
  return view.t(action.action.due_on < view.today ? "meetings.action.was_due" : "meetings.action.due",
                {{"date", view.date(action.action.due_on)}});
}

std::string rule_text(const View& view, const MeetingSeries& series) {
  std::string weekday(kit::weekday_name(series.begins_on, view.language));
  bool weekly = series.rule.find("WEEKLY") != std::string::npos,
       second = series.rule.find("INTERVAL=2") != std::string::npos;
  std::string key = !weekly ? "meetings.rule.other" : second ? "meetings.rule.two_weeks" : "meetings.rule.weekly";
  if (series.rule.find("MONTHLY") != std::string::npos) key = "meetings.rule.monthly";
  return view.t(key, {{"weekday", weekday}, {"time", series.begins_at}});
}

std::string time_span(const Meeting& meeting) {
  return meeting.meets_at + "–" + clock_of(after(begin_of(meeting), meeting.length));
}

std::string time_in_words(const Meeting& meeting) {
  return meeting.zone == partnership_zone_name() ? time_span(meeting) : time_span(meeting) + " · " + meeting.zone;
}

namespace {
template <class E>
std::vector<Choice> named_choices(const View& view, const std::string& area) {
  std::vector<Choice> choices;
  for (auto word : names(E{})) choices.push_back({std::string(word), view.t(area + std::string(word))});
  return choices;
}
}  // namespace

std::vector<Choice> purpose_choices(const View& view) {
  return named_choices<Purpose>(view, "meetings.purpose_choice.");
}
std::vector<Choice> presence_choices(const View& view) { return named_choices<Presence>(view, "meetings.presence."); }
std::vector<Choice> repeats_choices(const View& view) { return named_choices<Repeats>(view, "meetings.repeats."); }
std::vector<Choice> mark_choices(const View& view) {
  std::vector<Choice> choices;
  for (int mark = 1; mark <= best_mark; ++mark)
    choices.push_back({std::to_string(mark), view.t("meetings.mark." + std::to_string(mark))});
  return choices;
}

std::string average(const std::array<int, best_mark>& given) {
  int count = 0, sum = 0;
  for (int mark = 1; mark <= best_mark; ++mark)
    count += given[static_cast<std::size_t>(mark - 1)], sum += mark * given[static_cast<std::size_t>(mark - 1)];
  return count == 0 ? "–" : fmt::format("{:.1f}", static_cast<double>(sum) / count);
}

std::string joined_names(const View& view, const std::vector<std::string>& names) {
  std::string text;
  for (const std::string& name : names) text += (text.empty() ? "" : ", ") + name;
  return text.empty() ? view.t("meetings.nobody") : text;
}

std::string_view rating_label(std::string_view question) {
  static constexpr std::array labels{"meetings.rating.agenda"sv, "meetings.rating.heard"sv, "meetings.rating.worth"sv};
  return labels[static_cast<std::size_t>(std::ranges::find(rating_questions, question) - rating_questions.begin())];
}
std::string_view rating_word(const RatingShown& rating) {
  if (rating.has_rated) return "meetings.rating_thanks";
  if (rating.open) return "meetings.rating_not_there";
  return "meetings.rating_few";
}

std::vector<Choice> zone_choices() {
  std::vector<Choice> choices;
  for (const std::string& zone : offered_zones(partnership_zone_name())) choices.push_back({zone, zone});
  return choices;
}

std::string partnership_zone_name() { return zone_of_pages().name(); }

}  // namespace meetings
