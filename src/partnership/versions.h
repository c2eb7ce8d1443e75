#pragma once
#include "partnership/reader.h"

// Two people at one text. Whatever several may reword carries a version; a form says which version its writer had
// before them (the part `seen_version` in web/changed.html), and a command asks `require_seen` before it updates. If
// somebody else was quicker, nothing is written: the writer is shown both texts, theirs kept as they typed it, and
// chooses (router.cpp). JSON hears 409 with the texts that stand there now and their version.
namespace partnership {

struct StandingText {
  std::string field;  // as the form calls it
  std::string text;   // as it stands now
};

class ChangedMeanwhile : public Refusal {
 public:
  ChangedMeanwhile(std::vector<StandingText> standing, int version, std::string who, std::string url)
      : Refusal(409, "partnership.refusal.changed_meanwhile", who),
        standing(std::move(standing)),
        version(version),
        who(std::move(who)),
        url(std::move(url)) {}

  std::vector<StandingText> standing;
  int version;
  std::string who;  // changed it last; empty: nobody knows
  std::string url;  // where it is read
};

// What the writer had before them, and what stands there now.
struct Rewording {
  std::string thing;  // its id
  int seen = 0;       // the version their form said; 0: it said none
  int version = 1;    // of what stands there
  std::vector<StandingText> standing, typed;
  std::string url;
};
// Refuses unless the writer has seen what stands there. Who typed the very same is not stopped.
void require_seen(Reader& db, const Rewording& rewording);

}  // namespace partnership
