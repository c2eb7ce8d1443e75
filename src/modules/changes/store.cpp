#include <algorithm>

#include "modules/changes/pages.h"
#include "partnership/units.h"

namespace changes {

Change find_change(Reader& db, const Id<Change>& id) { return db.find(id); }

Course course_of(Reader& db, const Id<Change>& id) {
  Course course{.change = find_change(db, id), .readings = {}, .beginning = {}, .withdrawal = {}, .decisions = {}};
  course.readings = db.all<ChangeReading>("where change_id = $1 order by read_on, party_id", {id});
  course.beginning = db.maybe<ChangeBeginning>("where change_id = $1", {id});
  course.withdrawal = db.maybe<ChangeWithdrawal>("where change_id = $1", {id});
  course.decisions = db.all<ChangeDecision>("where change_id = $1 order by opened_on, decision_id", {id});
  course.state = state_of(course.change, course.withdrawal.has_value(), course.beginning.has_value(), db.today());
  return course;
}

State state_of(const Change& change, bool withdrawn, bool began, Date today) {
  if (withdrawn) return State::withdrawn;
  if (!change.told) return State::untold;
  return began || change.begins_on <= today ? State::begun : State::coming;
}

std::vector<Party> asked_of(Reader& db, const Change& change) {
  auto parties = parties_at(db, change.unit);
  std::erase_if(parties, [&](const Party& party) { return party.id == change.by; });
  return parties;
}

// ── the register ─────────────────────────────────────────────────────────────

// Read along changes_by_beginning until there are enough, whatever the unit: for the whole partnership that is soon.
std::vector<Line> lines_in(Reader& db, const Looking& looking, int most) {
  std::vector<Line> lines;
  db.each(
      "select changes.id, changes.unit_id, changes.party_id, by_party_id, changes.seat_id, changes.kind, title, body,"
      " told, begins_on, notice_days, involvement, policy_version, involvement_version, changes.recorded_on, "
      "units.name,"
      " parties.name, mark, began_on, withdrawn_on from changes join units on units.id = changes.unit_id"
      " join parties on parties.id = changes.party_id"
      " left join change_beginnings on change_beginnings.change_id = changes.id"
      " left join change_withdrawals on change_withdrawals.change_id = changes.id"
      " where exists (select 1 from unit_ancestors where unit_id = changes.unit_id and ancestor_id = $1)"
      " and ($2 = '' or changes.kind = $2) and ($3 = '' or begins_on || changes.id < $3)"
      " order by begins_on desc, changes.id desc limit $4",
      {looking.unit, looking.kind, looking.after, most}, [&](const kit::Row& row) {
        Line line{.change = kit::read_record<Change>(row)};
        line.unit = row.text(15);
        line.party = row.text(16);
        read_column(row, 17, line.mark);
        std::optional<ChangeBeginning> beginning;
        if (!row.is_null(18)) read_column(row, 18, beginning.emplace().began_on);
        line.notice = notice_of(line.change, beginning);
        line.state = state_of(line.change, !row.is_null(19), beginning.has_value(), db.today());
        lines.push_back(std::move(line));
      });
  return lines;
}

std::vector<Change> coming_to(Reader& db, const Id<Unit>& unit, int most) {
  return db.all<Change>(
      "where unit_id in (select ancestor_id from unit_ancestors where unit_id = $1) and begins_on >= $2 and told"
      " and not exists (select 1 from change_withdrawals where change_id = changes.id)"
      " order by begins_on, id limit $3",
      {unit, db.today(), most});
}

// ── who may ──────────────────────────────────────────────────────────────────

namespace {

bool speaks_there(Role role) {
  return role == Role::administrator || role == Role::executive || role == Role::steward || role == Role::sponsor ||
         role == Role::facilitator;
}

// Co-leads of a team and co-chairs of a body speak where their place lies.
bool leads_there(Reader& db, const Seat& seat, const Id<Unit>& unit) {
  if (seat.role != Role::co_lead) return false;
  auto lies = db.maybe_value<std::string>(
      "select unit_id from teams where id = $1 union all select unit_id from bodies where id = $1", {seat.place});
  return lies && *lies == unit.text;
}

const Seat* speaking_seat(Reader& db, const Id<Unit>& unit, const Id<Party>* party) {
  Reach reach = reach_of(db, unit.text, unit);
  for (const Seat& seat : db.actor().seats) {
    if (party && seat.party != *party) continue;
    if ((speaks_there(seat.role) && reach.above.contains(seat.place)) || leads_there(db, seat, unit)) return &seat;
  }
  return nullptr;
}

}  // namespace

const Seat* seat_to_speak(Reader& db, const Id<Unit>& unit) { return speaking_seat(db, unit, nullptr); }
const Seat* seat_to_speak(Reader& db, const Id<Unit>& unit, const Id<Party>& party) {
  return speaking_seat(db, unit, &party);
}

const Seat* seat_to_read(Reader& db, const Course& course) {
  if (course.state == State::withdrawn) return nullptr;
  for (const Party& party : asked_of(db, course.change)) {
    if (std::ranges::find(course.readings, party.id, &ChangeReading::party) != course.readings.end()) continue;
    if (auto* seat = seat_to_speak(db, course.change.unit, party.id)) return seat;
  }
  return nullptr;
}

std::optional<SeatAt> desk_of(Reader& db, const Id<Unit>& unit, const Id<Party>& party) {
  auto path = path_to(db, unit);
  for (auto step = path.rbegin(); step != path.rend(); ++step)
    for (Role role : {Role::steward, Role::executive, Role::sponsor, Role::administrator}) {
      auto held = db.maybe_value<std::int64_t>(
          "select 1 from seats where place_id = $1 and role = $2 and party_id = $3 and starts_on <= $4"
          " and (ends_on is null or ends_on >= $4) limit 1",
          {step->id, role, party, db.today()});
      if (held) return SeatAt{step->id.text, role, party};
    }
  return std::nullopt;
}

}  // namespace changes
