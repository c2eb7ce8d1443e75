#include "modules/teams/co_leads.h"

// The charter: how a team works together, section by section, each agreed or sent back by each party (handbook 2.4).
namespace teams {
namespace {

void put_before_parties(Tx& tx, const Team& team, const CharterSection& section) {
  ask_assent(tx, {.kind = "charter.section",
                  .subject = section.charter.text,
                  .part = section.section,
                  .place = team.id.text,
                  .role = Role::co_lead,
                  .parties = ids_of(leading_parties(tx, team)),
                  .text = section.body,
                  .about = team.name,
                  .url = "/teams/" + team.id.text + "/charter#" + section.section});
}

// A section that the former version has with the same words stays agreed: its assent is carried over by asking again
// only where something changed. A new version therefore starts with every section open, and the old text in it.
std::vector<CharterSection> starting_sections(Reader& db, const Id<Charter>& charter,
                                              const std::optional<Charter>& former) {
  std::vector<CharterSection> sections;
  for (const std::string& name : charter_section_names()) sections.push_back({charter, name, ""});
  if (former)
    for (const CharterSection& old : sections_of(db, former->id))
      for (CharterSection& section : sections)
        if (section.section == old.section) section.body = old.body;
  return sections;
}

}  // namespace

Charter open_charter(Tx& tx, const Id<Team>& id) {
  tx.lock(id.text);
  Team team = find_team(tx, id);
  const Seat* seat = tx.actor().seat(id.text, Role::co_lead);
  allow(seat != nullptr);
  auto former = latest_charter(tx, id);
  require(!former || in_force_since(tx, former->id), "teams.refusal.charter_open");

  tx.act_from(*seat);
  Charter charter{
      .id = kit::fresh<Charter>(), .team = id, .version = former ? former->version + 1 : 1, .opened_on = tx.today()};
  tx.insert(charter);
  for (const CharterSection& section : starting_sections(tx, charter.id, former)) {
    tx.insert(section);
    if (!section.body.empty()) put_before_parties(tx, team, section);
  }
  return charter;
}

void write_section(Tx& tx, const Id<Charter>& id, const std::string& name, const std::string& body) {
  Charter charter = tx.find(id);
  Team team = find_team(tx, charter.team);
  const Seat* seat = tx.actor().seat(team.id.text, Role::co_lead);
  allow(seat != nullptr);
  require(!in_force_since(tx, id), "teams.refusal.charter_in_force");
  check_section(name, body);
  CharterSection section = tx.one<CharterSection>("where charter_id = $1 and section = $2", {id, name});

  tx.act_from(*seat);
  section.body = body;
  tx.update(section);
  put_before_parties(tx, team, section);
}

void section_agreed(Tx& tx, const Assent& assent) {
  Id<Charter> id{assent.subject};
  if (!every_section_agreed(tx, id.text)) return;
  Charter charter = tx.find(id);
  tx.record(CharterStart{.charter = id, .team = charter.team, .started_on = tx.today()});
}

}  // namespace teams
