#include "modules/rooms/pages.h"

#include <fmt/format.h>

namespace rooms {

std::string dollars(std::int64_t cents) {
  double amount = static_cast<double>(cents) / 100;
  if (amount >= 1e6) return "$" + kit::number(amount / 1e6, 1) + "M";
  return "$" + kit::number(static_cast<std::int64_t>(amount + 0.5));
}

int percent(std::int64_t part, std::int64_t whole) {
  return whole > 0 ? static_cast<int>((200 * part + whole) / (2 * whole)) : 0;
}

std::string teams_reporting(const View& view, const Coverage& coverage) {
  return view.t("rooms.teams_reporting", {{"reporting", coverage.reporting}, {"teams", coverage.of}});
}

std::string reporting_of(const View& view, const MeasureLine& line) {
  if (!line.kind) return {};
  return view.t("rooms.units_reporting." + std::string(kit::to_value(*line.kind)),
                {{"reporting", line.coverage.reporting}, {"units", line.coverage.of}});
}

// A small group says nothing of anybody, but a share of nothing is no share.
std::string share(std::int64_t part, std::int64_t whole) {
  return whole > 0 ? std::to_string(percent(part, whole)) + "%" : "–";
}

std::string decimals(double number) { return fmt::format("{:.2f}", number); }

std::string_view icon_of_need(std::string_view kind) {
  if (kind.starts_with("clock.")) return "clock";
  if (kind == "teams.put_forward") return "people";
  return "pen";
}

std::string kind_name(const View& view, UnitKind kind) {
  return view.t("partnership.unit_kind." + std::string(kit::to_value(kind)));
}

std::string quarter_name(const View& view, const std::string& quarter) {
  auto parsed = kit::parse_quarter(quarter);
  if (!parsed) return quarter;
  return view.t("rooms.quarter", {{"quarter", parsed->quarter}, {"year", parsed->year}});
}

}  // namespace rooms
