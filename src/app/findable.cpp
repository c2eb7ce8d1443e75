#include "partnership/findable.h"

#include "app/findable.h"
#include "modules/changes/changes.h"
#include "modules/decisions/decisions.h"
#include "modules/governance/governance.h"
#include "modules/improvement/improvement.h"
#include "modules/measures/dictionary.h"
#include "modules/meetings/meetings.h"
#include "modules/solving/solving.h"
#include "modules/teams/teams.h"
#include "partnership/conversation.h"
#include "partnership/policy.h"

namespace app {

// Stances are found by their reasons, as the decision's page shows them: those of an open ballot at once, those of a
// hidden one after its close. What was in a secret box, nobody finds: it is read on its decision, beside no name.
void wire_search() {
  using namespace partnership;
  places_lie_in_units({"teams", "bodies"});
  let_find<Person>({.kind = "person", .title = "name", .text = "coalesce(job, '')", .url = "'/people/' || id"});
  let_find<teams::Team>({.kind = "team",
                         .title = "name",
                         .text = "purpose",
                         .url = "'/teams/' || id",
                         .place = "id",
                         .about = "unit_id",
                         .code = "external_id"});
  let_find<Unit>({.kind = "unit",
                  .title = "name",
                  .url = "'/units/' || id",
                  .place = "id",
                  .about = "parent_id",
                  .code = "external_id"});
  let_find<decisions::Decision>(
      {.kind = "decision", .title = "title", .text = "body", .url = "'/decisions/' || id", .place = "place_id"});
  let_find<governance::Body>({.kind = "body",
                              .title = "name",
                              .text = "purpose",
                              .url = "'/bodies/' || id",
                              .place = "id",
                              .about = "unit_id"});
  let_find<changes::Change>({.kind = "change",
                             .title = "title",
                             .text = "body",
                             .url = "'/changes/' || id",
                             .place = "unit_id",
                             .about = "unit_id"});
  let_find<solving::Issue>({.kind = "issue",
                            .title = "question",
                            .text = "background",
                            .url = "'/issues/' || id",
                            .place = "place_id",
                            .wall = "wall"});
  let_find<improvement::Project>({.kind = "project",
                                  .title = "title",
                                  .text = "problem || ' ' || measure || ' ' || population || ' ' || goal",
                                  .url = "'/projects/' || id",
                                  .place = "team_id",
                                  .code = "external_id"});
  let_find<improvement::TestCycle>({.kind = "cycle",
                                    .title = "test_cycles.title",
                                    .text = "plan || ' ' || prediction || ' ' || did || ' ' || studied",
                                    .url = "'/projects/' || project_id || '/cycles/' || number",
                                    .place = "team_id",
                                    .about = "project_id",
                                    .joined = "join projects on projects.id = project_id"});
  let_find<improvement::ProjectEnding>({.kind = "ending",
                                        .title = "''",
                                        .text = "learned",
                                        .url = "'/projects/' || project_id",
                                        .place = "team_id",
                                        .about = "project_id",
                                        .joined = "join projects on projects.id = project_id",
                                        .only = "learned <> ''"});
  let_find<measures::Metric>({.kind = "metric",
                              .title = "name",
                              .text = "question || ' ' || definition || ' ' || numerator || ' ' || denominator",
                              .url = "'/measures/' || id",
                              .code = "external_id"});
  let_find<measures::ReportTable>({.kind = "table",
                                   .title = "title",
                                   .text = "source || ' ' || note",
                                   .url = "'/measures/tables/' || external_id",
                                   .code = "external_id"});
  let_find<teams::CharterSection>({.kind = "charter",
                                   .title = "''",
                                   .text = "body",
                                   .url = "'/teams/' || team_id || '/charter#' || section",
                                   .place = "team_id",
                                   .joined = "join charters on charters.id = charter_id",
                                   .only = "body <> ''"});
  let_find<governance::BodyCharterSection>({.kind = "charter",
                                            .title = "''",
                                            .text = "body",
                                            .url = "'/bodies/' || body_id || '/charter#' || section",
                                            .place = "body_id",
                                            .joined = "join body_charters on body_charters.id = charter_id",
                                            .only = "body <> ''"});
  let_find<teams::TeamMeeting>({.kind = "meeting",
                                .title = "''",
                                .text = "outcome",
                                .url = "'/teams/' || team_id || '/meetings'",
                                .place = "team_id",
                                .only = "outcome <> ''"});
  let_find<decisions::Stance>({.kind = "stance",
                               .title = "''",
                               .text = "reason || ' ' || interest",
                               .url = "'/decisions/' || decision_id",
                               .place = "place_id",
                               .about = "decision_id",
                               .joined = "join decisions on decisions.id = decision_id",
                               .only = "reason <> ''"});
  let_find<decisions::FollowUp>({.kind = "follow_up",
                                 .title = "what",
                                 .url = "'/decisions/' || decision_id || '#follow-ups'",
                                 .place = "place_id",
                                 .about = "decision_id",
                                 .joined = "join decisions on decisions.id = decision_id"});
  let_find<Note>({.kind = "note",
                  .title = "''",
                  .text = "coalesce((select body from note_corrections where note_id = notes.id"
                          " order by corrected_at desc, id desc limit 1), body)",
                  .url =
                      "case when subject_id like 'decision%' then '/decisions/' when subject_id like 'project%'"
                      " then '/projects/' when subject_id like 'issue%' then '/issues/' when subject_id like 'charter%'"
                      " or subject_id like 'bodycharter%' then '/conversations/' else '/history/' end"
                      " || subject_id",
                  .about = "subject_id",
                  .wall = "wall",
                  .only = "not exists (select 1 from note_removals where note_id = notes.id)"});
  let_find<meetings::AgendaItem>({.kind = "agenda",
                                  .title = "agenda_items.title",
                                  .text = "background",
                                  .url = "'/meetings/' || meeting_id || '#' || agenda_items.id",
                                  .place = "place_id",
                                  .about = "meeting_id",
                                  .joined = "join meetings on meetings.id = meeting_id"});
  // Once the minutes are approved, the newest words of each item; closing a meeting keeps them (meetings/closing.cpp).
  let_find<meetings::ItemMinutes>(
      {.kind = "minutes",
       .title = "agenda_items.title",
       .text = "item_minutes.body",
       .url = "'/meetings/' || item_minutes.meeting_id || '/read-out'",
       .place = "place_id",
       .about = "item_minutes.meeting_id",
       .joined = "join agenda_items on agenda_items.id = item_id"
                 " join meetings on meetings.id = item_minutes.meeting_id",
       .only = "item_minutes.body <> '' and exists (select 1 from meeting_closings where meeting_closings.meeting_id ="
               " item_minutes.meeting_id) and not exists (select 1 from item_minutes as later where later.item_id ="
               " item_minutes.item_id and later.version > item_minutes.version)"});
  let_find<meetings::MeetingAction>({.kind = "action",
                                     .title = "what",
                                     .url = "'/meetings/' || meeting_id || '#' || kind",
                                     .place = "place_id",
                                     .about = "meeting_id",
                                     .joined = "join meetings on meetings.id = meeting_id"});
  let_find<meetings::Huddle>(
      {.kind = "huddle",
       .title = "''",
       .text = "came_up || ' ' || next_step",
       .url = "case when place_id like 'team%' then '/teams/' when place_id like 'body%' then '/bodies/' else '/units/'"
              " end || place_id ||"
              " '/huddles'",
       .place = "place_id"});
  let_find<Policy>({.kind = "policy",
                    .title = "replace(name, '_', ' ')",
                    .text = "reason",
                    .url = "'/policies/' || name || '/' || version"});
}

}  // namespace app
