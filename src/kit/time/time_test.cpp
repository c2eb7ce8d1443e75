#include "kit/time/time.h"

#include <doctest/doctest.h>

#include <stdexcept>
#include <string>

using namespace kit;

namespace {

constexpr std::int64_t hour = 3600 * micros_per_second;

Instant at(std::string_view text) { return parse_instant(text).value(); }
Date day(std::string_view text) { return parse_date(text).value(); }

}  // namespace

TEST_CASE("a day is written as year, month and day") {
  CHECK(iso(date_of(2026, 7, 1)) == "2026-07-01");
  CHECK(iso(date_of(1, 1, 1)) == "0001-01-01");
  CHECK(iso(Date{}) == "1970-01-01");
}

TEST_CASE("every day of four hundred years reads back as itself") {
  for (Date date = date_of(1900, 1, 1); date < date_of(2300, 1, 1); date = add_days(date, 1))
    if (parse_date(iso(date)) != date) FAIL(iso(date));
}

TEST_CASE("a text that is no day is refused") {
  for (auto text : {"", "2026-02-30", "2025-02-29", "2026-13-01", "2026-00-10", "2026-01-00", "0000-01-01", "2026-1-1",
                    "2026-01-011", " 2026-01-01", "2026/01/01", "20260101", "2026-01-0a", "-2026-01-01", "1/2/2026"})
    CHECK_MESSAGE(!parse_date(text), std::string(text));
  CHECK(parse_date("2024-02-29") == date_of(2024, 2, 29));
}

TEST_CASE("a loose reading also takes the American order") {
  CHECK(parse_date_loose("7/4/2026") == date_of(2026, 7, 4));
  CHECK(parse_date_loose("12/31/2026") == date_of(2026, 12, 31));
  CHECK(parse_date_loose("07/04/2026") == date_of(2026, 7, 4));
  CHECK(parse_date_loose("2026-07-04") == date_of(2026, 7, 4));
  for (auto text : {"31/12/2026", "7/4/26", "7/4/20266", "7/4", "/4/2026", "007/4/2026", "7-4-2026"})
    CHECK_MESSAGE(!parse_date_loose(text), std::string(text));
}

TEST_CASE("asking for a day that does not exist is a fault") {
  CHECK_THROWS_WITH_AS(date_of(2026, 2, 30), "There is no day 2026-02-30.", std::invalid_argument);
}

TEST_CASE("adding months keeps the day or stops at the month's end") {
  CHECK(add_months(date_of(2026, 1, 31), 1) == date_of(2026, 2, 28));
  CHECK(add_months(date_of(2024, 1, 31), 1) == date_of(2024, 2, 29));
  CHECK(add_months(date_of(2026, 3, 31), -1) == date_of(2026, 2, 28));
  CHECK(add_months(date_of(2026, 11, 15), 3) == date_of(2027, 2, 15));
  CHECK(add_months(date_of(2026, 5, 31), 12) == date_of(2027, 5, 31));
}

TEST_CASE("a month knows its first and last day") {
  CHECK(first_of_month(day("2026-02-17")) == day("2026-02-01"));
  CHECK(last_of_month(day("2028-02-17")) == day("2028-02-29"));
  CHECK(last_of_month(day("2026-12-31")) == day("2026-12-31"));
  CHECK(days_between(day("2026-02-01"), day("2026-03-01")) == 28);
  CHECK(days_between(day("2026-03-01"), day("2026-02-01")) == -28);
}

TEST_CASE("a moment is written in UTC and reads back") {
  CHECK(iso(Instant{0}) == "1970-01-01T00:00:00Z");
  CHECK(iso(Instant{-1}) == "1969-12-31T23:59:59.999999Z");
  for (std::int64_t micros : {0L, -1L, 1L, 1'700'000'000'123'456L, -62'135'596'800'000'000L, 253'402'300'799'999'999L})
    CHECK(at(iso(Instant{micros})) == Instant{micros});
}

TEST_CASE("a moment may name its offset") {
  CHECK(at("2026-07-01T14:00:00-07:00") == at("2026-07-01T21:00:00Z"));
  CHECK(at("2026-07-01T00:30:00+05:30") == at("2026-06-30T19:00:00Z"));
  CHECK(at("2026-07-01T00:00:00.5Z").micros - at("2026-07-01T00:00:00Z").micros == 500'000);
  CHECK(at("2026-07-01T00:00:00.123456789Z").micros % micros_per_second == 123'456);
}

TEST_CASE("a text that is no moment is refused") {
  for (auto text : {"", "2026-07-01", "2026-07-01T14:00:00", "2026-07-01 14:00:00Z", "2026-07-01T24:00:00Z",
                    "2026-07-01T14:60:00Z", "2026-07-01T14:00:60Z", "2026-07-01T14:00:00.Z", "2026-07-01T14:00:00Zx",
                    "2026-07-01T14:00:00+7:00", "2026-07-01T14:00:00+24:00", "2026-02-30T14:00:00Z",
                    "2026-07-01T14:00:00.1234567890Z", "0001-01-01T00:00:00+00:01", "9999-12-31T23:59:59-00:01"})
    CHECK_MESSAGE(!parse_instant(text), std::string(text));
}

TEST_CASE("the same moment is another day elsewhere") {
  Instant moment = at("2026-07-01T03:00:00Z");
  CHECK(date_in(moment, Zone("America/Los_Angeles")) == day("2026-06-30"));
  CHECK(date_in(moment, Zone("Asia/Tokyo")) == day("2026-07-01"));
  CHECK(clock_time(moment, Zone("America/Los_Angeles")) == "20:00");
  CHECK(clock_time(moment, Zone("Asia/Kolkata")) == "08:30");
  CHECK(date_in(Instant{-1}, Zone("UTC")) == day("1969-12-31"));
}

TEST_CASE("the day the clocks go forward has twenty-three hours") {
  Zone west("America/Los_Angeles");
  CHECK(start_of(day("2026-03-08"), west) == at("2026-03-08T08:00:00Z"));
  CHECK(start_of(day("2026-03-09"), west).micros - start_of(day("2026-03-08"), west).micros == 23 * hour);
}

TEST_CASE("the day the clocks go back has twenty-five hours") {
  Zone west("America/Los_Angeles");
  CHECK(start_of(day("2026-11-02"), west).micros - start_of(day("2026-11-01"), west).micros == 25 * hour);
  CHECK(date_in(at("2026-11-02T07:59:59Z"), west) == day("2026-11-01"));
}

TEST_CASE("a time on the wall the clocks skip means the moment of the jump") {
  CHECK(instant_at(day("2026-03-08"), 2, 30, Zone("America/Los_Angeles")) == at("2026-03-08T10:00:00Z"));
}

TEST_CASE("a time on the wall that happens twice means the first") {
  CHECK(instant_at(day("2026-11-01"), 1, 30, Zone("America/Los_Angeles")) == at("2026-11-01T08:30:00Z"));
  CHECK(instant_at(day("2026-07-01"), 14, 0, Zone("Europe/Berlin")) == at("2026-07-01T12:00:00Z"));
}

TEST_CASE("a day without midnight begins where its clocks begin") {
  Zone sao_paulo("America/Sao_Paulo");
  Instant start = start_of(day("2018-11-04"), sao_paulo);
  CHECK(start == at("2018-11-04T03:00:00Z"));
  CHECK(clock_time(start, sao_paulo) == "01:00");
  CHECK(date_in(start, sao_paulo) == day("2018-11-04"));
}

TEST_CASE("every day of a year starts on that day in zones with odd changes") {
  for (auto name : {"America/Los_Angeles", "Europe/London", "Australia/Lord_Howe", "Africa/Casablanca", "Asia/Gaza",
                    "America/Santiago", "UTC"}) {
    Zone zone(name);
    for (Date date = day("2026-01-01"); date < day("2027-01-01"); date = add_days(date, 1)) {
      Instant start = start_of(date, zone);
      if (date_in(start, zone) != date || date_in({start.micros - 1}, zone) != add_days(date, -1))
        FAIL(name << " " << iso(date));
    }
  }
}

TEST_CASE("an unknown zone is refused in a sentence") {
  CHECK_THROWS_WITH_AS(Zone("Mars/Base"),
                       "There is no time zone called “Mars/Base”. Write a name such as America/Los_Angeles or UTC.",
                       std::invalid_argument);
  for (auto name : {"", "../../etc/passwd", "america/los_angeles", "/etc/localtime"}) CHECK(!is_zone(name));
  CHECK(is_zone("Europe/Madrid"));
  CHECK(Zone("Europe/Madrid").name() == "Europe/Madrid");
}

TEST_CASE("a quarter is read, written and walked") {
  CHECK(text_of(quarter_of(day("2026-09-30"))) == "2026-Q3");
  CHECK(parse_quarter("2026-Q3") == Quarter{2026, 3});
  CHECK(next(Quarter{2026, 4}) == Quarter{2027, 1});
  CHECK(previous(Quarter{2026, 1}) == Quarter{2025, 4});
  CHECK(first_day({2026, 1}) == day("2026-01-01"));
  CHECK(last_day({2026, 2}) == day("2026-06-30"));
  CHECK(last_day({2026, 4}) == day("2026-12-31"));
  for (auto text : {"", "2026Q3", "2026-Q0", "2026-Q5", "2026-q3", "26-Q3", "2026-Q3 "}) CHECK(!parse_quarter(text));
}

TEST_CASE("a year is four quarters without gap or overlap") {
  Quarter quarter{2023, 1};
  for (int i = 0; i < 12; ++i, quarter = next(quarter)) {
    CHECK(add_days(last_day(quarter), 1) == first_day(next(quarter)));
    CHECK(previous(next(quarter)) == quarter);
    CHECK(quarter_of(first_day(quarter)) == quarter);
    CHECK(quarter_of(last_day(quarter)) == quarter);
  }
}

TEST_CASE("working days pass over weekends and holidays") {
  Calendar calendar{{day("2026-11-26"), day("2026-11-27")}};  // a Thursday and a Friday
  CHECK(add_working_days(day("2026-11-24"), 1, calendar) == day("2026-11-25"));
  CHECK(add_working_days(day("2026-11-24"), 2, calendar) == day("2026-11-30"));
  CHECK(add_working_days(day("2026-11-28"), 1, calendar) == day("2026-11-30"));
  CHECK(add_working_days(day("2026-11-30"), -1, calendar) == day("2026-11-25"));
  CHECK(add_working_days(day("2026-11-26"), 0, calendar) == day("2026-11-30"));
  CHECK(roll_forward(day("2026-11-25"), calendar) == day("2026-11-25"));
  CHECK(working_days_between(day("2026-11-23"), day("2026-11-30"), calendar) == 3);
  CHECK(working_days_between(day("2026-11-30"), day("2026-11-23"), calendar) == 0);
}

TEST_CASE("days are spoken in both languages") {
  Date date = day("2026-11-24");
  CHECK(spoken_date(date, Language::en) == "24 November 2026");
  CHECK(spoken_date(date, Language::es) == "24 de noviembre de 2026");
  CHECK(short_date(date, Language::en) == "24 Nov");
  CHECK(short_date(date, Language::es) == "24 nov");
  CHECK(spoken_month(date, Language::es) == "noviembre de 2026");
  CHECK(weekday_name(date, Language::en) == "Tuesday");
  CHECK(weekday_name(day("2026-11-25"), Language::es) == "miércoles");
  CHECK(weekday_name(day("2026-11-29"), Language::es) == "domingo");
}
