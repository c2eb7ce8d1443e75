#include "modules/decisions/rules.h"

#include <doctest/doctest.h>

#include <algorithm>
#include <map>
#include <optional>
#include <random>

#include "modules/decisions/policies.h"

using namespace decisions;

namespace {

Policy first(std::string body) {
  return {.id = {}, .name = "", .version = 1, .body = std::move(body), .reason = "", .proposed_at = {}};
}
Scales scales() { return read_scales(first(first_scales()), Language::en); }
Deciding deciding() { return read_deciding(first(first_deciding()), Language::en); }

// "L+ L0 M-": a labor seat in support, a silent one, a management seat that blocks.
struct Table {
  std::vector<AskedSeat> asked;
  std::vector<Said> said;
};
Table table_of(std::string_view text) {
  Table table;
  for (std::size_t i = 0; i + 1 < text.size(); i += 3) {
    std::string seat = std::to_string(i), party(1, text[i]);
    table.asked.push_back({seat, party, 1});
    char word = text[i + 1];
    if (word == '0') continue;
    Counts counts = word == '+'   ? Counts::support
                    : word == '~' ? Counts::reserve
                    : word == '|' ? Counts::aside
                    : word == '-' ? Counts::block
                                  : Counts::abstain;
    table.said.push_back({seat, party, counts, "1"});
  }
  return table;
}
Outcome outcome(const Terms& terms, std::string_view text) {
  Table table = table_of(text);
  return judge(terms, count(table.asked, table.said));
}

}  // namespace

TEST_CASE("consensus is every party in favour by itself, nobody blocking, enough heard") {
  struct Try {
    const char* what;
    const char* said;
    Outcome outcome;
  };
  for (auto& one : std::vector<Try>{
           {"all support", "L+ L+ M+", Outcome::agreed},
           {"all can live with it", "L~ M~", Outcome::agreed},
           {"one blocks", "L+ L- M+", Outcome::blocked},
           {"a whole party blocks", "L+ L+ L+ L+ M-", Outcome::blocked},
           {"one party is silent", "L+ L+ L+ M0", Outcome::no_quorum},
           {"everybody is silent", "L0 M0", Outcome::no_quorum},
           {"half of one party is silent", "L+ L0 M+", Outcome::agreed},
           {"more than half of one party is silent", "L+ L0 L0 M+", Outcome::no_quorum},
           {"one party only abstains", "L+ M.", Outcome::not_reached},
           {"everybody abstains", "L. M.", Outcome::not_reached},
           {"one party only stands aside", "L+ M|", Outcome::not_reached},
           {"a tie of support and standing aside", "L+ L| M+", Outcome::not_reached},
           {"more support than stand aside", "L+ L+ L| M+", Outcome::agreed},
           {"an abstention beside support", "L+ L. M+", Outcome::agreed},
       }) {
    CAPTURE(one.what);
    CHECK(outcome({}, one.said) == one.outcome);
  }
  CHECK(judge({}, {}) == Outcome::no_quorum);
}

TEST_CASE("what abstaining, silence and the quorum's base mean is what was fixed") {
  Terms terms;
  terms.abstaining = Abstaining::not_heard;
  CHECK(outcome(terms, "L+ L. L. M+") == Outcome::no_quorum);
  terms = {};
  terms.silence = Silence::undecided;
  CHECK(outcome(terms, "L+ L+ L+ L0 M+") == Outcome::no_quorum);
  CHECK(outcome(terms, "L- L0 M+") == Outcome::blocked);
  terms = {};
  terms.quorum_base = QuorumBase::members, terms.members = 10;
  CHECK(outcome(terms, "L+ L+ M+ M+") == Outcome::no_quorum);
  terms.quorum = 40;
  CHECK(outcome(terms, "L+ L+ M+ M+") == Outcome::agreed);
  terms = {};
  terms.quorum_base = QuorumBase::present, terms.quorum = 60;
  CHECK(outcome(terms, "L+ L+ M+ M0 M0") == Outcome::agreed);
  CHECK(outcome(terms, "L+ L+ L+ L+ L+ M0") == Outcome::no_quorum);
}

TEST_CASE("what informs or consults is never agreement") {
  Terms terms;
  terms.involvement = Involvement::inform;
  CHECK(outcome(terms, "L+ M+") == Outcome::informed);
  terms.involvement = Involvement::consult;
  CHECK(outcome(terms, "L+ M+") == Outcome::heard);
  CHECK(outcome(terms, "L- M-") == Outcome::heard);
  CHECK(outcome(terms, "L+ M0") == Outcome::no_quorum);
}

TEST_CASE("a vote counts by weight within each party, and a tie is no agreement") {
  Terms terms;
  terms.rule = Rule::vote, terms.share_of = 7, terms.share_in = 10;
  CHECK(outcome(terms, "L+ L+ L+ L- M+") == Outcome::agreed);
  CHECK(outcome(terms, "L+ L+ L- M+") == Outcome::not_reached);
  CHECK(outcome(terms, "L+ L+ L+ L+ L+ L+ M-") == Outcome::not_reached);
  terms.share_of = 2, terms.share_in = 3;
  CHECK(outcome(terms, "L+ L+ L- M+") == Outcome::agreed);
  terms.share_of = 1, terms.share_in = 2;
  CHECK(outcome(terms, "L+ L- M+") == Outcome::not_reached);
  auto counts =
      count({{"a", "L", 700}, {"b", "L", 300}, {"c", "M", 1}},
            {{"a", "L", Counts::support, "1"}, {"b", "L", Counts::block, "1"}, {"c", "M", Counts::reserve, "1"}});
  terms.share_of = 7, terms.share_in = 10;
  CHECK(judge(terms, counts) == Outcome::agreed);
  terms.share_of = 71, terms.share_in = 100;
  CHECK(judge(terms, counts) == Outcome::not_reached);
}

TEST_CASE("a secret box of too few is not read, whatever was in it") {
  Terms terms;
  terms.ballot = BallotKind::secret;
  CHECK(outcome(terms, "L+ L+ L+ M+ M+ M0") == Outcome::too_few);
  CHECK(outcome(terms, "L+ L+ L+ M+ M+ M-") == Outcome::blocked);
  CHECK(outcome(terms, "L+ L+ L+ M+ M+ M+") == Outcome::agreed);
}

TEST_CASE("every scale with every fallback: all in favour agrees, one block of either party does not") {
  for (const Scale& scale : scales().scales)
    for (const Fallback& fallback : deciding().fallbacks)
      for (const Option& option : scale.options) {
        CAPTURE(scale.key);
        CAPTURE(fallback.key);
        CAPTURE(option.key);
        Terms terms;
        if (fallback.kind == FallbackKind::vote)
          terms.rule = Rule::vote, terms.share_of = fallback.share_of, terms.share_in = fallback.share_in;
        for (const char* party : {"L", "M"}) {
          auto counts = count(
              {{"a", "L", 1}, {"b", "M", 1}, {"c", party, 1}},
              {{"a", "L", Counts::support, "1"}, {"b", "M", Counts::support, "1"}, {"c", party, option.counts, "1"}});
          Outcome expected = Outcome::agreed;
          bool against = option.counts == Counts::block || option.counts == Counts::aside;
          if (against) expected = Outcome::not_reached;
          if (terms.rule == Rule::consensus && option.counts == Counts::block) expected = Outcome::blocked;
          CHECK(judge(terms, counts) == expected);
        }
        if (option.counts == Counts::block) CHECK((option.reason && option.interest));
      }
}

namespace {

// One answer for each seat in words of this scale, in turn those that count alike; before it, the seat said something
// else. None where the scale has no such word.
std::optional<std::vector<Said>> in_words_of(const Scale& scale, const Table& table) {
  std::vector<Said> said;
  std::size_t turn = 0;
  for (Said one : table.said) {
    std::vector<Counts> alike;
    for (const Option& option : scale.options)
      if (option.counts == one.counts) alike.push_back(scale.option(option.key)->counts);
    if (alike.empty()) return std::nullopt;
    one.at = "2", one.counts = alike[turn % alike.size()];
    said.push_back(one);
    one.at = "1", one.counts = scale.options[turn++ % scale.options.size()].counts;
    said.push_back(one);
  }
  return said;
}

}  // namespace

TEST_CASE("in every scale: what ties, abstentions, absences and blocks mean, by consensus and in each vote") {
  struct Try {
    const char* what;
    const char* said;
    Outcome consensus, vote_70, two_thirds;
  };
  using enum Outcome;
  std::vector<Try> tries{
      {"all support", "L+ L+ M+ M+", agreed, agreed, agreed},
      {"all can live with it", "L~ L~ M~", agreed, agreed, agreed},
      {"a whole party blocks", "L+ L+ L+ M- M-", blocked, not_reached, not_reached},
      {"one of three blocks", "L+ L+ L- M+", blocked, not_reached, agreed},
      {"one of four blocks", "L+ L+ L+ L- M+", blocked, agreed, agreed},
      {"a tie of support and blocks", "L+ L- M+ M+", blocked, not_reached, not_reached},
      {"a tie of support and standing aside", "L+ L| M+ M+", not_reached, not_reached, not_reached},
      {"a whole party stands aside", "L+ L+ M| M|", not_reached, not_reached, not_reached},
      {"a whole party abstains", "L+ L+ M. M.", not_reached, not_reached, not_reached},
      {"everybody abstains", "L. M.", not_reached, not_reached, not_reached},
      {"one in favour, the others abstain", "L+ L. L. M+", agreed, agreed, agreed},
      {"a whole party is absent", "L+ L+ M0 M0", no_quorum, no_quorum, no_quorum},
      {"half of each party is absent", "L+ L0 M+ M0", agreed, agreed, agreed},
      {"more than half of one is absent", "L+ L0 L0 M+", no_quorum, no_quorum, no_quorum},
      {"one blocks, most of the party is absent", "L- L0 L0 M+", blocked, no_quorum, no_quorum},
      {"nobody answers", "L0 L0 M0", no_quorum, no_quorum, no_quorum},
      {"the third of three parties blocks", "L+ M+ P-", blocked, not_reached, not_reached},
      {"the third of three parties is absent", "L+ M+ P0", no_quorum, no_quorum, no_quorum},
      {"the third of three parties abstains", "L+ M+ P.", not_reached, not_reached, not_reached},
  };
  std::map<std::string, int> tried;
  for (const Scale& scale : scales().scales)
    for (const Try& one : tries) {
      auto table = table_of(one.said);
      auto said = in_words_of(scale, table);
      if (!said) continue;
      ++tried[one.what];
      CAPTURE(scale.key);
      CAPTURE(one.what);
      auto counts = count(table.asked, *said);
      auto outcome_of = [&](Rule rule, int of, int in) {
        Terms terms;
        terms.rule = rule, terms.share_of = of, terms.share_in = in;
        return judge(terms, counts);
      };
      CHECK(outcome_of(Rule::consensus, 1, 2) == one.consensus);
      CHECK(outcome_of(Rule::vote, 7, 10) == one.vote_70);
      CHECK(outcome_of(Rule::vote, 2, 3) == one.two_thirds);
    }
  for (const Try& one : tries) CHECK(tried[one.what] > 0);
}

TEST_CASE("in a weighted vote a seat weighs what was fixed, in its own party alone") {
  struct Try {
    const char* what;
    int for_it, against, silent;  // the weights of labor's three seats
    Outcome outcome;
  };
  for (auto& one : std::vector<Try>{{"seventy of a hundred", 70, 30, 1, Outcome::agreed},
                                    {"sixty-nine of a hundred", 69, 31, 1, Outcome::not_reached},
                                    {"a tie", 50, 50, 1, Outcome::not_reached},
                                    {"the heaviest is silent", 7, 3, 1000, Outcome::agreed},
                                    {"the heaviest is against", 1, 1000, 1, Outcome::not_reached}}) {
    CAPTURE(one.what);
    Terms terms;
    terms.rule = Rule::vote, terms.share_of = 7, terms.share_in = 10;
    std::vector<AskedSeat> asked{
        {"a", "L", one.for_it}, {"b", "L", one.against}, {"c", "L", one.silent}, {"m", "M", 1}, {"n", "M", 1}};
    std::vector<Said> said{{"a", "L", Counts::support, "1"}, {"b", "L", Counts::block, "1"}};
    CHECK(judge(terms, count(asked, said)) == Outcome::no_quorum);  // however much labor weighs
    said.push_back({"m", "M", Counts::support, "1"});
    CHECK(judge(terms, count(asked, said)) == one.outcome);
    said.push_back({"n", "M", Counts::block, "1"});
    CHECK(judge(terms, count(asked, said)) == Outcome::not_reached);
  }
}

TEST_CASE("the last stance of a seat counts, and one of a seat that was not asked does not") {
  std::vector<AskedSeat> asked{{"a", "L", 1}, {"b", "M", 1}};
  auto counts = count(asked, {{"a", "L", Counts::block, "1"},
                              {"a", "L", Counts::support, "2"},
                              {"b", "M", Counts::support, "1"},
                              {"x", "M", Counts::block, "3"}});
  CHECK(judge({}, counts) == Outcome::agreed);
  CHECK(counts[0].answered == 1);
  CHECK(counts[1].block == 0);
}

TEST_CASE("in any table of stances: none counts twice, order never matters, and no party decides alone") {
  std::mt19937 random(5);
  auto dice = [&](int sides) { return static_cast<int>(random() % static_cast<unsigned>(sides)); };
  for (int round = 0; round < 2000; ++round) {
    std::vector<AskedSeat> asked;
    std::vector<Said> said;
    int seats = 1 + dice(8);
    for (int i = 0; i < seats; ++i) asked.push_back({std::to_string(i), i % 2 ? "M" : "L", 1 + dice(3)});
    if (seats == 1) asked.push_back({"1", "M", 1}), seats = 2;
    for (int i = 0, n = dice(20); i < n; ++i) {
      const AskedSeat& seat = asked[static_cast<std::size_t>(dice(seats))];
      said.push_back({seat.seat, seat.party, static_cast<Counts>(dice(5)), std::to_string(100 + i)});
    }
    Terms terms;
    terms.rule = static_cast<Rule>(dice(2));
    terms.abstaining = static_cast<Abstaining>(dice(2));
    terms.silence = static_cast<Silence>(dice(2));
    terms.quorum_base = static_cast<QuorumBase>(dice(3));
    terms.quorum = 1 + dice(100), terms.members = seats;
    auto counts = count(asked, said);
    for (const PartyCount& one : counts) {
      CHECK(one.answered <= one.asked);
      CHECK(one.support + one.reserve + one.aside + one.block + one.abstain == one.answered);
    }
    std::shuffle(said.begin(), said.end(), random);
    CHECK(count(asked, said) == counts);

    Outcome with_all = judge(terms, counts);
    std::vector<Said> of_labor = said;
    std::erase_if(of_labor, [](auto& one) { return one.party == "M"; });
    CHECK(judge(terms, count(asked, of_labor)) != Outcome::agreed);
    if (with_all == Outcome::agreed)
      for (const PartyCount& one : counts) CHECK(one.in_favour > 0);
  }
}

TEST_CASE("the nearest unit that says something decides how far a subject involves people") {
  auto policy = read_involvement(first(R"({"otherwise":"consult","subjects":[
    {"key":"schedules","needs":"consensus","en":"a","es":"b"}],"units":[
    {"unit":"region","subject":"schedules","needs":"inform"},{"unit":"ward","subject":"schedules","needs":"consult"}]})"),
                                 Language::en);
  CHECK(needed(policy, "schedules", {"nation"}) == Involvement::consensus);
  CHECK(needed(policy, "schedules", {"nation", "region"}) == Involvement::inform);
  CHECK(needed(policy, "schedules", {"nation", "region", "ward"}) == Involvement::consult);
  CHECK(needed(policy, "unheard of", {"nation"}) == Involvement::consult);
}

TEST_CASE("a policy that does not say what it must is refused with a sentence") {
  CHECK_THROWS_AS(read_scales(first(R"({"scales":[{"key":"a","en":"A","es":"A","options":[]}]})"), Language::en),
                  kit::JsonRefused);
  CHECK_THROWS_AS(read_deciding(first(R"({"early_close":true})"), Language::en), kit::JsonRefused);
  CHECK_THROWS_AS(read_involvement(first(R"({"otherwise":"perhaps","subjects":[],"units":[]})"), Language::en),
                  kit::JsonRefused);
  CHECK(scales().scales.size() == 6);
}
