#include "modules/feeds/file_reader.h"

#include <algorithm>

#include "kit/csv/rows.h"
#include "kit/text/encoding.h"
#include "kit/text/utf8.h"
#include "kit/xlsx/xlsx.h"
#include "modules/feeds/spellings.h"

namespace feeds {
namespace {

constexpr std::size_t shown_rows = 5;
constexpr std::size_t longest_part = 120, longest_reason = 500;

std::string_view without_blanks(std::string_view text) {
  auto first = text.find_first_not_of(" \t\r\n");
  if (first == std::string_view::npos) return {};
  return text.substr(first, text.find_last_not_of(" \t\r\n") - first + 1);
}

std::string shortened(std::string_view text) {
  if (text.size() <= 80) return std::string(text);
  std::size_t end = 77;
  while (end > 0 && (static_cast<unsigned char>(text[end]) & 0xc0) == 0x80) --end;
  return std::string(text.substr(0, end)) + "…";
}

std::string joined(const std::vector<std::string>& names) {
  std::string text;
  for (const std::string& name : names) text += (text.empty() ? "" : ", ") + name;
  return shortened(text);
}

}  // namespace

std::string_view FileReader::Column::in(Cells cells) const {
  return at && *at < cells.size() ? without_blanks(cells[*at]) : std::string_view();
}

FileReader::FileReader(Reader& db, const Feed& feed, Reading& reading) : db_(db), feed_(feed), reading_(reading) {
  know_units();
  if (feed.metric) only_ = &keep_metric("", measures::find_metric(db, *feed.metric));
}

// Units by what the files name them with. A name that two units inside share says nothing.
void FileReader::know_units() {
  db_.each(
      "select id, external_id, name, (select 1 from unit_ancestors where unit_id = units.id and ancestor_id = $1)"
      " from units",
      {feed_.place}, [&](const kit::Row& row) {
        bool inside = !row.is_null(3);
        std::string key(row.text(feed_.unit_key == UnitKey::code ? 1 : 2));
        KnownUnit& unit = units_[std::move(key)];
        if (!unit.id.empty() && unit.inside && inside) unit.twice = true;
        if (unit.id.empty() || (inside && !unit.inside)) unit.id = row.text(0), unit.inside = inside;
      });
}

FileReader::KnownMetric& FileReader::keep_metric(const std::string& name, measures::Metric metric) {
  KnownMetric& known = metrics_[name];
  known.metric = std::move(metric);
  db_.each("select id, place_id, part, target from series where metric_id = $1", {known.metric.id},
           [&](const kit::Row& row) {
             measures::Series series{.id = {std::string(row.text(0))},
                                     .metric = known.metric.id,
                                     .place = std::string(row.text(1)),
                                     .part = std::string(row.text(2)),
                                     .target = {}};
             known.series[series.place + "|" + series.part] = static_cast<int>(reading_.figures.series.size());
             reading_.figures.series.push_back(std::move(series));
           });
  return known;
}

FileReader::KnownMetric* FileReader::know_metric(std::string_view name) {
  std::string key(name);
  if (auto found = metrics_.find(key); found != metrics_.end()) return &found->second;
  auto metric = db_.maybe<measures::Metric>("where external_id = $1 and external_id not like 'own:%'", {key});
  return metric ? &keep_metric(key, std::move(*metric)) : nullptr;
}

std::optional<std::string> FileReader::text_of(std::string_view content) {
  if (content.empty()) return problem(0, "", "feeds.problem.empty_file"), std::nullopt;
  workbook_ = kit::looks_like_xlsx(content);
  if (workbook_) return std::string(content);
  auto text = kit::to_utf8(content, kit::named<kit::Encoding>(feed_.encoding).value_or(kit::Encoding::automatic));
  if (!text) problem(0, "", "feeds.problem.encoding");
  if (text) reading_.ends_abruptly = !text->ends_with('\n') && !text->ends_with('\r');
  return text;
}

void FileReader::read(std::string_view content) {
  auto text = text_of(content);
  if (!text) return;
  bool header = true;
  try {
    kit::each_row(*text, [&](int row, Cells cells) {
      if (std::exchange(header, false)) return bind(cells);
      ++reading_.rows;
      if (reading_.first_rows.size() < shown_rows) reading_.first_rows.emplace_back(cells.begin(), cells.end());
      last_row_ = row, last_cells_ = cells.size();
      if (bound_) read_row(row, cells);
    });
  } catch (const kit::Unreadable& unreadable) {
    bool cut = unreadable.reason == "open_quote";
    problem(unreadable.row, "", cut ? "feeds.problem.cut_off" : "setup.unreadable." + unreadable.reason);
    return;
  }
  if (!workbook_ && reading_.ends_abruptly && last_cells_ > 0 && last_cells_ < reading_.header.size()) {
    std::erase_if(reading_.problems, [&](const Problem& one) { return one.row == last_row_; });
    problem(last_row_, "", "feeds.problem.cut_off");
  }
  if (reading_.rows == 0 && reading_.good()) problem(0, "", "feeds.problem.no_rows");
}

FileReader::Column FileReader::column(const std::string& name, bool required, std::string_view missing) {
  if (name.empty()) {
    if (required) problem(0, "", missing);
    return {};
  }
  auto found = std::ranges::find(reading_.header, name);
  if (found == reading_.header.end()) {
    problem(1, name, "feeds.problem.missing_column", name + " (" + joined(reading_.header) + ")");
    return {{}, name};
  }
  if (std::find(found + 1, reading_.header.end(), name) != reading_.header.end())
    problem(1, name, "feeds.problem.column_twice", name);
  return {static_cast<std::size_t>(found - reading_.header.begin()), name};
}

void FileReader::bind(Cells header) {
  for (std::string_view cell : header) reading_.header.emplace_back(without_blanks(cell));
  while (!reading_.header.empty() && reading_.header.back().empty()) reading_.header.pop_back();
  bool divided = only_ && !only_->metric.denominator.empty();
  if (!only_) metric_ = column(feed_.metric_column, true, "feeds.problem.no_metric");
  unit_ = column(feed_.unit_column, true, "");
  period_ = column(feed_.period_column, true, "");
  numerator_ = column(feed_.numerator_column, true, "");
  denominator_ = column(feed_.denominator_column, divided, "feeds.problem.no_denominator");
  part_ = column(feed_.part_column, false, "");
  reason_ = column(feed_.reason_column, false, "");
  for (const std::string& name : reading_.header) {
    auto is_it = [&](const Column* one) { return one->at && one->name == name; };
    if (std::ranges::none_of(std::array{&metric_, &unit_, &period_, &numerator_, &denominator_, &part_, &reason_},
                             is_it))
      reading_.unused_columns.push_back(name);
  }
  bound_ = reading_.good();
}

bool FileReader::too_wide(int row, Cells cells) {
  for (std::size_t cell = reading_.header.size(); cell < cells.size(); ++cell)
    if (!without_blanks(cells[cell]).empty())
      return problem(row, "", "feeds.problem.too_wide", std::to_string(reading_.header.size())), true;
  return false;
}

FileReader::KnownMetric* FileReader::metric_of(int row, Cells cells) {
  if (only_) return only_;
  std::string_view name = metric_.in(cells);
  KnownMetric* metric = name.empty() ? nullptr : know_metric(name);
  if (!metric) problem(row, metric_.name, "feeds.problem.unknown_metric", shortened(name));
  return metric;
}

const FileReader::KnownUnit* FileReader::unit_of(int row, Cells cells) {
  std::string name(unit_.in(cells));
  auto found = units_.find(name);
  std::string_view sentence;
  if (found == units_.end())
    sentence = feed_.unit_key == UnitKey::code ? "feeds.problem.unknown_code" : "feeds.problem.unknown_name";
  else if (!found->second.inside)
    sentence = "feeds.problem.outside";
  else if (found->second.twice)
    sentence = "feeds.problem.two_units";
  if (sentence.empty()) return &found->second;
  problem(row, unit_.name, sentence, shortened(name));
  return nullptr;
}

// Most rows name the same period as the one before.
std::optional<Date> FileReader::period_of(int row, Cells cells, const measures::Metric& metric) {
  std::string_view text = period_.in(cells);
  std::optional<Date> period = last_period_;
  if (!only_ || text != last_period_text_ || !last_period_)
    period = period_in(text, feed_.period_format, metric.periods());
  last_period_text_ = text, last_period_ = period;
  if (!period) return problem(row, period_.name, "feeds.problem.period", shortened(text)), std::nullopt;
  if (*period <= db_.today()) return period;
  problem(row, period_.name, "feeds.problem.future", shortened(text));
  return std::nullopt;
}

// A workbook's numbers are numbers, whatever mark the feed's text files use.
std::optional<Quantity> FileReader::amount_of(int row, Cells cells, const Column& column) {
  std::string_view text = column.in(cells);
  if (text.empty()) return problem(row, column.name, "feeds.problem.no_figure"), std::nullopt;
  auto amount = amount_in(text, workbook_ ? DecimalMark::point : feed_.decimal_mark);
  if (!amount.value && workbook_) amount = amount_in(text, feed_.decimal_mark);
  if (amount.value) return amount.value;
  std::string_view sentence = "feeds.problem.number";
  auto other = feed_.decimal_mark == DecimalMark::point ? DecimalMark::comma : DecimalMark::point;
  if (amount_in(text, other).value) sentence = "feeds.problem.other_mark";
  if (amount.fault == kit::QuantityFault::too_many_decimals) sentence = "feeds.problem.decimals";
  if (amount.fault == kit::QuantityFault::too_large) sentence = "feeds.problem.too_large";
  problem(row, column.name, sentence, shortened(text));
  return std::nullopt;
}

// 1 when the value stands alone.
std::optional<Quantity> FileReader::denominator_of(int row, Cells cells, const measures::Metric& metric) {
  if (metric.denominator.empty()) return kit::whole(1);
  if (!denominator_.at) return problem(row, "", "feeds.problem.no_denominator"), std::nullopt;
  auto amount = amount_of(row, cells, denominator_);
  if (!amount || amount->millionths > 0) return amount;
  problem(row, denominator_.name, "feeds.problem.denominator", kit::text_of(*amount));
  return std::nullopt;
}

int FileReader::series_of(KnownMetric& metric, const KnownUnit& unit, std::string_view part) {
  std::string key = unit.id + "|";
  key += part;
  auto [found, fresh] = metric.series.try_emplace(std::move(key), static_cast<int>(reading_.figures.series.size()));
  if (fresh)
    reading_.figures.series.push_back(
        {.id = {}, .metric = metric.metric.id, .place = unit.id, .part = std::string(part), .target = {}});
  return found->second;
}

void FileReader::read_row(int row, Cells cells) {
  if (too_wide(row, cells)) return;
  KnownMetric* metric = metric_of(row, cells);
  const KnownUnit* unit = unit_of(row, cells);
  auto period = metric ? period_of(row, cells, metric->metric) : std::nullopt;
  auto numerator = amount_of(row, cells, numerator_);
  auto denominator = metric ? denominator_of(row, cells, metric->metric) : std::nullopt;
  std::string_view part = part_.in(cells), reason = reason_.in(cells);
  if (kit::characters(part) > longest_part) problem(row, part_.name, "feeds.problem.too_long", shortened(part));
  if (kit::characters(reason) > longest_reason) problem(row, reason_.name, "feeds.problem.too_long", shortened(reason));
  if (!metric || !unit || !period || !numerator || !denominator) return;
  keep(row, {.series = series_of(*metric, *unit, part),
             .period = *period,
             .numerator = *numerator,
             .denominator = *denominator,
             .line = row,
             .reason = std::string(reason)});
}

void FileReader::keep(int row, measures::Figure figure) {
  auto day = static_cast<std::uint32_t>(figure.period.days.time_since_epoch().count());
  auto [former, fresh] = seen_.try_emplace(static_cast<std::uint64_t>(figure.series) << 32 | day, row);
  if (!fresh) return problem(row, period_.name, "feeds.problem.twice", std::to_string(former->second));
  try {
    reading_.numerator += figure.numerator;
    reading_.denominator += figure.denominator;
  } catch (const std::overflow_error&) {
    return problem(row, numerator_.name, "feeds.problem.too_large", kit::text_of(figure.numerator));
  }
  auto [first, last] = std::tie(reading_.first_period, reading_.last_period);
  first = first ? std::min(*first, figure.period) : figure.period;
  last = last ? std::max(*last, figure.period) : figure.period;
  reading_.figures.rows.push_back(std::move(figure));
}

void FileReader::problem(int row, std::string field, std::string_view sentence, std::string detail) {
  reading_.problems.push_back({row, std::move(field), std::string(sentence), std::move(detail)});
}

}  // namespace feeds
