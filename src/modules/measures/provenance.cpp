#include "modules/measures/provenance.h"

#include <algorithm>

#include "journal/entry.h"
#include "kit/json/json.h"
#include "modules/measures/rollup.h"
#include "partnership/covered_rows.h"
#include "partnership/naming.h"
#include "partnership/units.h"

namespace measures {
namespace {

std::optional<journal::Entry> entry_of(Reader& db, std::int64_t sequence) {
  auto bytes = db.maybe_value<std::string>("select entry from journal_entries where sequence = $1", {sequence});
  return bytes ? journal::decode(*bytes) : std::nullopt;
}

void tell_entry(Reader& db, std::int64_t sequence, Source& source) {
  source.sequence = sequence;
  source.who = who_entered(db, sequence);
  if (auto entry = entry_of(db, sequence)) source.when = Instant{entry->time};
}

// Of the loads in whose span the period lies, the one that covers this row.
bool found_in_loads(Reader& db, const Series& series, Date period, Source& source) {
  std::vector<std::pair<std::string, std::int64_t>> loads;
  db.each(
      "select loads.id, min(sequence) from loads join journal_subjects on subject_id = loads.id"
      " where last_period >= $1 and first_period <= $1 and (metric_id is null or metric_id = $2)"
      " group by loads.id order by 2 desc",
      {period, series.metric}, [&](const kit::Row& row) { loads.emplace_back(row.text(0), row.integer(1)); });
  const std::array key{series.id.text, kit::iso(period), std::to_string(source.revision)};
  for (auto& [load, sequence] : loads) {
    source.line = line_of_covered(db, sequence, key);
    if (!source.line) continue;
    source.load = find_load(db, {load});
    tell_entry(db, sequence, source);
    return true;
  }
  return false;
}

bool speaks_of(const kit::Json& body, const Series& series, Date period, int revision) {
  if (body.at("table").as_text() != "measurements") return false;
  auto is_it = [&](const kit::Json& id, const kit::Json& on, const kit::Json& number) {
    return id.as_text() == series.id.text && on.as_text() == kit::iso(period) && number.as_integer() == revision;
  };
  if (const kit::Json* row = body.get("row"))
    return is_it(row->at("series_id"), row->at("period"), row->at("revision"));
  if (const kit::Json* rows = body.get("rows"))
    for (const kit::Json& row : *rows)
      if (is_it(row.at(0), row.at(1), row.at(2))) return true;
  return false;
}

// Typed by hand: the entry stands in the history of the series itself.
void find_by_hand(Reader& db, const Series& series, Date period, Source& source) {
  std::vector<std::pair<std::int64_t, std::string>> bodies;
  db.each(
      "select journal_bodies.sequence, body from journal_subjects join journal_bodies"
      " on journal_bodies.sequence = journal_subjects.sequence where subject_id = $1"
      " and body like '{\"table\":\"measurements\"%' order by journal_bodies.sequence desc limit 600",
      {series.id}, [&](const kit::Row& row) { bodies.emplace_back(row.integer(0), row.text(1)); });
  for (auto& [sequence, body] : bodies)
    if (speaks_of(kit::Json::parse(body), series, period, source.revision)) return tell_entry(db, sequence, source);
}

std::vector<PartOfSum> parts_of(Reader& db, const Series& series, const Metric& metric, Date period) {
  const Lineage lineage(db);
  int here = lineage.place(series.place);
  std::vector<PartOfSum> parts;
  if (here == Lineage::nowhere) return parts;
  auto& parents = lineage.on(period).parents;
  for (std::size_t place = 0; place < parents.size(); ++place) {
    if (parents[place] != here) continue;
    const std::string& unit = lineage.id(static_cast<int>(place));
    auto below = series_of(db, metric.id, unit, series.part);
    if (!below) continue;
    for (const Point& point : points_of(db, *below, metric))
      if (point.period == period)
        parts.push_back({below->id.text, name_of(db, unit), point.numerator, point.denominator, point.reporting});
  }
  std::ranges::sort(parts, {}, &PartOfSum::unit_name);
  return parts;
}

}  // namespace

std::string who_entered(Reader& db, std::int64_t sequence) {
  auto entry = entry_of(db, sequence);
  if (!entry || entry->seat.empty()) return {};
  return holder_of(db, {entry->seat});
}

PointSource source_of(Reader& db, const Series& series, const Metric& metric, Date period) {
  PointSource found;
  for (const Point& point : points_of(db, series, metric))
    if (point.period == period) found.point = point;
  for (const Measurement& word : db.all<Measurement>(
           "where series_id = $1 and period = $2 order by revision desc limit 50", {series.id, period})) {
    Source source{.revision = word.revision,
                  .numerator = word.numerator,
                  .denominator = word.denominator,
                  .reason = word.reason,
                  .load = {},
                  .line = {},
                  .sequence = 0,
                  .who = {},
                  .when = {}};
    if (!found_in_loads(db, series, period, source)) find_by_hand(db, series, period, source);
    found.sources.push_back(std::move(source));
  }
  if (found.point && found.point->reporting > 0) found.parts = parts_of(db, series, metric, period);
  return found;
}

}  // namespace measures
