#pragma once
#include "partnership/web/parts.h"

// The newest of one kind at a place (its decisions, what is solved there), as a card on the place's own page.
namespace partnership {

struct PlaceLine {
  Date day;
  std::string url, title;
  std::string icon = {}, tag;  // of where it stands
};
struct PlaceCard {
  std::string_view title, all, none, add;  // keys of words
  std::string url, add_url;                // of all of them; where one is added, if the reader may
  std::vector<PlaceLine> lines;
};

}  // namespace partnership
