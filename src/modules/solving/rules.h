#pragma once
#include <array>
#include <set>
#include <string>
#include <string_view>
#include <vector>

// The rules of problem solving by interests (handbook 2.7), on values: which stage an issue is in, which interests are
// shared, how well an option does. The elements follow each other: interests before options, standards before a choice.
namespace solving {

using namespace std::string_view_literals;

enum class Stage { interests, options, standards, weighing, signing, agreed, reviewed, closed };
inline auto names(Stage) {
  return std::array{"interests"sv, "options"sv, "standards"sv, "weighing"sv,
                    "signing"sv,   "agreed"sv,  "reviewed"sv,  "closed"sv};
}

// What has happened so far.
struct Progress {
  int parties = 0, put = 0;  // how many, and how many of them say that their interests stand there
  bool gathered = false;     // the brainstorm is over
  int options = 0, standards = 0;
  bool asked = false;  // an agreement waits for signatures
  bool agreed = false, reviewed = false, closed = false;
};
// Locked until every party has put its interests.
bool options_open(const Progress& progress);
// Standards come before selection.
bool may_choose(const Progress& progress);
Stage stage_of(const Progress& progress);

// A party's interest is shared when every other party has said that it is theirs too; one party alone shares nothing.
bool is_shared(const std::set<std::string>& parties, const std::string& owner, const std::set<std::string>& sharers);

enum class Fit { meets, partly, misses };
inline auto names(Fit) { return std::array{"meets"sv, "partly"sv, "misses"sv}; }

struct Mark {
  std::string option, criterion, party;
  Fit fit = Fit::meets;
};
// How many of these criteria every party says the option meets, and how many some party says it misses.
struct Weight {
  int met = 0, missed = 0;
};
Weight weigh(const std::string& option, const std::vector<std::string>& criteria, const std::set<std::string>& parties,
             const std::vector<Mark>& marks);

}  // namespace solving
