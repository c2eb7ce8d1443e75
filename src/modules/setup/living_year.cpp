#include "kit/time/quarter.h"
#include "modules/setup/living.h"

// A year in the life of a team: its charter, its sponsors, its meetings, its level.
namespace setup {
namespace {

constexpr std::array contact_notes{"Asked what gets in the way. The schedule for meetings was settled on the spot.",
                                   "Walked the unit with both co-leads and looked at the board.",
                                   "Talked about replacement for meeting time; two hours a month are agreed.",
                                   "Went through the project’s numbers. The next test is clear.",
                                   "Heard that night shift feels left out; the huddle moves to 6:45 every other week.",
                                   "Short call. All is on its way.",
                                   "Met with the co-leads about the request for a second printer.",
                                   "Listened to a worry about overtime; passed it on to the council.",
                                   "Came to the huddle and thanked the people who ran the test."};

constexpr std::array meeting_outcomes{"Agreed on the next test and on who watches the numbers.",
                                      "Looked at the chart together. We go on for two more weeks.",
                                      "Two ideas from the box were taken up, one was declined with a reason.",
                                      "Agreed to hold the huddle by the elevators.",
                                      "Went through the charter’s ground rules once more.",
                                      "Heard from the safety champion; the mats are ordered.",
                                      "Made a list of what new colleagues need in their first week.",
                                      "Chose two people to visit the team at the other hospital.",
                                      "Talked about holidays and cover. The plan stands.",
                                      "Closed a test; wrote down what we learned."};

struct Section {
  std::string_view name, text;
};
constexpr std::array<Section, 8> sections{
    {{"purpose", "We are here for this: {purpose}"},
     {"goals", "We choose at most two goals at a time, each with a number and a date, and show them on the board."},
     {"membership",
      "Everybody who works in {department} belongs to the team. Three representatives from the shifts, the safety "
      "champion and the co-leads form the core group; representatives serve for two years."},
     {"quorum", "We decide when half of the core group is there, and people from labor and management among them."},
     {"scope", "We decide how our daily work is done. Pay, discipline and the contract are not ours to change."},
     {"decisions", "We decide by consensus: everybody can live with it and will support it outside the room."},
     {"no_consensus", "When we cannot agree in two meetings, we ask our sponsors to help us within two weeks."},
     {"ground_rules",
      "Start on time. One person speaks. Problems, not people. What is said about a patient stays here."}}};

std::string filled(std::string text, const TeamTold& told) {
  for (auto [hole, value] :
       {std::pair<std::string_view, std::string_view>{"{purpose}", told.purpose}, {"{department}", told.department}})
    if (auto at = text.find(hole); at != std::string::npos) text.replace(at, hole.size(), value);
  return text;
}

}  // namespace

std::vector<Id<Person>> Play::leads(const TeamOnStage& team) const {
  std::vector<Id<Person>> people{team.labor_lead, team.management_lead};
  if (!team.physician_lead.empty()) people.push_back(team.physician_lead);
  return people;
}

void Play::sign_soon(Date day, const std::vector<Id<Person>>& people, std::function<std::string()> subject,
                     std::string part) {
  for (const Id<Person>& person : people) {
    Date on = kit::add_days(day, 1 + chance(3));
    at(on, 9 * 60 + chance(480), person, [subject, part](Tx& tx) {
      if (std::string id = subject(); !id.empty()) sign_if_asked(tx, id, part);
    });
  }
}

void Play::year_of(const TeamOnStage& team) {
  charter(team);
  contacts(team);
  meetings(team);
  ratings(team);
}

void Play::charter(const TeamOnStage& team) {
  if (team.told->external_id == "lmic" || team.told->external_id == "sec") return;  // theirs is still to be written
  Date day = ago(430 - chance(60));
  auto id = std::make_shared<std::string>();
  const TeamTold* told = team.told;
  at(day, 10 * 60, team.labor_lead, [id, told, team_id = team.id](Tx& tx) {
    teams::Charter charter = teams::open_charter(tx, team_id);
    *id = charter.id.text;
    for (const Section& section : sections)
      teams::write_section(tx, charter.id, std::string(section.name), filled(std::string(section.text), *told));
  });
  // One act for each co-lead: they read it together and sign it section by section.
  for (const Id<Person>& lead : leads(team)) {
    bool waits = told->external_id == "w4" && lead == team.physician_lead;
    at(kit::add_days(day, 2 + chance(12)), 11 * 60, lead, [id, waits](Tx& tx) {
      for (const Section& section : sections)
        if (!waits || section.name == "purpose" || section.name == "goals")
          sign_if_asked(tx, *id, std::string(section.name));
    });
  }
}

void Play::contacts(const TeamOnStage& team) {
  auto of_sponsor = [&](const Id<Person>& sponsor, int last_ago) {
    for (int days = last_ago; days < 430; days += 22 + chance(9))
      at(ago(days), 13 * 60 + chance(180), sponsor,
         [this, team_id = team.id, note = std::string(pick(contact_notes)), days](Tx& tx) {
           teams::record_contact(tx, team_id, ago(days), note);
         });
  };
  std::string_view name = team.told->external_id;
  bool late = chance(7) == 0;
  of_sponsor(team.labor_sponsor, name == "pt" ? 12 : name == "w4" ? 36 : late ? 38 : 2 + chance(22));
  of_sponsor(team.management_sponsor, name == "pt" ? 19 : name == "evs" ? 41 : 2 + chance(24));
}

void Play::meetings(const TeamOnStage& team) {
  for (int days = 3 + chance(12); days < 425; days += 14) {
    bool by_labor = chance(2) == 0;
    teams::TeamMeeting meeting{.id = {},
                               .team = team.id,
                               .met_on = ago(days),
                               .minutes = chance(3) == 0 ? 30 : 60,
                               .labor_present = 4 + chance(8),
                               .management_present = 1 + chance(3),
                               .outcome = std::string(pick(meeting_outcomes))};
    at(ago(days), 15 * 60 + chance(60), by_labor ? team.labor_lead : team.management_lead,
       [meeting](Tx& tx) { teams::record_meeting(tx, meeting); });
  }
}

// The last five quarters that are over. Teams move by one level at a time, mostly up.
void Play::ratings(const TeamOnStage& team) {
  kit::Quarter quarter = kit::previous(kit::quarter_of(on_));
  for (int i = 0; i < 4; ++i) quarter = kit::previous(quarter);
  int level = 1 + chance(3);
  if (team.told->external_id == "pt") level = 2;
  for (int i = 0; i < 5; ++i, quarter = kit::next(quarter)) {
    if (i > 0 && chance(10) < 4) ++level;
    if (i > 0 && chance(16) == 0) --level;
    if (team.told->external_id == "pt") level = i < 1 ? 2 : i < 3 ? 3 : 4;
    level = std::clamp(level, 1, 5);
    Date day = kit::add_days(kit::last_day(quarter), 5 + chance(6));
    at(day, 16 * 60, team.labor_lead, [team_id = team.id, text = kit::text_of(quarter), level, day](Tx& tx) {
      path::add_rating(tx,
                       {.id = kit::fresh<path::Rating>(),
                        .team = team_id,
                        .quarter = text,
                        .level = level,
                        .policy_version = 1,
                        .evidence = "[]",
                        .rated_on = day},
                       day);
    });
  }
}

}  // namespace setup
