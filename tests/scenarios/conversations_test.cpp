#include "partnership/mentions.h"

#include <doctest/doctest.h>

#include "modules/decisions/decisions.h"
#include "partnership/conversation.h"
#include "partnership/notifications.h"
#include "tests/world/world.h"

using namespace tests;

namespace {

bool holds(const std::string& text, const std::string& part) { return text.find(part) != std::string::npos; }

struct TalkingWorld : World {
  TalkingWorld() {
    decision = does(ana, [&](Tx& tx) {
      decisions::Decision asked;
      asked.title = "Shall we rotate?", asked.body = "We rotate.", asked.subject = "schedules", asked.place = team.text;
      return decisions::propose(tx, asked).id;
    });
    url = "/conversations/" + decision.text;
  }
  std::size_t told(const Id<Person>& who) {
    return sees(who, [&](Reader& db) { return notices_of(db, 20).size(); });
  }
  void second_ana() {
    does({}, [&](Tx& tx) {
      Person person{kit::fresh<Person>(), "ana2", "Ana Flores", {}, "Nurse", "en"};
      tx.insert(person);
      other = person.id;
    });
  }

  Id<decisions::Decision> decision;
  Id<Person> other;
  std::string url;
};

}  // namespace

TEST_CASE("a name after an @ ends with punctuation, after four words, and does not begin inside a word") {
  CHECK(phrases_after_at("Ask @Ana Flores, please") == std::vector<std::string>{"Ana Flores"});
  CHECK(phrases_after_at("@Dr. Mei Sato: look") == std::vector<std::string>{"Dr. Mei Sato"});
  CHECK(phrases_after_at("write to ana@example.org").empty());
  CHECK(phrases_after_at("@Ben can you come today then") == std::vector<std::string>{"Ben can you come"});
  CHECK(phrases_after_at("(@Ben) and @Ben.").size() == 1);
  CHECK(phrases_after_at("@ nobody @").empty());
}

TEST_CASE("somebody named in talk is told, once, wherever the name stands; whoever names themselves is not") {
  TalkingWorld world;
  CHECK(world.post(world.ana, world.url + "/notes", {{"note", "@Ben Okafor can you ask @dr. mei sato? I, @Ana, wait."}})
            .status == 303);
  CHECK(world.told(world.ben) == 1);
  CHECK(world.told(world.sato) == 1);
  CHECK(world.told(world.ana) == 0);
  CHECK(holds(world.get(world.ben, "/decisions/" + world.decision.text).body, "This is talk, not a decision"));
  CHECK(world.faults().empty());
}

TEST_CASE("a name that fits several is asked back with what was typed kept; a name that fits nobody is said so") {
  TalkingWorld world;
  world.second_ana();
  auto page = world.post(world.ben, world.url + "/notes", {{"note", "Ask @Ana Flores about nights."}});
  CHECK(page.status == 422);
  CHECK(holds(page.body, "Whom do you mean by @Ana Flores?"));
  CHECK(holds(page.body, "Ask @Ana Flores about nights."));
  CHECK(holds(page.body, world.other.text));
  CHECK(world
            .post(world.ben, world.url + "/notes",
                  {{"note", "Ask @Ana Flores about nights."}, {"meant-Ana Flores", world.other.text}})
            .status == 303);
  CHECK(world.told(world.ana) == 0);
  auto nobody = world.post(world.ben, world.url + "/notes", {{"note", "Ask @Zacharias about nights."}});
  CHECK(nobody.status == 422);
  CHECK(holds(nobody.body, "Nobody here is called “Zacharias”"));
}

TEST_CASE("behind a party's wall nobody outside it is named, told, or shown a word") {
  TalkingWorld world;
  Fields secret{{"note", "Hold out, @Mia."}, {"wall", "party"}};
  CHECK(world.post(world.ana, world.url + "/notes", secret).status == 303);
  CHECK(world.told(world.mia) == 1);
  auto outside = world.post(world.ana, world.url + "/notes", {{"note", "Not for @Ben Okafor"}, {"wall", "party"}});
  CHECK(outside.status == 422);
  CHECK(world.told(world.ben) == 0);
  for (const std::string& page : {world.url, "/decisions/" + world.decision.text, "/history/" + world.decision.text}) {
    CHECK_FALSE(holds(world.get(world.ben, page).body, "Hold out"));
    CHECK_FALSE(holds(world.get_json(world.ben, page).body, "Hold out"));
  }
  CHECK(holds(world.get(world.mia, world.url).body, "Hold out"));
}

TEST_CASE("only its writer corrects a note or takes it back; the former words stay, and so does that it was there") {
  TalkingWorld world;
  world.post(world.ana, world.url + "/notes", {{"note", "At seven, @Ben Okafor."}});
  auto note =
      world.sees(world.ana, [&](Reader& db) { return conversation_on(db, world.decision.text).front().note.id; });
  std::string url = "/notes/" + note.text;
  CHECK(world.get(world.ben, url).status == 403);
  CHECK(world.post(world.ben, url + "/correction", {{"note", "At nine."}}).status == 403);
  CHECK(world.post(world.ana, url + "/correction", {{"note", "At eight, @Ben Okafor."}}).status == 303);
  auto page = world.get(world.ben, "/decisions/" + world.decision.text).body;
  CHECK(holds(page, "At eight"));
  CHECK(holds(page, "At seven"));
  CHECK(world.told(world.ben) == 1);
  CHECK(world.post(world.ana, url + "/removal", {}).status == 303);
  page = world.get(world.ben, "/decisions/" + world.decision.text).body;
  CHECK_FALSE(holds(page, "At eight"));
  CHECK(holds(page, "Taken back by its writer"));
  CHECK(world.told(world.ben) == 0);
  CHECK(world.post(world.ana, url + "/correction", {{"note", "At nine."}}).status == 409);
  CHECK(world.faults().empty());
}

TEST_CASE("people talk about a section of a charter beside it, and whoever is named is told where") {
  World world;
  auto charter = world.does(world.ana, [&](Tx& tx) { return teams::open_charter(tx, world.team).id; });
  std::string talk = "/conversations/" + subject_of_section(charter.text, "quorum");
  auto said = world.post(world.mia, talk + "/notes", {{"note", "Is half enough? @Ben Okafor"}, {"wall", "joint"}});
  CHECK(said.headers.get("Location").value().starts_with(talk + "?"));
  CHECK(world.get(world.ben, talk).body.find("Talk: Who must be there to decide") != std::string::npos);
  CHECK(world.get(world.ben, "/me/notifications").body.find(talk + "#note_") != std::string::npos);
  CHECK(world.get(world.ben, "/teams/" + world.team.text + "/charter").body.find("Talk about this section (1)") !=
        std::string::npos);
  CHECK(world.get(world.ben, "/search?q=enough").body.find(talk) != std::string::npos);
  for (auto& unknown : {charter.text + ".weather", charter.text, std::string("charter_x.quorum")})
    CHECK(world.get_json(world.ben, "/conversations/" + unknown).status == 404);
  CHECK(world.faults().empty());
}

TEST_CASE("after an @ those with a seat at the place are offered, by the beginnings of their names") {
  World world;
  auto charter = world.does(world.ana, [&](Tx& tx) { return teams::open_charter(tx, world.team).id; });
  std::string url = "/conversations/" + subject_of_section(charter.text, "quorum") + "/people?q=";
  auto offers = [&](const std::string& typed, const std::string& name) {
    return world.get_json(world.mia, url + typed).body.find("\"" + name + "\"") != std::string::npos;
  };
  CHECK(offers("", "Ben Okafor"));
  CHECK(offers("oka", "Ben Okafor"));
  CHECK(offers("ANA+f", "Ana Flores"));
  CHECK_FALSE(offers("ana", "Ben Okafor"));
  CHECK_FALSE(offers("carmen", "Carmen Navarro"));  // sits elsewhere; her full name can be typed
}
