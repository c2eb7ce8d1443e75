#include "modules/path/path.h"

namespace path {

const Table& Attestation::table() {
  static const Table table(
      "attestations",
      {field<&Attestation::id>("id", {.key = true}), field<&Attestation::team>("team_id", {.place = true}),
       field<&Attestation::criterion>("criterion", {.required = true, .longest = 80}),
       field<&Attestation::party>("party_id"), field<&Attestation::met>("met"),
       field<&Attestation::evidence>("evidence", {.longest = 1000}), field<&Attestation::attested_on>("attested_on")},
      {.kind = "path.attestation", .fact = true});
  return table;
}

const Table& CriterionSurvey::table() {
  static const Table table(
      "criterion_surveys",
      {field<&CriterionSurvey::id>("id", {.key = true}), field<&CriterionSurvey::team>("team_id", {.place = true}),
       field<&CriterionSurvey::criterion>("criterion", {.required = true, .longest = 80}),
       field<&CriterionSurvey::asked>("asked", {.required = true, .least = 1, .most = 100000}),
       field<&CriterionSurvey::answered>("answered", {.required = true, .least = 0, .most = 100000}),
       field<&CriterionSurvey::agreed>("agreed", {.required = true, .least = 0, .most = 100000}),
       field<&CriterionSurvey::closed_on>("closed_on")},
      {.kind = "path.survey", .fact = true});
  return table;
}

const Table& Rating::table() {
  static const Table table(
      "ratings",
      {field<&Rating::id>("id", {.key = true, .place = true}), field<&Rating::team>("team_id", {.place = true}),
       field<&Rating::quarter>("quarter", {.required = true}), field<&Rating::level>("level"),
       field<&Rating::policy_version>("policy_version"), field<&Rating::evidence>("evidence", {.longest = 0}),
       field<&Rating::rated_on>("rated_on")},
      {.kind = "path.rating"});
  return table;
}

const Table& RatingStart::table() {
  static const Table table("rating_starts",
                           {field<&RatingStart::team>("team_id", {.key = true, .place = true}),
                            field<&RatingStart::quarter>("quarter", {.key = true}),
                            field<&RatingStart::rating>("rating_id", {.place = true}),
                            field<&RatingStart::level>("level"), field<&RatingStart::started_on>("started_on")},
                           {.kind = "path.rating_start"});
  return table;
}

}  // namespace path
