#include "modules/measures/periods.h"

#include <doctest/doctest.h>

using namespace measures;
using kit::date_of;

namespace {

const Date october = date_of(2025, 9, 28);  // a Sunday: fiscal years from the Sunday nearest to 28 September
const Periods fiscal{Frequency::weeks_445, october}, pay{Frequency::pay_period, date_of(2026, 1, 4)};

std::vector<int> weeks_of_year(const Periods& periods, int year) {
  std::vector<int> weeks;
  for (Date one = first_period_of(year, periods); year_of_period(one, periods) == year; one = next_period(one, periods))
    weeks.push_back(kit::days_between(one, next_period(one, periods)) / 7);
  return weeks;
}

}  // namespace

TEST_CASE("a fiscal year has four quarters of 4, 4 and 5 weeks, and some years a week more at their end") {
  CHECK(weeks_of_year(fiscal, 2026) == std::vector<int>{4, 4, 5, 4, 4, 5, 4, 4, 5, 4, 4, 5});
  CHECK(weeks_of_year(fiscal, 2028) == std::vector<int>{4, 4, 5, 4, 4, 5, 4, 4, 5, 4, 4, 6});
  CHECK(weeks_of_year({Frequency::weeks_454, october}, 2026) == std::vector<int>{4, 5, 4, 4, 5, 4, 4, 5, 4, 4, 5, 4});
  CHECK(weeks_of_year({Frequency::weeks_544, october}, 2026) == std::vector<int>{5, 4, 4, 5, 4, 4, 5, 4, 4, 5, 4, 4});
}

TEST_CASE("fiscal months are found from any of their days, and are named by the year most of it lies in") {
  CHECK(period_of(october, fiscal) == october);
  CHECK(period_of(date_of(2025, 10, 25), fiscal) == october);
  CHECK(period_of(date_of(2025, 10, 26), fiscal) == date_of(2025, 10, 26));
  CHECK(period_text(october, fiscal, Language::en) == "P1 2026");
  CHECK(period_text(period_of(date_of(2026, 9, 26), fiscal), fiscal, Language::es) == "P12 2026");
  CHECK(period_text(period_of(date_of(2026, 9, 27), fiscal), fiscal, Language::en) == "P1 2027");
  CHECK(year_of_period(date_of(2025, 12, 1), fiscal) == 2026);
  const Periods retail{Frequency::weeks_454, date_of(2026, 2, 1)};
  CHECK(period_text(date_of(2026, 2, 1), retail, Language::en) == "P1 2026");
}

TEST_CASE("pay periods are of fourteen days, before and after the day from which they count") {
  CHECK(period_of(date_of(2026, 1, 17), pay) == date_of(2026, 1, 4));
  CHECK(period_of(date_of(2026, 1, 18), pay) == date_of(2026, 1, 18));
  CHECK(period_of(date_of(2026, 1, 3), pay) == date_of(2025, 12, 21));
  CHECK(period_text(date_of(2025, 12, 21), pay, Language::en) == "21 Dec – 3 Jan 2026");
  CHECK(first_period_of(2026, pay) == date_of(2026, 1, 4));
}

TEST_CASE("in every calendar a period ends where the next begins, for every day of thirty years") {
  for (const Periods& periods :
       {Periods(Frequency::day), Periods(Frequency::week), pay, fiscal,
        Periods(Frequency::weeks_454, date_of(2024, 2, 29)), Periods(Frequency::weeks_544, date_of(2021, 12, 31)),
        Periods(Frequency::month), Periods(Frequency::quarter), Periods(Frequency::year)}) {
    Date period = period_of(date_of(2010, 1, 1), periods), next = next_period(period, periods);
    for (Date day = date_of(2010, 1, 1); day < date_of(2040, 1, 1); day = kit::add_days(day, 1)) {
      if (day == next) {
        REQUIRE(period_before(next, periods) == period);
        period = next, next = next_period(period, periods);
      }
      REQUIRE(period_of(day, periods) == period);
      REQUIRE(next_period(day == period ? day : period, periods) == next);
    }
  }
}
