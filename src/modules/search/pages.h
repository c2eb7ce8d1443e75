#pragma once
#include "modules/search/search.h"

// What the page of search shows: each thing found with its words marked, and the filters.
namespace search {

struct Piece {
  std::string text;
  bool marked = false;
};
// The text in pieces, those marked that were looked for.
std::vector<Piece> pieces_of(std::string_view text, const Query& query);
// The part of a longer text in which the first of them stands, whole words at its ends.
std::string excerpt(std::string_view text, const Query& query);
kit::Html marked(std::string_view text, const Query& query);

struct Line {
  std::string url;
  kit::Html title, text;
  std::string about;  // the name of the thing beside it
};
struct GroupShown {
  std::string kind, all_url;  // where the rest is; empty: there is none
  std::vector<Line> lines;
};
struct Shown {
  Looking looking;
  std::vector<GroupShown> groups;
  std::vector<Choice> kinds, units;
  std::size_t count = 0;
};

std::string_view icon_of_kind(std::string_view kind);
std::string counted(const View& view, const Shown& shown);  // "12 found for “waits”."
std::string address(const Looking& looking);

}  // namespace search
