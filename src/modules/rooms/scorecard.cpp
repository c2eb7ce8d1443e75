#include "modules/rooms/scorecard.h"

#include <algorithm>

#include "kit/csv/csv.h"
#include "kit/http/uri.h"
#include "kit/xlsx/xlsx.h"
#include "modules/rooms/pages.h"

namespace rooms {

std::size_t Scorecard::size() const {
  std::size_t lines = 0;
  for (auto& group : groups) lines += group.lines.size();
  return lines;
}

ScorecardAsked scorecard_asked(const Request& request) {
  ScorecardAsked asked;
  if (auto day = request.query("as_of"); !day.empty()) {
    asked.how.as_of = kit::parse_date(day);
    if (!asked.how.as_of) asked.refused = "rooms.scorecard.no_day";
  }
  std::string_view rules = request.query("rules");
  for (auto& choice : measures::choices_of_rules(request.view()))
    if (choice.value == rules) asked.how.rules = rules;
  return asked;
}

std::string query_of(const ScorecardAsked& asked) {
  std::string query;
  if (asked.how.as_of) query = "?as_of=" + kit::iso(*asked.how.as_of);
  if (!asked.how.rules.empty()) query += (query.empty() ? "?rules=" : "&rules=") + kit::percent_encode(asked.how.rules);
  return query;
}

namespace {

// The first point of the compass that the measure names, or one past the last.
std::size_t place_on(const std::vector<improvement::CompassPoint>& compass, const measures::Metric& metric) {
  for (auto& key : improvement::points_of(metric.compass))
    for (std::size_t i = 0; i < compass.size(); ++i)
      if (compass[i].key == key) return i;
  return compass.size();
}

}  // namespace

Scorecard scorecard_of(Reader& db, const View& view, const Unit& unit, const Totals& now, ScorecardAsked asked) {
  Scorecard card{.asked = std::move(asked), .groups = {}};
  auto compass = improvement::compass(db, view.language);
  std::vector<ScorecardGroup> groups;
  for (auto& point : compass) groups.push_back({point.name, {}});
  groups.push_back({view.t("rooms.scorecard.other"), {}});
  for (MeasureLine& line : measures_from_above(db, unit, now, card.asked.how)) {
    std::size_t at = place_on(compass, line.line.metric);
    groups[at].lines.push_back(std::move(line));
  }
  for (auto& group : groups)
    if (!group.lines.empty()) card.groups.push_back(std::move(group));
  return card;
}

// ── files ────────────────────────────────────────────────────────────────────

namespace {

const std::vector<std::string> header{"compass", "measure",  "part",     "period",         "latest",
                                      "unit",    "target",   "change",   "against_target", "reporting",
                                      "of",      "sentence", "series_id"};

std::vector<kit::XlsxCell> row_of(const View& view, const std::string& group, const MeasureLine& one) {
  const measures::SeriesLine& line = one.line;
  std::vector<kit::XlsxCell> row(header.size(), std::string());
  auto sentence = measures::sentence_of(view, line);
  row[0] = group, row[1] = line.metric.name, row[2] = line.series.part, row[5] = line.metric.unit;
  if (line.series.target) row[6] = *line.series.target;
  row[11] = sentence.strong + (sentence.rest.empty() ? "" : " " + sentence.rest);
  row[12] = line.series.id.text;
  if (!line.summary) return row;
  row[3] = line.summary->latest_on;
  row[4] = line.summary->latest;
  row[7] = line.summary->variation, row[8] = line.summary->assurance;
  if (one.kind) row[9] = one.coverage.reporting, row[10] = one.coverage.of;
  return row;
}

struct File {
  Unit unit;
  std::vector<std::vector<kit::XlsxCell>> rows;
};
File file_of(Request& request, Reader& db) {
  File file{.unit = find_unit(db, request.id<Unit>()), .rows = {}};
  auto card = scorecard_of(db, request.view(), file.unit, totals_of(db, file.unit.id, ""), scorecard_asked(request));
  for (auto& group : card.groups)
    for (auto& line : group.lines) file.rows.push_back(row_of(request.view(), group.name, line));
  return file;
}

Response download(std::string body, std::string_view type, const std::string& name) {
  Response response;
  response.headers.set("Content-Type", std::string(type));
  response.headers.set("Content-Disposition", "attachment; filename=\"" + name + "\"");
  response.headers.set("Cache-Control", "no-store");
  response.body = std::move(body);
  return response;
}

struct AsText {
  std::string operator()(const std::string& text) const { return text; }
  std::string operator()(std::int64_t number) const { return std::to_string(number); }
  std::string operator()(double number) const { return kit::print_text(number); }
  std::string operator()(kit::Quantity quantity) const { return kit::text_of(quantity); }
  std::string operator()(kit::Date date) const { return kit::iso(date); }
};

}  // namespace

Response scorecard_csv(Request& request, Reader& db) {
  File file = file_of(request, db);
  std::string out(kit::utf8_mark);
  kit::csv_row(out, header);
  for (auto& row : file.rows) {
    std::vector<std::string> cells;
    for (auto& cell : row) cells.push_back(std::visit(AsText{}, cell));
    kit::csv_row(out, cells);
  }
  return download(std::move(out), "text/csv; charset=utf-8", "scorecard-" + file.unit.id.text + ".csv");
}

Response scorecard_xlsx(Request& request, Reader& db) {
  File file = file_of(request, db);
  return download(kit::write_xlsx({{.name = file.unit.name, .header = header, .rows = std::move(file.rows)}}),
                  "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
                  "scorecard-" + file.unit.id.text + ".xlsx");
}

}  // namespace rooms
