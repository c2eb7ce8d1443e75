// Walls, from the outside: what a caucus wrote, what a ballot hides, what lies in a box of ideas, what somebody is
// still typing. Every page and every answer to a program, from the router's own table, is asked by each kind of reader
// for each of these words; so are the journal entry by entry, search, the journal as a table, what is heard live, mail,
// and a party's whole copy.
#include <doctest/doctest.h>

#include <filesystem>
#include <fstream>
#include <set>
#include <sstream>

#include "modules/decisions/decisions.h"
#include "modules/improvement/improvement.h"
#include "modules/solving/solving.h"
#include "partnership/conversation.h"
#include "partnership/notification_mails.h"
#include "partnership/notification_words.h"
#include "partnership/record/copy.h"
#include "tests/world/world.h"

#include "modules/decisions/world_for_tests.h"

using namespace tests;

namespace {

struct Secret {
  std::string words;
  std::set<std::string> may;  // who may read it; nobody else
};

struct WalledWorld : decisions::DecidingWorld {
  WalledWorld() {
    readers = {{"writer", ana},       {"labor member", mia}, {"labor sponsor", quist}, {"other side", ben},
               {"their chief", paul}, {"third party", sato}, {"no seat", eve},         {"stranger", {}}};
    std::set<std::string> labor_readers{"writer", "labor member", "labor sponsor"};
    secrets = {{"caucusnotesecret", labor_readers},
               {"caucusissuesecret", labor_readers},
               {"caucusprojectsecret", labor_readers},
               {"correctedsecret", labor_readers},
               {"hiddenstancesecret", {"writer"}},
               {"secretstancesecret", {}},
               {"boxedideasecret", {}},
               {"draftedsecret", {"writer"}}};
    ballots();
    problem();
    notes();
    does(ana, [&](Tx& tx) { save_draft(tx, "/teams/" + team.text + "/issues/new", "x", "question=draftedsecret"); });
    program().integrate();
  }

  void ballots() {
    hidden = opened(terms(decisions::BallotKind::hidden, {Role::co_lead, Role::member}));
    answer_with(ana, hidden, "hiddenstancesecret");
    secret = opened(terms(decisions::BallotKind::secret, {Role::co_lead, Role::member}));
    for (auto& who : {ana, ben, mia}) answer_with(who, secret, "secretstancesecret");
    project = does(ana, [&](Tx& tx) {
      improvement::Project asked{.id = {}, .external_id = {}, .team = team, .series = std::nullopt};
      asked.title = "Waits", asked.problem = "Long waits.", asked.measure = "Wait", asked.unit = "minutes";
      asked.by_date = kit::add_days(today(), 90), asked.population = "All", asked.goal = "Care";
      asked.from_value = kit::whole(20), asked.to_value = kit::whole(10),
      asked.compass = improvement::compass(tx, Language::en).front().key;
      return improvement::start_project(tx, asked).id;
    });
  }
  void answer_with(const Id<Person>& who, const Id<decisions::Decision>& id, const std::string& words) {
    does(who, [&](Tx& tx) { decisions::take_stance(tx, id, "cannot", "On Tuesday " + words, words); });
  }
  void problem() {
    issue = does(ana, [&](Tx& tx) {
      solving::Issue asked;
      asked.question = "How do we sleep?", asked.place = team.text;
      return solving::open_issue(tx, asked).id;
    });
    for (auto& who : {ana, ben})
      does(who, [&](Tx& tx) {
        solving::put_interest(tx, issue, "Sleep");
        solving::put_interests(tx, issue);
      });
    does(ben, [&](Tx& tx) { solving::start_brainstorm(tx, issue, solving::BrainstormKind::anonymous); });
    does(ana, [&](Tx& tx) { solving::give_idea(tx, issue, "On Tuesday boxedideasecret"); });
  }
  void notes() {
    auto behind_wall = [&](const std::string& subject, const std::string& words) {
      return does(ana, [&](Tx& tx) { return say(tx, subject, {.body = words, .behind_wall = true}); });
    };
    note = behind_wall(hidden.text, "On Tuesday caucusnotesecret, @Mia Tran").id;
    behind_wall(project.text, "On Tuesday caucusprojectsecret");
    auto corrected = behind_wall(issue.text, "On Tuesday caucusissuesecret").id;
    does(ana, [&](Tx& tx) { correct_note(tx, corrected, {.body = "On Tuesday correctedsecret"}); });
  }

  // Every address there is to read at, with each thing there is where the pattern asks for one.
  std::set<std::string> addresses() {
    std::set<std::string> urls{"/search?q=Tuesday", "/journal?chapter=notes", "/journal?person=" + ana.text,
                               "/journal.csv?chapter=notes"};
    for (auto& line : program().router().lines())
      if (line.method == kit::Method::get && line.pattern != "/journal/live")
        for (auto& url : filled(line.pattern)) urls.insert(url);
    for (std::int64_t sequence = 1; sequence <= entries(); ++sequence)
      urls.insert("/journal/" + std::to_string(sequence));
    return urls;
  }
  std::vector<std::string> filled(const std::string& pattern) {
    auto at = pattern.find('{');
    if (at == std::string::npos) return {pattern};
    auto end = pattern.find('}', at);
    std::string hole = pattern.substr(at, end - at + 1);
    std::vector<std::string> values{"1"};
    if (hole == "{id}")
      values = {hidden.text, secret.text, issue.text, project.text, team.text, transport.text, ana.text, note.text};
    std::vector<std::string> urls;
    for (auto& value : values)
      for (auto& url : filled(pattern.substr(0, at) + value + pattern.substr(end + 1))) urls.push_back(url);
    return urls;
  }

  std::map<std::string, Id<Person>> readers;
  std::vector<Secret> secrets;
  Id<decisions::Decision> hidden, secret;
  Id<improvement::Project> project;
  Id<solving::Issue> issue;
  Id<Note> note;
};

bool holds(const std::string& text, const std::string& words) { return text.find(words) != std::string::npos; }

}  // namespace

TEST_CASE("no page and no answer shows anybody what stands behind a wall, in a ballot, in a box or in a draft") {
  WalledWorld world;
  std::map<std::string, int> seen;  // by those who may
  for (auto& url : world.addresses())
    for (auto& [name, person] : world.readers) {
      auto page = world.get(person, url).body, json = world.get_json(person, url).body;
      for (const Secret& secret : world.secrets) {
        bool shown = holds(page, secret.words) || holds(json, secret.words);
        if (!shown) continue;
        CAPTURE(url);
        CAPTURE(name);
        CAPTURE(secret.words);
        CHECK(secret.may.contains(name));
        ++seen[secret.words];
      }
    }
  for (const Secret& secret : world.secrets) {  // else the test looked in the wrong places
    CAPTURE(secret.words);
    CHECK((seen[secret.words] > 0) == !secret.may.empty());
  }
}

TEST_CASE("nobody outside a wall hears live what is said behind it") {
  WalledWorld world;
  std::map<std::string, std::shared_ptr<kit::EventStream>> ears;
  for (auto& [name, person] : world.readers)
    if (!person.empty())
      ears[name] = world.program().live().listen({.token = world.session_of(person), .about = {}, .after = 0});
  world.does(world.ana,
             [&](Tx& tx) { say(tx, world.issue.text, {.body = "caucusnotesecret again", .behind_wall = true}); });
  world.does(world.mia, [&](Tx& tx) { solving::give_idea(tx, world.issue, "boxedideasecret too"); });
  world.program().integrate();
  world.program().live().deliver();
  for (auto& [name, ear] : ears) {
    std::string heard = ear->take();
    for (const Secret& secret : world.secrets) {
      CAPTURE(name);
      CAPTURE(secret.words);
      CHECK((!holds(heard, secret.words) || secret.may.contains(name)));
    }
  }
}

TEST_CASE("mail tells nobody outside a wall, and even inside says where to read, not what was written") {
  WalledWorld world;
  world.does({}, [&](Tx& tx) {
    make_mail_secret(tx);
    for (auto& [name, person] : world.readers) {
      if (person.empty()) continue;
      Person row = tx.find(person);
      row.email = row.id.text + "@example.org";
      tx.update(row);
    }
  });
  world.pass_days(1);
  kit::Zone zone("America/Los_Angeles");
  while (world.does({}, [](Tx& tx) { return sort_post(tx); })) {
  }
  while (world.does({}, [&](Tx& tx) { return make_digests(tx, zone); })) {
  }
  auto mails = world.does({}, [](Tx& tx) { return claim_mails(tx, 200); });
  CHECK_FALSE(mails.empty());
  MailLetterhead letterhead{{"Concert", "concert@example.org"}, "https://concert.example"};
  for (auto& mail : mails) {
    kit::Session db = world.database().read();
    kit::Mail words = word_mail(db, mail, letterhead, world.now());
    for (const Secret& secret : world.secrets) {
      CAPTURE(secret.words);
      CHECK_FALSE(holds(words.subject + words.text + words.html, secret.words));
    }
  }
}

TEST_CASE("a party's whole copy holds nothing of another's wall, and nobody's copy holds a box, a ballot or a draft") {
  WalledWorld world;
  auto file = std::filesystem::temp_directory_path() / ("concert-walls-" + kit::fresh<Person>().text + ".db");
  make_copy(world.database(), "Management", file.string(), world.now());
  std::ifstream bytes(file, std::ios::binary);
  std::stringstream read;
  read << bytes.rdbuf();
  std::filesystem::remove(file);
  CHECK(holds(read.str(), "How do we sleep?"));
  for (const Secret& secret : world.secrets) {
    CAPTURE(secret.words);
    CHECK_FALSE(holds(read.str(), secret.words));
  }
}
