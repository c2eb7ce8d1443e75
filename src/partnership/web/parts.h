#pragma once
#include "partnership/assent.h"
#include "partnership/record/history.h"
#include "partnership/web/request.h"

// Small words and numbers that the templates of every module share.
namespace partnership {

// Where a page is: the room it belongs to, and the way down to it.
struct Place {
  Room room = Room::home;
  std::string title;
  std::vector<Crumb> crumbs = {};
  std::string here = {};  // the last crumb, when it is not the title
  const std::string& name() const { return here.empty() ? title : here; }
};

// A field of a form. `label` and `hint` are keys of words.
struct FieldShown {
  std::string_view name;
  std::string_view label;
  std::string_view hint = {};
  bool required = false;
  std::string_view type = "text";
  int longest = 200;
  int lines = 1;
  std::string value = {};
};
struct Choice {
  std::string value;
  std::string label;
};

std::string icon_url(std::string_view name);
std::string_view url_of(Room room);
std::string_view icon_of(Room room);
std::string_view key_of(Room room);
std::string initials(std::string_view name);
Language other_language(Language language);
std::string_view other_language_name(Language language);
std::string_view title_of(const Refusal& refusal);

// The class that gives a party its colour and shape: labor, management, physicians, neutral.
std::string_view class_of(const Party& party);
std::string_view class_of(Mark mark);

// The parties in an order that rotates by page, so that neither is first by right.
std::vector<PartyAnswer> in_turn(const AssentState& state, const View& view);
std::string answer_sentence(const View& view, const PartyAnswer& answer);

// The entry of what was just done, where a page says that it was (receipt_view.h); 0: none.
std::int64_t said_entry(const View& view);

// The day of an instant in the partnership's time zone.
Date day_of(Instant instant);
std::string time_of(Instant instant);  // "14:05"
Instant start_of_day(Date day);
void use_zone(const kit::Zone& zone);

// Opens a form on a page: its key among drafts, and what was typed there before.
void open_form(Request& request, Reader& db, std::string form);

}  // namespace partnership
