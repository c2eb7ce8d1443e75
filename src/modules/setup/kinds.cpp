#include "modules/setup/kinds.h"

#include "modules/setup/intakes.h"

// The list of kinds, in the order they are brought in.
namespace setup {
namespace {

using improvement::CycleClosing;
using improvement::Project;
using improvement::ProjectEnding;
using improvement::Saving;
using improvement::SavingValidation;
using improvement::TestCycle;
using measures::Measurement;
using measures::Metric;
using measures::ReportRow;
using measures::ReportTable;
using measures::Series;
using path::Rating;
using path::RatingStart;
using teams::SponsorContact;
using teams::Team;
using teams::TeamDepartment;
using teams::TeamMeeting;
using teams::Training;

using Names = std::vector<std::string_view>;

template <class Way>
Kind kind(std::string name, std::vector<PartOfRow> parts, Names identity, std::vector<std::string> also = {}) {
  auto columns = columns_out_of(name, parts, identity);
  return {.name = std::move(name),
          .also = std::move(also),
          .columns = std::move(columns),
          .prefix = {},
          .intake = [identity] { return std::make_unique<Way>(identity); }};
}

// Known by its external id.
template <class T, class Way = IntakeOf<T>>
Kind named_kind(std::vector<PartOfRow> more = {}, Names left_out = {}) {
  std::vector<PartOfRow> parts{{&T::table(), std::move(left_out)}};
  parts.insert(parts.end(), more.begin(), more.end());
  Kind result = kind<Way>(std::string(T::table().name()), std::move(parts), {"external_id"});
  result.prefix = T::prefix;
  return result;
}

std::vector<Kind> all_kinds() {
  std::vector<Kind> kinds;
  auto add = [&](Kind one) { kinds.push_back(std::move(one)); };
  add(named_kind<Party, PartyIntake>());
  add(named_kind<Union, UnionIntake>());
  add(named_kind<Unit, UnitIntake>());
  add(kind<MoveIntake>("moves", {{&partnership::UnitMove::table(), {"from_id"}}}, {"unit_id", "starts_on"},
                       {"unit_moves"}));
  add(named_kind<Person, PersonIntake>());
  add(named_kind<Team, TeamIntake>());
  add(kind<IntakeOf<TeamDepartment>>("departments", {{&TeamDepartment::table(), {}}}, {"team_id", "unit_id"}));
  add(kind<SeatIntake>("seats", {{&Seat::table(), {}}}, {"person_id", "party_id", "place_id", "role", "starts_on"},
                       {"team_seats"}));
  add(kind<IntakeOf<Training>>("trainings", {{&Training::table(), {}}}, {"person_id", "course"}));
  add(named_kind<Metric, SettledIntake<Metric>>());
  add(kind<SeriesIntake>("series", {{&Series::table(), {}}}, {"metric_id", "place_id"}));
  add(kind<MeasurementIntake>("measurements", {{&Series::table(), {"target"}}, {&Measurement::table(), {}}}, {}));
  add(named_kind<Project, ProjectIntake>({{&Series::table(), {"place_id", "part", "target"}, true}}));
  add(kind<EndingIntake>("endings", {{&ProjectEnding::table(), {}}}, {"project_id"}));
  add(kind<CycleIntake>("cycles", {{&TestCycle::table(), {}}, {&CycleClosing::table(), {}, true}},
                        {"project_id", "number"}));
  add(kind<SavingIntake>("savings", {{&Saving::table(), {}}, {&SavingValidation::table(), {}, true}},
                         {"project_id", "kind", "pace", "claimed_on"}));
  add(kind<ContactIntake>("contacts",
                          {{&SponsorContact::table(), {}},
                           {&Seat::table(), {"party_id", "union_id", "place_id", "role", "starts_on", "ends_on"}}},
                          {"team_id", "seat_id", "contacted_on"}));
  add(kind<IntakeOf<TeamMeeting>>("meetings", {{&TeamMeeting::table(), {}}}, {"team_id", "met_on"}));
  add(kind<RatingIntake>("ratings",
                         {{&Rating::table(), {}}, {&RatingStart::table(), {"team_id", "quarter", "level"}, true}},
                         {"team_id", "quarter"}));
  add(named_kind<ReportTable>());
  add(kind<IntakeOf<ReportRow>>("report_rows", {{&ReportRow::table(), {}}}, {"table_id", "row"}));
  return kinds;
}

}  // namespace

const std::vector<Kind>& kinds() {
  static const std::vector<Kind> kinds = all_kinds();
  return kinds;
}

}  // namespace setup
