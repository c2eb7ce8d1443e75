#pragma once
#include "kit/text/encoding.h"
#include "modules/feeds/feeds.h"
#include "partnership/web/parts.h"

// What the pages of this module show. Inside the module only.
namespace feeds {

struct FeedForm {
  Feed begin;
  bool is_new = true;
  std::vector<Choice> metrics, units, parties;
  std::string url;
};

struct LoadShown {
  measures::Load load;
  std::optional<Feed> feed;
  std::string metric_name, who;
  std::int64_t sequence = 0;                              // of its entry
  std::vector<std::pair<LoadDoubt, std::string>> doubts;  // with the name of the place
};

struct FeedShown {
  FeedState state;
  std::string unit_name, party_name;
  std::vector<measures::Load> loads;
  std::vector<FeedTrouble> troubles;
  std::vector<FeedAnswer> answers;
  bool may_feed = false, has_upload = false;
};

inline auto encoding_names() { return names(kit::Encoding{}); }
Place place_of_feeds(const View& view);
Place place_of(const View& view, const Feed& feed, std::string_view here);
std::vector<Choice> named_choices(const View& view, std::string_view beginning,
                                  std::span<const std::string_view> names);
std::string span_of(const View& view, const measures::Load& load);     // "1 May 2026 to 1 June 2026"
std::string changes_of(const View& view, const measures::Load& load);  // "40 new, 2 corrected, 1 as they were"
std::string doubt_sentence(const View& view, const LoadDoubt& doubt);
std::string trouble_sentence(const View& view, const FeedTrouble& trouble);
std::string key_of(std::string_view beginning, Trouble trouble);
std::vector<Problem> first_problems(const Reading& reading);
std::string count_text(const View& view, std::string_view key, std::size_t count);

}  // namespace feeds
