#pragma once
#include "modules/path/path.h"

// What the templates of this module show, read before they begin.
namespace path {

struct PathShown {
  Team team;
  Standing standing;
  std::vector<std::string> dimensions;
  std::vector<Party> parties;  // those that lead
  std::vector<Attestation> attestations;
  std::vector<CriterionSurvey> surveys;
  std::vector<RatingStart> ratings;
  std::string quarter;           // the present one
  std::optional<Rating> rating;  // proposed for it
  std::optional<AssentState> assent;
  bool may_attest = false;
  bool may_propose = false;  // the present level is neither signed nor before the sponsors
};

// One criterion of a team with all that was said about it, newest first.
struct CriterionShown {
  Team team;
  int level = 0;  // at which the team stands
  Judged judged;
  std::vector<Party> parties;
  std::vector<Attestation> words;
  std::vector<CriterionSurvey> surveys;
  bool may_attest = false;
};
const Attestation* last_word(const CriterionShown& shown, const Id<Party>& party);
std::string name_of_party(const CriterionShown& shown, const Id<Party>& party);

struct Cell {  // of the matrix
  int met = 0, all = 0;
};
Cell cell_of(const Standing& standing, std::string_view dimension, int level);
std::string_view class_of(const Cell& cell);
std::vector<const Judged*> judged_of(const Standing& standing, std::string_view dimension, int level);
std::string level_heading(const View& view, int level);  // "Path: level 3 of 5"
int level_shown(int level);                              // the first while not even that is met: where a team begins
bool wants_a_look(const Standing& standing, std::string_view dimension);  // stands before the next level

const Attestation* word_of(const PathShown& shown, const std::string& criterion, const Id<Party>& party);
const CriterionSurvey* survey_of(const PathShown& shown, const std::string& criterion);

std::string level_name(const View& view, int level);
std::string dimension_name(const View& view, std::string_view dimension);
std::string source_name(const View& view, Source source);
std::string least_words(const Criterion& criterion);  // "2", "50" for half
std::string because_words(const View& view, const Judged& judged);
std::string survey_words(const View& view, const CriterionSurvey& survey);
std::string go_words(const View& view, const Team& team, Source source);  // what the reader can do about a criterion
std::string quarter_words(const View& view, std::string_view quarter);
std::string summary_of_dimension(const View& view, const Standing& standing, std::string_view dimension);
std::string rating_sentence(const View& view, const PathShown& shown);

// The path in a unit and all below it.
struct ChildRatings {
  Unit unit;
  Ratings ratings;
};
struct FromAbove {
  Unit unit;
  std::string quarter;
  std::vector<std::string> quarters;  // with ratings here, newest first
  Ratings ratings;
  std::optional<double> target;
  std::vector<ChildRatings> children;
};
std::int64_t moved_between(const Ratings& ratings);  // teams rated in both quarters
std::string flow_picture(const View& view, const FromAbove& seen, bool wide);
kit::Html flow_pictures(const View& view, const FromAbove& seen);
std::string flow_text(const View& view, const FromAbove& seen);  // "Q2 2026 to Q3 2026: 41 moved up, …"
std::string percent(std::int64_t part, std::int64_t whole);      // "49 %", "–" of nothing
std::string bar_width(std::int64_t part, std::int64_t whole);    // hundredths of a bar, "49.25"
std::string bar_offset(const Ratings& ratings, int level);

}  // namespace path
