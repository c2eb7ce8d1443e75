#include "app/routes.h"

#include "modules/changes/changes.h"
#include "modules/decisions/decisions.h"
#include "modules/feeds/feeds.h"
#include "modules/governance/governance.h"
#include "modules/improvement/improvement.h"
#include "modules/measures/measures.h"
#include "modules/meetings/meetings.h"
#include "modules/path/path.h"
#include "modules/rooms/rooms.h"
#include "modules/search/search.h"
#include "modules/setup/setup.h"
#include "modules/solving/solving.h"
#include "modules/teams/teams.h"
#include "partnership/web/conversation_routes.h"
#include "partnership/web/log_routes.h"
#include "partnership/web/record_routes.h"
#include "partnership/web/routes.h"

namespace app {

void add_routes(partnership::Router& router) {
  partnership::partnership_routes(router);
  partnership::log_routes(router);
  partnership::record_routes(router);
  partnership::conversation_routes(router);
  teams::teams_routes(router);  // before rooms: /teams/new is no team's page
  measures::measures_routes(router);
  improvement::improvement_routes(router);
  path::path_routes(router);
  decisions::decisions_routes(router);
  solving::solving_routes(router);
  feeds::feeds_routes(router);
  governance::governance_routes(router);
  changes::changes_routes(router);
  meetings::meetings_routes(router);
  setup::setup_routes(router);
  search::search_routes(router);
  rooms::rooms_routes(router);
}

}  // namespace app
