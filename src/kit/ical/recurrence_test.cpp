#include "kit/ical/recurrence.h"

#include <doctest/doctest.h>

#include <fstream>
#include <sstream>
#include <stdexcept>

#include "kit/json/json.h"

using namespace kit;

namespace {

const Zone utc("UTC");
const WallTime never{date_of(9999, 1, 1)};

WallTime wall(std::string_view text) {  // 19970902T090000
  auto number = [&](std::size_t at, std::size_t length) { return std::stoi(std::string(text.substr(at, length))); };
  WallTime time{date_of(number(0, 4), number(4, 2), number(6, 2))};
  if (text.size() > 8) time.hour = number(9, 2), time.minute = number(11, 2);
  return time;
}

std::string read_file(const std::string& name) {
  std::ifstream file(std::string(CONCERT_SOURCE_DIR) + "/tests/vectors/ical/" + name, std::ios::binary);
  std::ostringstream text;
  text << file.rdbuf();
  return text.str();
}

std::vector<WallTime> all_of(const char* rule, WallTime first, std::size_t most = 10) {
  return occurrences({first, rule, {}}, utc, first, never, most);
}

}  // namespace

TEST_CASE("recurring times come out as two other tools expand them") {
  Json cases = Json::parse(read_file("recurrence.json"));
  int count = 0;
  for (const Json& one : cases) {
    CAPTURE(one.at("rrule").as_text());
    WallTime first = wall(one.at("dtstart").as_text()), from = first;
    if (one.get("start-at")) from = wall(one.at("start-at").as_text());
    std::vector<WallTime> expected;
    for (const Json& instance : one.at("instances"))
      if (WallTime time = wall(instance.as_text()); from <= time) expected.push_back(time);
    CHECK(occurrences({first, std::string(one.at("rrule").as_text()), {}}, utc, from, never, expected.size() + 1) ==
          expected);
    ++count;
  }
  CHECK(count == 79);
}

TEST_CASE("a weekly meeting stays at nine when the clocks change") {
  for (const char* name : {"America/Los_Angeles", "America/New_York", "Europe/Madrid"}) {
    Zone zone(name);
    WallTime first{date_of(2026, 10, 12), 9, 0};
    auto meetings = occurrences({first, "FREQ=WEEKLY;COUNT=5", {}}, zone, first, never);
    REQUIRE(meetings.size() == 5);
    for (auto& meeting : meetings) CHECK(clock_time(instant_at(meeting, zone), zone) == "09:00");
    auto weeks = (instant_at(meetings[4], zone).micros - instant_at(meetings[0], zone).micros) / micros_per_second;
    CHECK(weeks == 4 * 7 * 86400 + 3600);
  }
}

TEST_CASE("what does not take place is left out and still counted") {
  WallTime first{date_of(2026, 11, 3), 14, 30};
  auto left = occurrences({first, "FREQ=WEEKLY;COUNT=3", {{date_of(2026, 11, 10), 14, 30}}}, utc, first, never);
  CHECK(left == std::vector<WallTime>{{date_of(2026, 11, 3), 14, 30}, {date_of(2026, 11, 17), 14, 30}});
}

TEST_CASE("a series ends with the day it names, in the place where it takes place") {
  WallTime first{date_of(2026, 11, 3), 20, 0};
  CHECK(all_of("FREQ=WEEKLY;UNTIL=20261117", first).size() == 3);
  CHECK(all_of("FREQ=WEEKLY;UNTIL=20261117T190000", first).size() == 2);
  Zone pacific("America/Los_Angeles");  // 20:00 there is 04:00 of the next day in UTC
  CHECK(occurrences({first, "FREQ=WEEKLY;UNTIL=20261118T040000Z", {}}, pacific, first, never).size() == 3);
  CHECK(occurrences({first, "FREQ=WEEKLY;UNTIL=20261118T035900Z", {}}, pacific, first, never).size() == 2);
}

TEST_CASE("only the asked-for part of an endless series is given") {
  WallTime first{date_of(2026, 1, 5), 9, 0};
  auto some = occurrences({first, "FREQ=WEEKLY", {}}, utc, {date_of(2027, 2, 1)}, {date_of(2027, 2, 20)});
  CHECK(some ==
        std::vector<WallTime>{{date_of(2027, 2, 1), 9, 0}, {date_of(2027, 2, 8), 9, 0}, {date_of(2027, 2, 15), 9, 0}});
  CHECK(occurrences({first, "", {}}, utc, first, never) == std::vector{first});
}

TEST_CASE("what is no rule is refused with a sentence") {
  for (const char* rule :
       {"", "FREQ=", "WEEKLY", "FREQ=FORTNIGHTLY", "FREQ=HOURLY", "FREQ=SECONDLY;COUNT=3", "FREQ=DAILY;BYHOUR=9,10",
        "FREQ=WEEKLY;INTERVAL=0", "FREQ=WEEKLY;BYDAY=XX", "FREQ=YEARLY;BYWEEKNO=53", "FREQ=DAILY;BYMONTHDAY=-1",
        "FREQ=MONTHLY;BYDAY=21FR", "FREQ=WEEKLY;BYDAY=1MO", "FREQ=WEEKLY\r\nATTENDEE:mailto:eve@example.org",
        "FREQ=YEARLY;UNTIL=tomorrow"}) {
    CAPTURE(rule);
    CHECK_THROWS_AS(checked_rule(rule, utc), std::invalid_argument);
  }
  CHECK(checked_rule("BYDAY=TU;FREQ=MONTHLY;BYSETPOS=2", utc) == "FREQ=MONTHLY;BYDAY=TU;BYSETPOS=2");
}

TEST_CASE("a day that never comes is refused") {
  CHECK_THROWS_AS(all_of("FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=30", {date_of(2026, 1, 1)}), std::invalid_argument);
}
