// From data to paper: a linear scale, and ticks at round numbers (steps of 1, 2, 2.5 or 5 times a power of ten) that
// enclose the data. Tick labels are plain decimals with as many places as the step needs and a comma every three
// digits.
#pragma once
#include <string>
#include <vector>

namespace kit {

struct LinearScale {
  double from = 0, to = 1;       // in the unit of the data
  double start = 0, finish = 1;  // on paper
  double operator()(double value) const { return start + (value - from) / (to - from) * (finish - start); }
};

struct Ticks {
  double from = 0, to = 1, step = 1;
  int decimals = 0;
  int count() const;  // ticks, both ends included
  double at(int i) const { return from + step * i; }
  std::string label(int i) const;
};

// Requires finite least <= most. About `wanted` intervals, enclosing both; equal ends are pulled apart.
Ticks nice_ticks(double least, double most, int wanted);

// A number the way tick labels write it.
std::string tick_label(double value, int decimals);

// The same with as many decimals as the value needs, two at most.
std::string plain_number(double value);

// Which of `count` labels to show so that none of them, `widest` wide, comes nearer than `gap` to the next when they
// stand `step` apart: always the last, evenly spaced ones before it, and the first where that keeps them even.
std::vector<std::size_t> spaced_labels(std::size_t count, double step, double widest, double gap);

}  // namespace kit
