#pragma once
#include <unordered_map>

#include "modules/feeds/feeds.h"

// One file of a feed, read row by row against what the partnership knows. Inside the module only.
namespace feeds {

class FileReader {
 public:
  FileReader(Reader& db, const Feed& feed, Reading& reading);
  // Afterwards the reading holds every figure, or every problem.
  void read(std::string_view content);

 private:
  using Cells = std::span<const std::string_view>;
  struct KnownUnit {
    std::string id;
    bool inside = false, twice = false;
  };
  struct KnownMetric {  // with its series by place, and those of parts
    measures::Metric metric;
    std::unordered_map<std::string, int> series;
  };
  struct Column {
    std::optional<std::size_t> at;
    std::string name;
    std::string_view in(Cells cells) const;
  };

  void know_units();
  KnownMetric* know_metric(std::string_view name);
  KnownMetric& keep_metric(const std::string& name, measures::Metric metric);
  std::optional<std::string> text_of(std::string_view content);
  void bind(Cells header);
  Column column(const std::string& name, bool required, std::string_view missing);
  void read_row(int row, Cells cells);
  bool too_wide(int row, Cells cells);
  KnownMetric* metric_of(int row, Cells cells);
  const KnownUnit* unit_of(int row, Cells cells);
  std::optional<Date> period_of(int row, Cells cells, const measures::Metric& metric);
  std::optional<Quantity> amount_of(int row, Cells cells, const Column& column);
  std::optional<Quantity> denominator_of(int row, Cells cells, const measures::Metric& metric);
  int series_of(KnownMetric& metric, const KnownUnit& unit, std::string_view part);
  void keep(int row, measures::Figure figure);
  void problem(int row, std::string field, std::string_view sentence, std::string detail = {});

  Reader& db_;
  const Feed& feed_;
  Reading& reading_;
  std::unordered_map<std::string, KnownUnit> units_;
  std::unordered_map<std::string, KnownMetric> metrics_;
  KnownMetric* only_ = nullptr;
  Column metric_, unit_, part_, period_, numerator_, denominator_, reason_;
  bool bound_ = false, workbook_ = false;
  std::string last_period_text_;
  std::optional<Date> last_period_;
  std::unordered_map<std::uint64_t, int> seen_;  // series and period, by the row they stood in
  int last_row_ = 0;
  std::size_t last_cells_ = 0;
};

}  // namespace feeds
