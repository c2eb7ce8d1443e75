#include "statistics/suppression.h"

#include <algorithm>
#include <limits>
#include <optional>
#include <queue>
#include <stdexcept>

namespace statistics {
namespace {

constexpr double kEndless = std::numeric_limits<double>::infinity();

struct Cell {
  std::size_t row = 0, column = 0;
  bool operator==(const Cell&) const = default;
};

void require_counts(const Counts& table) {
  if (table.empty() || table.front().empty()) throw std::invalid_argument("A table needs a row and a column.");
  for (const auto& row : table) {
    if (row.size() != table.front().size())
      throw std::invalid_argument("Every row of a table needs as many counts as the first.");
    if (std::ranges::any_of(row, [](int count) { return count < 0; }))
      throw std::invalid_argument("Counts in a table cannot be negative.");
  }
}

// Rows and columns are nodes, cells are the ways between them. To raise a cell by one, something in its column must
// fall by one, something in that row must rise, and so on round to its own row: a flow from the column to the row.
// Falling goes from column to row as far as the count, rising from row to column without end. Where a total is not
// published, a line may change by itself: through one more node.
class Ways {
 public:
  Ways(const Counts& table, const Mask& open, Totals totals) : rows_(table.size()), columns_(table.front().size()) {
    const std::size_t nodes = rows_ + columns_ + 1;
    capacity_.assign(nodes, std::vector<double>(nodes, 0));
    for (std::size_t i = 0; i < rows_; ++i)
      for (std::size_t j = 0; j < columns_; ++j)
        if (open[i][j]) {
          capacity_[column(j)][i] = table[i][j];
          capacity_[i][column(j)] = kEndless;
        }
    for (std::size_t i = 0; i < rows_ && !totals.of_rows; ++i) join(i);
    for (std::size_t j = 0; j < columns_ && !totals.of_columns; ++j) join(column(j));
  }

  double most_rise(Cell cell) { return flow(cell, column(cell.column), cell.row); }
  double most_fall(Cell cell) { return flow(cell, cell.row, column(cell.column)); }

 private:
  std::size_t column(std::size_t j) const { return rows_ + j; }
  void join(std::size_t line) { capacity_[line].back() = capacity_.back()[line] = kEndless; }

  double flow(Cell without, std::size_t from, std::size_t to) {
    auto left = capacity_;
    left[without.row][column(without.column)] = left[column(without.column)][without.row] = 0;
    double total = 0;
    for (std::vector<std::size_t> before; reach(left, from, to, before);) {
      double most = kEndless;
      for (std::size_t node = to; node != from; node = before[node]) most = std::min(most, left[before[node]][node]);
      if (most == kEndless) return kEndless;
      for (std::size_t node = to; node != from; node = before[node]) {
        left[before[node]][node] -= most;
        left[node][before[node]] += most;
      }
      total += most;
    }
    return total;
  }

  static bool reach(const std::vector<std::vector<double>>& left, std::size_t from, std::size_t to,
                    std::vector<std::size_t>& before) {
    constexpr std::size_t kNowhere = static_cast<std::size_t>(-1);
    before.assign(left.size(), kNowhere);
    before[from] = from;
    std::queue<std::size_t> waiting({from});
    while (!waiting.empty() && before[to] == kNowhere) {
      const std::size_t node = waiting.front();
      waiting.pop();
      for (std::size_t next = 0; next < left.size(); ++next)
        if (left[node][next] > 0 && before[next] == kNowhere) {
          before[next] = node;
          waiting.push(next);
        }
    }
    return before[to] != kNowhere;
  }

  std::size_t rows_, columns_;
  std::vector<std::vector<double>> capacity_;
};

Mask none_of(const Counts& table) { return Mask(table.size(), std::vector<bool>(table.front().size())); }

Mask unknown(const Mask& left_out, const Mask* known) {
  Mask open = left_out;
  if (known)
    for (std::size_t i = 0; i < open.size(); ++i)
      for (std::size_t j = 0; j < open[i].size(); ++j)
        if ((*known)[i][j]) open[i][j] = false;
  return open;
}

class Protector {
 public:
  Protector(const Counts& table, const SuppressionRule& rule) : table_(table), rule_(rule) {
    out_.left_out = none_of(table);
  }

  Suppression protect() {
    each([&](Cell cell) {
      const int count = at(cell);
      if ((count > 0 && count < rule_.least) || (count == 0 && rule_.hide_zeros)) {
        leave_out(cell);
        ++out_.primary;
      }
    });
    hide_from(nullptr);
    if (!rule_.guard_against_insiders) return out_;
    std::vector<Cell> singles;
    each([&](Cell cell) {
      if (at(cell) == 1 && is_out(cell)) singles.push_back(cell);
    });
    for (Cell single : singles) {
      Mask known = none_of(table_);
      known[single.row][single.column] = true;
      hide_from(&known);
    }
    return out_;
  }

 private:
  template <typename Visit>
  void each(const Visit& visit) const {
    for (std::size_t i = 0; i < table_.size(); ++i)
      for (std::size_t j = 0; j < table_[i].size(); ++j) visit(Cell{i, j});
  }
  int at(Cell cell) const { return table_[cell.row][cell.column]; }
  bool is_out(Cell cell) const { return out_.left_out[cell.row][cell.column]; }
  void leave_out(Cell cell) { out_.left_out[cell.row][cell.column] = true; }

  // Until nothing that is left out can be worked out by who knows these cells.
  void hide_from(const Mask* known) {
    while (auto cell = told(known)) {
      const auto way = cheapest_way(*cell, known);
      if (!way) {
        out_.safe = false;
        return;
      }
      for (Cell other : *way)
        if (!is_out(other)) {
          leave_out(other);
          ++out_.complementary;
        }
    }
  }

  std::optional<Cell> told(const Mask* known) const {
    const auto bounds = bounds_of(table_, out_.left_out, rule_.totals, known);
    std::optional<Cell> found;
    each([&](Cell cell) {
      const bool open = is_out(cell) && !(known && (*known)[cell.row][cell.column]);
      if (!found && open && bounds[cell.row][cell.column].tell()) found = cell;
    });
    return found;
  }

  // The cells, cheapest in people left out, through which this one could be higher: from its column, falling and rising
  // in turns, back to its row (Dijkstra, over rows, columns and the free node).
  std::optional<std::vector<Cell>> cheapest_way(Cell cell, const Mask* known) const {
    const std::size_t nodes = table_.size() + table_.front().size() + 1, start = table_.size() + cell.column;
    std::vector<double> cost(nodes, kEndless);
    std::vector<std::size_t> before(nodes, nodes);
    std::vector<bool> done(nodes);
    cost[start] = 0;
    for (;;) {
      std::size_t node = nodes;
      for (std::size_t i = 0; i < nodes; ++i)
        if (!done[i] && cost[i] < kEndless && (node == nodes || cost[i] < cost[node])) node = i;
      if (node == nodes) break;
      done[node] = true;
      for (std::size_t next = 0; next < nodes; ++next) {
        const double through = cost[node] + price(node, next, cell, known);
        if (through >= cost[next]) continue;
        cost[next] = through;
        before[next] = node;
      }
    }
    if (cost[cell.row] == kEndless) return {};
    std::vector<Cell> way;
    for (std::size_t node = cell.row; node != start; node = before[node])
      if (node != free_node() && before[node] != free_node()) way.push_back(between(before[node], node));
    return way;
  }

  std::size_t free_node() const { return table_.size() + table_.front().size(); }
  bool is_row(std::size_t node) const { return node < table_.size(); }
  Cell between(std::size_t one, std::size_t two) const {
    return is_row(one) ? Cell{one, two - table_.size()} : Cell{two, one - table_.size()};
  }

  // People left out by going from one node to another; endless where there is no way.
  double price(std::size_t from, std::size_t to, Cell without, const Mask* known) const {
    if (from == free_node() || to == free_node()) {
      const std::size_t line = from == free_node() ? to : from;
      const bool open = line != free_node() && !(is_row(line) ? rule_.totals.of_rows : rule_.totals.of_columns);
      return open ? 0 : kEndless;
    }
    if (is_row(from) == is_row(to)) return kEndless;
    const Cell cell = between(from, to);
    if (cell == without || (known && (*known)[cell.row][cell.column])) return kEndless;
    if (!is_row(from) && at(cell) == 0) return kEndless;  // nothing can fall below zero
    return is_out(cell) ? 0 : at(cell) + 1;
  }

  const Counts& table_;
  const SuppressionRule& rule_;
  Suppression out_;
};

}  // namespace

std::vector<std::vector<Bounds>> bounds_of(const Counts& table, const Mask& left_out, Totals totals,
                                           const Mask* known) {
  require_counts(table);
  const Mask open = unknown(left_out, known);
  Ways ways(table, open, totals);
  std::vector<std::vector<Bounds>> out(table.size(), std::vector<Bounds>(table.front().size()));
  for (std::size_t i = 0; i < table.size(); ++i)
    for (std::size_t j = 0; j < table[i].size(); ++j) {
      const double count = table[i][j];
      out[i][j] = {count, count};
      if (open[i][j]) out[i][j] = {count - std::min(count, ways.most_fall({i, j})), count + ways.most_rise({i, j})};
    }
  return out;
}

Suppression suppress(const Counts& table, const SuppressionRule& rule) {
  require_counts(table);
  return Protector(table, rule).protect();
}

}  // namespace statistics
