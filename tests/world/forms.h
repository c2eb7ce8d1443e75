#pragma once
#include <functional>
#include <set>

#include "tests/world/world.h"

// Pages as a browser reads them: their links, and their forms with all that a person could choose or type, so that a
// test can press every button it is shown. The reader knows the markup of our own templates, not any HTML.
namespace tests {

struct Input {
  std::string name;
  std::string type;                  // text, hidden, date, number, select, radio, checkbox, button, textarea, file …
  std::string value;                 // as shown; of radios, checkboxes and selects the one chosen, or empty
  std::vector<std::string> options;  // radio, checkbox, select, button
  bool required = false;
  bool may_be_none = false;  // a select that offers an empty answer
  std::size_t longest = 0;   // characters; 0 without a limit

  bool is_choice() const { return !options.empty(); }
  bool is_free_text() const;
};

struct Form {
  std::string page, action;
  bool multipart = false;
  std::vector<Input> inputs;

  const Input* input(std::string_view name) const;
  std::string key() const;  // tells it from the other forms a person sees: action and hidden values
};

std::vector<Form> forms_on(const std::string& page, std::string_view html);  // those sent with POST
std::vector<std::string> links_on(std::string_view html);                    // our own addresses, without #…

// What a refusal says: the calm page of one, or the lines at the fields of a form that came back.
std::vector<std::string> sentences_on(std::string_view html);

// What a careful person would fill in. `round` picks among choices, so that rounds 0, 1, 2 … go through all of them;
// what may be left empty is left empty in round 0, and long texts are as long as they may be in the last.
Fields filled(const Form& form, int round, Date today);
int rounds(const Form& form);

// Sends it as this person's browser would; a file input sends `filed`.
kit::Response send(World& world, const Id<Person>& person, const Form& form, const Fields& fields,
                   const kit::Upload& filed = {"teams.csv", "text/csv", "external_id,name,unit\n"});

// Addresses with each {…} of a pattern filled with what the world has there.
std::vector<std::string> addresses(World& world, const std::string& pattern);
std::string pattern_of(World& world, kit::Method method, const std::string& url);  // the route it belongs to, or empty

// Every page this person can come to: the routes filled with real ids, and links from there, at most `most_alike`
// pages of one route. Calls `seen` with the answer to each.
using Seen = std::function<void(const std::string& url, const kit::Response& response)>;
void walk(World& world, const Id<Person>& person, int most_alike, const Seen& seen);

// The known cast after a few months: a charter half signed, a project with a test, values, a saving and a change of
// phase before the co-leads, a policy before the parties, a draft, and a file waiting to be imported.
class LivedWorld : public World {
 public:
  LivedWorld();
  std::vector<Id<Person>> cast() const { return {ana, ben, quist, amari, olga, paul, sato, carmen, mia, eve}; }

 private:
  void charter();
  void project();
  void rating();
  void figures();
};

}  // namespace tests
