#include "statistics/chart_kind.h"

#include <fmt/format.h>

#include <cmath>
#include <stdexcept>

namespace statistics {
namespace {

bool is_proportion(ChartKind kind) {
  return kind == ChartKind::p || kind == ChartKind::p_prime || kind == ChartKind::np;
}

bool is_rate(ChartKind kind) { return kind == ChartKind::u || kind == ChartKind::u_prime; }

bool has_subgroups(ChartKind kind) { return kind == ChartKind::x_bar || kind == ChartKind::s || kind == ChartKind::r; }

bool cannot_be_negative(ChartKind kind) {
  return is_proportion(kind) || is_rate(kind) || kind == ChartKind::c || kind == ChartKind::g || kind == ChartKind::t ||
         kind == ChartKind::s || kind == ChartKind::r;
}

bool divides(ChartKind kind) { return !has_subgroups(kind) && kind != ChartKind::np; }

[[noreturn]] void refuse(std::size_t row, std::string_view what) {
  throw std::invalid_argument(fmt::format("Value {} of the series {}.", row + 1, what));
}

void require_columns(const Observations& rows, ChartKind kind) {
  const std::size_t count = rows.values.size();
  const bool needed = has_point_limits(kind);
  if (rows.denominators.size() != count && (needed || !rows.denominators.empty()))
    throw std::invalid_argument(fmt::format("The chart has {} values and {} denominators; it needs one for each.",
                                            count, rows.denominators.size()));
  if (kind == ChartKind::x_bar && rows.spreads.size() != count)
    throw std::invalid_argument("A chart of subgroup means needs the spread inside each subgroup.");
  if (!rows.standings.empty() && rows.standings.size() != count)
    throw std::invalid_argument("There must be one standing for each value.");
  if (!(rows.per > 0) || !std::isfinite(rows.per))
    throw std::invalid_argument("A rate must be told per a number above zero.");
}

void require_possible_row(const Observations& rows, ChartKind kind, std::size_t row) {
  const double value = rows.values[row];
  if (!std::isfinite(value)) refuse(row, "is not a finite number");
  if (!rows.denominators.empty() && !(rows.denominators[row] >= 0 && std::isfinite(rows.denominators[row])))
    refuse(row, "has an impossible denominator");
  if (!has_value(rows, kind, row)) return;
  if (cannot_be_negative(kind) && value < 0) refuse(row, "is below zero, which its chart cannot show");
  if (kind == ChartKind::t && value == 0) refuse(row, "is zero; times between events must be above zero");
  if (is_proportion(kind) && value > rows.denominators[row]) refuse(row, "counts more cases than there were chances");
  if (kind == ChartKind::x_bar && rows.denominators[row] > 1 && !(rows.spreads[row] >= 0))
    refuse(row, "has an impossible spread inside its subgroup");
}

}  // namespace

bool has_point_limits(ChartKind kind) { return is_proportion(kind) || is_rate(kind) || has_subgroups(kind); }

bool has_value(const Observations& rows, ChartKind kind, std::size_t row) {
  if (rows.denominators.empty()) return true;
  // One value has a mean but neither deviation nor range.
  return rows.denominators[row] > (kind == ChartKind::s || kind == ChartKind::r ? 1 : 0);
}

double plotted(const Observations& rows, ChartKind kind, std::size_t row) {
  if (rows.denominators.empty() || !divides(kind)) return rows.values[row];
  return rows.values[row] / rows.denominators[row] * rows.per;
}

void require_possible(const Observations& rows, ChartKind kind) {
  require_columns(rows, kind);
  const bool any_number = !cannot_be_negative(kind) && rows.denominators.empty() && rows.standings.empty();
  if (any_number) return require_finite(rows.values);
  for (std::size_t row = 0; row < rows.values.size(); ++row)
    if (rows.standings.empty() || rows.standings[row] != Standing::absent) require_possible_row(rows, kind, row);
}

}  // namespace statistics
