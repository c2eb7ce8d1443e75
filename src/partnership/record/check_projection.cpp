#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>

#include "kit/field/kinds.h"
#include "partnership/record/in_parts.h"
#include "partnership/record/keyed_sum.h"
#include "partnership/record/projections.h"

namespace partnership {
namespace {

constexpr std::size_t most_differences = 5;
constexpr std::uint64_t keys_at_once = 50'000;

struct Shown {
  std::string operator()(kit::Null) const { return "nothing"; }
  std::string operator()(bool value) const { return value ? "1" : "0"; }
  std::string operator()(std::int64_t value) const { return std::to_string(value); }
  std::string operator()(double value) const { return kit::print_text(value); }
  std::string operator()(const std::string& value) const { return value; }
  std::string operator()(const kit::Bytes& value) const { return value.data; }
};

// Real numbers and truths are spelled by us, because the engines spell them differently.
std::string text_of(const kit::Row& row, int column, const Projection& projection) {
  if (row.is_null(column)) return "nothing";
  auto is_among = [&](auto& names) {
    return std::ranges::find(names, projection.columns[static_cast<std::size_t>(column)]) != names.end();
  };
  if (is_among(projection.reals)) return kit::print_text(row.real(column));
  if (is_among(projection.booleans)) return row.boolean(column) ? "1" : "0";
  return std::string(row.text(column));
}

// A row as it is compared: the values of its key, and the others or, where rows add up, what it adds.
struct Compared {
  std::string key, values;
  std::int64_t adds = 0;
};

class ProjectionCheck {
 public:
  ProjectionCheck(kit::Session& db, const Projection& projection) : db_(db), projection_(projection) {}

  std::vector<std::string> run() {
    KeyedSum sum;
    std::uint64_t count = 0;
    each_expected([&](const Compared& row) { add(sum, row, 1), ++count; });
    each_kept([&](const Compared& row) { add(sum, row, -1); });
    if (sum == KeyedSum{}) return {};
    std::uint64_t parts = count / keys_at_once + 1;
    for (std::uint64_t part = 0; part < parts; ++part) name_differences(part, parts);
    return std::move(sentences_);
  }

 private:
  using Each = std::function<void(const Compared&)>;

  template <class Text>
  Compared compared(const Text& text) const {
    Compared row;
    for (std::size_t i = 0; i < projection_.columns.size(); ++i) {
      std::string& into = i < static_cast<std::size_t>(projection_.keys) ? row.key : row.values;
      if (!into.empty()) into += ' ';
      into += text(i);
    }
    if (projection_.adds) row.adds = std::stoll(row.values), row.values.clear();
    return row;
  }

  void each_expected(const Each& each) {
    projection_.rows(db_, [&](const std::vector<kit::Value>& values) {
      each(compared([&](std::size_t i) { return std::visit(Shown{}, values.at(i).variant()); }));
    });
  }

  void each_kept(const Each& each) {
    each_in_parts(db_,
                  fmt::format("select {} from {} {}", fmt::join(projection_.columns, ", "), projection_.table,
                              projection_.condition),
                  [&](const kit::Row& row) {
                    each(compared([&](std::size_t i) { return text_of(row, static_cast<int>(i), projection_); }));
                  });
  }

  void add(KeyedSum& sum, const Compared& row, int sign) const {
    if (projection_.adds)
      sum.add(hash_(row.key), sign * row.adds);
    else
      sum.add(hash_(row.key + '\n' + row.values), sign);
  }

  // Of the keys of one part: what should be there; each is taken out when it is found.
  void name_differences(std::uint64_t part, std::uint64_t parts) {
    auto is_in_part = [&](const Compared& row) {
      KeyedSum one;
      one.add(hash_(row.key), 1);
      return one.halves[0] % parts == part;
    };
    std::map<std::string, Compared> expected;
    each_expected([&](const Compared& row) {
      if (!is_in_part(row)) return;
      Compared& there = expected.try_emplace(row.key, Compared{row.key, row.values}).first->second;
      there.adds += row.adds;
    });
    each_kept([&](const Compared& row) {
      if (is_in_part(row)) compare(row, expected);
    });
    for (auto& [key, row] : expected)
      if (!projection_.adds || row.adds != 0) say("{} {} is missing: the record makes it {}.", key, values_of(row));
  }

  void compare(const Compared& row, std::map<std::string, Compared>& expected) {
    auto found = expected.find(row.key);
    if (found == expected.end()) return say("{} {} is there, and nothing in the record makes it so.", row.key);
    if (std::string is = values_of(row), should = values_of(found->second); is != should)
      say("{} {} was changed outside Concert: it is {} and the record makes it {}.", row.key, is, should);
    expected.erase(found);
  }

  std::string values_of(const Compared& row) const { return projection_.adds ? std::to_string(row.adds) : row.values; }

  template <class... Args>
  void say(fmt::format_string<std::string, const Args&...> text, const Args&... args) {
    std::string table(projection_.table);
    if (sentences_.size() < most_differences) sentences_.push_back(fmt::format(text, std::move(table), args...));
  }

  kit::Session& db_;
  const Projection& projection_;
  HashKey hash_;
  std::vector<std::string> sentences_;
};

}  // namespace

std::vector<std::string> check_projection(kit::Session& db, const Projection& projection) {
  return ProjectionCheck(db, projection).run();
}

}  // namespace partnership
