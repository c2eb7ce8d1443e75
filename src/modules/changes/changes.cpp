#include "modules/changes/changes.h"

namespace changes {

const Table& Change::table() {
  static const Table table(
      "changes",
      {field<&Change::id>("id", {.key = true, .place = true}),
       field<&Change::unit>("unit_id", {.required = true, .place = true}), field<&Change::party>("party_id"),
       field<&Change::by>("by_party_id"), field<&Change::seat>("seat_id"),
       field<&Change::kind>("kind", {.required = true, .longest = 80}),
       field<&Change::title>("title", {.required = true, .longest = 160}),
       field<&Change::body>("body", {.required = true, .longest = 6000}), field<&Change::told>("told"),
       field<&Change::begins_on>("begins_on", {.required = true}), field<&Change::notice_days>("notice_days"),
       field<&Change::involvement>("involvement"), field<&Change::policy_version>("policy_version"),
       field<&Change::involvement_version>("involvement_version"), field<&Change::recorded_on>("recorded_on")},
      {.kind = "changes.change", .fact = true});
  return table;
}

const Table& ChangeReading::table() {
  static const Table table(
      "change_readings",
      {field<&ChangeReading::change>("change_id", {.key = true, .place = true}),
       field<&ChangeReading::party>("party_id", {.key = true}), field<&ChangeReading::seat>("seat_id"),
       field<&ChangeReading::words>("words", {.longest = 2000}), field<&ChangeReading::read_on>("read_on")},
      {.kind = "changes.reading", .fact = true});
  return table;
}

const Table& ChangeBeginning::table() {
  static const Table table(
      "change_beginnings",
      {field<&ChangeBeginning::change>("change_id", {.key = true, .place = true}),
       field<&ChangeBeginning::seat>("seat_id"), field<&ChangeBeginning::began_on>("began_on", {.required = true}),
       field<&ChangeBeginning::words>("words", {.longest = 2000}), field<&ChangeBeginning::recorded_on>("recorded_on")},
      {.kind = "changes.beginning", .fact = true});
  return table;
}

const Table& ChangeWithdrawal::table() {
  static const Table table("change_withdrawals",
                           {field<&ChangeWithdrawal::change>("change_id", {.key = true, .place = true}),
                            field<&ChangeWithdrawal::seat>("seat_id"),
                            field<&ChangeWithdrawal::reason>("reason", {.required = true, .longest = 1000}),
                            field<&ChangeWithdrawal::withdrawn_on>("withdrawn_on")},
                           {.kind = "changes.withdrawal", .fact = true});
  return table;
}

const Table& ChangeDecision::table() {
  static const Table table("change_decisions",
                           {field<&ChangeDecision::change>("change_id", {.key = true, .place = true}),
                            field<&ChangeDecision::decision>("decision_id", {.key = true, .place = true}),
                            field<&ChangeDecision::opened_on>("opened_on")},
                           {.kind = "changes.decision", .fact = true});
  return table;
}

}  // namespace changes
