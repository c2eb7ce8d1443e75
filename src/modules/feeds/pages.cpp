#include "modules/feeds/pages.h"

namespace feeds {

Place place_of_feeds(const View& view) {
  return {.room = Room::measures,
          .title = view.t("feeds.title"),
          .crumbs = {{view.t("measures.metrics.title"), "/measures"}}};
}

Place place_of(const View& view, const Feed& feed, std::string_view here) {
  Place place{.room = Room::measures,
              .title = feed.name,
              .crumbs = {{view.t("measures.metrics.title"), "/measures"}, {view.t("feeds.title"), "/feeds"}}};
  if (here.empty()) return place;
  place.crumbs.push_back({feed.name, feed.url()});
  place.title = view.t(here) + ", " + feed.name;
  place.here = view.t(here);
  return place;
}

std::vector<Choice> named_choices(const View& view, std::string_view beginning,
                                  std::span<const std::string_view> names) {
  std::vector<Choice> choices;
  for (std::string_view name : names)
    choices.push_back({std::string(name), view.t(std::string(beginning) + std::string(name))});
  return choices;
}

std::string span_of(const View& view, const measures::Load& load) {
  if (load.first_period == load.last_period) return view.date(load.first_period);
  return view.t("feeds.load.span", {{"from", view.date(load.first_period)}, {"to", view.date(load.last_period)}});
}

std::string changes_of(const View& view, const measures::Load& load) {
  return view.t("feeds.load.changes", {{"added", kit::number(load.added)},
                                       {"corrected", kit::number(load.corrected)},
                                       {"same", kit::number(load.same)}});
}

std::string doubt_sentence(const View& view, const LoadDoubt& doubt) {
  auto rounded = [](double value) { return kit::number(value, 2); };
  std::string key = "feeds.doubt." + std::string(kit::to_value(doubt.kind));
  return view.t(key, {{"value", rounded(doubt.value)}, {"least", rounded(doubt.least)}, {"most", rounded(doubt.most)}});
}

std::string key_of(std::string_view beginning, Trouble trouble) {
  return std::string(beginning) + std::string(kit::to_value(trouble));
}

std::string trouble_sentence(const View& view, const FeedTrouble& trouble) {
  return view.t(key_of("feeds.trouble.", trouble.trouble),
                {{"period", view.date(trouble.period)}, {"detail", trouble.detail}});
}

std::vector<Problem> first_problems(const Reading& reading) {
  constexpr std::size_t most = 100;
  return {reading.problems.begin(),
          reading.problems.begin() + static_cast<std::ptrdiff_t>(std::min(most, reading.problems.size()))};
}

std::string count_text(const View& view, std::string_view key, std::size_t count) {
  return view.t(key, {{"count", static_cast<std::int64_t>(count)}});
}

std::string sentence_of(const View& view, const Problem& problem) {
  return view.t(problem.sentence, {{"detail", problem.detail}});
}

}  // namespace feeds
