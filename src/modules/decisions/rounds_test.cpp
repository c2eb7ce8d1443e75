// Whole rounds on the real database: people answer again and again, ballots close, and what comes out is compared with
// a count made here by other means. The same seed gives the same rounds.
#include <doctest/doctest.h>

#include <map>
#include <random>
#include <set>

#include "tests/world/world.h"

#include "modules/decisions/world_for_tests.h"

using namespace decisions;

namespace {

struct Given {
  std::string party, choice;
};

// Patient Transport's twelve members and co-leads, with dice.
struct DicedWorld : DecidingWorld {
  explicit DicedWorld(unsigned seed) : random(seed) {
    voters = people;
    voters.insert(voters.end(), {ana, ben});
  }
  std::size_t dice(std::size_t sides) { return random() % sides; }
  bool is_labor(const Id<Person>& who) const {
    auto at = std::ranges::find(people, who);
    return at == people.end() ? who == ana : at - people.begin() < 5;
  }

  std::mt19937 random;
  std::vector<Id<Person>> voters;
};

// What one round came to, counted from what each said last.
Outcome expected(const std::map<std::string, Given>& last, const std::map<std::string, int>& asked,
                 const DecisionTerms& terms, const Scale& scale) {
  bool blocked = false, quorum = true, favour = true, few = false;
  for (auto& [party, seats] : asked) {
    int in_favour = 0, against = 0, answered = 0;
    for (auto& [who, answer] : last) {
      if (answer.party != party) continue;
      Counts counts = scale.option(answer.choice)->counts;
      ++answered;
      in_favour += counts == Counts::support || counts == Counts::reserve;
      against += counts == Counts::aside || counts == Counts::block;
      blocked = blocked || counts == Counts::block;
    }
    few = few || (terms.secret() && answered < terms.least_ballots);
    quorum = quorum && answered > 0 && answered * 2 >= seats;
    favour = favour && in_favour > against;
  }
  if (few) return Outcome::too_few;
  if (blocked) return Outcome::blocked;
  if (!quorum) return Outcome::no_quorum;
  return favour ? Outcome::agreed : Outcome::not_reached;
}

}  // namespace

TEST_CASE("in rounds of any scale and ballot the last answer of each person counts, once, and no party decides alone") {
  DicedWorld world(11);
  Scales scales = world.sees(world.ana, [](Reader& db) { return scales_in_force(db, Language::en); });
  std::set<Outcome> seen;
  for (int round = 0; round < 36; ++round) {
    const Scale& scale = scales.scales[static_cast<std::size_t>(round) % scales.scales.size()];
    auto asked = world.terms(std::array{BallotKind::open, BallotKind::hidden, BallotKind::secret}[world.dice(3)],
                             {Role::co_lead, Role::member});
    asked.terms.scale = scale.key;
    auto id = world.opened(asked);
    CAPTURE(round);
    CAPTURE(scale.key);

    bool friendly = world.dice(2) == 0;  // else nobody would ever agree
    std::map<std::string, Given> last;
    std::map<std::string, std::string> keys;
    std::size_t acts = world.dice(40);
    for (std::size_t i = 0; i < acts; ++i) {
      auto& who = world.voters[world.dice(world.voters.size())];
      const Option& option = scale.options[world.dice(friendly ? 2 : scale.options.size())];
      std::string key = world.answer(who, id, option.key, keys[who.text]);
      if (!key.empty()) keys[who.text] = key;
      last[who.text] = {world.is_labor(who) ? "labor" : "management", option.key};
    }
    Outcome outcome = world.closed(id);
    seen.insert(outcome);
    CHECK(outcome == expected(last, {{"labor", 7}, {"management", 6}}, asked.terms, scale));

    std::set<std::string> parties;
    for (auto& [who, answer] : last) parties.insert(answer.party);
    if (outcome == Outcome::agreed) CHECK(parties.size() == 2);
    auto counted = world.sees(world.ana, [&](Reader& db) {
      return db.value<std::int64_t>("select sum(answered) from decision_counts where decision_id = $1", {id});
    });
    CHECK(counted == static_cast<std::int64_t>(last.size()));
  }
  CHECK(seen.size() >= 4);
  CHECK(world.faults().empty());
}

TEST_CASE("each way on after no agreement begins with its clock, and a new round ends it; nothing of the old counts") {
  for (auto* fallback : {"rework", "problem_solving", "neutral", "panel", "vote_70", "vote_two_thirds", "upward"}) {
    CAPTURE(fallback);
    DecidingWorld world;
    auto asked = world.terms();
    asked.terms.fallback = fallback;
    auto id = world.opened(asked);
    world.answer(world.ana, id, "support"), world.answer(world.ben, id, "cannot");
    CHECK(world.closed(id) == Outcome::blocked);
    bool upward = std::string_view(fallback) == "upward";
    auto owed = [&] {
      return world.sees(world.ana, [&](Reader& db) {
        return db.value<std::int64_t>("select count(*) from running_clocks where url like $1", {"%" + id.text + "%"});
      });
    };
    CHECK(owed() == 2);
    if (upward) {
      auto desk = world.sees(world.ana, [&](Reader& db) { return course_of(db, id).referrals.front().id; });
      world.does(world.quist, [&](Tx& tx) { answer_referral(tx, desk, DeskAnswer::returned, "Try again."); });
    }
    auto next = world.opened(world.terms(), id);
    CHECK(owed() == 0);
    CHECK(world.state(next) == State::open);
    bool vote = std::string_view(fallback).starts_with("vote");
    auto terms = world.sees(world.ana, [&](Reader& db) { return *course_of(db, next).terms; });
    CHECK((terms.rule == Rule::vote) == vote);
    world.answer(world.ana, next, "support");
    CHECK(world.closed(next) == Outcome::no_quorum);  // Ben's old answer is not his answer
    auto third = world.opened(world.terms(), next);
    world.answer(world.ben, third, "cannot"), world.answer(world.ana, third, "support");
    world.answer(world.ben, third, "live_with");  // he changed his mind
    CHECK(world.closed(third) == Outcome::agreed);
    CHECK(world.sees(world.ana, [&](Reader& db) { return course_of(db, id).closing->outcome; }) == Outcome::blocked);
    CHECK(world.faults().empty());
  }
}

TEST_CASE("what each scale asks for beside an answer is asked for, over the form and as data") {
  DecidingWorld world;
  for (const Scale& scale :
       world.sees(world.ana, [](Reader& db) { return scales_in_force(db, Language::en); }).scales) {
    auto asked = world.terms();
    asked.terms.scale = scale.key;
    auto id = world.opened(asked);
    std::string url = "/decisions/" + id.text + "/stances";
    for (const Option& option : scale.options) {
      CAPTURE(scale.key);
      CAPTURE(option.key);
      CHECK(world.post(world.ana, url, {{"choice", option.key}}).status == (option.reason ? 422 : 303));
      CHECK(world.post(world.ana, url, {{"choice", option.key}, {"reason", "Why"}}).status ==
            (option.interest ? 422 : 303));
      CHECK(world.post_json(world.ana, url, R"({"choice":")" + option.key + R"(","reason":"Why","interest":"What"})")
                .status < 300);
    }
    CHECK(world.post(world.ana, url, {{"choice", "of another scale"}, {"reason", "x"}}).status == 422);
    CHECK(world.post(world.ana, url, {}).status == 422);
  }
}

TEST_CASE("of a secret ballot nothing reaches mail, notices, needs, receipts, live pages or history, before or after") {
  DicedWorld world(3);
  auto id = world.opened(world.terms(BallotKind::secret, {Role::co_lead, Role::member}));
  auto count = [&](const std::string& of) {
    return world.sees({}, [&](Reader& db) { return db.value<std::int64_t>("select count(*) from " + of); });
  };
  auto told = [&] { return count("untold") + count("notices") + count("mails") + count("mail_items"); };
  auto before = told();
  auto sequence = count("journal_entries");
  world.answer(world.ana, id, "support");
  world.answer(world.people[7], id, "cannot");
  CHECK(told() == before);
  CHECK(count("journal_entries") == sequence);
  for (auto& who : world.voters)
    if (who != world.ana && who != world.people[7]) world.answer(who, id, "support");
  world.answer(world.mia, id, "support");
  world.closed(id);
  std::string history = world.get(world.ben, "/history/" + id.text).body;
  std::string page = world.get_json(world.ben, "/decisions/" + id.text).body;
  auto at = page.find("\"ballots\":[");
  REQUIRE(at != std::string::npos);
  std::string ballots = page.substr(at, page.find(']', at) - at);
  for (auto& who : world.voters) {
    CHECK(ballots.find(who.text) == std::string::npos);
    world.sees(who, [&](Reader& db) {
      for (auto& seat : db.actor().seats) CHECK(ballots.find(seat.id.text) == std::string::npos);
      return 0;
    });
  }
  CHECK(history.find("My reason") == std::string::npos);
}

TEST_CASE(
    "everybody in a unit and below can be asked: each once, where they sit, and their need goes with their answer") {
  DecidingWorld world;
  Decision asked;
  asked.title = "Where shall the training money go?", asked.body = "To the nights.", asked.subject = "budget";
  asked.place = world.nation.text;
  auto id = world.does(world.olga, [&](Tx& tx) { return propose(tx, asked).id; });
  auto terms = world.terms();
  terms.roles.clear(), terms.everybody = true;
  terms.terms.involvement = Involvement::consult, terms.terms.quorum = 1;
  auto fixed = world.does(world.olga, [&](Tx& tx) { return fix_terms(tx, id, terms); });
  auto course = world.sees(world.olga, [&](Reader& db) { return course_of(db, id); });
  auto people = world.sees(world.olga, [&](Reader& db) {
    return db.value<std::int64_t>(
        "select count(distinct person_id) from seats where starts_on <= $1 and (ends_on is null or ends_on >= $1)",
        {db.today()});
  });
  CHECK(static_cast<std::int64_t>(course.asked.size()) == people);
  CHECK(fixed.members == people);
  CHECK(world.needs(world.mia) == 0);
  world.does(world.olga, [&](Tx& tx) { open(tx, id); });
  CHECK(world.needs(world.mia) == 1);
  CHECK(world.needs(world.carmen) == 1);
  world.answer(world.carmen, id, "support");
  CHECK(world.needs(world.carmen) == 0);  // the only steward there
  CHECK(status_of([&] { world.answer(world.eve, id, "support"); }) == 403);
  CHECK(world.get(world.mia, "/decisions/" + id.text).status == 200);
  world.pass_days(8);
  world.does(world.olga, [&](Tx& tx) { close(tx, id); });
  CHECK(world.needs(world.mia) == 0);
  CHECK(world.faults().empty());
}

TEST_CASE("of a question to very many the page lists some answers, and counts at the close alone") {
  DecidingWorld world;
  world.does({}, [&](Tx& tx) {
    for (int i = 0; i < most_listed + 20; ++i) {
      Person person{kit::fresh<Person>(), "m" + std::to_string(i), "Many " + std::to_string(i), {}, {}, "en"};
      tx.insert(person);
      tx.insert(Seat{kit::fresh<Seat>(), person.id, i % 2 ? world.labor : world.management, std::nullopt,
                     world.team.text, Role::member, kit::add_days(world.today(), -30), std::nullopt});
      world.people.push_back(person.id);
    }
  });
  auto id = world.opened(world.terms(BallotKind::open, {Role::co_lead, Role::member}));
  for (std::size_t i = 10; i < 20; ++i)
    world.does(world.people[i],
               [&](Tx& tx) { take_stance(tx, id, "live_with", "Because of " + std::to_string(i), ""); });
  world.does(world.people[30], [&](Tx& tx) { take_stance(tx, id, "support", "", ""); });
  auto page = world.get(world.mia, "/decisions/" + id.text).body;
  CHECK(page.find("so it is counted at the close") != std::string::npos);
  CHECK(page.find("Because of 12") != std::string::npos);
  CHECK(page.find("Many 21<") == std::string::npos);
  auto own = world.get(world.people[30], "/decisions/" + id.text).body;
  CHECK(own.find("Many 20") != std::string::npos);
  CHECK(world.closed(id) == Outcome::no_quorum);
  auto json = world.get_json(world.mia, "/decisions/" + id.text).body;
  CHECK(json.find("\"reserve\":5") != std::string::npos);
}
