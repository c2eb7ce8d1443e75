#include <algorithm>

#include "modules/measures/dictionary.h"

namespace measures {

std::vector<VersionShown> versions_of(Reader& db, const Id<Metric>& metric) {
  std::vector<VersionShown> shown;
  for (MetricVersion& version :
       db.all<MetricVersion>("where metric_id = $1 order by version desc limit 200", {metric})) {
    Metric definition = with_body({.id = metric}, version.body);
    shown.push_back({std::move(version), std::move(definition), std::nullopt});
  }
  for (const MetricStart& start : db.all<MetricStart>("where metric_id = $1", {metric})) {
    auto of = std::ranges::find_if(shown, [&](const VersionShown& one) { return one.version.id == start.version; });
    if (of != shown.end()) of->since = start.starts_on;
  }
  return shown;
}

namespace {

constexpr std::string_view agreed =
    "exists (select 1 from assents join assent_endings on assent_id = assents.id"
    " where subject_id = metric_mappings.id and outcome = 'agreed')";

}  // namespace

// The last one agreed of each local metric counts. Ids rise with time.
std::vector<MetricMapping> mappings_to(Reader& db, const Id<Metric>& metric) {
  auto all = db.all<MetricMapping>(
      "where metric_id = $1 and " + std::string(agreed) + " order by local_id, id desc limit 500", {metric});
  auto same_local = [](const MetricMapping& a, const MetricMapping& b) { return a.local == b.local; };
  all.erase(std::unique(all.begin(), all.end(), same_local), all.end());
  return all;
}

std::vector<MetricMapping> mappings_from(Reader& db, const Id<Metric>& local) {
  auto all = db.all<MetricMapping>(
      "where local_id = $1 and " + std::string(agreed) + " order by metric_id, id desc limit 50", {local});
  auto same_metric = [](const MetricMapping& a, const MetricMapping& b) { return a.metric == b.metric; };
  all.erase(std::unique(all.begin(), all.end(), same_metric), all.end());
  return all;
}

std::vector<MetricMapping> open_mappings_of(Reader& db, const Id<Metric>& metric) {
  return db.all<MetricMapping>(
      "where metric_id = $1 and exists (select 1 from assents where subject_id = metric_mappings.id and not exists"
      " (select 1 from assent_endings where assent_id = assents.id)) order by id limit 50",
      {metric});
}

}  // namespace measures
