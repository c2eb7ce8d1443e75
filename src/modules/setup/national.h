#pragma once
#include "modules/setup/examples.h"
#include "modules/setup/living.h"

// The nation, computed: what person 12,345 or project 678 is follows from the seed alone, so that any batch can be
// written without reading the ones before. Inside the module only.
namespace setup {

class Nation {
 public:
  Nation(const NationalShape& shape, Date on) : shape_(shape), on_(on) {}

  // One stage after another, each in batches; a batch is written in one transaction.
  struct Stage {
    const char* name;
    int things;
    int in_a_batch;
    void (Nation::*write)(Tx& tx, int first, int last);
  };
  std::vector<Stage> stages() const;

 private:
  void frame(Tx& tx, int first, int last);
  void people(Tx& tx, int first, int last);
  void teams_of(Tx& tx, int first, int last);
  void logins(Tx& tx);
  void ratings(Tx& tx, int first, int last);
  void projects(Tx& tx, int first, int last);
  void clocks(Tx& tx, int first, int last);

  template <class T>
  Id<T> id(std::uint64_t number) const;
  std::uint64_t dice(std::string_view what, std::uint64_t number) const;
  int chance(std::string_view what, std::uint64_t number, int sides) const {
    return static_cast<int>(dice(what, number) % static_cast<std::uint64_t>(sides));
  }
  Id<Unit> department(int team) const { return id<Unit>(1'000'000 + static_cast<std::uint64_t>(team)); }
  Seat seat(std::uint64_t number, int person, const Id<Party>& party, std::string place, Role role, Date from) const;
  Id<Party> party(int number) const { return id<Party>(static_cast<std::uint64_t>(number)); }
  Id<Person> person(int number) const { return id<Person>(static_cast<std::uint64_t>(number)); }
  int team_of(int person) const { return person % shape_.teams; }
  Date first_day() const { return kit::add_months(on_, -12 * shape_.years); }
  Date day(std::string_view what, std::uint64_t number) const;
  void project(Tx& tx, int number);

  NationalShape shape_;
  Date on_;
  std::vector<improvement::TestCycle> cycles_;
  std::vector<improvement::CycleClosing> closings_;
  std::vector<measures::Series> series_;
  std::vector<measures::Measurement> measurements_;
};

}  // namespace setup
