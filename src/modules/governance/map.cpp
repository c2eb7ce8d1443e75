#include <algorithm>

#include "kit/chart/tree.h"
#include "modules/governance/pages.h"
#include "modules/governance/pages.html.h"

// The map of all bodies: a picture of how they hang together, and what is wrong, in sentences.
namespace governance {
namespace {

constexpr std::size_t rows_drawn = 60;

bool is_grave(const std::vector<Finding>& findings) {
  return std::ranges::any_of(findings, [](const Finding& one) { return one.trouble != Trouble::parallel; });
}

}  // namespace

MapShown map_of(Reader& db, const Unit& unit, int most) {
  MapShown shown{.unit = unit, .lines = {}};
  auto standings = standings_in(db, unit.id, most + 1);
  shown.more = standings.size() > static_cast<std::size_t>(most);
  if (shown.more) standings.pop_back();
  BodiesPolicy policy = bodies_policy(db);
  for (Branch& branch : as_tree(std::move(standings))) {
    auto findings = check(branch.standing, policy, db.today());
    shown.lines.push_back({std::move(branch), std::move(findings)});
  }
  shown.may_form = may_form(db.actor(), reach_of(db, unit.id.text, unit.id));
  return shown;
}

std::string finding_sentence(const View& view, const Finding& finding) {
  std::string key = "governance.trouble." + std::string(kit::to_value(finding.trouble));
  if (finding.trouble == Trouble::silent && !finding.since) key += "_never";
  return view.t(key, {{"party", finding.party},
                      {"date", finding.since ? view.date(*finding.since) : ""},
                      {"open", finding.open},
                      {"allotted", finding.allotted}});
}

std::string first_finding(const View& view, const std::vector<Finding>& findings) {
  if (findings.empty()) return view.t("governance.fine");
  std::string first = finding_sentence(view, findings.front());
  if (findings.size() == 1) return first;
  return first + " " + view.t("governance.and_more", {{"count", findings.size() - 1}});
}

std::string hours_sentence(const View& view, const Standing& standing) {
  if (standing.person_minutes < 30) return view.t("governance.hours_none");
  return view.t("governance.hours", {{"hours", standing.person_minutes / 60}});
}

std::string seats_line(const Standing& standing) {
  std::string line;
  for (const PartyStanding& one : standing.parties)
    line +=
        (line.empty() ? "" : " · ") + one.party + " " + std::to_string(one.held) + "/" + std::to_string(one.allotted);
  return line;
}

std::string map_sentence(const View& view, const MapShown& shown) {
  std::int64_t minutes = 0;
  for (const MapLine& line : shown.lines) minutes += line.branch.standing.person_minutes;
  auto grave = std::ranges::count_if(shown.lines, [](const MapLine& line) { return is_grave(line.findings); });
  return view.t("governance.map_sentence",
                {{"bodies", shown.lines.size()}, {"hours", minutes / 60}, {"attention", grave}});
}

kit::Html map_picture(const View& view, const MapShown& shown) {
  kit::TreeChart tree{.nodes = {}, .title = view.t("governance.map"), .description = map_sentence(view, shown)};
  for (const MapLine& line : shown.lines) {
    if (tree.nodes.size() == rows_drawn) break;
    const Standing& standing = line.branch.standing;
    tree.nodes.push_back({.words = standing.body.name,
                          .note = standing.unit,
                          .tooltip = first_finding(view, line.findings),
                          .depth = line.branch.depth,
                          .above = line.branch.above,
                          .weight = static_cast<double>(standing.person_minutes),
                          .trouble = is_grave(line.findings),
                          .loose = !standing.sits_above,
                          .hollow = !standing.is_complete()});
  }
  return kit::trusted_html(kit::draw(tree, "bodies"));
}

kit::Html attention_card(const View& view, Reader& db, const Body& body) {
  Standing standing = standing_of(db, body);
  return attention_card(view, standing, check(standing, bodies_policy(db), db.today()));
}

}  // namespace governance
