#include "kit/crypto/crypto.h"
#include "modules/setup/living.h"
#include "partnership/sign_in.h"

// The cast and their places.
namespace setup {
namespace {

constexpr double share_of_people = 0.52;  // of a team's people, those the example knows by name

struct Facility {
  std::string_view external_id, name;
};
constexpr std::array<Facility, 5> facilities{{{"srmc", "Sunny Ridge Medical Center"},
                                              {"clack", "Clackridge Medical Center"},
                                              {"alder", "Alder Creek Medical Offices"},
                                              {"lab", "Cascade Regional Laboratory"},
                                              {"call", "Cascade Contact Center"}}};

struct Local {
  std::string_view number, name, international;
};
constexpr std::array<Local, 5> locals{{{"49", "Care Workers Local 49", "care"},
                                       {"21", "Nurses Local 21", "nurses"},
                                       {"30", "Laboratory and Pharmacy Local 30", "care"},
                                       {"8", "Office Workers Local 8", "office"},
                                       {"12", "Engineers Local 12", "office"}}};

struct Login {
  std::string_view login, name, job;
};
constexpr std::array<Login, 10> cast_told{{{"ana", "Ana Flores", "Transporter"},
                                           {"ben", "Ben Okafor", "Supervisor, Transport"},
                                           {"sato", "Dr. Mei Sato", "Hospitalist"},
                                           {"quist", "Rita Quist", "Union representative"},
                                           {"amari", "Daniel Amari", "Director, Support Services"},
                                           {"olga", "Olga Brandt", "Coalition coordinator"},
                                           {"paul", "Paul Reyes", "Director, Labor Relations"},
                                           {"carmen", "Carmen Navarro", "Registered nurse"},
                                           {"tom", "Tom Berg", "Partnership facilitator"},
                                           {"eve", "Eve Lindqvist", "Registered nurse"}}};

}  // namespace

void Play::set_up(Tx& tx) {
  enact_first_policies(tx);
  parties_and_unions(tx);
  places(tx);
  cast(tx);
  for (const TeamTold& told : teams_told()) team(tx, told);
  lakes(tx);
  tx.record_all(seats_);
  tx.record_all(trainings_);
  scorecards(tx);
  more_scorecards(tx);
  passwords(tx);
}

void Play::parties_and_unions(Tx& tx) {
  auto party = [&](const char* external_id, const char* name, Mark mark, int place) {
    Party party{kit::fresh<Party>(), external_id, name, mark, place};
    tx.insert(party);
    return party.id;
  };
  labor_ = party("labor", "Labor", Mark::circle, 1);
  management_ = party("management", "Management", Mark::square, 2);
  physicians_ = party("physicians", "Physicians", Mark::triangle, 3);
  std::map<std::string_view, Id<Union>> internationals;
  for (auto [key, name] : {std::pair{"care", "United Care Workers"},
                           {"nurses", "Federation of Nurses"},
                           {"office", "Office and Engineering Union"}}) {
    Union one{kit::fresh<Union>(), key, name, labor_, std::nullopt};
    tx.insert(one);
    internationals[key] = one.id;
  }
  for (const Local& local : locals) {
    Union one{kit::fresh<Union>(), "local-" + std::string(local.number), std::string(local.name), labor_,
              internationals[local.international]};
    tx.insert(one);
    locals_[std::string(local.number)] = one.id;
  }
}

Id<Unit> Play::unit(Tx& tx, const std::string& external_id, const std::string& name, UnitKind kind,
                    const std::optional<Id<Unit>>& parent, bool clinical) {
  Unit unit{kit::fresh<Unit>(), external_id, name, kind, parent, clinical};
  add_unit(tx, unit);
  units_[external_id] = unit.id;
  return unit.id;
}

void Play::places(Tx& tx) {
  auto nation = unit(tx, "all", "The Partnership", UnitKind::national, {});
  auto cascade = unit(tx, "cascade", "Cascade", UnitKind::region, nation);
  unit(tx, "lakes", "Lakes", UnitKind::region, nation);
  auto valley = unit(tx, "valley", "River Valley", UnitKind::service_area, cascade);
  auto shared = unit(tx, "shared", "Regional Services", UnitKind::service_area, cascade);
  for (const Facility& facility : facilities)
    unit(tx, std::string(facility.external_id), std::string(facility.name), UnitKind::facility,
         facility.external_id == "lab" || facility.external_id == "call" ? shared : valley);
}

Id<Person> Play::person(Tx& tx, const std::string& name, std::string_view job, const std::string& external_id) {
  ++count_;
  Person person{.id = kit::fresh<Person>(),
                .external_id = external_id.empty() ? "P" + std::to_string(1000 + count_) : external_id,
                .name = name,
                .email = std::nullopt,
                .job = std::string(job),
                .language = chance(7) == 0 ? "es" : "en"};
  if (!external_id.empty()) person.language = "en";
  tx.insert(person);
  return person.id;
}

Seat Play::seat_for(const Id<Person>& person, const Id<Party>& party, const std::string& place, Role role,
                    std::string_view local) {
  return {.id = kit::fresh<Seat>(),
          .person = person,
          .party = party,
          .local = local.empty() ? std::nullopt : std::optional(locals_[std::string(local)]),
          .place = place,
          .role = role,
          .starts_on = ago(440 + chance(900)),
          .ends_on = std::nullopt};
}

void Play::train(const Id<Person>& person, const std::string& course) {
  trainings_.push_back(
      {.id = kit::fresh<teams::Training>(), .person = person, .course = course, .completed_on = ago(60 + chance(500))});
}

void Play::cast(Tx& tx) {
  for (const Login& one : cast_told)
    people_[std::string(one.login)] = person(tx, std::string(one.name), one.job, std::string(one.login));
  seats_.push_back(seat_for(people_["olga"], labor_, units_["all"].text, Role::administrator));
  seats_.push_back(seat_for(people_["paul"], management_, units_["all"].text, Role::administrator));
  seats_.push_back(seat_for(people_["sato"], physicians_, units_["all"].text, Role::administrator));
  seats_.push_back(seat_for(people_["carmen"], labor_, units_["srmc"].text, Role::steward, "21"));
  seats_.push_back(seat_for(people_["tom"], labor_, units_["cascade"].text, Role::facilitator));
}

void Play::team(Tx& tx, const TeamTold& told) {
  TeamOnStage team{.told = &told,
                   .id = {},
                   .unit = {},
                   .labor_lead = {},
                   .management_lead = {},
                   .physician_lead = {},
                   .labor_sponsor = {},
                   .management_sponsor = {}};
  team.unit = unit(tx, "d-" + std::string(told.external_id), std::string(told.department), UnitKind::department,
                   units_[std::string(told.facility)], told.clinical);
  team.id = teams::add_team(
                tx, {std::string(told.external_id), std::string(told.name), std::string(told.purpose), team.unit, {}},
                ago(450 + chance(1500)))
                .id;
  bool transport = told.external_id == "pt";
  team.labor_lead = transport ? people_["ana"] : person(tx, names_.next(), told.labor_job);
  team.management_lead = transport ? people_["ben"] : person(tx, names_.next(), told.management_job);
  if (told.clinical)
    team.physician_lead = told.external_id == "w4" ? people_["sato"] : person(tx, "Dr. " + names_.next(), "Physician");

  // Each facility has its pair of sponsors; the larger hospital a second one.
  bool known = told.facility == "srmc" && teams_.size() < 8;
  std::string pair = known ? "known" : std::string(told.facility);
  if (known) people_["labor-known"] = people_["quist"], people_["management-known"] = people_["amari"];
  if (!people_.contains("labor-" + pair)) {
    people_["labor-" + pair] = person(tx, names_.next(), "Union representative");
    people_["management-" + pair] = person(tx, names_.next(), "Department administrator");
  }
  team.labor_sponsor = people_["labor-" + pair];
  team.management_sponsor = people_["management-" + pair];
  members_of(tx, team);
  teams_.push_back(team);
}

void Play::members_of(Tx& tx, TeamOnStage& team) {
  const TeamTold& told = *team.told;
  auto sit = [&](const Id<Person>& person, const Id<Party>& party, Role role, std::string_view local) {
    seats_.push_back(seat_for(person, party, team.id.text, role, local));
  };
  sit(team.labor_lead, labor_, Role::co_lead, told.local);
  sit(team.management_lead, management_, Role::co_lead, {});
  if (told.clinical) sit(team.physician_lead, physicians_, Role::co_lead, {});
  sit(team.labor_sponsor, labor_, Role::sponsor, {});
  sit(team.management_sponsor, management_, Role::sponsor, {});
  for (const Id<Person>& lead : {team.labor_lead, team.management_lead}) {
    train(lead, std::string(path::member_course));
    if (chance(6) > 0 || told.external_id == "pt") train(lead, std::string(path::co_lead_course));
  }
  team.members = static_cast<int>(told.people * share_of_people);
  for (int i = 0; i < team.members; ++i) {
    bool carmen = told.external_id == "w4" && i == 0;
    Id<Person> member = carmen ? people_["carmen"] : person(tx, names_.next(), told.labor_job);
    Role role = i < 3 ? Role::representative : i == 3 ? Role::champion : Role::member;
    sit(member, labor_, role, told.local);
    if (i < 4 || chance(3) == 0) train(member, std::string(path::member_course));
  }
}

// Another region, so that there is somewhere Eve can be an outsider from.
void Play::lakes(Tx& tx) {
  auto harbor = unit(tx, "harbor", "Harbor Medical Center", UnitKind::facility, units_["lakes"]);
  auto ward = unit(tx, "d-harbor-3", "3 Harbor View", UnitKind::department, harbor, true);
  auto team =
      teams::add_team(tx, {"hv3", "3 Harbor View", "Good days for people with heart failure.", ward, {}}, ago(300));
  seats_.push_back(seat_for(people_["eve"], labor_, team.id.text, Role::co_lead, "21"));
  seats_.push_back(seat_for(person(tx, names_.next(), "Nurse manager"), management_, team.id.text, Role::co_lead));
  for (int i = 0; i < 12; ++i)
    seats_.push_back(seat_for(person(tx, names_.next(), "Registered nurse"), labor_, team.id.text, Role::member, "21"));
}

void Play::passwords(Tx& tx) {
  std::string hash = kit::hash_password(std::string(example_password));
  for (const Login& one : cast_told)
    set_password_hash(tx.db(), people_[std::string(one.login)], std::string(one.login), hash);
}

}  // namespace setup
