// A logical restore into a new PostgreSQL cluster, where transactions are counted from the start again.
#include <doctest/doctest.h>

#include "partnership/log/commit_order.h"
#include "partnership/log/journal_keeper.h"
#include "partnership/notes.h"
#include "tests/world/world.h"

using namespace tests;

TEST_CASE("entries written after a restore into a new cluster come into the tree") {
  World world;
  world.program().integrate();
  if (world.database().engine() != kit::Engine::postgres) return;
  {
    kit::Session db = world.database().write();  // as if they had come from a cluster that had counted much further
    db.run("alter table journal_entries disable trigger entries_are_final");
    db.run("update journal_entries set commit_order = commit_order + 1000000000000");
    db.run("alter table journal_entries enable trigger entries_are_final");
    db.commit();
  }
  keep_commit_order(world.database());
  world.does(world.ana, [&](Tx& tx) {
    write_note(tx, world.team.text, *tx.actor().seat(world.team.text, Role::co_lead), false, "after the restore");
  });
  CHECK(world.program().integrate() == 1);
  keep_commit_order(world.database());
  CHECK(world.faults().empty());
}
