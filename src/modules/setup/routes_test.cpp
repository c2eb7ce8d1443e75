#include <doctest/doctest.h>

#include "app/tables.h"
#include "modules/setup/examples.h"
#include "modules/setup/fixture_for_tests.h"
#include "partnership/log/journal_keeper.h"
#include "partnership/record/verify.h"
#include "partnership/sign_in.h"
#include "tests/world/world.h"

namespace setup {
namespace {

using tests::World;

kit::Response upload(World& world, const Id<Person>& person, const std::vector<File>& files) {
  std::string token = world.session_of(person), body;
  auto part = [&](const std::string& head, const std::string& content) {
    body += "--edge\r\nContent-Disposition: form-data; " + head + "\r\n\r\n" + content + "\r\n";
  };
  part("name=\"guard\"", form_guard(token));
  for (const File& file : files) part("name=\"files\"; filename=\"" + file.name + "\"", file.content);
  kit::Request request = tests::request_of(kit::Method::post, "/import");
  request.headers.set("Content-Type", "multipart/form-data; boundary=edge");
  request.headers.set("Cookie", "concert=" + token);
  request.body = body + "--edge--\r\n";
  return world.program().answer(request);
}

bool shows(const kit::Response& response, std::string_view text) {
  return response.body.find(text) != std::string::npos;
}

const std::vector<File> two_people{{"people.csv", "external_id,name\nli,Li Chen\nzoe,Zoe <b>\n"}};

}  // namespace

TEST_CASE("an administrator looks files over before they are brought in") {
  World world;
  CHECK(world.get(world.olga, "/import").status == 200);
  kit::Response sent = upload(world, world.olga, two_people);
  CHECK(sent.status == 303);
  CHECK(sent.headers.get("Location") == "/import/preview");

  auto entries = world.entries();
  kit::Response preview = world.get(world.olga, "/import/preview");
  CHECK(preview.status == 200);
  CHECK(shows(preview, "Li Chen"));
  CHECK_FALSE(shows(preview, "<b>\n"));
  CHECK(world.entries() == entries);

  kit::Response done = world.post(world.olga, "/import/confirm", {});
  CHECK(done.status == 303);
  std::string url(done.headers.get("Location").value_or(""));
  CHECK(url.starts_with("/import/done/"));
  CHECK(shows(world.get(world.paul, url), "people.csv"));
  CHECK(world.sees(world.paul, [](Reader& db) {
    return db.value<std::int64_t>("select count(*) from people where external_id in ('li', 'zoe')");
  }) == 2);
  CHECK(world.faults().empty());
  CHECK(world.post(world.olga, "/import/confirm", {}).status == 409);
}

TEST_CASE("files with a problem show it and cannot be confirmed") {
  World world;
  upload(world, world.olga, {{"people.csv", "external_id,name\nli,=SUM(A1)\n"}});
  kit::Response preview = world.get(world.olga, "/import/preview");
  CHECK(shows(preview, "looks like a formula"));
  CHECK_FALSE(shows(preview, "/import/confirm"));
  auto entries = world.entries();
  CHECK(world.post(world.olga, "/import/confirm", {}).status == 409);
  CHECK(world.entries() == entries);
  CHECK(world.post(world.olga, "/import/discard", {}).status == 303);
  CHECK(world.get(world.olga, "/import/preview").status == 303);
}

TEST_CASE("only administrators bring in files, and nobody sees another’s") {
  World world;
  upload(world, world.olga, two_people);
  CHECK(world.get(world.paul, "/import/preview").status == 303);
  for (auto& person : {world.ana, world.quist, world.eve}) {
    CHECK(world.get(person, "/import").status == 403);
    CHECK(world.get(person, "/import/preview").status == 403);
    CHECK(upload(world, person, two_people).status == 403);
    CHECK(world.post(person, "/import/confirm", {}).status == 403);
  }
}

TEST_CASE("a form without files is shown again with what is missing") {
  World world;
  kit::Response again = upload(world, world.olga, {});
  CHECK(again.status == 422);
  CHECK(shows(again, "Choose at least one file."));
}

TEST_CASE("the examples are whole records: every row is what the journal says") {
  for (bool living : {true, false}) {
    World wired;  // its program has wired what follows an assent
    EmptyPartnership partnership;
    if (living) make_living(partnership.database(), partnership.today);
    if (!living) make_national(partnership.database(), national_for(400), partnership.today);
    JournalKeeper(partnership.database()).integrate(kit::now());
    CHECK(verify(partnership.database(), app::journaled_tables()).faults == std::vector<std::string>{});
  }
}

TEST_CASE("an empty sheet has the columns of its kind") {
  World world;
  CHECK(shows(world.get(world.olga, "/import/sheets/people"), "external_id,name,email,job,language"));
  CHECK(world.get(world.olga, "/import/sheets/nothing").status == 404);
}

}  // namespace setup
