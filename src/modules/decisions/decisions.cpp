#include "modules/decisions/decisions.h"

namespace decisions {
namespace {

// The fields of a stance, also while it is held; its own table's kind makes it a fact of the journal.
std::vector<kit::Field> stance_fields() {
  return {field<&Stance::id>("id", {.key = true}),
          field<&Stance::decision>("decision_id", {.place = true}),
          field<&Stance::seat>("seat_id"),
          field<&Stance::party>("party_id"),
          field<&Stance::choice>("choice", {.required = true, .longest = 80}),
          field<&Stance::reason>("reason", {.longest = 2000}),
          field<&Stance::interest>("interest", {.longest = 1000}),
          field<&Stance::taken_at>("taken_at")};
}

}  // namespace

const Table& Decision::table() {
  static const Table table(
      "decisions",
      {field<&Decision::id>("id", {.key = true, .place = true}),
       field<&Decision::title>("title", {.required = true, .longest = 160}),
       field<&Decision::body>("body", {.required = true, .longest = 6000}),
       field<&Decision::subject>("subject", {.required = true, .longest = 80}),
       field<&Decision::place>("place_id", {.required = true, .place = true}),
       field<&Decision::unit>("unit_id", {.place = true}), field<&Decision::former>("former_id", {.place = true}),
       field<&Decision::seat>("seat_id"), field<&Decision::proposed_on>("proposed_on")},
      {.kind = "decisions.proposal", .fact = true});
  return table;
}

const Table& DecisionTerms::table() {
  using T = DecisionTerms;
  static const Table table("decision_terms",
                           {field<&T::decision>("decision_id", {.key = true, .place = true}),
                            field<&T::involvement>("involvement", {.required = true}),
                            field<&T::rule>("rule"),
                            field<&T::closes_on>("closes_on", {.required = true}),
                            field<&T::scale>("scale", {.required = true, .longest = 80}),
                            field<&T::scales_version>("scales_version"),
                            field<&T::involvement_version>("involvement_version"),
                            field<&T::deciding_version>("deciding_version"),
                            field<&T::ballot>("ballot", {.required = true}),
                            field<&T::abstaining>("abstaining", {.required = true}),
                            field<&T::silence>("silence", {.required = true}),
                            field<&T::quorum_base>("quorum_base", {.required = true}),
                            field<&T::quorum>("quorum", {.required = true, .least = 1, .most = 100}),
                            field<&T::members>("members"),
                            field<&T::share_of>("share_of", {.required = true, .least = 1, .most = 1000}),
                            field<&T::share_in>("share_in", {.required = true, .least = 1, .most = 1000}),
                            field<&T::least_ballots>("least_ballots"),
                            field<&T::fallback>("fallback", {.required = true, .longest = 80}),
                            field<&T::fallback_days>("fallback_days"),
                            field<&T::early_close>("early_close"),
                            field<&T::fixed_on>("fixed_on")},
                           {.kind = "decisions.terms", .fact = true});
  return table;
}

Terms DecisionTerms::rules() const {
  return {.involvement = involvement,
          .rule = rule,
          .ballot = ballot,
          .abstaining = abstaining,
          .silence = silence,
          .quorum_base = quorum_base,
          .quorum = quorum,
          .members = members,
          .share_of = share_of,
          .share_in = share_in,
          .least_ballots = least_ballots};
}

const Table& DecisionAsked::table() {
  static const Table table(
      "decision_asked",
      {field<&DecisionAsked::decision>("decision_id", {.key = true, .place = true}),
       field<&DecisionAsked::seat>("seat_id", {.key = true}), field<&DecisionAsked::party>("party_id"),
       field<&DecisionAsked::weight>("weight", {.least = 1, .most = 1'000'000})},
      {.kind = "decisions.asked", .fact = true});
  return table;
}
const Table& DecisionAffected::table() {
  static const Table table("decision_affected",
                           {field<&DecisionAffected::decision>("decision_id", {.key = true, .place = true}),
                            field<&DecisionAffected::place>("place_id", {.key = true, .place = true})},
                           {.kind = "decisions.affected", .fact = true});
  return table;
}
const Table& DecisionOpening::table() {
  static const Table table("decision_openings",
                           {field<&DecisionOpening::decision>("decision_id", {.key = true, .place = true}),
                            field<&DecisionOpening::opened_on>("opened_on")},
                           {.kind = "decisions.opening", .fact = true});
  return table;
}
const Table& DecisionWithdrawal::table() {
  static const Table table("decision_withdrawals",
                           {field<&DecisionWithdrawal::decision>("decision_id", {.key = true, .place = true}),
                            field<&DecisionWithdrawal::reason>("reason", {.required = true, .longest = 1000}),
                            field<&DecisionWithdrawal::withdrawn_on>("withdrawn_on")},
                           {.kind = "decisions.withdrawal", .fact = true});
  return table;
}

const Table& Stance::table() {
  static const Table table("stances", stance_fields(), {.kind = "decisions.stance", .fact = true});
  return table;
}
const Table& HeldStance::table() {
  static const Table table("held_stances", stance_fields());
  return table;
}
const Table& Ballot::table() {
  static const Table table(
      "ballots",
      {field<&Ballot::id>("id", {.key = true}), field<&Ballot::decision>("decision_id", {.place = true}),
       field<&Ballot::party>("party_id"), field<&Ballot::choice>("choice", {.longest = 80}),
       field<&Ballot::reason>("reason", {.longest = 2000}), field<&Ballot::interest>("interest", {.longest = 1000})},
      {.kind = "decisions.ballot", .fact = true});
  return table;
}
const Table& BallotAnswer::table() {
  static const Table table("ballot_answers",
                           {field<&BallotAnswer::decision>("decision_id", {.key = true, .place = true}),
                            field<&BallotAnswer::seat>("seat_id", {.key = true})},
                           {.kind = "decisions.ballot_answer", .fact = true});
  return table;
}

const Table& DecisionClosing::table() {
  static const Table table("decision_closings",
                           {field<&DecisionClosing::decision>("decision_id", {.key = true, .place = true}),
                            field<&DecisionClosing::outcome>("outcome"), field<&DecisionClosing::early>("early"),
                            field<&DecisionClosing::closed_on>("closed_on")},
                           {.kind = "decisions.closing", .fact = true});
  return table;
}
const Table& DecisionCount::table() {
  using T = DecisionCount;
  static const Table table(
      "decision_counts",
      {field<&T::decision>("decision_id", {.key = true, .place = true}), field<&T::party>("party_id", {.key = true}),
       field<&T::asked>("asked"), field<&T::answered>("answered"), field<&T::support>("support"),
       field<&T::reserve>("reserve"), field<&T::aside>("aside"), field<&T::block>("block"),
       field<&T::abstain>("abstain"), field<&T::in_favour>("in_favour"), field<&T::taken>("taken")},
      {.kind = "decisions.count", .fact = true});
  return table;
}
const Table& DecisionFallback::table() {
  static const Table table("decision_fallbacks",
                           {field<&DecisionFallback::decision>("decision_id", {.key = true, .place = true}),
                            field<&DecisionFallback::fallback>("fallback"), field<&DecisionFallback::due_on>("due_on"),
                            field<&DecisionFallback::started_on>("started_on")},
                           {.kind = "decisions.fallback", .fact = true});
  return table;
}
const Table& DecisionReferral::table() {
  using T = DecisionReferral;
  static const Table table(
      "decision_referrals",
      {field<&T::id>("id", {.key = true}), field<&T::decision>("decision_id", {.place = true}),
       field<&T::number>("number"), field<&T::place>("place_id", {.place = true}), field<&T::role>("role"),
       field<&T::due_on>("due_on"), field<&T::referred_on>("referred_on")},
      {.kind = "decisions.referral", .fact = true});
  return table;
}
const Table& ReferralAnswer::table() {
  static const Table table(
      "referral_answers",
      {field<&ReferralAnswer::referral>("referral_id", {.key = true}),
       field<&ReferralAnswer::decision>("decision_id", {.place = true}), field<&ReferralAnswer::answer>("answer"),
       field<&ReferralAnswer::words>("words", {.required = true, .longest = 2000}),
       field<&ReferralAnswer::answered_on>("answered_on")},
      {.kind = "decisions.referral_answer", .fact = true});
  return table;
}
const Table& DecisionFinal::table() {
  static const Table table("decision_finals",
                           {field<&DecisionFinal::decision>("decision_id", {.key = true, .place = true}),
                            field<&DecisionFinal::final_on>("final_on")},
                           {.kind = "decisions.final", .fact = true});
  return table;
}
const Table& DecisionCompletion::table() {
  static const Table table("decision_completions",
                           {field<&DecisionCompletion::decision>("decision_id", {.key = true, .place = true}),
                            field<&DecisionCompletion::completed_on>("completed_on")},
                           {.kind = "decisions.completion", .fact = true});
  return table;
}
const Table& DecisionReading::table() {
  static const Table table("decision_readings",
                           {field<&DecisionReading::decision>("decision_id", {.key = true, .place = true}),
                            field<&DecisionReading::person>("person_id", {.key = true}),
                            field<&DecisionReading::seat>("seat_id"), field<&DecisionReading::read_on>("read_on")},
                           {.kind = "decisions.reading", .fact = true});
  return table;
}
const Table& FollowUp::table() {
  static const Table table(
      "follow_ups",
      {field<&FollowUp::id>("id", {.key = true, .place = true}),
       field<&FollowUp::decision>("decision_id", {.place = true}),
       field<&FollowUp::what>("what", {.required = true, .longest = 500}), field<&FollowUp::seat>("seat_id"),
       field<&FollowUp::due_on>("due_on", {.required = true}), field<&FollowUp::set_on>("set_on")},
      {.kind = "decisions.follow_up", .fact = true});
  return table;
}
const Table& FollowUpEnding::table() {
  static const Table table(
      "follow_up_endings",
      {field<&FollowUpEnding::follow_up>("follow_up_id", {.key = true, .place = true}),
       field<&FollowUpEnding::decision>("decision_id", {.place = true}), field<&FollowUpEnding::outcome>("outcome"),
       field<&FollowUpEnding::words>("words", {.longest = 1000}), field<&FollowUpEnding::ended_on>("ended_on")},
      {.kind = "decisions.follow_up_ending", .fact = true});
  return table;
}

}  // namespace decisions
