#include "modules/measures/dictionary_pages.h"

#include <algorithm>

#include "partnership/naming.h"
#include "statistics/rule_sets.h"

namespace measures {

namespace {

std::vector<std::string_view> words_of(std::string_view text) {
  std::vector<std::string_view> words;
  while (!text.empty()) {
    auto end = std::min(text.find(' '), text.size());
    if (end > 0) words.push_back(text.substr(0, end));
    text.remove_prefix(std::min(end + 1, text.size()));
  }
  return words;
}

bool is_level(const Metric& metric, UnitKind kind) {
  auto levels = words_of(metric.levels);
  return std::ranges::find(levels, kit::to_value(kind)) != levels.end();
}

MappingShown shown_of(Reader& db, MetricMapping mapping, bool open) {
  MappingShown shown{.mapping = std::move(mapping), .local = {}, .metric = {}, .assent = {}};
  shown.local = name_of(db, shown.mapping.local.text);
  shown.metric = name_of(db, shown.mapping.metric.text);
  if (open) shown.assent = latest_assent(db, shown.mapping.id.text);
  return shown;
}

}  // namespace

std::vector<CoverageLine> coverage_of(Reader& db, const Metric& metric) {
  std::vector<CoverageLine> lines;
  db.each(
      "select kind, count(*), (select count(distinct place_id) from series join series_summaries on"
      " series_id = series.id join units reporting on reporting.id = place_id where metric_id = $1"
      " and reporting.kind = units.kind), (select count(distinct place_id) from series join units followed on"
      " followed.id = place_id where metric_id = $1 and followed.kind = units.kind) from units group by kind",
      {metric.id}, [&](const kit::Row& row) {
        CoverageLine line{.kind = UnitKind::national, .reporting = row.integer(2), .all = row.integer(1)};
        kit::read_column(row, 0, line.kind);
        bool shown = metric.levels.empty() ? row.integer(3) > 0 : is_level(metric, line.kind);
        if (shown) lines.push_back(line);
      });
  std::ranges::sort(lines, {}, &CoverageLine::kind);
  return lines;
}

MetricShown show_dictionary_entry(Reader& db, const Metric& metric) {
  MetricShown shown{.metric = metric};
  if (metric.party) shown.party = db.find(*metric.party).name;
  shown.versions = versions_of(db, metric.id);
  for (const VersionShown& one : shown.versions)
    if (one.since) shown.version = std::max(shown.version, one.version.version);
  shown.coverage = coverage_of(db, metric);
  for (MetricMapping& one : mappings_to(db, metric.id)) shown.mappings.push_back(shown_of(db, std::move(one), false));
  for (MetricMapping& one : open_mappings_of(db, metric.id))
    shown.mappings.push_back(shown_of(db, std::move(one), true));
  for (const MetricMapping& one : mappings_from(db, metric.id)) shown.mapped_to.push_back(shown_of(db, one, false));
  shown.may_define = may_define(db.actor()) && !metric.of_one_team();
  shown.may_compare = !metric.of_one_team();
  return shown;
}

std::string formula_of(const View& view, const Metric& metric) {
  std::string counted = metric.numerator.empty() ? metric.name : metric.numerator;
  if (metric.denominator.empty()) return counted;
  if (metric.factor == 1)
    return view.t("measures.formula.divided", {{"numerator", counted}, {"denominator", metric.denominator}});
  return view.t("measures.formula.times", {{"numerator", counted},
                                           {"denominator", metric.denominator},
                                           {"factor", kit::number(static_cast<double>(metric.factor), 0)}});
}

std::string levels_text(const View& view, const Metric& metric) {
  std::string text;
  for (std::string_view level : words_of(metric.levels))
    text += (text.empty() ? "" : ", ") + view.t("partnership.unit_kind." + std::string(level));
  return text.empty() ? view.t("measures.level.any") : text;
}

std::string believed_text(const View& view, const Metric& metric) {
  if (!metric.most)
    return view.t("measures.believed.least", {{"least", number_text(metric.least->as_double(), metric)}});
  std::string most = number_text(metric.most->as_double(), metric);
  if (!metric.least) return view.t("measures.believed.most", {{"most", most}});
  return view.t("measures.believed.both", {{"least", number_text(metric.least->as_double(), metric)}, {"most", most}});
}

std::string rules_text(const View& view, const Metric& metric) {
  return metric.rules.empty() ? view.t("measures.rules_usual") : view.t("measures.rules." + metric.rules);
}

std::string owner_text(const View& view, const Metric& metric, const std::string& party) {
  std::string who = party.empty() ? view.t("measures.owner.all_parties") : party;
  return metric.owner.empty() ? who : metric.owner + " (" + who + ")";
}

std::string shown_text(const View& view, const std::string& field, const std::string& text) {
  if (field == "levels") return levels_text(view, {.levels = text});
  if (field == "rules") return rules_text(view, {.rules = text});
  if (field == "party_id") return text.empty() ? view.t("measures.owner.all_parties") : text;
  if (text.empty()) return "–";
  for (auto [name, prefix] : {std::pair{"direction", "measures.direction."},
                              {"frequency", "measures.frequency."},
                              {"chart", "measures.kind."},
                              {"figures", "measures.figures."},
                              {"scope", "measures.scope."}})
    if (field == name) return view.t(prefix + text);
  return text;
}

std::string state_of(const View& view, const VersionShown& version) {
  int number = version.version.version;
  if (!version.since) return view.t("measures.version.proposed", {{"version", number}});
  if (*version.since == beginning) return view.t("measures.version.first", {{"version", number}});
  return view.t("measures.version.since", {{"version", number}, {"date", view.date(*version.since)}});
}

std::vector<Choice> choices_of(const View& view, std::string_view prefix, std::vector<std::string_view> values) {
  std::vector<Choice> choices;
  for (std::string_view value : values)
    choices.push_back({std::string(value), view.t(std::string(prefix) + std::string(value))});
  return choices;
}

std::vector<Choice> choices_of_frequencies(const View& view) {
  const auto all = names(Frequency{});
  return choices_of(view, "measures.frequency.", {all.begin(), all.end()});
}

std::vector<Choice> choices_of_charts(const View& view) {
  std::vector<std::string_view> own;
  for (std::string_view name : names(ChartKind{}))
    if (!is_view_only(*kit::named<ChartKind>(name))) own.push_back(name);
  return choices_of(view, "measures.kind.", std::move(own));
}

std::vector<Choice> choices_of_rules(const View& view) {
  std::vector<std::string_view> all;
  for (const statistics::RuleSet& rules : statistics::rule_sets()) all.push_back(rules.name);
  return choices_of(view, "measures.rules.", std::move(all));
}

bool has_level(const View& view, const Metric& metric, UnitKind kind) {
  return view.chosen("level", kit::to_value(kind), is_level(metric, kind));
}

}  // namespace measures
