#include <algorithm>

#include "kit/csv/csv.h"
#include "kit/text/encoding.h"
#include "modules/feeds/pages.h"
#include "modules/feeds/pages.html.h"
#include "partnership/naming.h"
#include "partnership/units.h"
#include "partnership/web/history_view.h"

namespace feeds {
namespace {

constexpr std::size_t most_megabytes = 100;

// The seat a person acts from here: that of the feed, or one of theirs above it.
void act_for(Tx& tx, const Feed& feed) {
  const Actor& actor = tx.actor();
  if (const Seat* seat = actor.seat_of(feed.place, feed.role, feed.party)) return tx.act_from(*seat);
  for (Role role : {Role::analyst, Role::administrator, Role::executive})
    if (const Seat* seat = actor.first_with(role)) return tx.act_from(*seat);
}

Feed fed_by_reader(Request& request, Reader& db) {
  Feed feed = find_feed(db, request.id<Feed>());
  allow(may_feed(db, feed));
  return feed;
}

// ── the list, and a feed ─────────────────────────────────────────────────────

void write_state(kit::JsonWriter& json, const FeedState& state) {
  json.begin_object().key("feed");
  write_json(json, state.feed);
  if (state.expected) json.member("expected", kit::iso(*state.expected));
  if (state.due_on) json.member("due_on", kit::iso(*state.due_on));
  json.key("open").begin_array();
  for (auto& [trouble, due] : state.open) json.value(kit::to_value(trouble));
  json.end_array().end_object();
}

Response list(Request& request, Reader& db) {
  auto states = list_feeds(db);
  return request.show([&] { return feeds_page(request.view(), states, may_add_feed(db.actor())); },
                      [&](kit::JsonWriter& json) {
                        json.begin_array();
                        for (const FeedState& state : states) write_state(json, state);
                        json.end_array();
                      });
}

std::optional<std::pair<std::string, std::string>> upload_of(Reader& db, const Id<Feed>& feed) {
  std::optional<std::pair<std::string, std::string>> upload;
  db.each("select name, content from feed_uploads where person_id = $1 and feed_id = $2", {db.actor().person, feed},
          [&](const kit::Row& row) {
            upload = {std::string(row.text(0)), row.bytes(1)};
          });
  return upload;
}

Response show_feed(Request& request, Reader& db) {
  Feed feed = find_feed(db, request.id<Feed>());
  FeedShown shown{.state = state_of(db, feed), .unit_name = name_of(db, feed.place)};
  shown.party_name = name_of(db, feed.party.text);
  shown.loads = measures::loads_of(db, feed.id.text, 24);
  shown.troubles = db.all<FeedTrouble>("where feed_id = $1 order by noticed_on desc, period desc limit 12", {feed.id});
  shown.answers = db.all<FeedAnswer>("where feed_id = $1 order by answered_on desc, id desc limit 12", {feed.id});
  shown.may_feed = may_feed(db, feed);
  shown.has_upload = shown.may_feed && upload_of(db, feed.id).has_value();
  return request.show([&] { return feed_page(request.view(), shown); },
                      [&](kit::JsonWriter& json) {
                        json.begin_object().key("state");
                        write_state(json, shown.state);
                        json.key("loads");
                        write_json(json, shown.loads);
                        json.key("troubles");
                        write_json(json, shown.troubles);
                        json.end_object();
                      });
}

// ── what a feed is ───────────────────────────────────────────────────────────

std::vector<Choice> metrics_to_choose(Reader& db, const View& view) {
  std::vector<Choice> choices{{"", view.t("feeds.several_in_column")}};
  for (auto& metric : db.all<measures::Metric>("where external_id not like 'own:%' order by name, id limit 500"))
    choices.push_back({metric.id.text, metric.name});
  return choices;
}

bool tends_feeds(const Seat& seat) {
  bool role = seat.role == Role::analyst || seat.role == Role::administrator || seat.role == Role::executive;
  return role && seat.place.starts_with(Unit::prefix);
}

// The seat from which somebody looks after a feed of a unit.
const Seat* seat_to_own(const Actor& actor, std::string_view unit) {
  for (const Seat& seat : actor.seats)
    if (tends_feeds(seat) && seat.place == unit) return &seat;
  return nullptr;
}

// The units in which the person has a seat from which a feed can be kept.
std::vector<Choice> units_to_choose(Reader& db) {
  std::vector<Choice> choices;
  for (const Seat& seat : db.actor().seats) {
    if (!tends_feeds(seat)) continue;
    if (std::ranges::none_of(choices, [&](auto& one) { return one.value == seat.place; }))
      choices.push_back({seat.place, name_of(db, seat.place)});
  }
  return choices;
}

Response ask_new(Request& request, Reader& db) {
  allow(may_add_feed(db.actor()));
  open_form(request, db, "/feeds/new");
  FeedForm form{.begin = {},
                .metrics = metrics_to_choose(db, request.view()),
                .units = units_to_choose(db),
                .parties = {},
                .url = "/feeds"};
  return request.show([&] { return feed_form_page(request.view(), form); },
                      [&](kit::JsonWriter& json) { write_json(json, form.begin); });
}

Response ask_columns(Request& request, Reader& db) {
  FeedForm form{.begin = fed_by_reader(request, db),
                .is_new = false,
                .metrics = metrics_to_choose(db, request.view()),
                .units = {},
                .parties = {},
                .url = ""};
  form.url = form.begin.url() + "/columns";
  open_form(request, db, form.url);
  return request.show([&] { return feed_form_page(request.view(), form); },
                      [&](kit::JsonWriter& json) { write_json(json, form.begin); });
}

const std::initializer_list<std::string_view> form_fields{
    "name",          "metric_id",     "metric_column", "unit_column",      "unit_key",
    "part_column",   "period_column", "period_format", "numerator_column", "denominator_column",
    "reason_column", "decimal_mark",  "encoding",      "due_days"};

Response add(Request& request, Tx& tx) {
  allow(may_add_feed(tx.actor()));
  Feed feed = decode<Feed>(request, form_fields);
  const Seat* owner = seat_to_own(tx.actor(), request.text("place_id"));
  if (!owner) refuse_invalid({{"place_id", "partnership.field.choose"}});
  feed.place = owner->place, feed.role = owner->role, feed.party = owner->party;
  act_for(tx, feed);
  feed = add_feed(tx, feed);
  return request.done(feed, feed.url(), "feeds.said.added");
}

Response change(Request& request, Tx& tx) {
  Feed feed = decode<Feed>(request, form_fields, fed_by_reader(request, tx));
  act_for(tx, feed);
  feed = change_columns(tx, feed);
  return request.done(feed, feed.url(), "feeds.said.changed");
}

// ── files ────────────────────────────────────────────────────────────────────

const kit::Upload& upload_in(const Request& request) {
  auto uploads = request.form().uploads("file");
  if (uploads.empty()) refuse_invalid({{"file", "feeds.field.choose_file"}});
  if (uploads.front()->content.size() > most_megabytes * 1'000'000)
    refuse_invalid({{"file", "feeds.field.too_large", std::to_string(most_megabytes)}});
  return *uploads.front();
}

Response keep_file(Request& request, Tx& tx) {
  Feed feed = fed_by_reader(request, tx);
  const kit::Upload& upload = upload_in(request);
  tx.run("delete from feed_uploads where person_id = $1 and feed_id = $2", {tx.actor().person, feed.id});
  tx.run("insert into feed_uploads (person_id, feed_id, name, content, uploaded_at) values ($1, $2, $3, $4, $5)",
         {tx.actor().person, feed.id, upload.filename.substr(0, 200), kit::Bytes{upload.content}, tx.now()});
  return request.done(feed.url() + "/preview");
}

void write_reading(kit::JsonWriter& json, const View& view, const Reading& reading) {
  json.begin_object().member("file", reading.file).member("rows", reading.rows).member("added", reading.added);
  json.member("corrected", reading.corrected).member("same", reading.same);
  json.member("missing_units", reading.missing_units).key("problems").begin_array();
  for (const Problem& problem : reading.problems)
    json.begin_object()
        .member("row", problem.row)
        .member("field", problem.field)
        .member("sentence", sentence_of(view, problem))
        .end_object();
  json.end_array().key("doubts").begin_array();
  for (const LoadDoubt& doubt : reading.doubts) json.value(doubt_sentence(view, doubt));
  json.end_array().end_object();
}

Response preview(Request& request, Reader& db) {
  Feed feed = fed_by_reader(request, db);
  auto upload = upload_of(db, feed.id);
  if (!upload) return request.go_to(feed.url());
  Reading reading = read_file(db, feed, upload->first, upload->second);
  return request.show([&] { return preview_page(request.view(), feed, reading); },
                      [&](kit::JsonWriter& json) { write_reading(json, request.view(), reading); });
}

Response problems_as_file(Request& request, Reader& db) {
  Feed feed = fed_by_reader(request, db);
  auto upload = upload_of(db, feed.id);
  if (!upload) return request.go_to(feed.url());
  Reading reading = read_file(db, feed, upload->first, upload->second);
  Response response{.status = 200};
  response.headers.set("Content-Type", "text/csv; charset=utf-8");
  response.headers.set("Content-Disposition", "attachment; filename=\"problems.csv\"");
  response.body = kit::utf8_mark;
  kit::csv_row(response.body, {"file", "row", "field", "sentence"});
  for (const Problem& problem : reading.problems)
    kit::csv_row(response.body,
                 {reading.file, std::to_string(problem.row), problem.field, sentence_of(request.view(), problem)});
  return response;
}

// What came with the request (a program's way), or what waits since it was looked over.
std::pair<std::string, std::string> file_to_load(const Request& request, Reader& db, const Feed& feed) {
  if (auto uploads = request.form().uploads("file"); !uploads.empty()) {
    const kit::Upload& upload = upload_in(request);
    return {upload.filename.substr(0, 200), upload.content};
  }
  auto waiting = upload_of(db, feed.id);
  require(waiting.has_value(), "feeds.refusal.no_file");
  return *waiting;
}

Response load(Request& request, Tx& tx) {
  Feed feed = fed_by_reader(request, tx);
  auto [name, content] = file_to_load(request, tx, feed);
  act_for(tx, feed);
  try {
    Loaded loaded = load_file(tx, feed, name, content, std::string(request.text("reason")));
    tx.run("delete from feed_uploads where person_id = $1 and feed_id = $2", {tx.actor().person, feed.id});
    if (!loaded.load.changes_anything()) return request.done(feed.url(), "feeds.said.nothing_new");
    return request.done(loaded.load, "/loads/" + loaded.load.id.text, "feeds.said.loaded");
  } catch (const FileRefused& refused) {
    std::vector<FieldError> fields;
    for (const Problem& problem : refused.reading.problems)
      fields.push_back({problem.row > 0 ? "row " + std::to_string(problem.row) + " " + problem.field : problem.field,
                        problem.sentence, problem.detail});
    throw Refusal(422, "feeds.refusal.wrong_rows", std::to_string(refused.reading.problems.size()), std::move(fields));
  }
}

Response discard(Request& request, Tx& tx) {
  Feed feed = fed_by_reader(request, tx);
  tx.run("delete from feed_uploads where person_id = $1 and feed_id = $2", {tx.actor().person, feed.id});
  return request.done(feed.url(), "feeds.said.discarded");
}

Response answer(Request& request, Tx& tx) {
  Feed feed = fed_by_reader(request, tx);
  auto said = decode<FeedAnswer>(request, {"trouble", "answer"});
  act_for(tx, feed);
  return request.done(answer_trouble(tx, feed.id, said.trouble, said.answer), feed.url(), "feeds.said.answered");
}

Response history(Request& request, Reader& db) {
  Feed feed = find_feed(db, request.id<Feed>());
  return show_history_of(request, db, feed.id.text, feed.url() + "/history",
                         place_of(request.view(), feed, "measures.history"));
}

// ── loads ────────────────────────────────────────────────────────────────────

Response show_load(Request& request, Reader& db) {
  LoadShown shown{.load = measures::find_load(db, request.id<measures::Load>())};
  if (shown.load.feed) shown.feed = find_feed(db, {*shown.load.feed});
  if (shown.load.metric) shown.metric_name = name_of(db, shown.load.metric->text);
  db.each("select sequence from journal_subjects where subject_id = $1 order by sequence limit 1", {shown.load.id},
          [&](const kit::Row& row) { shown.sequence = row.integer(0); });
  shown.who = measures::who_entered(db, shown.sequence);
  for (LoadDoubt& doubt : doubts_of(db, shown.load.id.text)) {
    std::string place = measures::find_series(db, doubt.series).place;
    shown.doubts.emplace_back(std::move(doubt), name_of(db, place));
  }
  return request.show([&] { return load_page(request.view(), shown); },
                      [&](kit::JsonWriter& json) { write_json(json, shown.load); });
}

}  // namespace

void feeds_routes(Router& router) {
  router.get("/feeds", list);
  router.get("/feeds/new", ask_new);
  router.post("/feeds", add, Who::members, ask_new);
  router.get("/feeds/{id}", show_feed);
  router.get("/feeds/{id}/columns", ask_columns);
  router.post("/feeds/{id}/columns", change, Who::members, ask_columns);
  router.post("/feeds/{id}/files", keep_file, Who::members, show_feed);
  router.get("/feeds/{id}/preview", preview);
  router.get("/feeds/{id}/problems.csv", problems_as_file);
  router.post("/feeds/{id}/loads", load);
  router.post("/feeds/{id}/discard", discard);
  router.post("/feeds/{id}/answers", answer, Who::members, show_feed);
  router.get("/feeds/{id}/history", history);
  router.get("/loads/{id}", show_load);
}

}  // namespace feeds
