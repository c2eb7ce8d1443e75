#include <doctest/doctest.h>

#include "kit/json/json.h"
#include "partnership/passwords.h"
#include "partnership/sign_in.h"
#include "tests/world/world.h"

using namespace tests;

namespace {

std::string link_for(World& world, const Id<Person>& giver, const Id<Person>& person) {
  auto answer = world.post_json(giver, "/people/" + person.text + "/invitations", "{}");
  REQUIRE(answer.status == 201);
  std::string link = kit::Json::parse(answer.body).at("link").as_text();
  return link.substr(link.find("/welcome/"));
}

Fields chosen(const std::string& login, const std::string& password) {
  return {{"login", login}, {"password", password}, {"again", password}};
}

int sign_in_as(World& world, const std::string& login, const std::string& password) {
  return world.post({}, "/sign-in", {{"login", login}, {"password", password}}).status;
}

}  // namespace

TEST_CASE("an administrator lets in somebody of their own party, who chooses the password themselves") {
  World world;
  std::string link = link_for(world, world.olga, world.mia);
  CHECK(world.get({}, link).body.find("Mia") != std::string::npos);
  auto accepted = world.post({}, link, chosen("mia", "three quiet corridors"));
  CHECK(accepted.status == 303);
  CHECK(accepted.headers.get("Set-Cookie").value().find("concert=") == 0);
  CHECK(sign_in_as(world, "mia", "three quiet corridors") == 303);
  CHECK(world.faults().empty());
}

TEST_CASE("who gave a way in to whom is in the person's history, and the link is not") {
  World world;
  std::string link = link_for(world, world.olga, world.mia);
  std::string token = link.substr(link.rfind('/') + 1);
  CHECK(world.get(world.paul, "/history/" + world.mia.text).body.find("a way to choose a new password") !=
        std::string::npos);
  kit::Session session = world.database().read();
  CHECK(session.value<std::int64_t>("select count(*) from journal_bodies where body like '%' || $1 || '%'", {token}) ==
        0);
  CHECK(session.value<std::int64_t>("select count(*) from invitation_tokens where token_digest = $1", {token}) == 0);
}

TEST_CASE("nobody lets in people of another party, nor themselves") {
  World world;
  for (auto& [giver, person] :
       {std::pair{world.paul, world.mia}, {world.ana, world.mia}, {world.olga, world.olga}, {world.olga, world.ben}}) {
    auto before = world.entries();
    CHECK(world.post_json(giver, "/people/" + person.text + "/invitations", "{}").status == 403);
    CHECK(world.entries() == before);
  }
  CHECK(world.get(world.paul, "/people/" + world.mia.text).body.find("/invitations") == std::string::npos);
  CHECK(world.get(world.olga, "/people/" + world.mia.text).body.find("/invitations") != std::string::npos);
}

TEST_CASE("a link works once, for a week, until a newer one is given, and opening it uses nothing up") {
  World world;
  std::string first = link_for(world, world.olga, world.mia), second = link_for(world, world.olga, world.mia);
  CHECK(world.get({}, first).status == 404);
  for (int i = 0; i < 3; ++i) CHECK(world.get({}, second).status == 200);
  CHECK(world.post({}, second, chosen("mia", "three quiet corridors")).status == 303);
  CHECK(world.post({}, second, chosen("mia", "somebody else's words")).status == 404);
  CHECK(sign_in_as(world, "mia", "three quiet corridors") == 303);

  std::string late = link_for(world, world.olga, world.mia);
  world.pass_days(8);
  CHECK(world.get({}, late).status == 404);
  CHECK(world.post({}, late, chosen("mia", "somebody else's words")).status == 404);
}

TEST_CASE("what cannot be kept is said at its field, and the link still works") {
  World world;
  world.does({}, [&](Tx& tx) { set_password(tx, world.ana, "ana", "a long password"); });
  std::string link = link_for(world, world.olga, world.mia);
  auto refused = [&](const Fields& fields, const char* sentence) {
    auto page = world.post({}, link, fields);
    CHECK(page.status == 422);
    CHECK(page.body.find(sentence) != std::string::npos);
    CHECK(page.body.find("corridors") == std::string::npos);  // a password is never sent back
  };
  refused(chosen("mia", "corridors"), "at least 10 characters");
  refused({{"login", "mia"}, {"password", "three quiet corridors"}, {"again", "three quiet halls"}}, "not the same");
  refused(chosen("ana", "three quiet corridors"), "Somebody else has this user name");
  refused(chosen("mia w", "three quiet corridors"), "no spaces");
  refused(chosen("", "three quiet corridors"), "error");
  CHECK(world.post({}, link, chosen("mia", "three quiet corridors")).status == 303);
}

TEST_CASE("a new password ends every session the person had, and begins one") {
  World world;
  world.does({}, [&](Tx& tx) { set_password(tx, world.ana, "ana", "a long password"); });
  CHECK(world.get(world.ana, "/teams").status == 200);
  Fields fields{
      {"present", "a long password"}, {"password", "three quiet corridors"}, {"again", "three quiet corridors"}};
  auto changed = world.post(world.ana, "/me/password", fields);
  CHECK(changed.status == 303);
  CHECK(changed.headers.get("Set-Cookie").has_value());
  CHECK(world.get(world.ana, "/teams").status == 303);
  CHECK(sign_in_as(world, "ana", "a long password") == 401);
  CHECK(sign_in_as(world, "ana", "three quiet corridors") == 303);
}

TEST_CASE("guessing the present password from an open session is as slow as at the door") {
  World world;
  world.does({}, [&](Tx& tx) { set_password(tx, world.ana, "ana", "a long password"); });
  Fields fields{{"present", "wrong"}, {"password", "three quiet corridors"}, {"again", "three quiet corridors"}};
  for (int i = 0; i < 5; ++i) CHECK(world.post(world.ana, "/me/password", fields).status == 422);
  fields.front().second = "a long password";
  CHECK(world.post(world.ana, "/me/password", fields).status == 429);
}
