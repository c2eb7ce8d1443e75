#include "statistics/process.h"

#include <algorithm>
#include <cmath>
#include <vector>

#include "statistics/individuals.h"
#include "statistics/subgroups.h"

namespace statistics {
namespace {

double sum(Series values) {
  double total = 0;
  for (double value : values) total += value;
  return total;
}

double weighted_mean(Series values, Series weights) {
  double total = 0;
  for (std::size_t i = 0; i < values.size(); ++i) total += weights[i] * (values[i] - values[0]);
  return values[0] + total / sum(weights);
}

// sqrt(sum (n-1) s^2 / sum (n-1)); below zero when no subgroup has two values.
double pooled_deviation(Series deviations, Series sizes, double taken) {
  double squares = 0, free = -taken;
  for (std::size_t i = 0; i < sizes.size(); ++i) {
    if (sizes[i] > 1) squares += (sizes[i] - 1) * deviations[i] * deviations[i];
    free += sizes[i] - 1;
  }
  return free > 0 ? std::sqrt(squares / free) : -1;
}

// The mean of spread / unbiased(n) over the subgroups with two values or more; below zero when there is none.
template <typename Unbiased>
double mean_unbiased(Series spreads, Series sizes, Unbiased unbiased) {
  double total = 0;
  int groups = 0;
  for (std::size_t i = 0; i < sizes.size(); ++i)
    if (sizes[i] > 1) {
      total += spreads[i] / unbiased(sizes[i]);
      ++groups;
    }
  return groups > 0 ? total / groups : -1;
}

double degrees_of_freedom(Series sizes) { return sum(sizes) - static_cast<double>(sizes.size()); }

double printed_d2(double size) { return std::round(d2(static_cast<int>(size)) * 1000) / 1000; }

bool equally_large(Series sizes) {
  return std::ranges::all_of(sizes, [&](double size) { return size == sizes.front(); });
}

// Sigma that still has to be divided by the c4 of each subgroup.
bool is_uncorrected(const Convention& convention) {
  return convention.subgroups == SubgroupSigma::pooled || convention.subgroups == SubgroupSigma::mean_or_pooled;
}

double sigma_from_deviations(const Baseline& baseline, Series deviations, const Convention& convention) {
  if (convention.subgroups == SubgroupSigma::mean_deviation)
    return mean_unbiased(deviations, baseline.denominators, c4);
  if (convention.subgroups == SubgroupSigma::mean_or_pooled && baseline.empty_groups == 0 &&
      equally_large(baseline.denominators))
    return baseline.denominators.front() > 1 ? mean(deviations) : -1;
  const double taken = convention.empty_subgroup_counts ? static_cast<double>(baseline.empty_groups) : 0;
  const double pooled = pooled_deviation(deviations, baseline.denominators, taken);
  if (convention.subgroups != SubgroupSigma::root_mean_square || pooled < 0) return pooled;
  return pooled / c4(degrees_of_freedom(baseline.denominators) + 1);
}

// Laney: sigma of the z values by their moving ranges. Below zero, hence no limits, when there is no range.
double widening(const Baseline& baseline, double centre, double unit, const RangeRule& rule) {
  if (baseline.plotted.size() < 2) return -1;
  if (unit == 0) return 1;  // all or none: nothing varies
  thread_local std::vector<double> z;
  z.clear();
  for (std::size_t i = 0; i < baseline.plotted.size(); ++i)
    z.push_back((baseline.plotted[i] - centre) / unit * std::sqrt(baseline.denominators[i]));
  const auto range = mean_moving_range(z, rule.screen, baseline.gaps);
  return range ? rule.factor / 3 * *range : -1;
}

Process proportion(ChartKind kind, const Baseline& baseline, const Convention& convention) {
  const double share = sum(baseline.values) / sum(baseline.denominators);
  const double per = kind == ChartKind::np ? 1 : baseline.per;
  Process process{.kind = kind, .limits = {.centre = share * per, .least = 0, .most = per}};
  process.unit = std::sqrt(share * (1 - share)) * per;
  if (kind == ChartKind::p_prime)
    process.unit *= widening(baseline, process.limits.centre, process.unit, convention.ranges);
  return process;
}

Process rate(ChartKind kind, const Baseline& baseline, const Convention& convention) {
  const double rate = sum(baseline.values) / sum(baseline.denominators);
  Process process{.kind = kind, .limits = {.centre = rate * baseline.per, .least = 0}};
  process.unit = std::sqrt(rate) * baseline.per;
  if (kind == ChartKind::u_prime)
    process.unit *= widening(baseline, process.limits.centre, process.unit, convention.ranges);
  return process;
}

Limits event_limits(Series counts) {
  const double average = mean(counts);
  return {.centre = average, .sigma = std::sqrt(average), .least = 0};
}

Limits between_limits(Series counts, GeometricChart geometric) {
  const bool trials = geometric == GeometricChart::trials;
  const double average = mean(counts), centre = trials ? average : median(counts);
  const double variance = average * (trials ? average - 1 : average + 1);
  return {.centre = centre, .sigma = std::sqrt(std::max(0.0, variance)), .offset = average - centre, .least = 0};
}

Limits time_limits(Series times, const RangeRule& rule, Gaps gaps) {
  thread_local std::vector<double> scaled;
  scaled.clear();
  for (double time : times) scaled.push_back(std::pow(time, 1 / kTimeScalePower));
  Limits limits = individuals_limits(scaled, rule, gaps);
  limits.centre = std::pow(limits.centre, kTimeScalePower);
  limits.least = 0;
  limits.power = kTimeScalePower;
  return limits;
}

Process means(const Baseline& baseline, const Convention& convention) {
  Process process{.kind = ChartKind::x_bar,
                  .limits = {.centre = weighted_mean(baseline.plotted, baseline.denominators)}};
  process.corrected = is_uncorrected(convention);
  process.unit = convention.subgroups == SubgroupSigma::mean_range
                     ? mean_unbiased(baseline.spreads, baseline.denominators, printed_d2)
                     : sigma_from_deviations(baseline, baseline.spreads, convention);
  return process;
}

Process deviations(const Baseline& baseline, Convention convention) {
  // A column of deviations has no ranges to look at.
  if (convention.subgroups == SubgroupSigma::mean_range) convention.subgroups = SubgroupSigma::mean_deviation;
  Process process{.kind = ChartKind::s, .limits = {.least = 0}};
  process.corrected = is_uncorrected(convention);
  process.unit = sigma_from_deviations(baseline, baseline.plotted, convention);
  process.limits.centre = process.corrected ? process.unit : weighted_mean(baseline.plotted, baseline.denominators);
  return process;
}

Process ranges(const Baseline& baseline) {
  return {.kind = ChartKind::r,
          .limits = {.centre = weighted_mean(baseline.plotted, baseline.denominators), .least = 0},
          .unit = mean_unbiased(baseline.plotted, baseline.denominators, printed_d2)};
}

// Sigma of what is drawn for a subgroup, for single values of sigma one.
double sigma_of_subgroup(ChartKind kind, double size) {
  if (kind == ChartKind::x_bar) return 1 / std::sqrt(size);
  if (kind == ChartKind::r) return d3(static_cast<int>(size));
  return std::sqrt(1 - c4(size) * c4(size));
}

}  // namespace

Process process_of(ChartKind kind, const Baseline& baseline, const Convention& convention) {
  if (baseline.plotted.empty()) return {.kind = kind};
  switch (kind) {
    case ChartKind::run: return {.kind = kind, .limits = {.centre = median(baseline.plotted)}};
    case ChartKind::individuals:
      return {.kind = kind, .limits = individuals_limits(baseline.plotted, convention.ranges, baseline.gaps)};
    case ChartKind::moving_range: return {.kind = kind, .limits = moving_range_limits(mean(baseline.plotted))};
    case ChartKind::p:
    case ChartKind::p_prime:
    case ChartKind::np: return proportion(kind, baseline, convention);
    case ChartKind::u:
    case ChartKind::u_prime: return rate(kind, baseline, convention);
    case ChartKind::c: return {.kind = kind, .limits = event_limits(baseline.plotted)};
    case ChartKind::g: return {.kind = kind, .limits = between_limits(baseline.plotted, convention.geometric)};
    case ChartKind::t: return {.kind = kind, .limits = time_limits(baseline.plotted, convention.ranges, baseline.gaps)};
    case ChartKind::x_bar: return means(baseline, convention);
    case ChartKind::s: return deviations(baseline, convention);
    case ChartKind::r: return ranges(baseline);
  }
  return {.kind = kind};
}

Limits Process::at(double denominator) const {
  if (!has_point_limits(kind) || unit < 0) return limits;
  Limits here = limits;
  if (kind == ChartKind::np) {
    here.centre *= denominator;
    here.most = denominator;
    here.sigma = unit * std::sqrt(denominator);
  } else if (kind == ChartKind::x_bar || kind == ChartKind::s || kind == ChartKind::r) {
    const bool single = denominator < 2;
    if (single && (corrected || kind != ChartKind::x_bar)) return here;  // c4 of one value does not exist
    here.sigma = unit * sigma_of_subgroup(kind, denominator) / (corrected ? c4(denominator) : 1);
  } else {
    here.sigma = unit / std::sqrt(denominator);
  }
  return here;
}

}  // namespace statistics
