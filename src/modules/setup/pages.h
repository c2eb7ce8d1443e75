#pragma once
#include "modules/setup/setup.h"
#include "partnership/web/parts.h"

// What the templates of this module show, read before they begin.
namespace setup {

std::string files_line(const std::vector<std::string>& names);
std::string kind_name(const View& view, const std::string& kind);
std::string joined_columns(const std::string& kind);
std::string sentence_of(const View& view, const Problem& problem);
// Of a long list a page shows the first ones.
std::vector<Problem> first_problems(const Preview& preview);
std::int64_t count_problems(const Preview& preview);

}  // namespace setup
