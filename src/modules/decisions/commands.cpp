#include <fmt/format.h>

#include <algorithm>
#include <set>

#include "kit/text/utf8.h"
#include "modules/decisions/box.h"
#include "modules/decisions/steps.h"
#include "partnership/findable.h"

// From a proposal to the question being open. What it will be decided by is fixed here, and never changes afterwards.
namespace decisions {
namespace {

void check_text(std::vector<FieldError>& faults, const std::string& field, const std::string& text, int longest) {
  if (text.empty()) faults.push_back({field, "partnership.field.required", {}});
  if (kit::characters(text) > static_cast<std::size_t>(longest))
    faults.push_back({field, "partnership.field.too_long", std::to_string(longest)});
}

// A new round begins where the former one ended without agreement; what was owed for it is done with that.
void begin_next_round(Tx& tx, const Decision& decision) {
  Course former = course_of(tx, *decision.former);
  require(former.decision.place == decision.place, "decisions.refusal.other_place");
  require(former.state == State::not_agreed || former.state == State::withdrawn, "decisions.refusal.former_stands");
  require(!former.next, "decisions.refusal.has_next");
  bool on_a_desk = former.referrals.size() > former.referral_answers.size();
  require(!on_a_desk, "decisions.refusal.on_a_desk");
  stop_clocks(tx, FallbackClock::kind, former.decision.id.text, ClockOutcome::met);
}

struct Chosen {
  Id<Seat> seat;
  Id<Party> party;
};

// One person is asked once, from the seat that comes first: a chair's before a member's.
std::vector<Chosen> chosen_here(const Seats& place, const AskedTerms& asked) {
  std::vector<Chosen> chosen;
  std::set<std::string> people;
  auto take = [&](const SeatHere& one) {
    if (people.insert(one.seat.person.text).second) chosen.push_back({one.seat.id, one.seat.party});
  };
  auto wanted = [&](const SeatHere& one) {
    return std::ranges::find(asked.seats, one.seat.id) != asked.seats.end() ||
           std::ranges::find(asked.roles, one.seat.role) != asked.roles.end();
  };
  for (const SeatHere& one : place.seats)
    if (one.seat.role == place.chair && wanted(one)) take(one);
  for (const SeatHere& one : place.seats)
    if (wanted(one)) take(one);
  return chosen;
}

// Everybody in the unit and below, each from one seat.
std::vector<Chosen> chosen_below(Reader& db, const Seats& place) {
  static const std::string sql =
      "select seats.id, person_id, party_id from seats where starts_on <= $2 and (ends_on is null or ends_on >= $2)"
      " and exists (select 1 from unit_ancestors where ancestor_id = $1 and unit_id = " +
      unit_of_place("seats.place_id") + ") order by person_id, case role when $3 then 0 else 1 end, seats.id";
  std::vector<Chosen> chosen;
  std::string last;
  db.each(sql, {place.place, db.today(), place.chair}, [&](const kit::Row& row) {
    if (row.text(1) == last) return;
    last = row.text(1);
    chosen.push_back({{std::string(row.text(0))}, {std::string(row.text(2))}});
  });
  return chosen;
}

int people_in(const Seats& place) {
  std::set<std::string> people;
  for (const SeatHere& one : place.seats) people.insert(one.seat.person.text);
  return static_cast<int>(people.size());
}

int asked_of(const std::vector<Chosen>& seats, const Id<Party>& party) {
  return static_cast<int>(std::ranges::count(seats, party, &Chosen::party));
}

void check_asked(std::vector<FieldError>& faults, const DecisionTerms& terms, const Seats& place,
                 const std::vector<Chosen>& seats) {
  if (seats.empty()) faults.push_back({"asked", "decisions.refusal.nobody_asked", {}});
  for (const Party& party : place.parties)
    if (terms.involvement == Involvement::consensus && asked_of(seats, party.id) == 0)
      faults.push_back({"asked", "decisions.refusal.party_missing", party.name});
  if (!terms.secret()) return;
  if (seats.size() > most_in_a_box)
    faults.push_back({"ballot", "decisions.refusal.secret_large", std::to_string(most_in_a_box)});
  std::set<std::string> parties;
  for (auto& one : seats) parties.insert(one.party.text);
  for (const std::string& party : parties)
    if (asked_of(seats, {party}) < terms.least_ballots) {
      faults.push_back({"ballot", "decisions.refusal.secret_small", std::to_string(terms.least_ballots)});
      break;
    }
}

// By the policies as they are now: their versions are kept, so that the outcome can be computed again.
void complete_terms(Tx& tx, DecisionTerms& terms, const Seats& place, const Decision& decision,
                    std::vector<FieldError>& faults) {
  Deciding deciding = deciding_policy(tx, Language::en);
  Scales scales = scales_in_force(tx, Language::en);
  const Fallback* fallback = deciding.fallback(terms.fallback);
  if (!fallback) faults.push_back({"fallback", "partnership.field.choose", {}});
  if (!scales.scale(terms.scale)) faults.push_back({"scale", "partnership.field.choose", {}});
  if (terms.involvement < needed_here(tx, decision))
    faults.push_back({"involvement", "decisions.refusal.involvement", {}});
  Date earliest = kit::add_days(tx.today(), deciding.least_days);
  if (terms.closes_on < earliest) faults.push_back({"closes_on", "decisions.refusal.too_soon", kit::iso(earliest)});

  terms.scales_version = scales.version, terms.deciding_version = deciding.version;
  terms.involvement_version = involvement_policy(tx, Language::en).version;
  terms.least_ballots = deciding.least_ballots;
  terms.early_close = deciding.early_close;
  terms.share_of = deciding.share_of, terms.share_in = deciding.share_in;
  terms.members = people_in(place);
  terms.fixed_on = tx.today();
  if (fallback) terms.fallback_days = fallback->days;
  auto vote = vote_due(tx, decision);
  terms.rule = vote ? Rule::vote : Rule::consensus;
  if (!vote) return;
  terms.share_of = vote->share_of, terms.share_in = vote->share_in;
  if (fallback && fallback->kind == FallbackKind::vote)
    faults.push_back({"fallback", "decisions.refusal.vote_after_vote", {}});
}

void check_affected(Tx& tx, const std::vector<std::string>& affected, std::vector<FieldError>& faults) {
  for (const std::string& place : affected)
    if (seats_of(tx, place).chairing_parties().empty())
      faults.push_back({"affected", "decisions.refusal.no_chairs", place_name(tx, place)});
}

int weight_of(const AskedTerms& asked, const Id<Seat>& seat) {
  auto found = asked.weights.find(seat.text);
  return found == asked.weights.end() ? 1 : std::clamp(found->second, 1, 1'000'000);
}

// Each seat address (place, role and party) of those asked, once.
struct Address {
  std::string place, role, party;
};
std::vector<Address> addresses(Reader& db, const Id<Decision>& id) {
  std::vector<Address> found;
  db.each(
      "select distinct place_id, role, seats.party_id from decision_asked join seats on seats.id = seat_id"
      " where decision_id = $1 order by 1, 2, 3",
      {id}, [&](const kit::Row& row) {
        found.push_back({std::string(row.text(0)), std::string(row.text(1)), std::string(row.text(2))});
      });
  return found;
}

}  // namespace

std::string need_subject(const Id<Decision>& id, std::string_view place, std::string_view role) {
  return fmt::format("{}/{}/{}", id.text, place, role);
}
std::string url_of(const Id<Decision>& id) { return "/decisions/" + id.text; }

std::optional<Fallback> vote_due(Reader& db, const Decision& decision) {
  if (!decision.former) return std::nullopt;
  Course former = course_of(db, *decision.former);
  if (!former.fallback || former.decision.body != decision.body) return std::nullopt;
  Deciding deciding = deciding_of(db, former.terms->deciding_version, Language::en);
  const Fallback* fallback = deciding.fallback(former.fallback->fallback);
  if (!fallback || fallback->kind != FallbackKind::vote) return std::nullopt;
  return *fallback;
}

Decision propose(Tx& tx, Decision asked) {
  Seats place = seats_of(tx, asked.place);
  const Seat* seat = seat_to_propose(tx.actor(), place);
  allow(seat != nullptr);
  std::vector<FieldError> faults;
  check_text(faults, "title", asked.title, 160);
  check_text(faults, "body", asked.body, 6000);
  if (!involvement_policy(tx, Language::en).subject(asked.subject))
    faults.push_back({"subject", "partnership.field.choose", {}});
  refuse_invalid(std::move(faults));
  if (asked.former) tx.lock(asked.former->text), begin_next_round(tx, asked);

  tx.act_from(*seat);
  asked.id = kit::fresh<Decision>();
  asked.unit = place.unit;
  asked.seat = seat->id;
  asked.proposed_on = tx.today();
  tx.record(asked);
  return asked;
}

DecisionTerms fix_terms(Tx& tx, const Id<Decision>& id, AskedTerms asked) {
  tx.lock(id.text);
  Course course = course_for_reader(tx, id);
  Seats place = seats_of(tx, course.decision.place);
  const Seat* seat = seat_to_chair(tx.actor(), place);
  allow(seat != nullptr);
  require(course.state == State::proposed, "decisions.refusal.fixed_already");
  std::vector<FieldError> faults;
  DecisionTerms& terms = asked.terms;
  complete_terms(tx, terms, place, course.decision, faults);
  bool below = asked.everybody && place.place == place.unit.text;
  auto seats = below ? chosen_below(tx, place) : chosen_here(place, asked);
  if (below) terms.members = static_cast<int>(seats.size());
  check_asked(faults, terms, place, seats);
  check_affected(tx, asked.affected, faults);
  refuse_invalid(std::move(faults));

  tx.act_from(*seat);
  terms.decision = id;
  tx.record(terms);
  std::vector<DecisionAsked> rows;
  for (const Chosen& one : seats)  // what weighs more than one could be told apart in a box
    rows.push_back({id, one.seat, one.party, terms.secret() ? 1 : weight_of(asked, one.seat)});
  tx.record_all(rows);
  std::set<std::string> once(asked.affected.begin(), asked.affected.end());
  for (const std::string& affected : once) tx.record(DecisionAffected{id, affected});
  return terms;
}

void open(Tx& tx, const Id<Decision>& id) {
  tx.lock(id.text);
  Course course = course_for_reader(tx, id);
  const Seat* seat = seat_to_chair(tx.actor(), seats_of(tx, course.decision.place));
  allow(seat != nullptr);
  require(course.state == State::ready, "decisions.refusal.not_ready");
  require(tx.today() <= course.terms->closes_on, "decisions.refusal.day_passed");

  tx.act_from(*seat);
  tx.record(DecisionOpening{id, tx.today()});
  bool told = course.terms->involvement == Involvement::inform;
  for (auto& [place, role, party] : addresses(tx, id))
    need(tx, {.place = place,
              .role = *kit::named<Role>(role),
              .party = {party},
              .kind = std::string(told ? ReadNeed::kind : StanceNeed::kind),
              .about = course.decision.title,
              .url = url_of(id),
              .subject = need_subject(id, place, role),
              .due_on = course.terms->closes_on});
}

void no_longer_asked(Tx& tx, const Id<Decision>& id) {
  for (auto& [place, role, party] : addresses(tx, id)) no_longer_needed(tx, need_subject(id, place, role), {party});
}

void withdraw(Tx& tx, const Id<Decision>& id, const std::string& reason) {
  tx.lock(id.text);
  Course course = course_for_reader(tx, id);
  const Seat* seat = seat_to_withdraw(tx.actor(), course, seats_of(tx, course.decision.place));
  allow(seat != nullptr);
  require(!course.closing && !course.withdrawal, "decisions.refusal.closed");
  if (reason.empty()) refuse_invalid({{"reason", "partnership.field.say_why"}});
  if (kit::characters(reason) > 1000) refuse_invalid({{"reason", "partnership.field.too_long", "1000"}});

  tx.act_from(*seat);
  tx.record(DecisionWithdrawal{id, reason, tx.today()});
  no_longer_asked(tx, id);
  withdraw_assent(tx, id.text, "early_close");
  destroy_box(tx, id);
  tx.run("delete from held_stances where decision_id = $1", {id});
}

const Seat* seat_to_withdraw(const Actor& actor, const Course& course, const Seats& place) {
  for (const Seat& seat : actor.seats)
    if (seat.id == course.decision.seat) return &seat;
  return seat_to_chair(actor, place);
}

}  // namespace decisions
