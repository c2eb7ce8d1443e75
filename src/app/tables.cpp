#include "app/tables.h"

#include "modules/changes/changes.h"
#include "modules/decisions/decisions.h"
#include "modules/feeds/feeds.h"
#include "modules/governance/governance.h"
#include "modules/improvement/improvement.h"
#include "modules/measures/dictionary.h"
#include "modules/measures/unit_moves.h"
#include "modules/meetings/meetings.h"
#include "modules/path/path.h"
#include "modules/setup/setup.h"
#include "modules/solving/solving.h"
#include "modules/teams/teams.h"
#include "partnership/cases.h"
#include "partnership/conversation.h"
#include "partnership/extensions.h"
#include "partnership/log/log_keys.h"
#include "partnership/passwords.h"
#include "partnership/policy.h"
#include "partnership/record/copies.h"
#include "partnership/record/erasure.h"

namespace app {
namespace {

template <class... Records>
std::vector<const kit::Table*> tables_of() {
  return {&Records::table()...};
}

}  // namespace

const std::vector<const kit::Table*>& journaled_tables() {
  using namespace partnership;
  static const auto tables = tables_of<
      Party, Union, Unit, Person, Seat, Assent, AssentParty, Signature, AssentEnding, Clock, ClockStop, ClockExtension,
      ExtensionProposal, Policy, PolicyStart, LogKey, CaseParticipant, Note, NoteMention, NoteCorrection, NoteRemoval,
      Erasure, ErasureEnding, Invitation, CopyTaken,  //
      teams::Team, teams::TeamDepartment, teams::TeamTurn, teams::TurnProposal, teams::SponsorContact,
      teams::TeamMeeting,                                                               //
      teams::Training, teams::Charter, teams::CharterSection, teams::CharterStart,      //
      measures::Metric, measures::Series, measures::Measurement, measures::Annotation,  //
      UnitMove, measures::UnitMoveProposal, measures::UnitMoveLapse, measures::Load,    //
      measures::MeasurementSpread, measures::Baseline, measures::ChartChange,           //
      measures::PhaseStart, measures::PointStanding, measures::SeriesTarget, measures::MetricVersion,
      measures::MetricStart, measures::MetricMapping, measures::ReportTable, measures::ReportRow,             //
      improvement::Project, improvement::ProjectEnding, improvement::EndingProposal, improvement::TestCycle,  //
      improvement::CycleClosing, improvement::Saving, improvement::SavingValidation,                          //
      improvement::PhaseProposal, path::Attestation, path::CriterionSurvey, path::Rating, path::RatingStart,
      feeds::Feed, feeds::FeedMetric, feeds::FeedTrouble, feeds::FeedAnswer, feeds::LoadDoubt, setup::Import,  //
      decisions::Decision, decisions::DecisionTerms, decisions::DecisionAsked, decisions::DecisionAffected,
      decisions::DecisionOpening, decisions::DecisionWithdrawal, decisions::Stance, decisions::Ballot,
      decisions::BallotAnswer, decisions::DecisionClosing, decisions::DecisionCount, decisions::DecisionFallback,
      decisions::DecisionReferral, decisions::ReferralAnswer, decisions::DecisionFinal, decisions::DecisionCompletion,
      decisions::DecisionReading, decisions::FollowUp, decisions::FollowUpEnding,  //
      solving::Issue, solving::IssueParty, solving::Facilitation, solving::Interest, solving::InterestSharing,
      solving::InterestsPut, solving::Brainstorm, solving::BrainstormEnding, solving::Option, solving::Standard,
      solving::OptionMark, solving::Agreement, solving::AgreementChoice, solving::AgreementStep,
      solving::AgreementStart, solving::StepEnding, solving::AgreementReview, solving::IssueResult,
      solving::IssueClosing,  //
      governance::Body, governance::BodyAllotment, governance::BodyCharter, governance::BodyCharterSection,
      governance::BodyCharterStart, governance::BodyTurn, governance::BodyTurnProposal,  //
      changes::Change, changes::ChangeReading, changes::ChangeBeginning, changes::ChangeWithdrawal,
      changes::ChangeDecision,  //
      meetings::MeetingSeries, meetings::Meeting, meetings::MeetingCancellation, meetings::MeetingOpening,
      meetings::MeetingEnding, meetings::MeetingClosing, meetings::AgendaItem, meetings::ItemStart,
      meetings::ItemMinutes, meetings::ItemDecision, meetings::Attendance, meetings::MeetingAction,
      meetings::MeetingActionEnding, meetings::MeetingReading, meetings::AgreedQuorum, meetings::QuorumStart,
      meetings::Huddle>();
  return tables;
}

}  // namespace app
