#pragma once
#include "modules/rooms/scorecard.h"
#include "partnership/drafts.h"
#include "partnership/needs.h"

// What the templates of the rooms show, and the small words they need.
namespace rooms {

struct NeedShown {
  Need need;
  std::string sentence;
  std::string_view icon;
};
struct HomeShown {
  std::vector<NeedShown> needs;
  std::vector<Draft> drafts;
  std::vector<teams::Team> teams;  // the reader's own
  kit::Html project;               // of the first of them
  kit::Html path;
  kit::Html meetings;    // what is coming
  std::string greeting;  // "Good afternoon, Ana. Three things need you."
  std::string day;
};
struct UnitShown {
  FromAbove seen;
  std::vector<ChildLine> children;
  Scorecard scorecard;
  std::optional<double> target;  // share of teams at level 4 or 5
};
struct Found {
  std::string kind, name, where, url;
};

std::string teams_reporting(const View& view, const Coverage& coverage);  // "438 of 454 teams reporting"
std::string reporting_of(const View& view, const MeasureLine& line);  // "11 of 12 facilities"; empty: nothing to say
std::string dollars(std::int64_t cents);                              // "$21.2M", "$84,000"
std::string share(std::int64_t part, std::int64_t whole);             // "49%", or a dash
int percent(std::int64_t part, std::int64_t whole);                   // 0 to 100
std::string decimals(double number);                                  // "24.67", for a drawing
std::string_view icon_of_need(std::string_view kind);
std::string kind_name(const View& view, UnitKind kind);
std::string quarter_name(const View& view, const std::string& quarter);

}  // namespace rooms
