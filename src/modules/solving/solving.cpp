#include "modules/solving/solving.h"

namespace solving {

const Table& Issue::table() {
  static const Table table(
      "issues",
      {field<&Issue::id>("id", {.key = true, .place = true}),
       field<&Issue::question>("question", {.required = true, .longest = 160}),
       field<&Issue::background>("background", {.longest = 4000}),
       field<&Issue::place>("place_id", {.required = true, .place = true}),
       field<&Issue::unit>("unit_id", {.place = true}), field<&Issue::origin>("origin_id", {.place = true}),
       field<&Issue::seat>("seat_id"), field<&Issue::opened_on>("opened_on"), field<&Issue::version>("version"),
       field<&Issue::wall>("wall")},
      {.kind = "solving.issue"});
  return table;
}
const Table& IssueParty::table() {
  static const Table table("issue_parties",
                           {field<&IssueParty::issue>("issue_id", {.key = true, .place = true}),
                            field<&IssueParty::party>("party_id", {.key = true})},
                           {.kind = "solving.party", .fact = true});
  return table;
}
const Table& Facilitation::table() {
  static const Table table("facilitations",
                           {field<&Facilitation::issue>("issue_id", {.key = true, .place = true}),
                            field<&Facilitation::number>("number", {.key = true}),
                            field<&Facilitation::seat>("seat_id"), field<&Facilitation::named_on>("named_on")},
                           {.kind = "solving.facilitation", .fact = true});
  return table;
}

const Table& Interest::table() {
  static const Table table(
      "interests",
      {field<&Interest::id>("id", {.key = true, .place = true}), field<&Interest::issue>("issue_id", {.place = true}),
       field<&Interest::party>("party_id"), field<&Interest::body>("body", {.required = true, .longest = 500}),
       field<&Interest::seat>("seat_id"), field<&Interest::put_on>("put_on"), field<&Interest::version>("version")},
      {.kind = "solving.interest"});
  return table;
}
const Table& InterestSharing::table() {
  using T = InterestSharing;
  static const Table table(
      "interest_sharings",
      {field<&T::interest>("interest_id", {.key = true, .place = true}), field<&T::party>("party_id", {.key = true}),
       field<&T::issue>("issue_id", {.place = true}), field<&T::shared_on>("shared_on")},
      {.kind = "solving.sharing"});
  return table;
}
const Table& InterestsPut::table() {
  static const Table table(
      "interests_put",
      {field<&InterestsPut::issue>("issue_id", {.key = true, .place = true}),
       field<&InterestsPut::party>("party_id", {.key = true}), field<&InterestsPut::put_on>("put_on")},
      {.kind = "solving.interests_put", .fact = true});
  return table;
}

const Table& Brainstorm::table() {
  static const Table table("brainstorms",
                           {field<&Brainstorm::issue>("issue_id", {.key = true, .place = true}),
                            field<&Brainstorm::kind>("kind"), field<&Brainstorm::started_on>("started_on")},
                           {.kind = "solving.brainstorm", .fact = true});
  return table;
}
const Table& BrainstormEnding::table() {
  static const Table table("brainstorm_endings",
                           {field<&BrainstormEnding::issue>("issue_id", {.key = true, .place = true}),
                            field<&BrainstormEnding::ended_on>("ended_on")},
                           {.kind = "solving.brainstorm_ending", .fact = true});
  return table;
}
const Table& Option::table() {
  static const Table table(
      "issue_options",
      {field<&Option::id>("id", {.key = true, .place = true}), field<&Option::issue>("issue_id", {.place = true}),
       field<&Option::body>("body", {.required = true, .longest = 500}), field<&Option::seat>("seat_id"),
       field<&Option::added_on>("added_on"), field<&Option::version>("version")},
      {.kind = "solving.option"});
  return table;
}
const Table& Standard::table() {
  static const Table table(
      "issue_standards",
      {field<&Standard::id>("id", {.key = true, .place = true}), field<&Standard::issue>("issue_id", {.place = true}),
       field<&Standard::body>("body", {.required = true, .longest = 500}), field<&Standard::seat>("seat_id"),
       field<&Standard::added_on>("added_on"), field<&Standard::version>("version")},
      {.kind = "solving.standard"});
  return table;
}
const Table& OptionMark::table() {
  static const Table table("option_marks",
                           {field<&OptionMark::option>("option_id", {.key = true, .place = true}),
                            field<&OptionMark::criterion>("criterion_id", {.key = true}),
                            field<&OptionMark::party>("party_id", {.key = true}),
                            field<&OptionMark::issue>("issue_id", {.place = true}), field<&OptionMark::fit>("fit")},
                           {.kind = "solving.mark"});
  return table;
}

const Table& Agreement::table() {
  static const Table table(
      "issue_agreements",
      {field<&Agreement::id>("id", {.key = true, .place = true}), field<&Agreement::issue>("issue_id", {.place = true}),
       field<&Agreement::number>("number"), field<&Agreement::body>("body", {.required = true, .longest = 4000}),
       field<&Agreement::review_on>("review_on", {.required = true}), field<&Agreement::seat>("seat_id"),
       field<&Agreement::proposed_on>("proposed_on")},
      {.kind = "solving.agreement", .fact = true});
  return table;
}
const Table& AgreementChoice::table() {
  static const Table table("agreement_choices",
                           {field<&AgreementChoice::agreement>("agreement_id", {.key = true, .place = true}),
                            field<&AgreementChoice::option>("option_id", {.key = true, .place = true})},
                           {.kind = "solving.choice", .fact = true});
  return table;
}
const Table& AgreementStep::table() {
  using T = AgreementStep;
  static const Table table(
      "agreement_steps",
      {field<&T::id>("id", {.key = true, .place = true}), field<&T::agreement>("agreement_id", {.place = true}),
       field<&T::issue>("issue_id", {.place = true}), field<&T::what>("what", {.required = true, .longest = 300}),
       field<&T::seat>("seat_id"), field<&T::due_on>("due_on", {.required = true})},
      {.kind = "solving.step", .fact = true});
  return table;
}
const Table& AgreementStart::table() {
  static const Table table("agreement_starts",
                           {field<&AgreementStart::issue>("issue_id", {.key = true, .place = true}),
                            field<&AgreementStart::agreement>("agreement_id", {.place = true}),
                            field<&AgreementStart::agreed_on>("agreed_on")},
                           {.kind = "solving.agreement_start", .fact = true});
  return table;
}
const Table& StepEnding::table() {
  static const Table table(
      "step_endings",
      {field<&StepEnding::step>("step_id", {.key = true, .place = true}),
       field<&StepEnding::issue>("issue_id", {.place = true}), field<&StepEnding::outcome>("outcome"),
       field<&StepEnding::words>("words", {.longest = 1000}), field<&StepEnding::ended_on>("ended_on")},
      {.kind = "solving.step_ending", .fact = true});
  return table;
}
const Table& AgreementReview::table() {
  using T = AgreementReview;
  static const Table table(
      "agreement_reviews",
      {field<&T::issue>("issue_id", {.key = true, .place = true}), field<&T::outcome>("outcome"),
       field<&T::words>("words", {.required = true, .longest = 2000}), field<&T::reviewed_on>("reviewed_on")},
      {.kind = "solving.review", .fact = true});
  return table;
}
const Table& IssueResult::table() {
  static const Table table(
      "issue_results",
      {field<&IssueResult::issue>("issue_id", {.key = true, .place = true}),
       field<&IssueResult::thing>("thing_id", {.key = true, .place = true}), field<&IssueResult::made_on>("made_on")},
      {.kind = "solving.result", .fact = true});
  return table;
}
const Table& IssueClosing::table() {
  static const Table table("issue_closings",
                           {field<&IssueClosing::issue>("issue_id", {.key = true, .place = true}),
                            field<&IssueClosing::reason>("reason", {.required = true, .longest = 1000}),
                            field<&IssueClosing::closed_on>("closed_on")},
                           {.kind = "solving.closing", .fact = true});
  return table;
}

}  // namespace solving
