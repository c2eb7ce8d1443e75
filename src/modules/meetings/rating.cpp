#include "modules/meetings/rating.h"

#include <algorithm>

#include "modules/meetings/steps.h"

namespace meetings {
namespace {

std::string written(const RatingBox& box) {
  kit::JsonWriter json;
  json.begin_object().key("raters").begin_array();
  for (const std::string& person : box.raters) json.value(person);
  json.end_array().key("given").begin_array();
  for (auto& marks : box.given) {
    json.begin_array();
    for (int count : marks) json.value(count);
    json.end_array();
  }
  json.end_array().end_object();
  return json.take();
}

RatingBox read(const std::string& content) {
  RatingBox box;
  kit::Json json = kit::Json::parse(content);
  for (const kit::Json& person : json.at("raters")) box.raters.insert(person.as_text());
  std::size_t question = 0;
  for (const kit::Json& marks : json.at("given")) {
    std::size_t mark = 0;
    for (const kit::Json& count : marks) box.given[question][mark++] = static_cast<int>(count.as_integer());
    ++question;
  }
  return box;
}

void keep(Tx& tx, const Id<Meeting>& id, const RatingBox& box) {
  if (tx.db().engine() == kit::Engine::sqlite) tx.each("pragma secure_delete = on", {}, [](const kit::Row&) {});
  tx.run(
      "insert into rating_boxes (meeting_id, content) values ($1, $2)"
      " on conflict (meeting_id) do update set content = excluded.content",
      {id, written(box)});
}

std::set<std::string> people_who_came(const Course& course, const Seats& place) {
  std::set<std::string> people;
  for (const Attendance& one : course.attendance)
    if (auto* here = place.seat(one.seat); here && one.presence == Presence::came)
      people.insert(here->seat.person.text);
  return people;
}

bool is_open(Reader& db, const Course& course) {
  return course.ending && db.today() <= kit::add_days(day_of(course.ending->ended_at), days_to_rate);
}

}  // namespace

RatingBox rating_box_of(Reader& db, const Id<Meeting>& id) {
  auto content = db.maybe_value<std::string>("select content from rating_boxes where meeting_id = $1", {id});
  return content ? read(*content) : RatingBox{};
}

RatingShown rating_of(Reader& db, const Course& course, const Seats& place) {
  if (!course.ending) return {};
  RatingBox box = rating_box_of(db, course.meeting.id);
  auto came = people_who_came(course, place);
  RatingShown shown{.came = came.contains(db.actor().person.text),
                    .has_rated = box.raters.contains(db.actor().person.text),
                    .open = is_open(db, course) && box.raters.size() < came.size(),
                    .raters = static_cast<int>(box.raters.size()),
                    .came_in_all = static_cast<int>(came.size()),
                    .least = decisions::deciding_policy(db, Language::en).least_ballots};
  shown.shown = !shown.open && shown.raters >= shown.least;
  if (shown.shown) shown.given = box.given;
  return shown;
}

void rate(Tx& tx, const Id<Meeting>& id, const Marks& marks) {
  Course course = locked_course(tx, id);
  Seats place = decisions::seats_of(tx, course.meeting.place);
  RatingShown so_far = rating_of(tx, course, place);
  allow(seat_in(tx.actor(), place) != nullptr);
  require(course.ending.has_value(), "meetings.refusal.not_over");
  require(so_far.came, "meetings.refusal.not_there");
  require(!so_far.has_rated, "meetings.refusal.rated");
  require(so_far.open, "meetings.refusal.rating_over");
  RatingBox box = rating_box_of(tx, id);
  for (std::size_t i = 0; i < marks.size(); ++i) {
    bool given = marks[i] >= 1 && marks[i] <= best_mark;
    if (!given) refuse_invalid({{std::string(rating_questions[i]), "partnership.field.choose"}});
    ++box.given[i][static_cast<std::size_t>(marks[i] - 1)];
  }
  box.raters.insert(tx.actor().person.text);
  keep(tx, id, box);
}

}  // namespace meetings
