#include "modules/rooms/coverage.h"

namespace rooms {
namespace {

constexpr std::array kinds{UnitKind::national, UnitKind::region, UnitKind::service_area, UnitKind::facility,
                           UnitKind::department};

class Reports {
 public:
  Reports(Reader& db, const Unit& unit, const Totals& now) : db_(db), unit_(unit), now_(now) {}

  void cover(MeasureLine& one) {
    if (!one.line.summary) return;
    for (UnitKind kind : kinds)
      if (kind > unit_.kind && covered_by(one, kind)) return;
    one.kind = unit_.kind;  // its own figure
    one.coverage = {1, 1};
  }

 private:
  bool covered_by(MeasureLine& one, UnitKind kind) {
    std::string name = measures::reports_name(one.line.series, kind);
    if (total(in(measures::reports_period()), name) == 0) return false;
    one.kind = kind;
    one.coverage = {total(in(measures::reports_period(one.line.summary->latest_on)), name),
                    total(now_, "units." + std::string(kit::to_value(kind)))};
    return true;
  }
  const Totals& in(const std::string& period) {
    auto found = periods_.find(period);
    if (found == periods_.end()) found = periods_.emplace(period, totals_of(db_, unit_.id, period)).first;
    return found->second;
  }

  Reader& db_;
  const Unit& unit_;
  const Totals& now_;
  std::map<std::string, Totals> periods_;
};

}  // namespace

std::vector<MeasureLine> measures_from_above(Reader& db, const Unit& unit, const Totals& now,
                                             const measures::SummaryAsked& asked) {
  Reports reports(db, unit, now);
  std::vector<MeasureLine> lines;
  for (measures::SeriesLine& line : measures::series_at(db, unit.id.text)) {
    bool kept_without_words = line.summary && line.summary->told.empty();  // by an earlier Concert
    if (!asked.usual() || kept_without_words)
      line.summary = measures::summary_asked(db, line.series, line.metric, asked);
    MeasureLine& one = lines.emplace_back(MeasureLine{.line = std::move(line), .kind = {}, .coverage = {}});
    reports.cover(one);
  }
  return lines;
}

}  // namespace rooms
