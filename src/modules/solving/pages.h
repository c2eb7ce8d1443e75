#pragma once
#include "modules/solving/solving.h"
#include "partnership/web/conversation_routes.h"

// What the templates of this module show, read before they begin.
namespace solving {

using decisions::Seats;

struct PartyShown {
  Party party;
  bool put = false, own = false;
  int interests = 0;
};
struct InterestShown {
  Interest interest;
  Party party;
  std::vector<Party> also;  // those that say it is theirs too
  bool shared = false;      // by all
  bool may_reword = false, may_share = false, shares = false;
};
struct OptionShown {
  Option option;
  std::string writer;  // empty: nobody's
  Weight weight;
  bool chosen = false;
};
struct StandardShown {
  Standard standard;
  std::string writer;
};
struct Criterion {
  std::string id, body;
  bool shared = false, standard = false;
};
struct PartyMark {
  Party party;
  std::optional<Fit> fit;
};
// Of a sealed issue.
struct ReaderShown {
  Id<Person> person;
  std::string name;
  bool may_take_out = false;
};
struct StepShown {
  AgreementStep step;
  std::string owner;
  std::optional<StepEnding> ending;
  bool may_end = false;
};

struct IssueShown {
  Wall wall;
  Seats place;
  std::string opener, facilitator, origin_name, origin_url, live;
  std::vector<PartyShown> parties;       // in the order of this issue
  std::vector<InterestShown> interests;  // the shared ones first, then by party in that order
  std::vector<OptionShown> options;
  std::vector<StandardShown> standards;
  std::vector<Criterion> criteria;  // shared interests, the others, standards
  std::vector<StepShown> steps;
  std::vector<Choice> facilitators, subjects;
  std::vector<ReaderShown> readers;  // of a sealed issue: everybody who may see this
  std::vector<Choice> to_name;       // who could be named, too
  std::vector<Choice> results;       // address and name
  ConversationShown talk;
  std::optional<AssentState> assent;
  const Party* own = nullptr;  // whose interests the reader may put
  bool may_keep = false, may_chair = false;

  Stage stage() const { return wall.stage(); }
  bool is(Stage stage) const { return wall.stage() == stage; }
  bool open() const { return !wall.over() && !wall.progress.asked; }
  bool may_write() const { return own && open(); }
  bool may_put_all() const;  // there is an interest of the reader's party, and it has not said that this is all
  std::string url() const { return url_of(wall.issue.id); }
  std::vector<PartyMark> marks_of(const std::string& option, const std::string& criterion) const;
};

IssueShown shown_of(Reader& db, const View& view, const Id<Issue>& id);
Place place_of(Reader& db, const View& view, const Id<Unit>& unit, std::string title);
void write_issue(kit::JsonWriter& json, const IssueShown& shown);

// People with a seat at the place, or in a unit above it, who are not named yet.
std::vector<Choice> people_to_name(Reader& db, const Seats& place, std::string_view case_id);

// One card to be reworded, whichever it is.
struct CardForm {
  Id<Issue> issue;
  std::string kind, body, action;  // interest, option, standard
  int version = 1;
  bool may_take_down = false;
};
// One option as a party marks it.
struct MarkingForm {
  IssueShown shown;
  OptionShown option;
};
enum class ReadBy { all, named };
inline auto names(ReadBy) { return std::array{"all"sv, "named"sv}; }
struct OpeningForm {
  Seats place;
  std::string url, origin, origin_name;
  std::vector<Choice> people;  // who could be named to read a sealed issue
};
// What the agreement's form has checked: what was chosen before, else the option that serves best.
bool is_proposed(const IssueShown& shown, const OptionShown& option);
std::optional<Fit> own_fit(const MarkingForm& form, const std::string& criterion);

struct ListShown {
  Unit unit;
  std::string place_title, url;  // of one place alone
  Lines found;
  std::string next_url;
  bool may_open = false;
};

template <class E>
std::string named_text(const View& view, std::string_view area, E value) {
  return view.t("solving." + std::string(area) + "." + std::string(kit::to_value(value)));
}
template <class E>
std::vector<Choice> choices_of(const View& view, std::string_view area) {
  std::vector<Choice> choices;
  for (auto word : names(E{}))
    choices.push_back({std::string(word), view.t("solving." + std::string(area) + "." + std::string(word))});
  return choices;
}

// The one next step, as a sentence, and where on the page it is.
std::string next_step(const View& view, const IssueShown& shown);
std::string_view anchor_of(Stage stage);
// Where a stage of the line stands: "done", "" or, for the present one, "step".
std::string_view class_of_stage(const IssueShown& shown, Stage stage);
bool is_now(const IssueShown& shown, Stage stage);
std::vector<Stage> stages_shown(const IssueShown& shown);

std::string shared_text(const View& view, const InterestShown& shown);
// Which option does best, in a sentence.
std::string weighing_text(const View& view, const IssueShown& shown);
std::string_view icon_of(Fit fit);
// A new project's form, filled in with what was agreed.
std::string project_url(const IssueShown& shown);
std::vector<Choice> owner_choices(const View& view, const Seats& place);

}  // namespace solving
