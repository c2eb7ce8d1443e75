#include "app/tables.h"

#include "modules/improvement/improvement.h"
#include "modules/measures/measures.h"
#include "modules/path/path.h"
#include "modules/setup/setup.h"
#include "modules/teams/teams.h"
#include "partnership/clocks.h"
#include "partnership/notes.h"
#include "partnership/policy.h"

namespace app {
namespace {

template <class... Records>
std::vector<const kit::Table*> tables_of() {
  return {&Records::table()...};
}

}  // namespace

const std::vector<const kit::Table*>& journaled_tables() {
  using namespace partnership;
  static const auto tables =
      tables_of<Party, Union, Unit, Person, Seat, Assent, AssentParty, Signature, AssentEnding, Clock, ClockStop,
                ClockExtension, Policy, PolicyStart, Note,                                                       //
                teams::Team, teams::TeamDepartment, teams::TeamTurn, teams::SponsorContact, teams::TeamMeeting,  //
                teams::Training, teams::Charter, teams::CharterSection, teams::CharterStart,                     //
                measures::Metric, measures::Series, measures::Measurement, measures::Annotation,                 //
                measures::PhaseStart, measures::ReportTable, measures::ReportRow,                                //
                improvement::Project, improvement::ProjectEnding, improvement::TestCycle,                        //
                improvement::CycleClosing, improvement::Saving, improvement::SavingValidation,                   //
                improvement::PhaseProposal, path::Attestation, path::CriterionSurvey, path::Rating, path::RatingStart,
                setup::Import>();
  return tables;
}

}  // namespace app
