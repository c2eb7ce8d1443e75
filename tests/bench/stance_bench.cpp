// See table.py. Answers a question for everybody asked who has not answered yet, each in a transaction of its own, one
// after another, and says how many a second: stance_bench FILE DECISION SECONDS.
#include <fmt/format.h>

#include <sys/resource.h>

#include <chrono>
#include <iostream>
#include <random>

#include "app/program.h"
#include "modules/decisions/decisions.h"
#include "partnership/sign_in.h"

namespace {

// Seconds of the processor: what a stance costs, whatever else the machine and its disk are doing.
double computed_so_far() {
  rusage used{};
  getrusage(RUSAGE_SELF, &used);
  return static_cast<double>(used.ru_utime.tv_sec + used.ru_stime.tv_sec) +
         static_cast<double>(used.ru_utime.tv_usec + used.ru_stime.tv_usec) / 1e6;
}

}  // namespace

int main(int, char** arguments) {
  using namespace partnership;
  app::Program program({.database = arguments[1]});
  Id<decisions::Decision> decision{arguments[2]};
  double most = std::stod(arguments[3]);

  std::vector<std::string> people;
  {
    kit::Session db = program.database().read();
    db.each(
        "select person_id from decision_asked join seats on seats.id = seat_id where decision_id = $1 and seat_id not "
        "in"
        " (select seat_id from stances where decision_id = $1)",
        {decision}, [&](const kit::Row& row) { people.emplace_back(row.text(0)); });
  }
  std::ranges::shuffle(people, std::mt19937(7));
  auto begin = std::chrono::steady_clock::now();
  auto seconds = [&] { return std::chrono::duration<double>(std::chrono::steady_clock::now() - begin).count(); };
  int answered = 0;
  double started = computed_so_far();
  for (const std::string& person : people) {
    if (seconds() > most) break;
    kit::Session session = program.database().write();
    Actor actor = actor_of_person(session, {person}, program.router().today());
    Tx tx(session, actor, kit::now(), program.router().today());
    decisions::take_stance(tx, decision, answered % 5 ? "support" : "stand_aside",
                           answered % 5 ? "" : "The night shift has no relief.", "");
    tx.commit();
    ++answered;
  }
  double computed = computed_so_far() - started;
  std::cout << fmt::format("{} {:.2f} {:.2f}\n", answered, seconds(), computed);
  return 0;
}
