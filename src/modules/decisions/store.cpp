#include <algorithm>

#include "modules/decisions/box.h"
#include "modules/decisions/decisions.h"
#include "modules/search/search.h"
#include "partnership/units.h"

namespace decisions {
namespace {

State state_of(const Course& course, Date today) {
  if (course.withdrawal) return State::withdrawn;
  if (course.completion) return State::carried_out;
  if (course.final_) return State::final_;
  if (course.closing) {
    Outcome outcome = course.closing->outcome;
    if (needs_fallback(outcome)) return State::not_agreed;
    return outcome == Outcome::agreed ? State::agreed : State::told;
  }
  if (course.opening) return today > course.terms->closes_on ? State::over : State::open;
  return course.terms ? State::ready : State::proposed;
}

template <class T>
std::optional<T> of(Reader& db, const Id<Decision>& id) {
  return db.maybe<T>("where decision_id = $1", {id});
}

}  // namespace

Decision find_decision(Reader& db, const Id<Decision>& id) { return db.find(id); }

namespace {

// Without those asked.
Course facts_of(Reader& db, const Id<Decision>& id) {
  Course course{.decision = find_decision(db, id)};
  course.terms = of<DecisionTerms>(db, id);
  course.withdrawal = of<DecisionWithdrawal>(db, id);
  if (course.terms) {
    course.affected = db.all<DecisionAffected>("where decision_id = $1 order by place_id", {id});
    course.opening = of<DecisionOpening>(db, id);
    course.closing = of<DecisionClosing>(db, id);
  }
  if (course.closing) {
    course.counts = db.all<DecisionCount>("where decision_id = $1 order by party_id", {id});
    course.fallback = of<DecisionFallback>(db, id);
    course.referrals = db.all<DecisionReferral>("where decision_id = $1 order by number", {id});
    course.referral_answers = db.all<ReferralAnswer>("where decision_id = $1", {id});
    course.final_ = of<DecisionFinal>(db, id);
    course.completion = of<DecisionCompletion>(db, id);
  }
  if (auto next = db.maybe_value<std::string>("select id from decisions where former_id = $1 limit 1", {id}))
    course.next = Id<Decision>{*next};
  course.state = state_of(course, db.today());
  return course;
}

}  // namespace

Course course_of(Reader& db, const Id<Decision>& id) {
  Course course = facts_of(db, id);
  if (course.terms) course.asked = db.all<DecisionAsked>("where decision_id = $1 order by party_id, seat_id", {id});
  return course;
}

Course course_for_reader(Reader& db, const Id<Decision>& id) {
  Course course = facts_of(db, id);
  if (course.terms)
    course.asked = db.all<DecisionAsked>(
        "where decision_id = $1 and seat_id in (select id from seats where person_id = $2) order by party_id, seat_id",
        {id, db.actor().person});
  return course;
}

// A place has at most a thousand seats; where more are asked, everybody is, and the terms say how many that was.
std::int64_t count_asked(Reader& db, const DecisionTerms& terms) {
  constexpr std::int64_t most_of_a_place = 1000;
  auto counted = db.value<std::int64_t>(
      "select count(*) from (select 1 from decision_asked where decision_id = $1 limit $2) as asked",
      {terms.decision, most_of_a_place + 1});
  return counted > most_of_a_place ? terms.members : counted;
}

namespace {

// Two short walks along an index each, however many answered.
std::vector<Stance> newest_with_reasons(Reader& db, const Id<Decision>& id) {
  return db.all<Stance>(
      "where id in (select id from (select id from stances where decision_id = $1 and reason <> '' order by taken_at"
      " desc limit 60) as newest union select id from stances where decision_id = $1 and seat_id in (select id from"
      " seats where person_id = $2)) order by taken_at, id",
      {id, db.actor().person});
}

}  // namespace

// The wall of a ballot: before the close nobody reads what others said, not even by asking for it as data.
std::vector<Stance> stances_seen(Reader& db, const Course& course) {
  if (!course.terms || course.terms->secret()) return {};
  const Id<Decision>& id = course.decision.id;
  if (course.terms->ballot == BallotKind::open || course.closing) {
    if (count_asked(db, *course.terms) > most_listed) return newest_with_reasons(db, id);
    return db.all<Stance>("where decision_id = $1 order by taken_at, id limit 2000", {id});
  }
  std::vector<Stance> own;
  for (HeldStance& one : db.all<HeldStance>(
           "where decision_id = $1 and seat_id in (select id from seats where person_id = $2) order by taken_at, id",
           {id, db.actor().person}))
    own.push_back(std::move(one));
  return own;
}

std::vector<Ballot> ballots_of(Reader& db, const Id<Decision>& id) {
  return db.all<Ballot>("where decision_id = $1 order by id limit 2000", {id});
}

bool has_answered(Reader& db, const Course& course) {
  if (!course.terms || !course.terms->secret() || course.closing) return false;
  Box box = box_of(db, course.decision.id);
  return std::ranges::any_of(db.actor().seats, [&](const Seat& seat) { return box.answered.contains(seat.id.text); });
}

std::vector<FollowUp> follow_ups_of(Reader& db, const Id<Decision>& id) {
  return db.all<FollowUp>("where decision_id = $1 order by due_on, id limit 100", {id});
}
std::vector<FollowUpEnding> follow_up_endings_of(Reader& db, const Id<Decision>& id) {
  return db.all<FollowUpEnding>("where decision_id = $1", {id});
}
std::vector<DecisionReading> readings_of(Reader& db, const Id<Decision>& id, int most) {
  return db.all<DecisionReading>("where decision_id = $1 order by read_on, person_id limit $2", {id, most});
}
std::int64_t count_readings(Reader& db, const Id<Decision>& id) {
  return db.value<std::int64_t>("select count(*) from decision_readings where decision_id = $1", {id});
}

namespace {

// Where each stands, by its facts; the same order of questions as state_of.
constexpr std::string_view lines_begin =
    "select id, title, body, subject, place_id, unit_id, former_id, seat_id, proposed_on, state, place_name,"
    " closes_on, closed_on, (select count(*) from follow_ups where decision_id = lines.id),"
    " (select count(*) from follow_up_endings where decision_id = lines.id),"
    " (select min(due_on) from follow_ups where decision_id = lines.id and follow_ups.id not in"
    " (select follow_up_id from follow_up_endings where decision_id = lines.id))"
    " from (select decisions.*, case when withdrawn_on is not null then 'withdrawn'"
    " when completed_on is not null then 'carried_out' when final_on is not null then 'final'"
    " when outcome in ('informed', 'heard') then 'told' when outcome = 'agreed' then 'agreed'"
    " when outcome is not null then 'not_agreed' when opened_on is not null and closes_on < $1 then 'over'"
    " when opened_on is not null then 'open' when closes_on is not null then 'ready' else 'proposed' end as state,"
    " coalesce(teams.name, bodies.name, units.name) as place_name, closes_on, closed_on from decisions"
    " left join decision_terms on decision_terms.decision_id = decisions.id"
    " left join decision_openings on decision_openings.decision_id = decisions.id"
    " left join decision_withdrawals on decision_withdrawals.decision_id = decisions.id"
    " left join decision_closings on decision_closings.decision_id = decisions.id"
    " left join decision_finals on decision_finals.decision_id = decisions.id"
    " left join decision_completions on decision_completions.decision_id = decisions.id"
    " left join teams on teams.id = decisions.place_id left join bodies on bodies.id = decisions.place_id"
    " left join units on units.id = decisions.place_id"
    " where ($3 = '' or decisions.subject = $3) and ($4 = '' or decisions.proposed_on || decisions.id < $4) and ";
constexpr std::string_view at_place = "decisions.place_id = $2";
constexpr std::string_view in_unit = "decisions.unit_id in (select unit_id from unit_ancestors where ancestor_id = $2)";
constexpr std::string_view lines_end =
    ") as lines where $5 = '' or state = $5 order by proposed_on desc, id desc limit $6";

// By the words of a decision, or of what is to be done because of it.
struct ByWords {
  std::string sql, decision, follow_up;
};
ByWords by_words(Reader& db, const std::string& words) {
  auto engine = db.db().engine();
  auto decision = search::narrowing(engine, "decision", words, "$7");
  auto follow_up = search::narrowing(engine, "follow_up", words, "$8");
  if (!decision || !follow_up) return {.sql = " and $7 = 'a word' and $8 = ''", .decision = {}, .follow_up = {}};
  return {.sql = " and (decisions.id in (" + decision->ids +
                 ") or decisions.id in (select decision_id from follow_ups where follow_ups.id in (" + follow_up->ids +
                 ")))",
          .decision = decision->match,
          .follow_up = follow_up->match};
}

}  // namespace

Register register_of(Reader& db, const Looking& looking, int most) {
  Register found;
  auto add = [&](const kit::Row& row) {
    if (static_cast<int>(found.lines.size()) == most) {
      const Decision& last = found.lines.back().decision;
      found.next = kit::iso(last.proposed_on) + last.id.text;
      return;
    }
    Line line{.decision = kit::read_record<Decision>(row), .place_name = std::string(row.text(10))};
    read_column(row, 9, line.state);
    read_column(row, 11, line.closes_on);
    read_column(row, 12, line.closed_on);
    line.follow_ups = static_cast<int>(row.integer(13)), line.done = static_cast<int>(row.integer(14));
    read_column(row, 15, line.next_due);
    found.lines.push_back(std::move(line));
  };
  const bool place = !looking.place.empty();
  std::vector<kit::Value> args{db.today(),      place ? kit::Value(looking.place) : kit::Value(looking.unit),
                               looking.subject, looking.after,
                               looking.state,   most + 1};
  std::string sql = std::string(lines_begin) + std::string(place ? at_place : in_unit);
  if (!looking.words.empty()) {
    ByWords narrowed = by_words(db, looking.words);
    sql += narrowed.sql;
    args.emplace_back(narrowed.decision), args.emplace_back(narrowed.follow_up);
  }
  db.db().each(sql + std::string(lines_end), kit::Args(args), add);
  return found;
}

// ── what it led to ───────────────────────────────────────────────────────────

namespace {
auto& solving_finder() {
  static std::function<std::optional<std::string>(Reader&, const Id<Decision>&)> finder;
  return finder;
}
}  // namespace

void solved_in(std::function<std::optional<std::string>(Reader&, const Id<Decision>&)> url_of_solving) {
  solving_finder() = std::move(url_of_solving);
}
std::optional<std::string> url_of_solving(Reader& db, const Id<Decision>& id) {
  return solving_finder() ? solving_finder()(db, id) : std::nullopt;
}

// ── places ───────────────────────────────────────────────────────────────────

namespace {

// A unit is led by whoever acts for the parties in it.
Role chair_of_unit(const std::vector<SeatHere>& seats) {
  for (Role role : {Role::co_lead, Role::administrator, Role::executive, Role::steward})
    if (std::ranges::any_of(seats, [&](auto& one) { return one.seat.role == role; })) return role;
  return Role::administrator;
}

std::vector<Party> parties_in(Reader& db, const std::vector<SeatHere>& seats) {
  auto parties = all_parties(db);
  std::erase_if(parties, [&](const Party& party) {
    return std::ranges::none_of(seats, [&](auto& one) { return one.seat.party == party.id; });
  });
  return parties;
}

}  // namespace

Site site_of(Reader& db, const std::string& place) {
  if (auto team = db.maybe<Team>("where id = $1", {place}))
    return {place, team->name, "/teams/" + place, team->unit, PlaceKind::team};
  if (auto body = db.maybe<governance::Body>("where id = $1", {place}))
    return {place, body->name, governance::url_of(body->id), body->unit, PlaceKind::body};
  Unit unit = find_unit(db, {place});
  return {place, unit.name, "/units/" + place, unit.id, PlaceKind::unit};
}

Seats seats_of(Reader& db, const std::string& place) {
  Seats found{site_of(db, place), seats_at(db, place), Role::co_lead, {}};
  if (found.kind == PlaceKind::unit) found.chair = chair_of_unit(found.seats);
  switch (found.kind) {
    case PlaceKind::team: found.parties = teams::leading_parties(db, teams::find_team(db, {place})); break;
    case PlaceKind::body: found.parties = governance::parties_of(db, {place}); break;
    case PlaceKind::unit: found.parties = parties_in(db, found.seats);
  }
  return found;
}

std::string place_name(Reader& db, const std::string& place) {
  return db
      .maybe_value<std::string>(
          "select name from teams where id = $1 union all select name from bodies where id = $1"
          " union all select name from units where id = $1 limit 1",
          {place})
      .value_or("");
}

const SeatHere* Seats::seat(const Id<Seat>& id) const {
  auto found = std::ranges::find_if(seats, [&](auto& one) { return one.seat.id == id; });
  return found == seats.end() ? nullptr : &*found;
}

std::vector<Id<Party>> Seats::chairing_parties() const {
  std::vector<Id<Party>> ids;
  for (const SeatHere& one : seats)
    if (one.seat.role == chair && std::ranges::find(ids, one.seat.party) == ids.end()) ids.push_back(one.seat.party);
  return ids;
}

Involvement needed_here(Reader& db, const Decision& decision) {
  std::vector<std::string> path;
  for (const Unit& unit : path_to(db, decision.unit)) path.push_back(unit.external_id);
  return needed(involvement_policy(db, Language::en), decision.subject, path);
}

// ── who may ──────────────────────────────────────────────────────────────────

namespace {
template <class Test>
const Seat* first_seat(const Actor& actor, Test test) {
  auto found = std::ranges::find_if(actor.seats, test);
  return found == actor.seats.end() ? nullptr : &*found;
}
}  // namespace

const Seat* seat_to_propose(const Actor& actor, const Seats& place) {
  if (auto* here = first_seat(actor, [&](const Seat& seat) { return seat.place == place.place; })) return here;
  return first_seat(actor, [&](const Seat& seat) { return seat.place == place.unit.text; });
}
const Seat* seat_to_chair(const Actor& actor, const Seats& place) { return actor.seat(place.place, place.chair); }

const Seat* seat_to_answer(const Actor& actor, const Course& course) {
  if (course.state != State::open) return nullptr;
  return first_seat(actor, [&](const Seat& seat) {
    return std::ranges::find(course.asked, seat.id, &DecisionAsked::seat) != course.asked.end();
  });
}
const Seat* seat_at_desk(const Actor& actor, const DecisionReferral& referral) {
  return actor.seat(referral.place, referral.role);
}
const Seat* seat_to_follow(const Actor& actor, const Course& course) {
  auto asked = [&](const Seat& seat) {
    return std::ranges::find(course.asked, seat.id, &DecisionAsked::seat) != course.asked.end();
  };
  if (auto* seat = first_seat(actor, asked)) return seat;
  return first_seat(actor, [&](const Seat& seat) { return seat.place == course.decision.place; });
}

}  // namespace decisions
