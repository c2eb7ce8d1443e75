#include "modules/decisions/pages.h"

#include <algorithm>
#include <set>

#include "modules/decisions/pages.html.h"
#include "partnership/web/place_card.html.h"

namespace decisions {

std::string words_of(const View& view, State state) { return named_text(view, "state", state); }

std::string following_text(const View& view, const Line& line) {
  if (line.follow_ups == 0) return "–";
  std::string text = view.t("decisions.following", {{"done", line.done}, {"all", line.follow_ups}});
  if (!line.next_due) return text;
  bool late = *line.next_due < view.today;
  return text + ", " +
         view.t(late ? "decisions.following_late" : "decisions.following_next", {{"date", view.day(*line.next_due)}});
}

std::string_view icon_of(State state) {
  switch (state) {
    case State::final_:
    case State::carried_out: return "check";
    case State::agreed:
    case State::open: return "pen";
    case State::not_agreed:
    case State::withdrawn: return "back";
    case State::over: return "clock";
    default: return "talk";
  }
}

// What a manager, or anybody, must not be able to misread: whether this has been decided.
std::string state_sentence(const View& view, const DecisionShown& shown) {
  const Course& course = shown.course;
  std::string key = "decisions.sentence." + std::string(kit::to_value(course.state));
  switch (course.state) {
    case State::ready:
    case State::open:
    case State::over: return view.t(key, {{"date", view.date(course.terms->closes_on)}});
    case State::final_: return view.t(key, {{"date", view.date(course.final_->final_on)}});
    case State::carried_out: return view.t(key, {{"date", view.date(course.completion->completed_on)}});
    case State::not_agreed:
    case State::told: return view.t("decisions.came_out." + std::string(kit::to_value(course.closing->outcome)));
    default: return view.t(key);
  }
}

std::string new_issue_url(const DecisionShown& shown) {
  return shown.place.url + "/issues/new?origin=" + shown.course.decision.id.text;
}

std::string share_text(const View& view, int of, int in) {
  if (of == 2 && in == 3) return view.t("decisions.share.two_thirds");
  if (of == 1 && in == 2) return view.t("decisions.share.more_than_half");
  return view.t("decisions.share.percent", {{"percent", (of * 100 + in - 1) / in}});
}

std::string quorum_text(const View& view, const DecisionTerms& terms) {
  return view.t("decisions.quorum." + std::string(kit::to_value(terms.quorum_base)),
                {{"percent", terms.quorum}, {"members", terms.members}});
}

std::string rule_text(const View& view, const DecisionTerms& terms) {
  if (terms.involvement != Involvement::consensus) return named_text(view, "involvement_means", terms.involvement);
  return view.t("decisions.rule." + std::string(kit::to_value(terms.rule)),
                {{"share", share_text(view, terms.share_of, terms.share_in)}});
}

std::string count_text(const View& view, const PartyCount& count) {
  std::string text = view.t("decisions.heard_of", {{"answered", count.answered}, {"asked", count.asked}});
  auto add = [&](int number, Counts counts) {
    if (number > 0)
      text += " · " + view.t("decisions.counted." + std::string(kit::to_value(counts)), {{"count", number}});
  };
  add(count.support, Counts::support), add(count.reserve, Counts::reserve), add(count.aside, Counts::aside);
  add(count.block, Counts::block), add(count.abstain, Counts::abstain);
  return text;
}

std::string stance_word(const View& view, const StanceShown& stance) {
  return stance.counts ? stance.answer : view.t("decisions.silent");
}

bool is_held_up(const DecisionShown& shown) {
  return shown.is(State::agreed) && std::ranges::any_of(shown.sign_offs, [](auto& one) {
           return !one.assent || (!one.assent->open() && !one.assent->agreed());
         });
}

std::vector<Choice> subject_choices(const std::vector<Subject>& subjects) {
  std::vector<Choice> choices;
  for (const Subject& one : subjects) choices.push_back({one.key, one.text});
  return choices;
}

// Every role held here, with how many of each party hold it.
std::vector<Choice> role_choices(const View& view, const Seats& place) {
  std::vector<Choice> choices;
  for (auto word : names(Role{})) {
    std::string parties;
    std::set<std::string> said;
    for (const SeatHere& one : place.seats) {
      if (kit::to_value(one.seat.role) != word || !said.insert(one.party_name).second) continue;
      auto count = std::ranges::count_if(place.seats, [&](auto& other) {
        return other.seat.role == one.seat.role && other.seat.party == one.seat.party;
      });
      parties += (parties.empty() ? "" : ", ") + one.party_name + " " + std::to_string(count);
    }
    if (!parties.empty())
      choices.push_back({std::string(word), view.t("partnership.role." + std::string(word)) + " (" + parties + ")"});
  }
  return choices;
}

std::vector<Choice> scale_choices(const std::vector<Scale>& scales) {
  std::vector<Choice> choices;
  for (const Scale& one : scales) choices.push_back({one.key, one.text});
  return choices;
}

std::vector<Choice> fallback_choices(const TermsForm& form) {
  std::vector<Choice> choices;
  for (const Fallback& one : form.deciding.fallbacks)
    if (!form.vote || one.kind != FallbackKind::vote) choices.push_back({one.key, one.text});
  return choices;
}

std::vector<Choice> state_choices(const View& view) {
  std::vector<Choice> choices{{"", view.t("decisions.any_state")}};
  for (auto& one : choices_of<State>(view, "state")) choices.push_back(one);
  return choices;
}

kit::Html decisions_card(const View& view, Reader& db, const std::string& place) {
  Site site = site_of(db, place);
  Looking looking{.unit = site.unit, .words = {}, .subject = {}, .state = {}, .place = place, .after = {}};
  // As seat_to_propose says, without reading who else sits here.
  bool may = std::ranges::any_of(db.actor().seats,
                                 [&](const Seat& seat) { return seat.place == place || seat.place == site.unit.text; });
  PlaceCard card{.title = "decisions.title",
                 .all = "decisions.all",
                 .none = "decisions.none_yet",
                 .add = "decisions.propose",
                 .url = site.url + "/decisions",
                 .add_url = may ? site.url + "/decisions/new" : "",
                 .lines = {}};
  for (auto& line : register_of(db, looking, 5).lines)
    card.lines.push_back({.day = line.decision.proposed_on,
                          .url = "/decisions/" + line.decision.id.text,
                          .title = line.decision.title,
                          .icon = std::string(icon_of(line.state)),
                          .tag = words_of(view, line.state)});
  return place_card(view, card);
}

}  // namespace decisions
