#pragma once
#include "modules/setup/setup.h"

// Partnerships to look at: one region as it lives, the published record of a real one, and a nation of any size. Their
// people and places are invented, but for the published record, whose figures name their source.
namespace setup {

inline constexpr std::string_view example_password = "concert-example";

// Made through the same commands that people use, in the order of the days up to `on`; equal each time but for its ids.
// Requires an empty partnership, and that reactions to assent are wired. Logins: ana, ben, sato, quist, amari, olga,
// paul, carmen, tom, eve.
void make_living(kit::Database& database, Date on, const Progress& progress = {});

struct NationalShape {
  int people = 200'000;
  int teams = 4'000;
  int projects = 80'000;
  int cycles = 250'000;
  int measurements = 1'000'000;
  int years = 10;
  unsigned seed = 1;
};
// All in proportion to so many people.
NationalShape national_for(int people);

// Written in batches, each kept with a word of how far it came: stopped anywhere, it goes on when it is run again with
// the same shape. Throws std::runtime_error for another shape, or where there is another partnership already.
void make_national(kit::Database& database, const NationalShape& shape, Date on, const Progress& progress = {});

struct ExampleAsked {
  std::string name;  // living, published, national
  Date on;
  int people = 200'000;
  std::vector<File> published;  // the files of examples/published
};
// "Sign in as ana, ben, …" while the database is an example with its own logins; empty for a real one.
std::string how_to_sign_in(kit::Database& database);

// `concert example …`: 0, or 1 with a sentence, or 130 when interrupted.
int example_command(kit::Database& database, const ExampleAsked& asked, std::ostream& out);

}  // namespace setup
