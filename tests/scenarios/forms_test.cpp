// The page and the command cannot disagree: what somebody is shown, they may do.
#include <doctest/doctest.h>

#include <fmt/format.h>

#include <algorithm>

#include "tests/world/forms.h"

using namespace tests;

namespace {

constexpr std::size_t most_pressed = 400;  // by one person: a split team brings forms of its own, and so on

bool is_last_resort(const Form& form) {
  for (auto* end : {"/turns", "/ending", "/closing", "/discard"})
    if (form.action.ends_with(end)) return true;
  return false;
}

// Where it leads, what it made (201: shown at once, and only then), or the file that was asked for.
bool is_accepted(const kit::Response& answer) {
  bool file = answer.headers.get("Content-Disposition").value_or("").starts_with("attachment");
  return answer.status == 303 || answer.status == 201 || (answer.status == 200 && file);
}

// Forms of one person that were not pressed yet, in every round; those that end something come last.
class Presser {
 public:
  Presser(World& world, const Id<Person>& person) : world_(world), person_(person) {}

  void press_all() {
    for (bool last : {false, true})
      walk(world_, person_, 4, [&](const std::string& url, const kit::Response& response) {
        auto forms = forms_on(url, response.body);
        while (auto* form = next(forms, last)) {
          press(*form);
          forms = forms_on(url, world_.get(person_, url).body);
        }
      });
  }
  int pressed() const { return static_cast<int>(pressed_.size()); }

 private:
  const Form* next(const std::vector<Form>& forms, bool last) {
    for (const Form& form : forms) {
      if (form.action == "/sign-out" || form.action == "/sign-in" || is_last_resort(form) != last) continue;
      if (form.action.starts_with("/unsubscribe/")) continue;  // the walk has no token out of a mail
      for (round_ = 0; round_ < rounds(form); ++round_)
        if (pressed_.size() < most_pressed && pressed_.insert(form.key() + " " + std::to_string(round_)).second)
          return &form;
    }
    return nullptr;
  }
  void press(const Form& form) {
    Fields fields = filled(form, round_, world_.today());
    auto answer = send(world_, person_, form, fields);
    CAPTURE(form.page);
    CAPTURE(form.action);
    CAPTURE(encoded(fields));
    std::string refused = fmt::format("{}", fmt::join(sentences_on(answer.body), " "));
    CAPTURE(refused);
    CHECK(is_accepted(answer));
  }

  World& world_;
  Id<Person> person_;
  int round_ = 0;
  std::set<std::string> pressed_;
};

}  // namespace

TEST_CASE("every form shown to somebody is accepted when they send it") {
  LivedWorld world;
  int pressed = 0;
  for (auto& person : world.cast()) {
    CAPTURE(person.text);
    Presser presser(world, person);
    presser.press_all();
    pressed += presser.pressed();
  }
  CHECK(pressed > 200);
  CHECK(world.faults().empty());
}

TEST_CASE("every link shown to somebody opens for them") {
  LivedWorld world;
  for (auto& person : world.cast()) {
    std::set<std::string> shown;
    walk(world, person, 4, [&](const std::string& url, const kit::Response& response) {
      CAPTURE(url);
      CHECK(response.status < 500);
      bool without_seat = person == world.eve && response.status == 403;
      if (shown.contains(url)) CHECK((response.status == 200 || response.status == 303 || without_seat));
      for (auto& link : links_on(response.body)) shown.insert(link);
    });
  }
}
