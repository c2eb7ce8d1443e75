// Nothing typed is lost, and nobody else reads it.
#include <doctest/doctest.h>

#include "tests/world/world.h"

using namespace tests;

TEST_CASE("a draft comes back on the form and in Needs me, until the form is sent") {
  World world;
  CHECK(world
            .post(world.carmen, "/drafts",
                  {{"form_key", "/teams/new"}, {"form_title", "Register a team"}, {"name", "Night Trans"}})
            .status == 200);
  CHECK(world.get(world.carmen, "/teams/new").body.find("value=\"Night Trans\"") != std::string::npos);
  CHECK(world.get(world.carmen, "/").body.find("Register a team") != std::string::npos);
  CHECK(world.get(world.olga, "/teams/new").body.find("Night Trans") == std::string::npos);

  auto sent = world.post(world.carmen, "/teams",
                         {{"draft", "/teams/new"}, {"name", "Night Transport"}, {"unit_id", world.transport.text}});
  CHECK(sent.status == 303);
  CHECK(world.get(world.carmen, "/teams/new").body.find("Night Trans") == std::string::npos);
}

TEST_CASE("a form sent back keeps what was typed and says what is wrong beside the field") {
  World world;
  auto before = world.entries();
  auto page = world.post(world.carmen, "/teams",
                         {{"name", ""}, {"unit_id", world.transport.text}, {"purpose", "Move <b>people</b> well"}});
  CHECK(page.status == 422);
  CHECK(page.body.find("Move &lt;b&gt;people&lt;/b&gt; well") != std::string::npos);
  CHECK(page.body.find("id=\"name-error\"") != std::string::npos);
  CHECK(world.entries() == before);
}
