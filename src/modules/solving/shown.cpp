#include <algorithm>

#include "modules/solving/pages.h"
#include "modules/solving/steps.h"
#include "partnership/naming.h"
#include "partnership/record/live.h"
#include "partnership/units.h"

// Reads what an issue's page shows.
namespace solving {
namespace {

// The parties of the issue, in an order that changes from issue to issue, so that neither is first by right.
void read_parties(Reader& db, IssueShown& shown) {
  const Seat* seat = seat_at_table(db.actor(), shown.wall);
  for (const Party& party : all_parties(db)) {
    if (std::ranges::find(shown.wall.parties, party.id) == shown.wall.parties.end()) continue;
    auto count = std::ranges::count(shown.wall.interests, party.id, &Interest::party);
    shown.parties.push_back(
        {party, shown.wall.has_put(party.id), seat && seat->party == party.id, static_cast<int>(count)});
  }
  if (!shown.parties.empty())
    std::ranges::rotate(shown.parties, shown.parties.begin() + shown.wall.issue.id.text.back() % shown.parties.size());
  for (const PartyShown& one : shown.parties)
    if (one.own) shown.own = &one.party;
}

InterestShown shown_interest(const IssueShown& shown, const Interest& interest, const Party& party) {
  InterestShown one{.interest = interest, .party = party, .also = {}, .shared = shown.wall.shared(interest)};
  for (const PartyShown& other : shown.parties)
    for (const InterestSharing& sharing : shown.wall.sharings)
      if (sharing.interest == interest.id && sharing.party == other.party.id) one.also.push_back(other.party);
  one.may_reword = shown.may_write() && shown.own->id == interest.party;
  one.may_share = shown.may_write() && shown.own->id != interest.party;
  one.shares = shown.own && std::ranges::find(one.also, shown.own->id, &Party::id) != one.also.end();
  return one;
}

void read_interests(IssueShown& shown) {
  for (const PartyShown& one : shown.parties)
    for (const Interest& interest : shown.wall.interests)
      if (interest.party == one.party.id) shown.interests.push_back(shown_interest(shown, interest, one.party));
  std::ranges::stable_partition(shown.interests, &InterestShown::shared);
  for (const InterestShown& one : shown.interests)
    shown.criteria.push_back({one.interest.id.text, one.interest.body, one.shared, false});
}

void read_options(Reader& db, IssueShown& shown) {
  for (const Standard& one : shown.wall.standards) {
    shown.standards.push_back({one, holder_of(db, one.seat)});
    shown.criteria.push_back({one.id.text, one.body, false, true});
  }
  std::vector<std::string> criteria;
  for (const Criterion& one : shown.criteria) criteria.push_back(one.id);
  std::vector<Mark> marks;
  for (const OptionMark& one : shown.wall.marks)
    marks.push_back({one.option.text, one.criterion, one.party.text, one.fit});
  for (const Option& one : shown.wall.options) {
    bool chosen = std::ranges::find(shown.wall.choices, one.id, &AgreementChoice::option) != shown.wall.choices.end();
    shown.options.push_back({one, one.seat ? holder_of(db, *one.seat) : std::string(),
                             weigh(one.id.text, criteria, shown.wall.party_ids(), marks), chosen});
  }
}

void read_agreement(Reader& db, IssueShown& shown) {
  if (!shown.wall.agreement) return;
  shown.assent = latest_assent(db, shown.wall.agreement->id.text);
  for (const AgreementStep& step : shown.wall.steps) {
    StepShown one{.step = step, .owner = holder_of(db, step.seat), .ending = {}};
    for (const StepEnding& ending : shown.wall.step_endings)
      if (ending.step == step.id) one.ending = ending;
    one.may_end = shown.wall.start && !one.ending && seat_to_end(db.actor(), step, shown.place);
    shown.steps.push_back(std::move(one));
  }
  for (const IssueResult& one : shown.wall.results)
    shown.results.push_back({"/decisions/" + one.thing, name_of(db, one.thing)});
}

// Those of either side who do this as their role, here or above, and whoever sits at the place.
void read_facilitators(Reader& db, IssueShown& shown) {
  db.each(
      "select seats.id, people.name, parties.name from seats join people on people.id = person_id"
      " join parties on parties.id = seats.party_id where role = 'facilitator' and starts_on <= $2"
      " and (ends_on is null or ends_on >= $2) and place_id in"
      " (select ancestor_id from unit_ancestors where unit_id = $1) order by people.name limit 50",
      {shown.wall.issue.unit, db.today()}, [&](const kit::Row& row) {
        shown.facilitators.push_back(
            {std::string(row.text(0)), std::string(row.text(1)) + ", " + std::string(row.text(2))});
      });
  for (const decisions::SeatHere& one : shown.place.seats)
    shown.facilitators.push_back({one.seat.id.text, one.person + ", " + one.party_name});
}

void read_readers(Reader& db, IssueShown& shown) {
  const Issue& issue = shown.wall.issue;
  if (!issue.sealed()) return;
  for (NamedParticipant& one : participants_of(db, issue.id.text)) {
    bool may = shown.may_chair && !chairs_alone(shown.place, one.participant.person);
    shown.readers.push_back({one.participant.person, std::move(one.name), may});
  }
  if (shown.may_chair) shown.to_name = people_to_name(db, shown.place, issue.id.text);
}

}  // namespace

std::vector<Choice> people_to_name(Reader& db, const Seats& place, std::string_view case_id) {
  std::vector<Choice> people;
  db.each(
      "select people.id, people.name, min(parties.name) from seats join people on people.id = person_id"
      " join parties on parties.id = seats.party_id where starts_on <= $1 and (ends_on is null or ends_on >= $1)"
      " and (place_id = $2 or place_id in (select ancestor_id from unit_ancestors where unit_id = $3))"
      " and people.id not in (select person_id from case_participants where case_id = $4) and people.id <> $5"
      " group by people.id, people.name order by people.name, people.id limit 200",
      {db.today(), place.place, place.unit, case_id, db.actor().person}, [&](const kit::Row& row) {
        people.push_back({std::string(row.text(0)), std::string(row.text(1)) + ", " + std::string(row.text(2))});
      });
  return people;
}

std::vector<PartyMark> IssueShown::marks_of(const std::string& option, const std::string& criterion) const {
  std::vector<PartyMark> found;
  for (const PartyShown& one : parties) {
    PartyMark mark{one.party, std::nullopt};
    for (const OptionMark& given : wall.marks)
      if (given.option.text == option && given.criterion == criterion && given.party == one.party.id)
        mark.fit = given.fit;
    found.push_back(std::move(mark));
  }
  return found;
}

bool IssueShown::may_put_all() const {
  return own && !wall.has_put(own->id) && std::ranges::count(wall.interests, own->id, &Interest::party) > 0;
}

IssueShown shown_of(Reader& db, const View& view, const Id<Issue>& id) {
  IssueShown shown{.wall = wall_of(db, id)};
  const Issue& issue = shown.wall.issue;
  shown.place = seats_of(db, issue);
  shown.opener = holder_of(db, issue.seat);
  if (shown.wall.facilitation) shown.facilitator = holder_of(db, shown.wall.facilitation->seat);
  if (issue.origin) {
    shown.origin_name = name_of(db, *issue.origin);
    shown.origin_url = url_of_origin(db, *issue.origin);
  }
  shown.talk = conversation_shown(db, view, issue.id.text);
  shown.talk.live.clear();  // the whole wall listens
  shown.live = live_url(db, issue.id.text);
  shown.may_keep = seat_to_keep(db.actor(), shown.wall, shown.place) != nullptr;
  shown.may_chair = decisions::seat_to_chair(db.actor(), shown.place) != nullptr;
  read_parties(db, shown);
  read_interests(shown);
  read_options(db, shown);
  read_agreement(db, shown);
  read_readers(db, shown);
  if (shown.may_chair && !shown.wall.over()) read_facilitators(db, shown);
  if (shown.wall.start && !issue.sealed() && shown.wall.results.empty())
    for (auto& one : decisions::involvement_policy(db, view.language).subjects)
      shown.subjects.push_back({one.key, one.text});
  return shown;
}

std::optional<Fit> own_fit(const MarkingForm& form, const std::string& criterion) {
  for (const PartyMark& mark : form.shown.marks_of(form.option.option.id.text, criterion))
    if (form.shown.own && mark.party.id == form.shown.own->id) return mark.fit;
  return std::nullopt;
}

Place place_of(Reader& db, const View& view, const Id<Unit>& unit, std::string title) {
  Place place{.room = Room::table, .title = std::move(title), .crumbs = {}};
  for (const Unit& step : path_to(db, unit))
    if (step.parent) place.crumbs.push_back({step.name, "/units/" + step.id.text});
  place.crumbs.push_back({view.t("solving.title"), "/issues"});
  return place;
}

void write_issue(kit::JsonWriter& json, const IssueShown& shown) {
  const Wall& wall = shown.wall;
  json.begin_object().key("issue");
  write_json(json, wall.issue);
  json.member("stage", kit::to_value(wall.stage())).member("facilitator", shown.facilitator);
  json.member("sealed", wall.issue.sealed()).key("readers").begin_array();
  for (const ReaderShown& one : shown.readers)
    json.begin_object().member("person_id", one.person.text).member("name", one.name).end_object();
  json.end_array();
  json.key("parties").begin_array();
  for (const PartyShown& one : shown.parties)
    json.begin_object().member("party_id", one.party.id.text).member("put", one.put).end_object();
  json.end_array().key("interests").begin_array();
  for (const InterestShown& one : shown.interests) {
    json.begin_object().key("interest");
    write_json(json, one.interest);
    json.member("shared", one.shared).end_object();
  }
  json.end_array();
  write_json(json.key("options"), wall.options);
  write_json(json.key("standards"), wall.standards);
  write_json(json.key("marks"), wall.marks);
  if (wall.agreement) write_json(json.key("agreement"), *wall.agreement);
  write_json(json.key("steps"), wall.steps);
  json.member("agreed", wall.start.has_value());
  if (wall.review) write_json(json.key("review"), *wall.review);
  if (wall.closing) write_json(json.key("closing"), *wall.closing);
  write_conversation(json.key("notes"), shown.talk);
  json.end_object();
}

}  // namespace solving
