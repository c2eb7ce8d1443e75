#pragma once
#include "modules/decisions/decisions.h"
#include "partnership/web/conversation_routes.h"

// What the templates of this module show, read before they begin.
namespace decisions {

struct RegisterShown {
  Unit unit;
  std::string place, place_title, place_url;  // of one place alone
  Looking looking;
  Register found;
  std::vector<Subject> subjects;
  bool may_propose = false;

  bool is_narrowed() const { return !looking.words.empty() || !looking.subject.empty() || !looking.state.empty(); }
};

struct TermsForm {
  Decision decision;
  Seats place;
  Involvement needed = Involvement::consensus;
  std::vector<Scale> scales;
  Deciding deciding;
  bool vote = false;
  std::vector<Choice> affected;  // other teams near by that have chairs
  std::string charter;           // what the team's charter says of deciding and of no consensus
};

struct StanceShown {  // the last of one seat, or its silence
  std::string person, party_name, answer, reason, interest, role;
  Mark mark = Mark::circle;
  std::optional<Counts> counts;
  int earlier = 0;                  // stances of this seat before it
  std::vector<std::string> before;  // their answers, oldest first
};
struct CountShown {
  std::string party_name;
  Mark mark = Mark::circle;
  PartyCount count;
};
struct SignOff {
  std::string place;
  std::optional<AssentState> assent;
};
struct FollowUpShown {
  FollowUp item;
  std::string owner;
  std::optional<FollowUpEnding> ending;
  bool may_end = false;
};
struct DeskShown {
  DecisionReferral referral;
  std::string place;
  std::optional<ReferralAnswer> answer;
  bool may_answer = false;
};

struct DecisionShown {
  Course course;
  Seats place;
  Scale scale;
  std::string subject, proposer, proposer_party, fallback;
  Involvement needed = Involvement::consensus;
  std::int64_t asked = 0;            // how many
  std::vector<StanceShown> stances;  // by seat; of a secret ballot only those asked; of many, some with a reason
  std::vector<Ballot> ballots;
  std::vector<CountShown> counts;  // as it stands, or as it came out; none while a ballot is hidden
  Outcome standing = Outcome::no_quorum;
  std::optional<Stance> own;  // the reader's last
  bool told = false;          // what each said may be read
  bool answered_secretly = false, may_answer = false, may_chair = false, may_withdraw = false, may_close = false,
       may_propose = false, has_read = false;
  std::optional<AssentState> early_close, completion;
  std::vector<SignOff> sign_offs;
  std::vector<DeskShown> desks;
  std::vector<FollowUpShown> follow_ups;
  std::vector<std::string> readers;
  std::int64_t readings = 0;
  ConversationShown talk;
  std::string former_title;
  bool solves = false;  // the fallback is problem solving
  std::optional<std::string> solving_url;

  bool is(State state) const { return course.state == state; }
  bool secret() const { return course.terms && course.terms->secret(); }
  bool many() const { return asked > most_listed; }
  bool awaits_stances() const { return course.terms && course.terms->involvement != Involvement::inform; }
};

std::string words_of(const View& view, State state);
// The form that opens problem solving about it.
std::string new_issue_url(const DecisionShown& shown);
std::string state_sentence(const View& view, const DecisionShown& shown);
std::string_view icon_of(State state);
std::string following_text(const View& view, const Line& line);  // "1 of 3 done, next by 5 Dec"
std::string share_text(const View& view, int of, int in);        // "70 percent", "two thirds"
std::string quorum_text(const View& view, const DecisionTerms& terms);
std::string rule_text(const View& view, const DecisionTerms& terms);
std::string count_text(const View& view, const PartyCount& count);
std::string stance_word(const View& view, const StanceShown& stance);
bool is_held_up(const DecisionShown& shown);  // an affected place says what is in the way
template <class E>
std::string named_text(const View& view, std::string_view area, E value) {
  return view.t("decisions." + std::string(area) + "." + std::string(kit::to_value(value)));
}
template <class E>
std::vector<Choice> choices_of(const View& view, std::string_view area) {
  std::vector<Choice> choices;
  for (auto word : names(E{}))
    choices.push_back({std::string(word), view.t("decisions." + std::string(area) + "." + std::string(word))});
  return choices;
}
std::vector<Choice> subject_choices(const std::vector<Subject>& subjects);
std::vector<Choice> role_choices(const View& view, const Seats& place);
std::vector<Choice> scale_choices(const std::vector<Scale>& scales);
std::vector<Choice> fallback_choices(const TermsForm& form);
std::vector<Choice> state_choices(const View& view);

DecisionShown shown_of(Reader& db, const View& view, const Id<Decision>& id);
TermsForm terms_form(Reader& db, const View& view, const Id<Decision>& id);
Place place_of(Reader& db, const View& view, const Unit& unit, std::string title);
void write_decision(kit::JsonWriter& json, const DecisionShown& shown);

}  // namespace decisions
