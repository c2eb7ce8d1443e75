#pragma once
#include "partnership/versions.h"
#include "partnership/web/request.h"

// The answer to somebody who reworded what another had just changed.
namespace partnership {

struct TwoTexts {  // one text of the form, as typed and as it stands now
  std::string field, typed, standing;
};
struct ChangedShown {
  std::string who, url, action;
  int version = 0;
  std::vector<TwoTexts> texts;
  kit::Form::Fields others;  // what else the form says, sent again as it is
};
Response show_changed(Request& request, const ChangedMeanwhile& changed);

// The version a form's writer has before them: that of a draft they go on with, or the present one.
std::string version_seen(const View& view, int version);
// What a sent form says of it; 0: nothing.
int seen_in(const Request& request);

}  // namespace partnership
