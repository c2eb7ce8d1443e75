#include "modules/governance/governance.h"

// When a body met and the hours it took: kept beside the journal, because a map of all bodies asks for it of each.
namespace governance {

void body_met(Tx& tx, const Id<Body>& body, Date met_on, std::int64_t person_minutes) {
  tx.run(
      "insert into body_sittings (body_id, met_on, person_minutes) values ($1, $2, $3) on conflict (body_id, met_on)"
      " do update set person_minutes = body_sittings.person_minutes + excluded.person_minutes",
      {body, met_on, person_minutes});
}

Projection sittings_of_bodies(std::vector<SittingSource> sources) {
  return {.table = "body_sittings",
          .columns = {"body_id", "met_on", "person_minutes"},
          .keys = 2,
          .condition = "",
          .rows = [sources = std::move(sources)](kit::Session& db, const Projection::Give& give) {
            std::map<std::pair<std::string, Date>, std::int64_t> days;
            for (const SittingSource& source : sources)
              source(db, [&](std::string_view body, Date met_on, std::int64_t minutes) {
                days[{std::string(body), met_on}] += minutes;
              });
            for (auto& [day, minutes] : days) give({day.first, day.second, minutes});
          }};
}

}  // namespace governance
