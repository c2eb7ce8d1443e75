#pragma once
#include <string>
#include <vector>

#include "kit/html/html.h"
#include "kit/http/message.h"
#include "kit/text/words.h"
#include "partnership/actor.h"
#include "partnership/drafts.h"
#include "partnership/refusal.h"

// What every page knows without asking: who reads it, in which language, where they are, what waits for them, and, on
// a form that was sent back, what they typed and what is wrong with it.
namespace partnership {

enum class Room { home, teams, work, table, measures, people, partnership };

struct Crumb {
  std::string name;
  std::string url;
};

class View {
 public:
  const Actor* actor = nullptr;
  Language language = Language::en;
  std::string path;        // of this page, with its query: where a language switch comes back to
  std::string guard;       // goes into every form
  std::string said;        // the key of what was just done, shown once
  std::int64_t needs = 0;  // how many things wait for the reader
  Date today;
  std::vector<FieldError> errors;
  const kit::Form* typed = nullptr;     // the form as it was sent back
  const kit::Form* query = nullptr;     // what the address fills in
  std::optional<kit::Form> draft = {};  // what was typed here earlier
  std::string form;                     // this form's key among drafts

  std::string t(std::string_view key, std::initializer_list<kit::Arg> arguments = {}) const {
    return kit::say(language, key, arguments);
  }
  // What a field holds when the form is shown: typed just now, drafted earlier, from the address, or `otherwise`.
  std::string input(std::string_view name, std::string_view otherwise = {}) const;
  bool chosen(std::string_view name, std::string_view value, bool otherwise = false) const;
  std::string error(std::string_view field) const;  // its sentence, or empty

  std::string date(Date date) const { return kit::spoken_date(date, language); }
  std::string day(Date date) const { return kit::short_date(date, language); }
  std::string ago(Date date) const;  // "12 days ago", "today"
};

// The address of an asset with its hash: "concert.css" -> "/assets/concert.1f2e3d4c.css". Set once by the app.
std::string asset(std::string_view name);
void use_assets(std::function<std::string(std::string_view)> url_of);

}  // namespace partnership
