#include <doctest/doctest.h>

#include "modules/setup/examples.h"
#include "modules/setup/fixture_for_tests.h"
#include "partnership/sign_in.h"
#include "tests/world/world.h"

namespace setup {
namespace {

std::vector<std::string> needs_of(EmptyPartnership& partnership, const std::string& login) {
  return partnership.read([&](Reader& db) {
    auto person = db.value<std::string>("select person_id from credentials where login = $1", {login});
    std::vector<std::string> kinds;
    for (auto& need : partnership::needs_of(db, actor_of_person(db.db(), {person}, db.today())))
      kinds.push_back(need.kind);
    std::ranges::sort(kinds);
    kinds.erase(std::unique(kinds.begin(), kinds.end()), kinds.end());
    return kinds;
  });
}

}  // namespace

TEST_CASE("the living example opens as a partnership at work") {
  app::prepare_process();
  EmptyPartnership partnership;
  make_living(partnership.database(), partnership.today);
  CHECK(partnership.count("teams") == 38);
  CHECK(partnership.count("people") > 550);
  CHECK(partnership.count("projects") > 55);
  CHECK(partnership.count("rating_starts") > 150);
  CHECK(partnership.value<double>("select latest from series_summaries join projects using (series_id)"
                                  " where title = 'Shorter waits for transport'") == 15);
  CHECK(partnership.value<double>("select centre from series_summaries join projects using (series_id)"
                                  " where title = 'Shorter waits for transport'") == doctest::Approx(13).epsilon(0.05));
  CHECK(partnership.count("phase_starts") == 2);
  CHECK(partnership.count("decisions") == 6);
  CHECK(partnership.count("body_sittings") == 5);
  CHECK(partnership.count("issues") == 2);
  CHECK(partnership.count("agreement_starts") == 1);

  using Kinds = std::vector<std::string>;
  CHECK(needs_of(partnership, "ana") == Kinds{"charter.section", "clock.meetings.action", "clock.solving.review",
                                              "governance.turn", "meetings.agenda", "project.aim"});
  CHECK(needs_of(partnership, "ben") == Kinds{"charter.section", "clock.meetings.parked", "clock.solving.review",
                                              "clock.solving.step", "decisions.stance", "saving"});
  CHECK(needs_of(partnership, "quist") == Kinds{"clock.sponsor_contact", "path.rating"});
  CHECK(needs_of(partnership, "amari") == Kinds{"clock.sponsor_contact", "path.rating"});
  CHECK(needs_of(partnership, "olga") == Kinds{"teams.put_forward"});
  CHECK(partnership.value<std::int64_t>("select count(*) from feed_troubles") == 1);
  CHECK(partnership.value<std::int64_t>("select count(*) from feed_troubles where trouble = 'late'") == 1);
  CHECK(partnership.count("loads") == 1);
  CHECK(needs_of(partnership, "paul") ==
        Kinds{"clock.changes.question", "clock.changes.reading", "clock.feed_due", "policy", "teams.put_forward"});
  CHECK(needs_of(partnership, "sato") == Kinds{"charter.section", "policy"});
  CHECK(needs_of(partnership, "eve").empty());
  CHECK(partnership.count("bodies") == 5);
  CHECK(partnership.count("decision_closings") == 3);
  CHECK(partnership.count("changes") == 5);
  CHECK(partnership.value<std::int64_t>("select count(*) from running_clocks where due_on < '2026-11-21'") > 2);
  for (const char* login : {"ana", "eve"})
    CHECK(sign_in(partnership.database(), login, example_password, kit::now()).has_value());
}

}  // namespace setup
