#include "modules/setup/pages.h"

#include <algorithm>

namespace setup {
namespace {

constexpr std::size_t problems_on_a_page = 200;

}  // namespace

std::string files_line(const std::vector<std::string>& names) {
  std::string line;
  for (const std::string& name : names) line += (line.empty() ? "" : ", ") + name;
  return line;
}

std::string kind_name(const View& view, const std::string& kind) {
  return view.t("setup.kind." + (kind.empty() ? "none" : kind));
}

std::string joined_columns(const std::string& kind) { return files_line(columns_of(kind)); }

std::string sentence_of(const View& view, const Problem& problem) {
  return view.t(problem.sentence, {{"detail", problem.detail}});
}

std::vector<Problem> first_problems(const Preview& preview) {
  auto shown = std::min(preview.problems.size(), problems_on_a_page);
  return {preview.problems.begin(), preview.problems.begin() + static_cast<std::ptrdiff_t>(shown)};
}

std::int64_t count_problems(const Preview& preview) {
  return static_cast<std::int64_t>(preview.problems.size()) + preview.more_problems;
}

}  // namespace setup
