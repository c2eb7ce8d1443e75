#include "modules/changes/pages.h"

#include <algorithm>

#include "kit/chart/time_bars.h"
#include "partnership/naming.h"
#include "partnership/units.h"
#include "partnership/web/place_card.html.h"

namespace changes {
namespace {

constexpr int days_back = 21;  // what has just begun belongs into the picture

double day_number(Date date) { return static_cast<double>(date.days.time_since_epoch().count()); }

bool is_near(const View& view, const Line& line) {
  return line.state != State::withdrawn && line.change.begins_on >= kit::add_days(view.today, -days_back);
}
bool is_short(const Notice& notice) { return notice.timing >= Timing::late; }

// The first of each month from the first one shown to the one after the last.
void add_months(kit::TimeBars& chart, const View& view, Date from, Date to) {
  Date month = kit::first_of_month(from);
  for (; chart.ticks.size() < 2 || month <= kit::add_months(kit::first_of_month(to), 1);
       month = kit::add_months(month, 1))
    chart.ticks.push_back({day_number(month), view.day(month)});
}

}  // namespace

std::string notice_sentence(const View& view, const Change& change, const Notice& notice) {
  return view.t("changes.notice." + std::string(kit::to_value(notice.timing)),
                {{"days", std::abs(notice.days)}, {"period", change.notice_days}, {"short", notice.short_}});
}

std::string word_of(const View& view, State state) {
  return view.t("changes.state." + std::string(kit::to_value(state)));
}

std::string state_sentence(const View& view, const ChangeShown& shown) {
  const Course& course = shown.course;
  std::string key = "changes.sentence." + std::string(kit::to_value(course.state));
  Date begins = course.beginning ? course.beginning->began_on : course.change.begins_on;
  return view.t(key, {{"date", view.date(course.withdrawal ? course.withdrawal->withdrawn_on : begins)},
                      {"party", shown.party.name},
                      {"ago", view.ago(begins)}});
}

std::string_view icon_of(State state) {
  switch (state) {
    case State::coming: return "clock";
    case State::begun: return "check";
    case State::untold: return "warning";
    default: return "back";
  }
}

std::vector<Choice> kind_choices(const View& view, const std::vector<ChangeKind>& kinds) {
  std::vector<Choice> choices;
  for (const ChangeKind& kind : kinds)
    choices.push_back({kind.key, view.t("changes.kind_choice", {{"kind", kind.text}, {"days", kind.days}})});
  return choices;
}

std::string coming_sentence(const View& view, const std::vector<Line>& lines) {
  auto coming = std::ranges::count_if(lines, [](const Line& line) { return line.state == State::coming; });
  auto short_ = std::ranges::count_if(
      lines, [](const Line& line) { return line.state == State::coming && is_short(line.notice); });
  if (coming == 0) return view.t("changes.coming_none");
  return view.t(short_ == 0 ? "changes.coming_in_time" : "changes.coming_sentence",
                {{"coming", coming}, {"short", short_}});
}

kit::Html coming_picture(const View& view, const std::vector<Line>& lines) {
  kit::TimeBars chart{
      .bars = {}, .ticks = {}, .now = day_number(view.today), .now_label = view.t("partnership.time.today")};
  Date first = kit::add_days(view.today, -days_back), last = kit::add_days(view.today, days_back);
  for (auto line = lines.rbegin(); line != lines.rend(); ++line) {
    if (!is_near(view, *line) || chart.bars.size() == 12) continue;
    const Change& change = line->change;
    last = std::max(last, change.begins_on);
    chart.bars.push_back({.words = view.day(change.begins_on) + " · " + change.title,
                          .tooltip = notice_sentence(view, change, line->notice),
                          .from = day_number(change.recorded_on),
                          .to = day_number(change.begins_on),
                          .trouble = is_short(line->notice),
                          .hollow = !change.told});
    if (change.told) chart.bars.back().due = day_number(kit::add_days(change.begins_on, -change.notice_days));
  }
  if (chart.bars.empty()) return {};
  add_months(chart, view, first, last);
  chart.title = view.t("changes.coming");
  chart.description = coming_sentence(view, lines);
  return kit::trusted_html(kit::draw(chart, "coming"));
}

Place place_of(Reader& db, const View& view, const Unit& unit, std::string title) {
  Place place{.room = Room::table, .title = std::move(title), .crumbs = {}};
  for (const Unit& step : path_to(db, unit.id))
    if (step.parent) place.crumbs.push_back({step.name, "/units/" + step.id.text});
  place.crumbs.push_back({view.t("changes.title"), "/changes"});
  return place;
}

// ── one change ───────────────────────────────────────────────────────────────

std::vector<Choice> places_to_ask(Reader& db, const Change& change) {
  Reach reach = reach_of(db, change.unit.text, change.unit);
  std::vector<Choice> places;
  for (const Seat& seat : db.actor().seats) {
    decisions::Site site = decisions::site_of(db, seat.place);
    bool known = std::ranges::count(places, site.place, &Choice::value) > 0;
    if (!known && reach.above.contains(site.unit.text)) places.push_back({site.place, site.name});
  }
  return places;
}

namespace {

void read_readings(Reader& db, ChangeShown& shown) {
  for (Party& party : asked_of(db, shown.course.change)) {
    ReadingShown one{.party = std::move(party), .reading = {}, .person = {}};
    auto found = std::ranges::find(shown.course.readings, one.party.id, &ChangeReading::party);
    if (found != shown.course.readings.end()) one.reading = *found, one.person = holder_of(db, found->seat);
    shown.readings.push_back(std::move(one));
  }
}

}  // namespace

ChangeShown shown_of(Reader& db, const View& view, const Id<Change>& id) {
  ChangeShown shown{.course = course_of(db, id)};
  const Change& change = shown.course.change;
  shown.unit = find_unit(db, change.unit);
  shown.party = db.find(change.party);
  shown.by = db.find(change.by);
  NoticePolicy policy = notice_policy(db, view.language);
  const ChangeKind* kind = policy.kind(change.kind);
  shown.kind = kind ? kind->text : change.kind;
  shown.teller = holder_of(db, change.seat);
  shown.notice = notice_of(change, shown.course.beginning);
  read_readings(db, shown);
  for (const ChangeDecision& one : shown.course.decisions) {
    auto decision = decisions::find_decision(db, one.decision);
    auto place = decisions::place_name(db, decision.place);
    shown.decisions.emplace_back(std::move(decision), std::move(place));
  }
  bool speaks = seat_to_speak(db, change.unit) != nullptr, over = shown.course.withdrawal.has_value();
  if (auto* seat = seat_to_read(db, shown.course)) shown.reads_for = db.find(seat->party);
  if (speaks && !over && shown.decisions.empty()) shown.places = places_to_ask(db, change);
  shown.may_begin = speaks && change.told && !over && !shown.course.beginning;
  shown.may_withdraw = !over && !shown.course.beginning && seat_to_speak(db, change.unit, change.by);
  if (shown.course.beginning) shown.beginning_by = holder_of(db, shown.course.beginning->seat);
  return shown;
}

kit::Html changes_card(const View& view, Reader& db, const Id<Unit>& unit) {
  constexpr int enough = 4;
  PlaceCard card{.title = "changes.title",
                 .all = "changes.all",
                 .none = "changes.coming_none",
                 .add = "changes.tell",
                 .url = "/changes?unit=" + unit.text,
                 .add_url = seat_to_speak(db, unit) ? "/changes/new?unit=" + unit.text : "",
                 .lines = {}};
  for (const Change& change : coming_to(db, unit, enough))
    card.lines.push_back({.day = change.begins_on,
                          .url = url_of(change.id),
                          .title = change.title,
                          .icon = std::string(icon_of(State::coming)),
                          .tag = word_of(view, State::coming)});
  return place_card(view, card);
}

}  // namespace changes
