#include <doctest/doctest.h>

#include "modules/setup/fixture_for_tests.h"

// The published record, against its numbers as they are printed.
namespace setup {
namespace {

struct Printed {
  const char *metric, *unit, *part, *period;
  double value;
};

}  // namespace

TEST_CASE("the published example holds the published numbers") {
  EmptyPartnership partnership;
  partnership.import(read_paths({std::string(CONCERT_SOURCE_DIR) + "/examples/published"}));
  auto value_of = [&](const Printed& one) {
    kit::Session db = partnership.database().read();
    auto value = db.maybe_value<std::int64_t>(
        "select measurements.numerator from measurements join series on series.id = series_id join metrics on "
        "metrics.id = metric_id"
        " join units on units.id = place_id where metrics.external_id = $1 and units.external_id = $2 and part = $3 "
        "and period = $4",
        {one.metric, one.unit, one.part, one.period});
    return static_cast<double>(value.value_or(-999'000'000)) / 1e6;
  };
  for (const Printed& one :
       std::initializer_list<Printed>{{"grievances", "program", "", "1998-01-01", 15},
                                      {"grievances", "program", "", "2003-01-01", 7.1},
                                      {"margin", "program", "", "1998-01-01", -2.3},
                                      {"margin", "program", "", "2002-01-01", 0.6},
                                      {"margin", "program", "", "2004-01-01", 5.7},
                                      {"involved", "program", "", "2000-01-01", 22},
                                      {"involved", "program", "", "2004-01-01", 39},
                                      {"union-members", "program", "", "2004-01-01", 81000},
                                      {"survey-influence", "program", "not involved", "2003-01-01", 15},
                                      {"survey-influence", "program", "involved", "2003-01-01", 48.7},
                                      {"survey-good-ideas", "program", "involved", "2003-01-01", 67.4},
                                      {"moved-up", "program", "teams", "2011-04-01", 764},
                                      {"moved-down", "program", "teams", "2011-04-01", 236},
                                      {"ohio-savings", "ohio", "", "2004-01-01", 21.2},
                                      {"ohio-target", "ohio", "", "2006-01-01", 24},
                                      {"ohio-share", "ohio", "", "2004-01-01", 88.3},
                                      {"projects-267", "program", "", "2015-01-01", 267},
                                      {"projects-267-saved", "program", "", "2015-01-01", 10},
                                      {"high-performing", "program", "", "2011-06-01", 519},
                                      {"ubt", "program", "", "2011-06-01", 3485},
                                      {"training-leaders", "program", "", "2003-01-01", 4.16},
                                      {"january-2005", "program", "", "2005-01-01", 90479},
                                      {"trust", "program", "", "2012-01-01", 16},
                                      {"sharing-high", "program", "", "2016-01-01", 3.264}}) {
    CAPTURE(one.metric);
    CHECK(value_of(one) == doctest::Approx(one.value));
  }
  double difference[] = {27.4, 27.4, 22.9, 27.0, 31.8, 33.7, 39.0, 21.0, 24.0};
  int row = 0;
  for (const char* item : {"goals-department", "mission", "work-fits", "agree-goals", "trust", "influence",
                           "good-ideas", "recommend-care", "recommend-work"}) {
    std::string metric = std::string("survey-") + item;
    CHECK(value_of({metric.c_str(), "program", "difference, points", "2003-01-01", 0}) ==
          doctest::Approx(difference[row++]));
  }
  CHECK(value_of({"moved-up-1", "program", "teams", "2011-04-01", 0}) +
            value_of({"moved-up-2", "program", "teams", "2011-04-01", 0}) +
            value_of({"moved-up-3", "program", "teams", "2011-04-01", 0}) +
            value_of({"moved-up-4", "program", "teams", "2011-04-01", 0}) ==
        764);
  CHECK(partnership.value<std::int64_t>(
            "select count(*) from report_rows join report_tables on table_id = report_tables.id"
            " where external_id = 'projects-studied'") == 7);
}

TEST_CASE("what was not published is not there") {
  EmptyPartnership partnership;
  partnership.import(read_paths({std::string(CONCERT_SOURCE_DIR) + "/examples/published"}));
  CHECK(partnership.value<std::int64_t>("select count(*) from measurements join series on series.id = series_id"
                                        " join metrics on metrics.id = metric_id where external_id = 'grievances'") ==
        2);
  CHECK(partnership.count("rating_starts") == 0);
}

}  // namespace setup
