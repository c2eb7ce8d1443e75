#include "modules/solving/pages.h"

#include <algorithm>

#include "kit/http/uri.h"
#include "modules/solving/pages.html.h"
#include "partnership/web/place_card.html.h"

namespace solving {
namespace {

std::string joined(const View& view, const std::vector<std::string>& names) {
  std::string text;
  for (std::size_t i = 0; i < names.size(); ++i)
    text += (i == 0 ? "" : i + 1 == names.size() ? " " + view.t("solving.and") + " " : ", ") + names[i];
  return text;
}

std::string waiting_for(const View& view, const IssueShown& shown) {
  std::vector<std::string> names;
  for (const PartyShown& one : shown.parties)
    if (!one.put) names.push_back(one.party.name);
  return joined(view, names);
}

const OptionShown* best_of(const IssueShown& shown) {
  auto best =
      std::ranges::max_element(shown.options, {}, [](auto& one) { return one.weight.met * 1000 - one.weight.missed; });
  return best == shown.options.end() ? nullptr : &*best;
}

}  // namespace

bool is_proposed(const IssueShown& shown, const OptionShown& option) {
  return shown.wall.choices.empty() ? &option == best_of(shown) : option.chosen;
}

std::string next_step(const View& view, const IssueShown& shown) {
  const Wall& wall = shown.wall;
  switch (shown.stage()) {
    case Stage::interests: return view.t("solving.next.interests", {{"parties", waiting_for(view, shown)}});
    case Stage::options:
      if (!wall.brainstorm) return view.t("solving.next.begin");
      return view.t(wall.anonymous() ? "solving.next.box" : "solving.next.options");
    case Stage::agreed: return view.t("solving.next.agreed", {{"date", view.date(wall.agreement->review_on)}});
    case Stage::reviewed: return named_text(view, "reviewed", wall.review->outcome);
    case Stage::closed: return view.t("solving.next.closed", {{"date", view.date(wall.closing->closed_on)}});
    default: return named_text(view, "next", shown.stage());
  }
}

std::string_view anchor_of(Stage stage) {
  switch (stage) {
    case Stage::interests: return "#interests";
    case Stage::options: return "#options";
    case Stage::standards: return "#standards";
    case Stage::weighing: return "#weighing";
    case Stage::agreed: return "#steps";
    default: return "#agreement";
  }
}

std::vector<Stage> stages_shown(const IssueShown& shown) {
  std::vector<Stage> stages{Stage::interests, Stage::options, Stage::standards, Stage::weighing, Stage::signing};
  if (!shown.is(Stage::closed)) stages.push_back(Stage::reviewed);
  return stages;
}
std::string_view class_of_stage(const IssueShown& shown, Stage stage) {
  bool closed = shown.is(Stage::closed);
  Progress progress = shown.wall.progress;
  progress.closed = false;
  return stage < (closed ? stage_of(progress) : shown.stage()) || shown.is(Stage::reviewed) ? "done" : "";
}
// Agreed, the look back is what is left.
bool is_now(const IssueShown& shown, Stage stage) {
  if (shown.is(Stage::agreed)) return stage == Stage::reviewed;
  return shown.stage() == stage && stage != Stage::reviewed;
}

std::string shared_text(const View& view, const InterestShown& shown) {
  if (shown.shared) return view.t("solving.shared_by_all");
  std::vector<std::string> names;
  for (const Party& party : shown.also) names.push_back(party.name);
  return view.t("solving.shared_by", {{"parties", joined(view, names)}});
}

std::string weighing_text(const View& view, const IssueShown& shown) {
  if (shown.wall.marks.empty()) return view.t("solving.weighing.none");
  const OptionShown* best = best_of(shown);
  if (best->weight.met == 0) return view.t("solving.weighing.no_joint");
  std::string said = view.t("solving.weighing.best",
                            {{"option", best->option.body}, {"met", best->weight.met}, {"of", shown.criteria.size()}});
  if (best->weight.missed == 0) return said;
  return said + " " + view.t("solving.weighing.best_misses", {{"missed", best->weight.missed}});
}

std::string_view icon_of(Fit fit) { return fit == Fit::meets ? "check" : fit == Fit::partly ? "common" : "close"; }

std::string project_url(const IssueShown& shown) {
  return "/projects/new?team=" + shown.place.place + "&title=" + kit::percent_encode(shown.wall.issue.question) +
         "&problem=" + kit::percent_encode(shown.wall.agreement->body);
}

std::vector<Choice> owner_choices(const View& view, const Seats& place) {
  std::vector<Choice> choices;
  for (const decisions::SeatHere& one : place.seats)
    choices.push_back({one.seat.id.text, one.person + ", " +
                                             view.t("partnership.role." + std::string(kit::to_value(one.seat.role))) +
                                             ", " + one.party_name});
  return choices;
}

kit::Html issues_card(const View& view, Reader& db, const std::string& place) {
  Lines found = issues_of(db, {}, place, {}, 4);
  auto may = std::ranges::any_of(db.actor().seats, [&](const Seat& seat) { return seat.place == place; });
  std::string url = decisions::site_of(db, place).url + "/issues";
  PlaceCard card{.title = "solving.title",
                 .all = "solving.all",
                 .none = "solving.none",
                 .add = "solving.open",
                 .url = url,
                 .add_url = may ? url + "/new" : "",
                 .lines = {}};
  for (auto& line : found.lines)
    card.lines.push_back({.day = line.issue.opened_on,
                          .url = url_of(line.issue.id),
                          .title = line.issue.question,
                          .icon = {},
                          .tag = named_text(view, "now", line.stage)});
  return place_card(view, card);
}

}  // namespace solving
