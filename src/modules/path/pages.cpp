#include "modules/path/pages.h"

#include <fmt/format.h>

#include <algorithm>

#include "kit/time/quarter.h"
#include "modules/path/pages.html.h"
#include "modules/path/policy_body.h"

namespace path {

Cell cell_of(const Standing& standing, std::string_view dimension, int level) {
  Cell cell;
  for (const Judged* one : judged_of(standing, dimension, level)) {
    ++cell.all;
    if (one->met) ++cell.met;
  }
  return cell;
}

std::string_view class_of(const Cell& cell) {
  if (cell.all == 0) return "none";
  if (cell.met == cell.all) return "met";
  return cell.met > 0 ? "part" : "open";
}

std::vector<const Judged*> judged_of(const Standing& standing, std::string_view dimension, int level) {
  std::vector<const Judged*> found;
  for (const Judged& one : standing.judged)
    if (one.criterion.dimension == dimension && one.criterion.level == level) found.push_back(&one);
  return found;
}

int level_shown(int level) { return std::max(level, 1); }

bool wants_a_look(const Standing& standing, std::string_view dimension) {
  return std::ranges::any_of(standing.missing_for_next(),
                             [&](const Judged* one) { return one->criterion.dimension == dimension; });
}

const Attestation* word_of(const PathShown& shown, const std::string& criterion, const Id<Party>& party) {
  auto found = std::ranges::find_if(shown.attestations,
                                    [&](auto& one) { return one.criterion == criterion && one.party == party; });
  return found == shown.attestations.end() ? nullptr : &*found;
}

const CriterionSurvey* survey_of(const PathShown& shown, const std::string& criterion) {
  auto found = std::ranges::find(shown.surveys, criterion, &CriterionSurvey::criterion);
  return found == shown.surveys.end() ? nullptr : &*found;
}

const Attestation* last_word(const CriterionShown& shown, const Id<Party>& party) {
  auto found = std::ranges::find(shown.words, party, &Attestation::party);
  return found == shown.words.end() ? nullptr : &*found;
}

std::string name_of_party(const CriterionShown& shown, const Id<Party>& party) {
  auto found = std::ranges::find(shown.parties, party, &Party::id);
  return found == shown.parties.end() ? std::string() : found->name;
}

std::string survey_words(const View& view, const CriterionSurvey& survey) {
  return view.t("path.survey_line", {{"agreed", survey.agreed},
                                     {"answered", survey.answered},
                                     {"asked", survey.asked},
                                     {"date", view.day(survey.closed_on)}});
}

std::string go_words(const View& view, const Team& team, Source source) {
  bool may = source != Source::automatic && may_attest(*view.actor, team);
  return view.t("path.go." + std::string(kit::to_value(may ? source : Source::automatic)));
}

std::string level_heading(const View& view, int level) {
  return level == 0 ? view.t("path.level_none") : view.t("path.level_of", {{"level", level}});
}

std::string level_name(const View& view, int level) { return view.t(fmt::format("path.level.{}", level_shown(level))); }

std::string dimension_name(const View& view, std::string_view dimension) {
  std::string key = "path.dimension." + std::string(dimension);
  return kit::has_words(view.language, key) ? view.t(key) : std::string(dimension);
}

std::string source_name(const View& view, Source source) {
  return view.t("path.source." + std::string(kit::to_value(source)));
}

std::string least_words(const Criterion& criterion) {
  return kit::number(is_share(criterion) ? criterion.least * 100 : criterion.least);
}

std::string because_words(const View& view, const Judged& judged) {
  std::string least = least_words(judged.criterion);
  return view.t(judged.because, {{"detail", judged.detail}, {"least", least}});
}

std::string quarter_words(const View& view, std::string_view text) {
  auto quarter = kit::parse_quarter(text);
  if (!quarter) return std::string(text);
  return view.t("path.quarter", {{"number", quarter->quarter}, {"year", quarter->year}});
}

std::string summary_of_dimension(const View& view, const Standing& standing, std::string_view dimension) {
  int level = std::min(standing.level + 1, levels);
  Cell cell = cell_of(standing, dimension, level);
  if (cell.all == cell.met) return view.t("path.dimension_met", {{"level", level}});
  return view.t("path.dimension_part", {{"level", level}, {"met", cell.met}, {"all", cell.all}});
}

std::string rating_sentence(const View& view, const PathShown& shown) {
  std::string quarter = quarter_words(view, shown.quarter);
  std::string_view key = "path.rating.none";
  if (shown.assent && shown.assent->open()) key = "path.rating.asked";
  if (shown.assent && shown.assent->agreed()) key = "path.rating.stands";
  if (shown.assent && !shown.assent->open() && !shown.assent->agreed()) key = "path.rating.sent_back";
  return view.t(key, {{"quarter", quarter}, {"level", shown.rating ? shown.rating->level : 0}});
}

std::string percent(std::int64_t part, std::int64_t whole) {
  if (whole <= 0) return "–";
  return kit::number(100.0 * static_cast<double>(part) / static_cast<double>(whole)) + " %";
}

std::string bar_width(std::int64_t part, std::int64_t whole) {
  if (whole <= 0) return "0";
  return fmt::format("{:.2f}", 100.0 * static_cast<double>(part) / static_cast<double>(whole));
}

std::string bar_offset(const Ratings& ratings, int level) {
  std::int64_t before = 0;
  for (int lower = 1; lower < level; ++lower) before += ratings.at[static_cast<std::size_t>(lower - 1)];
  return bar_width(before, ratings.rated);
}

kit::Html path_card(const View& view, Reader& db, const Team& team) {
  Standing standing = standing_of(db, team, view.language);
  return card(view, team, standing, last_rating(db, team.id));
}

}  // namespace path
