#include <algorithm>

#include "modules/solving/steps.h"
#include "partnership/units.h"

namespace solving {

Issue find_issue(Reader& db, const Id<Issue>& id) {
  return db.one<Issue>("where " + wall_is_open() + " and id = $3", {db.actor().person, db.today(), id});
}

namespace {
std::map<std::string, UrlOfOrigin, std::less<>>& urls_of_origins() {
  static std::map<std::string, UrlOfOrigin, std::less<>> urls;
  return urls;
}
}  // namespace

void came_from(std::string prefix, UrlOfOrigin url) { urls_of_origins()[std::move(prefix)] = std::move(url); }
std::string url_of_origin(Reader& db, const std::string& id) {
  auto found = urls_of_origins().find(std::string_view(id).substr(0, id.find('_')));
  return found == urls_of_origins().end() ? std::string() : found->second(db, id);
}

std::optional<Issue> issue_from(Reader& db, std::string_view origin) {
  static const std::string tail =
      "where " + wall_is_open() + " and origin_id = $3 order by opened_on desc, id desc limit 1";
  return db.maybe<Issue>(tail, {db.actor().person, db.today(), origin});
}

std::string url_of(const Id<Issue>& id) { return "/issues/" + id.text; }

// ── one wall ─────────────────────────────────────────────────────────────────

namespace {

Progress progress_of(const Wall& wall, bool asked) {
  Progress progress;
  progress.parties = static_cast<int>(wall.parties.size());
  progress.put = static_cast<int>(wall.put.size());
  progress.gathered = wall.gathered.has_value();
  progress.options = static_cast<int>(wall.options.size());
  progress.standards = static_cast<int>(wall.standards.size());
  progress.asked = asked;
  progress.agreed = wall.start.has_value();
  progress.reviewed = wall.review.has_value();
  progress.closed = wall.closing.has_value();
  return progress;
}

void read_interests(Reader& db, Wall& wall) {
  const Id<Issue>& id = wall.issue.id;
  for (IssueParty& one : db.all<IssueParty>("where issue_id = $1 order by party_id", {id}))
    wall.parties.push_back(std::move(one.party));
  wall.facilitation = db.maybe<Facilitation>("where issue_id = $1 order by number desc limit 1", {id});
  wall.interests = db.all<Interest>("where issue_id = $1 order by put_on, id limit 300", {id});
  wall.sharings = db.all<InterestSharing>("where issue_id = $1 order by interest_id, party_id", {id});
  wall.put = db.all<InterestsPut>("where issue_id = $1", {id});
}

void read_options(Reader& db, Wall& wall) {
  const Id<Issue>& id = wall.issue.id;
  wall.brainstorm = db.maybe<Brainstorm>("where issue_id = $1", {id});
  wall.gathered = db.maybe<BrainstormEnding>("where issue_id = $1", {id});
  wall.standards = db.all<Standard>("where issue_id = $1 order by added_on, id limit 100", {id});
  if (!options_open(progress_of(wall, false))) return;
  wall.options = db.all<Option>("where issue_id = $1 order by added_on, id limit 300", {id});
  wall.marks = db.all<OptionMark>("where issue_id = $1 order by option_id, criterion_id, party_id", {id});
}

// Whether it waits for signatures.
bool read_agreement(Reader& db, Wall& wall) {
  const Id<Issue>& id = wall.issue.id;
  wall.agreement = db.maybe<Agreement>("where issue_id = $1 order by number desc limit 1", {id});
  wall.closing = db.maybe<IssueClosing>("where issue_id = $1", {id});
  if (!wall.agreement) return false;
  const Id<Agreement>& agreement = wall.agreement->id;
  wall.choices = db.all<AgreementChoice>("where agreement_id = $1 order by option_id", {agreement});
  wall.steps = db.all<AgreementStep>("where agreement_id = $1 order by due_on, id", {agreement});
  wall.step_endings = db.all<StepEnding>("where issue_id = $1", {id});
  wall.start = db.maybe<AgreementStart>("where issue_id = $1", {id});
  wall.review = db.maybe<AgreementReview>("where issue_id = $1", {id});
  wall.results = db.all<IssueResult>("where issue_id = $1 order by made_on, thing_id", {id});
  auto asked = latest_assent(db, agreement.text);
  return asked && asked->open();
}

}  // namespace

bool Wall::shared(const Interest& interest) const {
  std::set<std::string> sharers;
  for (const InterestSharing& one : sharings)
    if (one.interest == interest.id) sharers.insert(one.party.text);
  return is_shared(party_ids(), interest.party.text, sharers);
}
bool Wall::has_put(const Id<Party>& party) const {
  return std::ranges::find(put, party, &InterestsPut::party) != put.end();
}
std::set<std::string> Wall::party_ids() const {
  std::set<std::string> ids;
  for (const Id<Party>& party : parties) ids.insert(party.text);
  return ids;
}

Wall wall_of(Reader& db, const Id<Issue>& id) {
  Wall wall{.issue = find_issue(db, id)};
  read_interests(db, wall);
  read_options(db, wall);
  bool asked = read_agreement(db, wall);
  wall.progress = progress_of(wall, asked);
  return wall;
}

Wall lock_wall(Tx& tx, const Id<Issue>& id) {
  tx.lock(id.text);
  Wall wall = wall_of(tx, id);
  tx.keep_within(wall.issue.wall);
  return wall;
}

// ── lists ────────────────────────────────────────────────────────────────────

namespace {

// Each with what its stage follows from, so that a list of them is one query.
std::string lines_sql(std::string_view where) {
  return "select id, question, background, place_id, unit_id, origin_id, seat_id, opened_on, version, wall,"
         " (select count(*) from issue_parties where issue_id = issues.id),"
         " (select count(*) from interests_put where issue_id = issues.id),"
         " (select count(*) from brainstorm_endings where issue_id = issues.id),"
         " (select count(*) from issue_options where issue_id = issues.id),"
         " (select count(*) from issue_standards where issue_id = issues.id),"
         " (select count(*) from issue_agreements join assents on subject_id = issue_agreements.id where issue_id ="
         " issues.id and not exists (select 1 from assent_endings where assent_id = assents.id)),"
         " (select count(*) from agreement_starts where issue_id = issues.id),"
         " (select count(*) from agreement_reviews where issue_id = issues.id),"
         " (select count(*) from issue_closings where issue_id = issues.id) from (select * from issues where " +
         std::string(where) + " and " + wall_is_open() +
         " and ($4 = '' or opened_on || id < $4) order by opened_on desc, id desc limit $5) as issues"
         " order by opened_on desc, id desc";
}

Progress progress_of(const kit::Row& row) {
  auto number = [&](int column) { return static_cast<int>(row.integer(column)); };
  return {.parties = number(10),
          .put = number(11),
          .gathered = number(12) > 0,
          .options = number(13),
          .standards = number(14),
          .asked = number(15) > 0,
          .agreed = number(16) > 0,
          .reviewed = number(17) > 0,
          .closed = number(18) > 0};
}

}  // namespace

Lines issues_of(Reader& db, const Id<Unit>& unit, const std::string& place, const std::string& after, int most) {
  std::string_view where =
      place.empty() ? "unit_id in (select unit_id from unit_ancestors where ancestor_id = $3)" : "place_id = $3";
  Lines found;
  std::string sql = lines_sql(where), within = place.empty() ? unit.text : place;
  db.each(sql, {db.actor().person, db.today(), within, after, most + 1}, [&](const kit::Row& row) {
    if (static_cast<int>(found.lines.size()) == most) {
      const Issue& last = found.lines.back().issue;
      found.next = kit::iso(last.opened_on) + last.id.text;
      return;
    }
    found.lines.push_back({kit::read_record<Issue>(row), {}, stage_of(progress_of(row))});
  });
  for (Line& line : found.lines) line.place_name = decisions::place_name(db, line.issue.place);
  return found;
}

// ── who may ──────────────────────────────────────────────────────────────────

decisions::Seats seats_of(Reader& db, const Issue& issue) {
  decisions::Seats place = decisions::seats_of(db, issue.place);
  if (issue.sealed())
    std::erase_if(place.seats, [&](auto& one) { return !takes_part(db, issue.id.text, one.seat.person); });
  return place;
}

const Seat* seat_at_table(const Actor& actor, const Wall& wall) {
  auto found = std::ranges::find_if(actor.seats, [&](const Seat& seat) {
    return seat.place == wall.issue.place && std::ranges::find(wall.parties, seat.party) != wall.parties.end();
  });
  return found == actor.seats.end() ? nullptr : &*found;
}

const Seat* seat_to_keep(const Actor& actor, const Wall& wall, const decisions::Seats& place) {
  if (wall.facilitation)
    for (const Seat& seat : actor.seats)
      if (seat.id == wall.facilitation->seat) return &seat;
  return decisions::seat_to_chair(actor, place);
}

const Seat* seat_to_end(const Actor& actor, const AgreementStep& step, const decisions::Seats& place) {
  for (const Seat& seat : actor.seats)
    if (seat.id == step.seat) return &seat;
  return decisions::seat_to_chair(actor, place);
}

}  // namespace solving
