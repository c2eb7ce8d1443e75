#pragma once
#include <random>
#include <unordered_set>

#include "modules/feeds/feeds.h"
#include "modules/governance/governance.h"
#include "modules/meetings/meetings.h"
#include "modules/setup/examples.h"

// The living example's cast and stage directions. Inside the module only.
namespace setup {

struct TestTold {  // one test of change as its team tells it
  std::string_view title, plan, did;
};
struct Theme {  // a project
  std::string_view title, problem, measure, unit;
  bool lower;
  double from, to;
  int decimals;
  std::string_view population, compass;
  std::vector<TestTold> tests;
};
struct TeamTold {
  std::string_view external_id, name, facility, department, purpose;
  bool clinical;
  std::string_view local, labor_job, management_job;
  int people;
  std::vector<Theme> themes;
};

const std::vector<TeamTold>& teams_told();

// Names of people, each once; the same for the same seed.
class NameGiver {
 public:
  explicit NameGiver(unsigned seed) : random_(seed) {}
  std::string next();
  std::string any();  // perhaps one that somebody has already

 private:
  std::mt19937 random_;
  std::unordered_set<std::string> given_;
};

// A team as it comes alive: who leads it.
struct TeamOnStage {
  const TeamTold* told = nullptr;
  Id<teams::Team> id;
  Id<Unit> unit;
  Id<Person> labor_lead, management_lead, physician_lead, labor_sponsor, management_sponsor;
  int members = 0;
};

// The year as a list of acts, each by somebody on a day; played in the order of time.
class Play {
 public:
  Play(kit::Database& database, Date on) : database_(database), on_(on), names_(7), random_(11) {}
  void play(const Progress& progress);

 private:
  using Act = std::function<void(Tx&)>;
  struct Scene {
    Date day;
    int minute;
    Id<Person> who;
    Act act;
  };
  // Somebody acts on a day; without a person, the partnership's setting up.
  void at(Date day, int minute, const Id<Person>& who, Act act);
  Date ago(int days) const { return kit::add_days(on_, -days); }
  int chance(int sides) { return static_cast<int>(random_() % static_cast<unsigned>(sides)); }
  double noise();
  template <class List>
  std::string_view pick(const List& list) {
    return list[random_() % list.size()];
  }

  // people and places (living_people.cpp)
  void set_up(Tx& tx);
  void parties_and_unions(Tx& tx);
  void places(Tx& tx);
  void cast(Tx& tx);
  void team(Tx& tx, const TeamTold& told);
  void members_of(Tx& tx, TeamOnStage& team);
  void lakes(Tx& tx);
  void passwords(Tx& tx);
  Id<Person> person(Tx& tx, const std::string& name, std::string_view job, const std::string& external_id = "");
  Id<Unit> unit(Tx& tx, const std::string& external_id, const std::string& name, UnitKind kind,
                const std::optional<Id<Unit>>& parent, bool clinical = false);
  Seat seat_for(const Id<Person>& person, const Id<Party>& party, const std::string& place, Role role,
                std::string_view local = {});
  void train(const Id<Person>& person, const std::string& course);
  TeamOnStage& stage(std::string_view external_id);

  // a year of work (living_year.cpp)
  void year_of(const TeamOnStage& team);
  void charter(const TeamOnStage& team);
  void contacts(const TeamOnStage& team);
  void meetings(const TeamOnStage& team);
  void ratings(const TeamOnStage& team);
  std::vector<Id<Person>> leads(const TeamOnStage& team) const;
  void sign_soon(Date day, const std::vector<Id<Person>>& people, std::function<std::string()> subject,
                 std::string part = "");

  // projects (living_projects.cpp)
  void projects();
  void project(const TeamOnStage& team, const Theme& theme, int started_ago, int weeks, bool ends);
  void transport_project();
  void scorecards(Tx& tx);
  void more_scorecards(Tx& tx);  // living_scorecards.cpp
  void sampled_waits(Tx& tx, Date first);

  // figures from other systems (living_feeds.cpp)
  void figures_from_feeds();
  feeds::Feed begin_feed(Tx& tx, std::string_view name, std::string_view metric);
  Date fed_since() const { return kit::first_of_month(ago(40)); }  // from then on two metrics come by feeds

  // what is open today (living_today.cpp)
  void today();
  void open_charter_version();
  void rating_to_sign();
  void table_of_transport();
  void meetings_of_transport();

  // councils and change notices (living_table.cpp)
  void table();
  void bodies();
  void charter(const std::string& key, int days_ago, const std::vector<std::string>& signers);
  void form(Tx& tx, std::string_view key);
  void change_notices();

  // what the bodies met about (living_sittings.cpp)
  void sittings();

  kit::Database& database_;
  Date on_;
  NameGiver names_;
  std::mt19937 random_;
  std::vector<Scene> scenes_;
  Id<Party> labor_, management_, physicians_;
  std::map<std::string, Id<Union>, std::less<>> locals_;
  std::map<std::string, Id<Unit>, std::less<>> units_;
  std::map<std::string, Id<Person>, std::less<>> people_;  // the cast, by login
  std::map<std::string, Id<governance::Body>, std::less<>> bodies_;
  std::vector<TeamOnStage> teams_;
  std::vector<teams::Training> trainings_;
  std::vector<Seat> seats_;
  std::map<Date, std::string> injury_rows_;  // of the safety system's files, by month
  int count_ = 0;
};

// Signs what waits for this person, if it does.
void sign_if_asked(Tx& tx, const std::string& subject, const std::string& part = "");

}  // namespace setup
