#pragma once
#include <functional>
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "kit/db/db.h"

// Projections: tables that are worked out from the record and kept beside the journal because asking for them anew each
// time would be slow. Each has one function here or in its module that gives what it should hold, from the record
// alone; verification compares with it, and rebuilding writes it.
namespace partnership {

struct Projection {
  std::string_view table;
  // Of what is compared: the first `keys` of them tell rows apart. Others are handles or words: they are made anew, and
  // may differ from what was kept.
  std::vector<std::string_view> columns;
  int keys = 1;
  std::vector<std::string_view> reals = {}, booleans = {};  // columns that hold these
  std::vector<std::string_view> words = {};                 // further columns, made and not compared
  // Several rows may be given for one key: the last column is what each adds to a total, and a total of 0 is no row.
  bool adds = false;
  std::string condition;  // on the kept rows that are compared: "where …", or empty
  // Hands over each row that there should be: the values of the columns, then of the words.
  using Give = std::function<void(std::vector<kit::Value>)>;
  std::function<void(kit::Session&, const Give&)> rows;
};

// One line per projection in app/projections.cpp; in the order in which they may use each other.
void keep_projections(std::vector<Projection> projections);
const std::vector<Projection>& projections();

// Sentences that name the rows that differ, at most a few. Keeps nothing of what agrees: both sides are summed up
// (keyed_sum.h), and only if the sums differ are they gone through again, some keys at a time.
std::vector<std::string> check_projection(kit::Session& db, const Projection& projection);
// Empties the tables and writes them anew.
void make_projections(kit::Session& db);

// The partnership's own: unit_ancestors, running_clocks, and the needs that follow from open assents and running
// clocks.
Projection ancestors_of_units();
Projection clocks_that_run();
Projection needs_of_all();

// Totals of units (Tx::tally) are counted by modules, each its own facts at the unit where they happened.
using AddTally = std::function<void(std::string_view unit, std::string_view period, std::string name, std::int64_t by)>;
using TallySource = std::function<void(kit::Session&, const AddTally&)>;
Projection tallies_from(std::vector<TallySource> sources);
void count_clocks(kit::Session& db, const AddTally& add);
void count_units(kit::Session& db, const AddTally& add);

}  // namespace partnership
