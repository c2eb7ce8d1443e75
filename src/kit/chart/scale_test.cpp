#include "kit/chart/scale.h"

#include <doctest/doctest.h>

#include <random>

using namespace kit;

namespace {
std::string ticks(double least, double most, int wanted) {
  Ticks ticks = nice_ticks(least, most, wanted);
  std::string out;
  for (int i = 0; i < ticks.count(); ++i) out += (i ? " " : "") + ticks.label(i);
  return out;
}
using Shown = std::vector<std::size_t>;
}  // namespace

TEST_CASE("ticks are round numbers that enclose the data") {
  CHECK(ticks(9, 34, 5) == "5 10 15 20 25 30 35");
  CHECK(ticks(0, 5, 5) == "0 1 2 3 4 5");
  CHECK(ticks(0, 100, 4) == "0 25 50 75 100");
  CHECK(ticks(0.12, 0.31, 4) == "0.10 0.15 0.20 0.25 0.30 0.35");
  CHECK(ticks(-3, 4, 4) == "\u22124 \u22122 0 2 4");
  CHECK(ticks(1190, 1540, 4) == "1,100 1,200 1,300 1,400 1,500 1,600");
}

TEST_CASE("data on a tick ask for no more room") { CHECK(ticks(0.3, 0.6, 3) == "0.3 0.4 0.5 0.6"); }

TEST_CASE("a single value has room around it") {
  CHECK(ticks(100, 100, 4) == "90 95 100 105 110");
  CHECK(ticks(0, 0, 4) == "0.00 0.25 0.50 0.75 1.00");
}

TEST_CASE("any range is enclosed by a handful of ticks") {
  std::mt19937 random(7);
  std::uniform_real_distribution<double> exponent(-9, 9), part(-1, 1);
  for (int i = 0; i < 5000; ++i) {
    double scale = std::pow(10, exponent(random)), a = part(random) * scale, b = part(random) * scale;
    Ticks ticks = nice_ticks(std::min(a, b), std::max(a, b), 5);
    CHECK(ticks.from <= std::min(a, b) + scale * 1e-7);
    CHECK(ticks.at(ticks.count() - 1) >= std::max(a, b) - scale * 1e-7);
    CHECK(ticks.count() >= 2);
    CHECK(ticks.count() <= 8);
  }
}

TEST_CASE("numbers carry a comma every three digits and a proper minus") {
  CHECK(tick_label(1234567.5, 1) == "1,234,567.5");
  CHECK(tick_label(-1000, 0) == "\u22121,000");
  CHECK(tick_label(-0.001, 1) == "0.0");
  CHECK(plain_number(12.0) == "12");
  CHECK(plain_number(12.5) == "12.5");
  CHECK(plain_number(12.345) == "12.35");
}

TEST_CASE("the last label is always shown, the others stand evenly before it, far enough apart") {
  CHECK(spaced_labels(7, 50, 30, 10) == Shown{0, 1, 2, 3, 4, 5, 6});
  CHECK(spaced_labels(36, 17, 70, 14) == Shown{0, 5, 10, 15, 20, 25, 30, 35});
  CHECK(spaced_labels(30, 10, 40, 10) == Shown{0, 6, 12, 17, 23, 29});
  CHECK(spaced_labels(8, 40, 45, 10) == Shown{1, 3, 5, 7});
  CHECK(spaced_labels(2, 10, 40, 10) == Shown{1});
  CHECK(spaced_labels(1, 10, 40, 10) == Shown{0});
  CHECK(spaced_labels(0, 10, 40, 10).empty());
}
