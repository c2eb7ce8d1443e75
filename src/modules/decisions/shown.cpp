#include <algorithm>
#include <set>

#include "modules/decisions/pages.h"
#include "modules/decisions/steps.h"
#include "partnership/naming.h"
#include "partnership/units.h"

// Reads what one decision's page shows. Of a ballot that is hidden or secret nothing is read that must not be shown.
namespace decisions {
namespace {

std::vector<Said> said_of(const Scale& scale, const std::vector<Stance>& stances) {
  std::vector<Said> said;
  for (const Stance& one : stances) {
    const Option* option = scale.option(one.choice);
    said.push_back({one.seat.text, one.party.text, option ? option->counts : Counts::abstain,
                    print_text(one.taken_at) + one.id.text});
  }
  return said;
}

// Of very many asked: who gave a reason lately, and the reader.
constexpr const char* some_of_many =
    "and seat_id in (select seat_id from (select seat_id from stances where decision_id = $1 and reason <> ''"
    " order by taken_at desc limit 60) as newest union select id from seats where person_id = $2)";

// Those asked, in the parties' order, each with what they said last: those who said nothing stand there as silent.
std::vector<StanceShown> stances_by_seat(Reader& db, const DecisionShown& shown, const std::vector<Stance>& stances) {
  std::vector<StanceShown> lines;
  db.each(
      std::string("select seats.id, people.name, parties.name, mark, role from decision_asked join seats on seats.id ="
                  " seat_id join people on people.id = person_id join parties on parties.id = seats.party_id"
                  " where decision_id = $1 ") +
          (shown.many() ? some_of_many : "and $2 <> ''") + " order by parties.place, people.name limit 500",
      {shown.course.decision.id, db.actor().person}, [&](const kit::Row& row) {
        StanceShown line{.person = std::string(row.text(1)),
                         .party_name = std::string(row.text(2)),
                         .role = std::string(row.text(4)),
                         .before = {}};
        read_column(row, 3, line.mark);
        for (const Stance& one : stances) {
          if (one.seat.text != row.text(0)) continue;
          if (line.counts) line.before.push_back(line.answer), ++line.earlier;
          const Option* option = shown.scale.option(one.choice);
          line.answer = option ? option->text : one.choice;
          line.counts = option ? option->counts : Counts::abstain;
          line.reason = one.reason, line.interest = one.interest;
        }
        lines.push_back(std::move(line));
      });
  return lines;
}

std::vector<PartyCount> counted(const DecisionShown& shown, const std::vector<Stance>& stances) {
  std::vector<PartyCount> counts;
  for (const DecisionCount& one : shown.course.counts)
    counts.push_back({one.party.text, one.asked, one.answered, one.support, one.reserve, one.aside, one.block,
                      one.abstain, one.in_favour, one.taken});
  bool seen = shown.course.opening && shown.course.terms->ballot == BallotKind::open;
  if (!counts.empty() || !seen || shown.many()) return counts;
  std::vector<AskedSeat> asked;
  for (const DecisionAsked& one : shown.course.asked) asked.push_back({one.seat.text, one.party.text, one.weight});
  return count(asked, said_of(shown.scale, stances));
}

void read_counts(Reader& db, DecisionShown& shown, const std::vector<Stance>& stances) {
  auto counts = counted(shown, stances);
  for (const Party& party : all_parties(db))
    for (const PartyCount& one : counts)
      if (one.party == party.id.text) shown.counts.push_back({party.name, party.mark, one});
  if (shown.course.terms) shown.standing = judge(shown.course.terms->rules(), counts);
  if (shown.course.closing) shown.standing = shown.course.closing->outcome;
}

void read_stances(Reader& db, DecisionShown& shown) {
  shown.asked = count_asked(db, *shown.course.terms);
  if (!shown.many()) shown.course.asked = course_of(db, shown.course.decision.id).asked;
  auto stances = stances_seen(db, shown.course);
  for (const Stance& one : stances)
    for (const Seat& seat : db.actor().seats)
      if (seat.id == one.seat) shown.own = one;
  shown.told = !shown.secret() && shown.course.opening &&
               (shown.course.closing || shown.course.terms->ballot == BallotKind::open);
  shown.stances = stances_by_seat(db, shown, shown.told ? stances : std::vector<Stance>{});
  if (shown.secret()) {
    shown.answered_secretly = has_answered(db, shown.course);
    if (shown.course.closing) shown.ballots = ballots_of(db, shown.course.decision.id);
  }
  read_counts(db, shown, stances);
}

void read_followings(Reader& db, DecisionShown& shown) {
  const Id<Decision>& id = shown.course.decision.id;
  shown.early_close = latest_assent(db, id.text, "early_close");
  shown.completion = latest_assent(db, id.text, "carried_out");
  for (const DecisionAffected& one : shown.course.affected)
    shown.sign_offs.push_back({place_name(db, one.place), latest_assent(db, id.text, one.place)});
  for (const DecisionReferral& one : shown.course.referrals) {
    DeskShown desk{.referral = one, .place = place_name(db, one.place), .answer = {}};
    for (const ReferralAnswer& answer : shown.course.referral_answers)
      if (answer.referral == one.id) desk.answer = answer;
    desk.may_answer = !desk.answer && seat_at_desk(db.actor(), one);
    shown.desks.push_back(std::move(desk));
  }
  auto endings = follow_up_endings_of(db, id);
  for (FollowUp& one : follow_ups_of(db, id)) {
    FollowUpShown line{.item = one, .owner = holder_of(db, one.seat), .ending = {}};
    for (const FollowUpEnding& ending : endings)
      if (ending.follow_up == one.id) line.ending = ending;
    line.may_end = !line.ending && seat_to_end(db.actor(), one, shown.place);
    shown.follow_ups.push_back(std::move(line));
  }
}

void read_readers(Reader& db, DecisionShown& shown) {
  const Id<Decision>& id = shown.course.decision.id;
  shown.readings = count_readings(db, id);
  for (const DecisionReading& one : readings_of(db, id, 40)) shown.readers.push_back(holder_of(db, one.seat));
  shown.has_read =
      db.maybe<DecisionReading>("where decision_id = $1 and person_id = $2", {id, db.actor().person}).has_value();
}

}  // namespace

DecisionShown shown_of(Reader& db, const View& view, const Id<Decision>& id) {
  DecisionShown shown{.course = course_for_reader(db, id)};
  const Decision& decision = shown.course.decision;
  shown.place = seats_of(db, decision.place);
  auto involvement = involvement_policy(db, view.language);
  const Subject* subject = involvement.subject(decision.subject);
  shown.subject = subject ? subject->text : decision.subject;
  shown.needed = needed_here(db, decision);
  shown.proposer = holder_of(db, decision.seat);
  if (decision.former) shown.former_title = find_decision(db, *decision.former).title;
  if (const auto& terms = shown.course.terms) {
    shown.scale = scale_of(db, terms->scales_version, terms->scale, view.language);
    Deciding deciding = deciding_of(db, terms->deciding_version, view.language);
    const Fallback* fallback = deciding.fallback(terms->fallback);
    shown.fallback = fallback ? fallback->text : terms->fallback;
    shown.solves = fallback && fallback->kind == FallbackKind::problem_solving;
    if (shown.course.fallback) shown.solving_url = url_of_solving(db, id);
    read_stances(db, shown);
  }
  const Actor& actor = db.actor();
  shown.may_chair = seat_to_chair(actor, shown.place) != nullptr;
  shown.may_answer = seat_to_answer(actor, shown.course) && shown.awaits_stances();
  shown.may_withdraw = !shown.course.closing && !shown.course.withdrawal &&
                       seat_to_withdraw(actor, shown.course, shown.place) != nullptr;
  shown.may_close = shown.is(State::over) && seat_to_follow(actor, shown.course) != nullptr;
  shown.may_propose = seat_to_propose(actor, shown.place) != nullptr;
  read_followings(db, shown);
  read_readers(db, shown);
  shown.talk = conversation_shown(db, view, id.text);
  return shown;
}

namespace {

// Teams of the same unit and those beside it that have co-leads, for checking that it can be done.
std::vector<Choice> teams_near(Reader& db, const Decision& decision) {
  std::vector<Choice> teams;
  // Not the place itself: it has decided already.
  db.each(
      "select distinct teams.id, teams.name from teams join seats on place_id = teams.id and role = 'co_lead'"
      " and starts_on <= $2 and (ends_on is null or ends_on >= $2) where ended_on is null and teams.id <> $3 and "
      "teams.unit_id in"
      " (select unit_id from unit_ancestors where ancestor_id = coalesce((select parent_id from units where id = $1),"
      " $1)) order by teams.name limit 40",
      {decision.unit, db.today(), decision.place}, [&](const kit::Row& row) {
        teams.push_back({std::string(row.text(0)), std::string(row.text(1))});
      });
  return teams;
}

template <class Section>
std::string said_in(const std::vector<Section>& charter, const std::vector<std::string>& wanted) {
  std::string words;
  for (const Section& section : charter)
    if (std::ranges::find(wanted, section.section) != wanted.end())
      words += (words.empty() ? "" : "\n\n") + section.body;
  return words;
}

}  // namespace

std::string charter_words(Reader& db, const Seats& place, const std::vector<std::string>& sections) {
  if (place.kind == PlaceKind::team)
    if (auto charter = teams::charter_in_force(db, {place.place}))
      return said_in(teams::sections_of(db, charter->id), sections);
  if (place.kind == PlaceKind::body)
    if (auto charter = governance::charter_in_force(db, {place.place}))
      return charter->text.empty() ? said_in(governance::sections_of(db, charter->id), sections) : charter->text;
  return {};
}

TermsForm terms_form(Reader& db, const View& view, const Id<Decision>& id) {
  TermsForm form{.decision = find_decision(db, id)};
  form.place = seats_of(db, form.decision.place);
  form.needed = needed_here(db, form.decision);
  form.scales = scales_in_force(db, view.language).scales;
  form.deciding = deciding_policy(db, view.language);
  form.vote = vote_due(db, form.decision).has_value();
  form.affected = teams_near(db, form.decision);
  form.charter = charter_words(db, form.place, {"decisions", "no_consensus", "quorum"});
  return form;
}

Place place_of(Reader& db, const View& view, const Unit& unit, std::string title) {
  Place place{.room = Room::table, .title = std::move(title), .crumbs = {}};
  for (const Unit& step : path_to(db, unit.id))
    if (step.parent) place.crumbs.push_back({step.name, "/units/" + step.id.text});
  place.crumbs.push_back({view.t("decisions.title"), "/decisions"});
  return place;
}

void write_decision(kit::JsonWriter& json, const DecisionShown& shown) {
  const Course& course = shown.course;
  json.begin_object().key("decision");
  write_json(json, course.decision);
  json.member("state", kit::to_value(course.state))
      .member("decided", course.state == State::final_ || course.state == State::carried_out);
  if (course.terms) write_json(json.key("terms"), *course.terms);
  write_json(json.key("asked"), course.asked);
  write_json(json.key("affected"), course.affected);
  if (course.closing) write_json(json.key("closing"), *course.closing);
  json.key("stances").begin_array();
  for (auto& one : shown.stances)
    json.begin_object()
        .member("person", one.person)
        .member("party", one.party_name)
        .member("counts", one.counts   ? kit::to_value(*one.counts)
                          : shown.told ? "silent"sv
                                       : "not_told"sv)
        .member("answer", one.answer)
        .member("reason", one.reason)
        .member("interest", one.interest)
        .member("earlier", one.earlier)
        .end_object();
  json.end_array();
  write_json(json.key("ballots"), shown.ballots);
  json.key("counts").begin_array();
  for (auto& one : shown.counts)
    json.begin_object()
        .member("party", one.party_name)
        .member("asked", one.count.asked)
        .member("answered", one.count.answered)
        .member("support", one.count.support)
        .member("reserve", one.count.reserve)
        .member("aside", one.count.aside)
        .member("block", one.count.block)
        .member("abstain", one.count.abstain)
        .end_object();
  json.end_array();
  if (course.fallback) write_json(json.key("fallback"), *course.fallback);
  write_json(json.key("referrals"), course.referrals);
  write_json(json.key("referral_answers"), course.referral_answers);
  json.key("follow_ups").begin_array();
  for (auto& one : shown.follow_ups) write_json(json, one.item);
  json.end_array().member("readings", shown.readings);
  write_conversation(json.key("notes"), shown.talk);
  json.end_object();
}

}  // namespace decisions
