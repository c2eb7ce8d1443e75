#include "tests/scenarios/roles.h"

#include <fstream>
#include <sstream>
#include <stdexcept>

#include "kit/http/form.h"
#include "modules/meetings/meetings.h"
#include "modules/setup/setup.h"
#include "partnership/notifications.h"
#include "partnership/passwords.h"

namespace tests {
namespace {

const std::set<std::string> everybody{"stranger",
                                      "no_seat",
                                      "member",
                                      "outsider",
                                      "outside_lead",
                                      "labor_lead",
                                      "management_lead",
                                      "labor_sponsor",
                                      "management_sponsor",
                                      "representative",
                                      "champion",
                                      "physician",
                                      "labor_administrator",
                                      "management_administrator",
                                      "physician_administrator",
                                      "steward",
                                      "far_steward",
                                      "facilitator",
                                      "executive",
                                      "analyst",
                                      "auditor"};

std::set<std::string> without(std::set<std::string> names, std::initializer_list<std::string> gone) {
  for (auto& name : gone) names.erase(name);
  return names;
}

// Seats in Patient Transport; an outsider sits in another team, a far steward in another region.
std::set<std::string> group(const std::string& name) {
  static const std::map<std::string, std::set<std::string>> groups{
      {"anyone", everybody},
      {"signed_in", without(everybody, {"stranger"})},
      {"seated", without(everybody, {"stranger", "no_seat"})},
      {"leads", {"labor_lead", "management_lead"}},
      {"sponsors", {"labor_sponsor", "management_sponsor"}},
      {"team",
       {"labor_lead", "management_lead", "labor_sponsor", "management_sponsor", "member", "representative",
        "champion"}},
      {"administrators", {"labor_administrator", "management_administrator", "physician_administrator"}},
      {"registrars",
       {"labor_lead", "management_lead", "outside_lead", "labor_sponsor", "management_sponsor", "steward",
        "far_steward", "facilitator", "labor_administrator", "management_administrator", "physician_administrator"}}};
  if (auto found = groups.find(name); found != groups.end()) return found->second;
  if (!everybody.contains(name)) throw std::logic_error("roles.txt names nobody: " + name);
  return {name};
}

RoleLine read_line(const std::string& text) {
  std::istringstream parts(text);
  std::string head, who, said, word;
  std::getline(parts, head, '|');
  std::getline(parts, who, '|');
  std::getline(parts, said);
  RoleLine line{.said = trimmed(said)};
  std::istringstream names(head), roles(who);
  names >> word >> line.pattern;
  line.method = word == "POST" ? kit::Method::post : kit::Method::get;
  while (roles >> word) line.may.merge(group(word));
  return line;
}

std::vector<RoleLine> read_lines() {
  std::ifstream file(std::string(CONCERT_SOURCE_DIR) + "/tests/scenarios/roles.txt");
  std::vector<RoleLine> lines;
  for (std::string text; std::getline(file, text);)
    if (!text.empty() && text.front() != '#') lines.push_back(read_line(text));
  return lines;
}

Form upload() {
  return {.page = "/import", .action = "/import", .multipart = true, .inputs = {{.name = "files", .type = "file"}}};
}

std::string first_id(World& world, const std::string& sql, std::initializer_list<kit::Value> args = {}) {
  kit::Session session = world.database().read();
  return session.value<std::string>(sql, args);
}

}  // namespace

std::string RoleLine::name() const { return std::string(kit::name_of(method)) + " " + pattern; }

const std::vector<RoleLine>& role_lines() {
  static const std::vector<RoleLine> lines = read_lines();
  return lines;
}

RolesWorld::RolesWorld() {
  roles_ = {{"stranger", {}},
            {"no_seat", eve},
            {"member", mia},
            {"labor_lead", ana},
            {"management_lead", ben},
            {"labor_sponsor", quist},
            {"management_sponsor", amari},
            {"labor_administrator", olga},
            {"management_administrator", paul},
            {"physician_administrator", sato},
            {"steward", carmen}};
  people();
  things();
}

void RolesWorld::people() {
  does({}, [&](Tx& tx) {
    roles_["outsider"] = newcomer(tx, "Outsider", labor, ward_team.text, Role::member);
    roles_["outside_lead"] = newcomer(tx, "Outside lead", management, ward_team.text, Role::co_lead);
    roles_["representative"] = newcomer(tx, "Representative", labor, team.text, Role::representative);
    roles_["champion"] = newcomer(tx, "Champion", labor, team.text, Role::champion);
    roles_["physician"] = newcomer(tx, "Physician", physicians, west4.text, Role::member);
    roles_["far_steward"] = newcomer(tx, "Far steward", labor, lakes.text, Role::steward);
    roles_["facilitator"] = newcomer(tx, "Facilitator", management, nation.text, Role::facilitator);
    roles_["executive"] = newcomer(tx, "Executive", management, nation.text, Role::executive);
    roles_["analyst"] = newcomer(tx, "Analyst", management, nation.text, Role::analyst);
    roles_["auditor"] = newcomer(tx, "Auditor", labor, nation.text, Role::auditor);
  });
}

Id<Person> RolesWorld::newcomer(Tx& tx, const std::string& name, const Id<Party>& party, const std::string& place,
                                Role held) {
  Person person{kit::fresh<Person>(), name, name, std::nullopt, std::nullopt, "en"};
  tx.insert(person);
  tx.insert(
      Seat{kit::fresh<Seat>(), person.id, party, std::nullopt, place, held, kit::add_days(today(), -90), std::nullopt});
  return person.id;
}

// What the cast has not come to: a published table, and files that were brought in.
void RolesWorld::things() {
  anas_seat_ = sees(ana, [&](Reader& db) { return db.actor().seat(team.text, Role::co_lead)->id.text; });
  does(olga, [&](Tx& tx) {
    tx.insert(measures::ReportTable{kit::fresh<measures::ReportTable>(), "table-1", "Table 1", "", "none", ""});
    tx.record(
        setup::Import{.id = kit::fresh<setup::Import>(), .files = "people.csv", .added = 1, .imported_at = tx.now()});
  });
  body();
  does(ben, [&](Tx& tx) {
    changes::Change asked;
    asked.unit = transport, asked.party = management, asked.kind = "work", asked.title = "Carts";
    asked.body = "By the north lift", asked.begins_on = kit::add_days(today(), 30);
    changes::tell(tx, asked);
  });
  meeting();
  decision();
  close_now(decision(), Answer::sent_back);
  auto agreed = decision();
  close_now(agreed, Answer::signed_);
  does(ben, [&](Tx& tx) {
    decisions::add_follow_up(tx, agreed, "Write it down", tx.actor().seat(team.text, Role::co_lead)->id, today());
  });
  issue_ = issue("How do we sleep?");
  option_ = sees(ana, [&](Reader& db) { return solving::wall_of(db, issue_).options.front().id.text; });
  agree_on(issue("How do we rest?"));
}

// Worked up to where options are weighed; labor's interest is the first card.
Id<solving::Issue> RolesWorld::issue(const std::string& question) {
  auto id = does(ana, [&](Tx& tx) {
    solving::Issue asked;
    asked.question = question, asked.place = team.text;
    return solving::open_issue(tx, asked).id;
  });
  for (auto& lead : {ana, ben})
    does(lead, [&](Tx& tx) {
      solving::put_interest(tx, id, "Sleep");
      solving::put_interests(tx, id);
    });
  does(ana, [&](Tx& tx) {
    solving::start_brainstorm(tx, id, solving::BrainstormKind::open);
    solving::add_option(tx, id, "Overlap");
    solving::end_brainstorm(tx, id);
    solving::add_standard(tx, id, "Fair");
    say(tx, id.text, {.body = "A word about it"});
  });
  return id;
}

void RolesWorld::agree_on(const Id<solving::Issue>& id) {
  does(ana, [&](Tx& tx) {
    solving::Wall wall = solving::wall_of(tx, id);
    solving::AskedAgreement asked{.body = "We overlap.", .review_on = kit::add_days(today(), 30)};
    asked.options = {wall.options.front().id};
    asked.steps = {{"Write it down", tx.actor().seat(team.text, Role::co_lead)->id, kit::add_days(today(), 7)}};
    solving::propose_agreement(tx, id, asked);
  });
  does(ben, [&](Tx& tx) {
    auto agreement = solving::wall_of(tx, id).agreement->id;
    answer_assent(tx, latest_assent(tx, agreement.text)->assent.id, Answer::signed_, "");
  });
}

// A council at Sunny Ridge that both co-leads chair; Mia sits in it.
void RolesWorld::body() {
  does({}, [&](Tx& tx) {
    auto council = governance::add_body(
        tx, {.body = {.name = "Sunny Ridge council", .unit = sunny_ridge, .formed_on = kit::add_days(today(), -90)},
             .seats = {{labor.text, 3}, {management.text, 3}}});
    auto seat = [&](const Id<Person>& person, const Id<Party>& party, Role role) {
      tx.insert(Seat{kit::fresh<Seat>(), person, party, std::nullopt, council.id.text, role,
                     kit::add_days(today(), -90), std::nullopt});
    };
    seat(ana, labor, Role::co_lead);
    seat(ben, management, Role::co_lead);
    seat(mia, labor, Role::member);
  });
  does(ben, [&](Tx& tx) {
    auto council = tx.value<std::string>("select id from bodies where name = 'Sunny Ridge council'");
    auto charter = governance::open_charter(tx, {council});
    governance::write_section(tx, charter.id, "purpose", "The medical center runs well.");
    governance::write_section(tx, charter.id, "quorum", "Both co-chairs are there.");
  });
}

// A meeting of a series that is under way, with something on its agenda and something parked.
void RolesWorld::meeting() {
  does(ana, [&](Tx& tx) {
    auto meeting = meetings::plan_meeting(tx, {.place = team.text,
                                               .title = "Team meeting",
                                               .zone = "America/Los_Angeles",
                                               .meets_on = today(),
                                               .meets_at = "14:00",
                                               .rule = "FREQ=WEEKLY"});
    meetings::add_item(tx, {.meeting = meeting.id, .title = "Late chairs", .presenter = std::nullopt});
    meetings::open_meeting(tx, meeting.id);
    meetings::set_action(tx, {.meeting = meeting.id,
                              .kind = meetings::ActionKind::parked,
                              .what = "Late chairs",
                              .seat = {anas_seat_},
                              .due_on = today()});
  });
}

// One that is open, asking everybody with a seat in Patient Transport; without agreement it goes to the sponsors.
Id<decisions::Decision> RolesWorld::decision() {
  decisions::Decision asked;
  asked.title = "Rotate", asked.body = "They rotate", asked.subject = "schedules", asked.place = team.text;
  decisions::AskedTerms terms;
  terms.terms.closes_on = kit::add_days(today(), 7), terms.terms.scale = "live_with", terms.terms.fallback = "upward";
  terms.terms.quorum_base = decisions::QuorumBase::present, terms.terms.quorum = 1;
  terms.roles = {Role::co_lead, Role::sponsor, Role::member, Role::representative, Role::champion};
  return does(ben, [&](Tx& tx) {
    auto id = decisions::propose(tx, asked).id;
    decisions::fix_terms(tx, id, terms);
    decisions::open(tx, id);
    return id;
  });
}

// Both co-leads answer the same and close it before its day.
void RolesWorld::close_now(const Id<decisions::Decision>& id, Answer answer) {
  for (auto& lead : {ana, ben})
    does(lead, [&](Tx& tx) {
      decisions::take_stance(tx, id, answer == Answer::signed_ ? "support" : "cannot", "Nights", "Sleep");
    });
  does(ana, [&](Tx& tx) { decisions::ask_early_close(tx, id); });
  does(ben,
       [&](Tx& tx) { answer_assent(tx, latest_assent(tx, id.text, "early_close")->assent.id, Answer::signed_, ""); });
}

std::string RolesWorld::value_of(const std::string& pattern, const std::string& hole) {
  static const std::map<std::string, std::string> parts{
      {"section", "purpose"}, {"number", "2"},
      {"name", "clocks"},     {"version", "1"},
      {"kind", "people"},     {"external_id", "table-1"},
      {"sequence", "1"},      {"criterion", "sponsorship.1.introduced"},
      {"path*", "0/000"}};
  if (auto part = parts.find(hole); part != parts.end()) return part->second;
  auto of = [&](std::string_view room) { return pattern.starts_with("/" + std::string(room) + "/"); };
  if (hole == "person") return mia.text;
  if (hole == "seat")
    return first_id(*this, "select id from seats where role = 'member' and place_id in (select id from bodies)");
  if (of("teams") || of("history")) return team.text;
  if (of("units")) return transport.text;
  if (of("people")) return ana.text;
  if (of("seats")) return first_id(*this, "select id from seats where person_id = $1 and place_id = $2", {mia, team});
  if (of("assents")) return first_id(*this, "select id from assents where kind = 'project.aim'");
  if (of("measures")) return first_id(*this, "select id from metrics");
  if (hole == "period") return first_id(*this, "select period from measurements order by series_id, period limit 1");
  if (pattern.starts_with("/series/{id}/points"))
    return first_id(*this, "select series_id from measurements order by series_id, period limit 1");
  std::string open_issue = "'" + issue_.text + "'";
  if (of("issues")) return issue_.text;
  if (of("interests"))
    return first_id(*this, "select id from interests where party_id = $1 and issue_id = " + open_issue, {labor});
  if (of("options")) return first_id(*this, "select id from issue_options where issue_id = " + open_issue);
  if (of("standards")) return first_id(*this, "select id from issue_standards where issue_id = " + open_issue);
  if (of("conversations")) return first_id(*this, "select id from decisions");
  if (of("notes")) return first_id(*this, "select id from notes where subject_id = " + open_issue);
  if (of("import")) return first_id(*this, "select id from imports");
  if (of("calendar"))
    return does(ana, [&](Tx& tx) {
      meetings::renew_feed(tx);
      return meetings::feed_token(tx, ana);
    });
  if (of("unsubscribe"))
    return does({}, [&](Tx& tx) {
      make_mail_secret(tx);
      return unsubscribe_token(tx.db(), ana);
    });
  if (of("welcome")) return does(olga, [&](Tx& tx) { return invite(tx, mia).token; });
  return first_id(*this, "select id from " + pattern.substr(1, pattern.find('/', 1) - 1));
}

std::string RolesWorld::url(const RoleLine& line) {
  std::string url = line.pattern;
  for (auto at = url.find('{'); at != std::string::npos; at = url.find('{')) {
    auto end = url.find('}', at);
    url.replace(at, end - at + 1, value_of(line.pattern, url.substr(at + 1, end - at - 1)));
  }
  bool asks = line.method == kit::Method::get && !line.said.empty();
  return asks ? url + "?" + with_ids(line.said) : url;
}

std::string RolesWorld::with_ids(std::string text) const {
  for (auto& [hole, id] : std::map<std::string, std::string>{{"{team}", team.text},
                                                             {"{lakes}", lakes.text},
                                                             {"{transport}", transport.text},
                                                             {"{nation}", nation.text},
                                                             {"{mia}", mia.text},
                                                             {"{labor}", labor.text},
                                                             {"{seat}", anas_seat_},
                                                             {"{option}", option_},
                                                             {"{management}", management.text}})
    for (auto at = text.find(hole); at != std::string::npos; at = text.find(hole)) text.replace(at, hole.size(), id);
  return text;
}

Fields RolesWorld::fields(const RoleLine& line) const {
  Fields fields;
  kit::Form said = kit::parse_query(with_ids(line.said));
  for (auto& [name, value] : said.fields()) fields.emplace_back(name, value);
  return fields;
}

Fields RolesWorld::deciding_fields(const RoleLine& line) const {
  Fields deciding = fields(line);
  std::erase_if(deciding, [](auto& field) { return field.first != "party" && field.first != "team_id"; });
  return deciding;
}

kit::Response RolesWorld::ask(const Id<Person>& person, const RoleLine& line, const Fields& fields) {
  if (line.method == kit::Method::get) return get(person, url(line));
  if (line.pattern == "/import" && !person.empty()) return send(*this, person, upload(), {{"files", ""}});
  if (line.pattern == "/feeds/{id}/files" && !person.empty())
    return send(
        *this, person,
        {.page = "/feeds", .action = url(line), .multipart = true, .inputs = {{.name = "file", .type = "file"}}},
        {{"file", ""}});
  return post(person, url(line), fields);
}

kit::Response RolesWorld::ask_json(const Id<Person>& person, const RoleLine& line) {
  if (line.method == kit::Method::get) return get_json(person, url(line));
  std::string body;
  for (auto& [name, value] : deciding_fields(line))
    body += (body.empty() ? "" : ",") + ("\"" + name + "\":\"" + value + "\"");
  return post_json(person, url(line), "{" + body + "}");
}

}  // namespace tests
