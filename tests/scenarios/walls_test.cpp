// Walls, from the outside: what a caucus wrote, what a ballot hides, what lies in a box of ideas, what somebody is
// still typing, what a sealed question is about. Every page and every answer to a program, from the router's own table
// and with every thing there is, is asked by every role for each of these words; so are search, the journal entry by
// entry and as a table, calendars, what is heard live, mail, what forms answer, and each party's whole copy.
#include <doctest/doctest.h>

#include <filesystem>
#include <fstream>
#include <set>
#include <sstream>

#include "modules/decisions/decisions.h"
#include "modules/governance/governance.h"
#include "modules/meetings/meetings.h"
#include "modules/solving/solving.h"
#include "partnership/conversation.h"
#include "partnership/notification_mails.h"
#include "partnership/notification_words.h"
#include "partnership/record/copy.h"
#include "tests/scenarios/every_address.h"
#include "tests/scenarios/roles.h"

using namespace tests;

namespace {

struct Secret {
  std::string words;
  std::set<std::string> may;  // who may read it; nobody else
};

// The partnership of every role, with something hidden in every way there is. "another_body" sits in a council that
// nobody of Patient Transport belongs to.
struct WalledWorld : RolesWorld {
  WalledWorld() {
    readers = roles();
    readers["another_body"] = in_another_body();
    colleagues();
    ballots();
    problem();
    sealed_question();
    notes();
    does(ana, [&](Tx& tx) { save_draft(tx, "/teams/" + team.text + "/issues/new", "x", "question=draftedsecret"); });
    for (auto& [name, person] : readers) give_calendar(person);
    auto labors = who_sits_for(labor), managements = who_sits_for(management);
    secrets = {{"caucusnotesecret", labors},
               {"caucusissuesecret", labors},
               {"caucusprojectsecret", labors},
               {"caucuscouncilsecret", labors},
               {"correctedsecret", labors},
               {"otherpartysecret", managements},
               {"hiddenstancesecret", {"labor_lead"}},
               {"secretstancesecret", {}},
               {"boxedideasecret", {}},
               {"draftedsecret", {"labor_lead"}},
               {"sealedsecret", {"labor_lead", "management_lead"}}};
    program().integrate();
  }

  Id<Person> in_another_body() {
    return does({}, [&](Tx& tx) {
      Person person{kit::fresh<Person>(), "beside", "Bea Side", std::nullopt, std::nullopt, "en"};
      tx.insert(person);
      auto council = governance::add_body(
          tx, {.body = {.name = "Lakes council", .unit = lakes, .formed_on = kit::add_days(today(), -90)},
               .seats = {{management.text, 3}, {physicians.text, 3}}});
      tx.insert(Seat{kit::fresh<Seat>(), person.id, management, std::nullopt, council.id.text, Role::member,
                     kit::add_days(today(), -90), std::nullopt});
      return person.id;
    });
  }
  // A secret ballot asks five of each party at least.
  void colleagues() {
    does({}, [&](Tx& tx) {
      for (int i = 0; i < 10; ++i) {
        Person person{kit::fresh<Person>(), "c" + std::to_string(i), "Colleague " + std::to_string(i), {}, {}, "en"};
        tx.insert(person);
        tx.insert(Seat{kit::fresh<Seat>(), person.id, i % 2 ? labor : management, std::nullopt, team.text, Role::member,
                       kit::add_days(today(), -30), std::nullopt});
      }
    });
  }
  std::set<std::string> who_sits_for(const Id<Party>& party) {
    std::set<std::string> names;
    for (auto& [name, person] : readers)
      if (!person.empty() && sees(person, [&](Reader& db) { return db.actor().sits_for(party); })) names.insert(name);
    return names;
  }
  void give_calendar(const Id<Person>& person) {
    if (person.empty()) return;
    does(person, [](Tx& tx) { meetings::renew_feed(tx); });
    calendars.push_back(sees(person, [&](Reader& db) { return meetings::feed_token(db, person); }) + ".ics");
  }

  Id<decisions::Decision> open_ballot(decisions::BallotKind kind) {
    return does(ben, [&](Tx& tx) {
      decisions::Decision asked;
      asked.title = "Shall supervisors rotate?", asked.body = "They rotate.", asked.subject = "schedules";
      asked.place = team.text;
      auto id = decisions::propose(tx, asked).id;
      decisions::AskedTerms terms;
      terms.terms.closes_on = kit::add_days(today(), 7), terms.terms.scale = "live_with";
      terms.terms.fallback = "rework", terms.terms.ballot = kind;
      terms.roles = {Role::co_lead, Role::member, Role::representative, Role::champion};
      decisions::fix_terms(tx, id, terms);
      decisions::open(tx, id);
      return id;
    });
  }
  void ballots() {
    hidden = open_ballot(decisions::BallotKind::hidden);
    answer_with(ana, hidden, "hiddenstancesecret");
    secret = open_ballot(decisions::BallotKind::secret);
    for (auto& who : {ana, ben, mia}) answer_with(who, secret, "secretstancesecret");
  }
  void answer_with(const Id<Person>& who, const Id<decisions::Decision>& id, const std::string& words) {
    does(who, [&](Tx& tx) { decisions::take_stance(tx, id, "cannot", "On Tuesday " + words, words); });
  }
  void problem() {
    issue = does(ana, [&](Tx& tx) {
      solving::Issue asked;
      asked.question = "How do we share the nights?", asked.place = team.text;
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
  // From the question to the words that were signed and what they promise: all of it is read by the two leads alone.
  void sealed_question() {
    sealed = does(ana, [&](Tx& tx) {
      solving::Issue asked;
      asked.question = "What of Tuesday, sealedsecret?", asked.background = "On Tuesday sealedsecret";
      asked.place = team.text;
      return solving::open_sealed_issue(tx, asked, {}).id;
    });
    for (auto& who : {ana, ben})
      does(who, [&](Tx& tx) {
        solving::put_interest(tx, sealed, "On Tuesday sealedsecret");
        solving::put_interests(tx, sealed);
      });
    does(ana, [&](Tx& tx) {
      solving::start_brainstorm(tx, sealed, solving::BrainstormKind::open);
      auto option = solving::add_option(tx, sealed, "On Tuesday sealedsecret").id;
      solving::end_brainstorm(tx, sealed);
      solving::add_standard(tx, sealed, "On Tuesday sealedsecret");
      Id<Seat> seat = tx.actor().seat(team.text, Role::co_lead)->id;
      solving::propose_agreement(tx, sealed,
                                 {.body = "On Tuesday sealedsecret",
                                  .review_on = kit::add_days(today(), 60),
                                  .options = {option},
                                  .steps = {{"On Tuesday sealedsecret", seat, today()}}});
    });
    does(ben, [&](Tx& tx) {
      auto agreement = solving::wall_of(tx, sealed).agreement->id.text;
      answer_assent(tx, latest_assent(tx, agreement)->assent.id, Answer::signed_, "");
      say(tx, sealed.text, {.body = "On Tuesday sealedsecret, @Ana Flores", .behind_wall = false, .meant = {}});
    });
  }
  void notes() {
    auto behind_wall = [&](const Id<Person>& who, const std::string& subject, const std::string& words) {
      return does(who, [&](Tx& tx) { return say(tx, subject, {.body = "On Tuesday " + words, .behind_wall = true}); });
    };
    std::string project =
        sees(ana, [](Reader& db) { return db.value<std::string>("select id from projects order by id limit 1"); });
    behind_wall(ana, hidden.text, "caucusnotesecret, @Mia Tran");
    behind_wall(ana, project, "caucusprojectsecret");
    behind_wall(ben, issue.text, "otherpartysecret");
    auto corrected = behind_wall(ana, issue.text, "caucusissuesecret").id;
    does(ana, [&](Tx& tx) { correct_note(tx, corrected, {.body = "On Tuesday correctedsecret"}); });
    std::string charter = sees(ana, [](Reader& db) { return db.value<std::string>("select id from body_charters"); });
    behind_wall(ana, subject_of_section(charter, "quorum"), "caucuscouncilsecret");
  }

  // The entries that say something of it, and one that does not.
  std::vector<std::int64_t> telling_entries() {
    std::vector<std::int64_t> sequences{1};
    sees({}, [&](Reader& db) {
      db.each(
          "select journal_entries.sequence from journal_entries join journal_bodies on journal_bodies.sequence ="
          " journal_entries.sequence where wall <> 'joint' or body like '%secret%' or body like '%stance%'",
          {}, [&](const kit::Row& row) { sequences.push_back(row.integer(0)); });
      return 0;
    });
    return sequences;
  }
  EveryAddress addresses() {
    EveryAddress every = every_address(*this, telling_entries(), calendars);
    for (auto* url : {"/search?q=Tuesday", "/search?kind=note&q=Tuesday", "/journal?chapter=notes",
                      "/decisions?q=Tuesday", "/journal.csv?chapter=notes", "/journal.csv"})
      every.to_read.push_back(url);
    every.to_read.push_back("/journal?person=" + ana.text);
    for (const Secret& one : secrets)  // the page says again what was looked for, so not the whole word
      for (auto* find : {"/search?q=", "/decisions?q="})
        every.to_read.push_back(find + one.words.substr(0, one.words.size() - 3));
    return every;
  }

  std::map<std::string, Id<Person>> readers;  // by role
  std::vector<std::string> calendars;
  std::vector<Secret> secrets;
  Id<decisions::Decision> hidden, secret;
  Id<solving::Issue> issue, sealed;
};

bool holds(const std::string& text, const std::string& words) { return text.find(words) != std::string::npos; }

// What somebody sees of the secrets; with what of it they may not.
std::set<std::string> leaks(const WalledWorld& world, const std::string& name, const std::string& text,
                            std::map<std::string, int>& seen) {
  std::set<std::string> leaked;
  if (!holds(text, "secret")) return leaked;
  for (const Secret& secret : world.secrets) {
    if (!holds(text, secret.words)) continue;
    ++seen[secret.words];
    if (!secret.may.contains(name)) leaked.insert(secret.words);
  }
  return leaked;
}

using Leaks = std::set<std::string>;

}  // namespace

TEST_CASE("no page and no answer shows anybody what stands behind a wall, in a ballot, in a box or in a draft") {
  WalledWorld world;
  EveryAddress every = world.addresses();
  CHECK(every.unknown == std::vector<std::string>{});
  CHECK(every.to_read.size() > 500);
  std::map<std::string, int> seen;
  for (auto& [name, person] : world.readers)
    for (auto& url : every.to_read) {
      CAPTURE(url);
      CAPTURE(name);
      CHECK(leaks(world, name, world.get(person, url).body, seen) == Leaks{});
      CHECK(leaks(world, name, world.get_json(person, url).body, seen) == Leaks{});
    }
  for (const Secret& secret : world.secrets) {  // else the test looked in the wrong places
    CAPTURE(secret.words);
    CHECK((seen[secret.words] > 0) == !secret.may.empty());
  }
}

TEST_CASE("nobody is answered with a secret when they send an empty form anywhere, as a browser or as a program") {
  WalledWorld world;
  EveryAddress every = world.addresses();
  std::map<std::string, int> seen;
  for (auto* name : {"stranger", "no_seat", "another_body", "management_administrator", "management_lead", "member"})
    for (auto& url : every.to_send) {
      if (url == "/sign-out") continue;
      CAPTURE(url);
      CAPTURE(name);
      auto& person = world.readers.at(name);
      auto page = world.post(person, url, {}), json = world.post_json(person, url, "{}");
      for (auto* answer : {&page, &json})
        CHECK(leaks(world, name, answer->body + std::string(answer->headers.get("Location").value_or("")), seen) ==
              Leaks{});
    }
}

TEST_CASE("nobody outside a wall hears live what is said behind it") {
  WalledWorld world;
  std::map<std::string, std::shared_ptr<kit::EventStream>> ears;
  for (auto& [name, person] : world.readers)
    if (!person.empty()) ears[name] = world.program().live().listen({.token = world.session_of(person), .about = {}});
  world.does(world.ana,
             [&](Tx& tx) { say(tx, world.issue.text, {.body = "caucusnotesecret again", .behind_wall = true}); });
  world.does(world.ben,
             [&](Tx& tx) { say(tx, world.issue.text, {.body = "otherpartysecret again", .behind_wall = true}); });
  world.answer_with(world.mia, world.hidden, "hiddenstancesecret");
  world.does(world.mia, [&](Tx& tx) { solving::give_idea(tx, world.issue, "boxedideasecret too"); });
  world.program().integrate();
  world.program().live().deliver();
  std::map<std::string, int> seen;
  for (auto& [name, ear] : ears) {
    CAPTURE(name);
    std::string heard = ear->take();
    CHECK(leaks(world, name, heard, seen) == Leaks{});
    bool inside = world.who_sits_for(world.labor).contains(name) || world.who_sits_for(world.management).contains(name);
    CHECK(holds(heard, "event: entry") ==
          inside);  // of the third party and without a seat nobody hears that there was one
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
  for (auto& [party, reader] : std::map<std::string, std::string>{
           {"Labor", "labor_administrator"}, {"Management", "management_administrator"}, {"Physicians", "physician"}}) {
    CAPTURE(party);
    auto file = std::filesystem::temp_directory_path() / ("concert-walls-" + kit::fresh<Person>().text + ".db");
    make_copy(world.database(), party, file.string(), world.now());
    std::ifstream bytes(file, std::ios::binary);
    std::stringstream read;
    read << bytes.rdbuf();
    std::filesystem::remove(file);
    std::map<std::string, int> seen;
    CHECK(holds(read.str(), "How do we share the nights?"));
    CHECK(leaks(world, reader, read.str(), seen) == Leaks{});
    CHECK((seen.size() > 0) == (party != "Physicians"));
  }
}
