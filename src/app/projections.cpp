#include "app/projections.h"

#include "modules/governance/governance.h"
#include "modules/improvement/tallies.h"
#include "modules/measures/rollup.h"
#include "modules/measures/summaries.h"
#include "modules/meetings/meetings.h"
#include "modules/path/tallies.h"
#include "modules/teams/tallies.h"
#include "partnership/findable.h"
#include "partnership/record/projections.h"

namespace app {

void wire_projections() {
  using namespace partnership;
  keep_projections({
      ancestors_of_units(),
      clocks_that_run(),
      needs_of_all(),
      improvement::progress_of_projects(),
      measures::sums_of_units(),
      measures::summaries_of_series(),
      governance::sittings_of_bodies({meetings::sittings_of_bodies}),
      tallies_from({count_units, count_clocks, teams::count_teams, measures::count_all_reports,
                    improvement::count_projects, path::count_levels}),
      entries_of_search(),
  });
}

}  // namespace app
