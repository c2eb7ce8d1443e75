#include "modules/setup/intakes.h"

#include "kit/time/quarter.h"

namespace setup {
namespace {

constexpr int contact_days = 30;

// Those with a parent among the kept come after it.
template <class Kept>
void parents_first(std::vector<Kept>& kept) {
  std::unordered_map<std::string, std::size_t> place;
  for (std::size_t i = 0; i < kept.size(); ++i) place[kept[i].row.id.text] = i;
  auto depth = [&](const Kept& one) {
    int steps = 0;
    const Kept* at = &one;
    while (at->row.parent && place.contains(at->row.parent->text) && steps < 1000) {
      at = &kept[place[at->row.parent->text]];
      ++steps;
    }
    return steps;
  };
  std::vector<std::pair<int, Kept>> by_depth;
  for (Kept& one : kept) by_depth.emplace_back(depth(one), one);
  std::ranges::stable_sort(by_depth, {}, &std::pair<int, Kept>::first);
  for (std::size_t i = 0; i < kept.size(); ++i) kept[i] = std::move(by_depth[i].second);
}

// Facts that stand for the signatures of every party.
std::optional<Fault> signed_by_all(const Known& known, std::string field = {}) {
  if (!known.rights().settled()) return std::nullopt;
  return Fault{std::move(field), "setup.problem.signed_by_all", ""};
}

std::optional<Fault> kept_by_its_party(const Known& known, const Id<Party>& party, std::string sentence) {
  std::string keeper = known.rights().kept_by(party);
  if (keeper.empty()) return std::nullopt;
  return Fault{"party", std::move(sentence), std::move(keeper)};
}

}  // namespace

std::optional<Fault> PartyIntake::not_theirs(Known& known, Change) {
  if (!known.rights().settled()) return std::nullopt;
  return Fault{"", "setup.problem.parties_settled", ""};
}

std::optional<Fault> UnionIntake::not_theirs(Known& known, Change change) {
  constexpr const char* sentence = "setup.problem.union_of_party";
  if (auto fault = kept_by_its_party(known, row_.party, sentence)) return fault;
  return change == Change::changed ? kept_by_its_party(known, former_.party, sentence) : std::nullopt;
}

void UnionIntake::write(Tx& tx, Known& known, const Step& step) {
  parents_first(kept_);
  IntakeOf::write(tx, known, step);
}

// ── units ────────────────────────────────────────────────────────────────────

void UnitIntake::read_tree(Reader& db) {
  if (tree_read_) return;
  tree_read_ = true;
  db.each("select id, coalesce(parent_id, '') from units", {},
          [&](const kit::Row& row) { parents_[std::string(row.text(0))] = std::string(row.text(1)); });
}

std::optional<Fault> UnitIntake::keep(Known& known, Change& change) {
  read_tree(known.db());
  std::string id = row_.id.text, parent = row_.parent ? row_.parent->text : "";
  parents_[id] = parent;
  std::string above = parent;
  for (int steps = 0; !above.empty() && steps < 1000; ++steps) {
    if (above == id) return Fault{"parent", "setup.problem.below_itself", row_.name};
    auto next = parents_.find(above);
    above = next == parents_.end() ? "" : next->second;
  }
  return IntakeOf::keep(known, change);
}

void UnitIntake::write(Tx& tx, Known&, const Step& step) {
  parents_first(kept_);
  for (const Kept& kept : kept_) {
    if (kept.change == Change::added)
      add_unit(tx, kept.row);
    else
      change_unit(tx, kept.row);
    step(1);
  }
}

std::optional<Fault> MoveIntake::keep(Known& known, Change& change) {
  if (row_.starts_on > known.db().today()) return Fault{"starts_on", "setup.problem.move_later", ""};
  if (row_.reason.empty()) return Fault{"reason", "setup.problem.missing_value", ""};
  auto former = there_ ? std::vector<UnitMove>{} : moves_of(known.db(), row_.unit);
  if (!former.empty() && former.front().starts_on >= row_.starts_on)
    return Fault{"starts_on", "setup.problem.moved_since", kit::iso(former.front().starts_on)};
  return IntakeOf::keep(known, change);
}

std::optional<Fault> MoveIntake::not_theirs(Known& known, Change) {
  if (!known.rights().settled()) return std::nullopt;
  return Fault{"", "setup.problem.settled", ""};
}

void MoveIntake::write(Tx& tx, Known&, const Step& step) {
  for (const Kept& kept : kept_) {
    move_unit(tx, kept.row.unit, kept.row.under, kept.row.starts_on, kept.row.reason);
    step(1);
  }
}

// ── people, teams, seats ─────────────────────────────────────────────────────

std::optional<Fault> PersonIntake::keep(Known& known, Change& change) {
  if (row_.language != "en" && row_.language != "es") return Fault{"language", "setup.problem.language", row_.language};
  if (row_.email && row_.email->find('@') == std::string::npos)
    return Fault{"email", "setup.problem.email", *row_.email};
  return IntakeOf::keep(known, change);
}

std::optional<Fault> PersonIntake::not_theirs(Known& known, Change change) {
  if (change != Change::changed) return std::nullopt;
  std::string keeper = known.rights().kept_by(known.db(), row_.id);
  if (keeper.empty()) return std::nullopt;
  return Fault{"external_id", "setup.problem.person_of_party", std::move(keeper)};
}

std::optional<Fault> TeamIntake::not_theirs(Known& known, Change change) {
  if (change != Change::changed) return std::nullopt;
  if (row_.unit != former_.unit) return signed_by_all(known, "unit");
  if (row_.ended_on != former_.ended_on) return signed_by_all(known, "ended_on");
  return row_.resting_since != former_.resting_since ? signed_by_all(known, "resting_since") : std::nullopt;
}

void TeamIntake::write(Tx& tx, Known&, const Step& step) {
  for (const Kept& kept : kept_) {
    const teams::Team& team = kept.row;
    if (kept.change == Change::changed) {
      teams::Team former = teams::find_team(tx, team.id);
      if (former.ended_on != team.ended_on || former.resting_since != team.resting_since)
        teams::withdraw_turns(tx, team.id);
      if (former.active()) tx.tally(former.unit, "", "teams", -1);
      tx.update(team);
    } else {
      tx.insert(team);
    }
    if (team.active()) tx.tally(team.unit, "", "teams", 1);
    step(1);
  }
}

std::optional<Fault> SeatIntake::keep(Known& known, Change& change) {
  if (row_.ends_on && *row_.ends_on < row_.starts_on)
    return Fault{"ends_on", "setup.problem.ends_before", kit::iso(row_.starts_on)};
  if (row_.role == Role::sponsor && row_.place.starts_with(teams::Team::prefix)) known.add_sponsor(row_);
  return IntakeOf::keep(known, change);
}

std::optional<Fault> SeatIntake::not_theirs(Known& known, Change) {
  return kept_by_its_party(known, row_.party, "setup.problem.not_your_party");
}

void SeatIntake::write(Tx& tx, Known& known, const Step& step) {
  IntakeOf::write(tx, known, step);
  for (const Kept& kept : kept_) {
    const Seat& seat = kept.row;
    if (seat.role == Role::sponsor && seat.place.starts_with(teams::Team::prefix) && seat.held_on(tx.today()))
      restart_contact_clock(tx, {seat.place}, seat.party);
    step(0);
  }
}

void restart_contact_clock(Tx& tx, const Id<teams::Team>& id, const Id<Party>& party) {
  teams::Team team = teams::find_team(tx, id);
  if (team.ended_on) return;
  auto last = tx.maybe_value<Date>(
      "select contacted_on from sponsor_contacts join seats on seats.id = seat_id where team_id = $1 and party_id = $2"
      " order by contacted_on desc limit 1",
      {id, party});
  start_clock(tx,
              {.id = {},
               .kind = "sponsor_contact",
               .subject = id.text,
               .place = id.text,
               .role = Role::sponsor,
               .party = party,
               .unit = team.unit,
               .rule = "clocks.sponsor_contact",
               .started_on = last.value_or(tx.today()),
               .due_on = kit::add_days(last.value_or(tx.today()), contact_days)},
              team.name, "/teams/" + id.text + "/contacts");
}

// ── projects and their tests ─────────────────────────────────────────────────

void ProjectIntake::fresh() {
  IntakeOf::fresh();
  series_ = {};
}

void* ProjectIntake::part(int number) { return number == 0 ? static_cast<void*>(&row_) : &series_; }

std::optional<Fault> ProjectIntake::keep(Known& known, Change& change) {
  if (row_.direction == improvement::Direction::neutral)
    return Fault{"direction", "setup.problem.not_a_choice", "neutral"};
  if (!series_.metric.empty()) {
    series_.place = row_.team.text;
    series_.target = row_.to_value;
    row_.series = known.series(series_);
  }
  return IntakeOf::keep(known, change);
}

std::optional<Fault> ProjectIntake::not_theirs(Known& known, Change change) {
  return change == Change::changed ? signed_by_all(known) : std::nullopt;
}

namespace {
void tally_points(Tx& tx, const improvement::Project& project, int by) {
  auto unit = tx.value<Id<Unit>>("select unit_id from teams where id = $1", {project.team});
  for (const std::string& point : improvement::points_of(project))
    for (const std::string& period : {std::string(), kit::text_of(kit::quarter_of(project.started_on))})
      tx.tally(unit, period, "projects." + point, by);
}
}  // namespace

void ProjectIntake::write(Tx& tx, Known&, const Step& step) {
  for (const Kept& kept : kept_) {
    if (kept.change == Change::added) {
      improvement::add_project(tx, kept.row);
    } else {
      tally_points(tx, improvement::find_project(tx, kept.row.id), -1);
      tx.update(kept.row);
      improvement::follow_progress(tx, {&kept.row.id, 1});
      tally_points(tx, kept.row, 1);
    }
    step(1);
  }
}

std::optional<Fault> EndingIntake::not_theirs(Known& known, Change) { return signed_by_all(known); }

void EndingIntake::write(Tx& tx, Known&, const Step& step) {
  for (const Kept& kept : kept_) {
    improvement::add_ending(tx, kept.row);
    step(1);
  }
}

bool CycleIntake::load_second(Reader& db) {
  auto closing = db.maybe<improvement::CycleClosing>("where cycle_id = $1", {row_.id});
  if (closing) second_ = *closing;
  return closing.has_value();
}

void CycleIntake::write(Tx& tx, Known&, const Step& step) {
  for (std::size_t i = 0; i < kept_.size(); ++i) {
    auto closing = seconds_[i];
    if (closing) closing->cycle = kept_[i].row.id;
    if (kept_[i].change == Change::added) {
      improvement::add_cycle(tx, kept_[i].row, closing);
    } else {
      tx.update(kept_[i].row);
      if (closing) improvement::add_closing(tx, *closing);
      improvement::follow_progress(tx, {&kept_[i].row.project, 1});
    }
    step(1);
  }
}

bool SavingIntake::load_second(Reader& db) {
  auto validation = db.maybe<improvement::SavingValidation>("where saving_id = $1", {row_.id});
  if (validation) second_ = *validation;
  return validation.has_value();
}

std::optional<Fault> SavingIntake::keep(Known& known, Change& change) {
  if (second_.validated_on != Date{} && !second_there_)
    if (auto fault = signed_by_all(known, "validated_on")) return fault;
  return IntakeOfTwo::keep(known, change);
}

void SavingIntake::write(Tx& tx, Known&, const Step& step) {
  for (std::size_t i = 0; i < kept_.size(); ++i) {
    auto validated_on = seconds_[i] ? std::optional(seconds_[i]->validated_on) : std::nullopt;
    if (kept_[i].change == Change::added) {
      improvement::add_saving(tx, kept_[i].row, validated_on);
    } else {
      tx.update(kept_[i].row);
      if (validated_on) improvement::add_validation(tx, {.saving = kept_[i].row.id, .validated_on = *validated_on});
    }
    step(1);
  }
}

// ── ratings and contacts ─────────────────────────────────────────────────────

bool RatingIntake::load_second(Reader& db) {
  auto start = db.maybe<path::RatingStart>("where rating_id = $1", {row_.id});
  if (start) second_ = *start;
  return start.has_value();
}

std::optional<Fault> RatingIntake::keep(Known& known, Change& change) {
  if (!kit::parse_quarter(row_.quarter)) return Fault{"quarter", "setup.problem.quarter", row_.quarter};
  if (row_.level < 1 || row_.level > 5) return Fault{"level", "setup.problem.level", std::to_string(row_.level)};
  if (row_.evidence.empty()) row_.evidence = "[]";
  if (second_.started_on == Date{}) second_.started_on = row_.rated_on;
  if (there_ && !same()) return Fault{"", "setup.problem.final", ""};
  return IntakeOfTwo::keep(known, change);
}

std::optional<Fault> RatingIntake::not_theirs(Known& known, Change) { return signed_by_all(known); }

// Quarter after quarter: who moved is counted against the quarter before.
void RatingIntake::write(Tx& tx, Known&, const Step& step) {
  std::vector<std::size_t> order(kept_.size());
  for (std::size_t i = 0; i < order.size(); ++i) order[i] = i;
  std::ranges::stable_sort(order, {}, [&](std::size_t i) { return kept_[i].row.quarter; });
  for (std::size_t i : order) {
    if (kept_[i].change == Change::added)
      path::add_rating(tx, kept_[i].row, seconds_[i] ? seconds_[i]->started_on : kept_[i].row.rated_on);
    step(1);
  }
}

void ContactIntake::fresh() {
  IntakeOf::fresh();
  seat_ = {};
}

void* ContactIntake::part(int number) { return number == 0 ? static_cast<void*>(&row_) : &seat_; }

bool ContactIntake::load(Known& known) {
  auto seat = known.sponsor(seat_.person, row_.team.text);
  is_sponsor_ = seat.has_value();
  if (seat) row_.seat = *seat;
  return IntakeOf::load(known);
}

std::optional<Fault> ContactIntake::keep(Known& known, Change& change) {
  if (!is_sponsor_) return Fault{"person", "setup.problem.not_a_sponsor", ""};
  return IntakeOf::keep(known, change);
}

void ContactIntake::write(Tx& tx, Known& known, const Step& step) {
  IntakeOf::write(tx, known, step);
  std::unordered_set<std::string> done;
  for (const Kept& kept : kept_) {
    Seat seat = tx.find(kept.row.seat);
    if (!done.insert(seat.place + seat.party.text).second || !seat.held_on(tx.today())) continue;
    restart_contact_clock(tx, kept.row.team, seat.party);
    step(0);
  }
}

}  // namespace setup
