#include <doctest/doctest.h>

#include "kit/field/kinds.h"

namespace kit {

TEST_CASE("a date outside the years in which anybody can mean it is no value of a form or a file") {
  Date date;
  for (auto text : {"1900-01-01", "2200-12-31", "11/24/2026"}) CHECK(parse_text(text, date));
  CHECK(date == date_of(2026, 11, 24));
  for (auto text : {"1899-12-31", "2201-01-01", "0026-11-24", "9999-12-31", "11/24/0026", "soon"}) {
    CAPTURE(text);
    CHECK_FALSE(parse_text(text, date));
  }
  CHECK(date == date_of(2026, 11, 24));
}

}  // namespace kit
