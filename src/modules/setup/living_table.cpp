#include "modules/changes/changes.h"
#include "modules/decisions/decisions.h"
#include "modules/governance/governance.h"
#include "modules/setup/living.h"

// Where the example's people sit together: its councils and committees, and what one party told the others that it
// would change.
namespace setup {
namespace {

using governance::BodyKind;
using governance::Footing;

struct BodyTold {
  std::string_view key, name, purpose, unit, parent;
  BodyKind kind;
  Footing footing;
  int formed_ago, last_day_ago;  // 0: without a last day
  int labor, management, physicians;
};
constexpr std::array<BodyTold, 5> bodies_told{{
    {"council", "Partnership Council", "Says where the partnership goes, and keeps its promises.", "all", "",
     BodyKind::council, Footing::integrated, 440, 0, 2, 2, 1},
    {"region", "Cascade Council", "Carries what the partnership agreed into Cascade, and what Cascade asks upward.",
     "cascade", "council", BodyKind::council, Footing::integrated, 430, 0, 2, 2, 1},
    {"ridge", "Sunny Ridge Steering Committee", "Runs the medical center together.", "srmc", "region",
     BodyKind::committee, Footing::integrated, 420, 0, 3, 2, 0},
    {"flow", "Patient Flow Task Force", "Beds ready when patients are.", "srmc", "ridge", BodyKind::task_force,
     Footing::parallel, 200, 12, 1, 1, 0},
    {"attendance", "Attendance Committee", "One meaning of attendance in all of Cascade.", "cascade", "region",
     BodyKind::committee, Footing::parallel, 150, 0, 1, 1, 0},
}};

struct SeatTold {
  std::string_view body, login;
  Mark party;
  Role role;
};
constexpr std::array<SeatTold, 17> seats_told{{
    {"council", "olga", Mark::circle, Role::co_lead},
    {"council", "paul", Mark::square, Role::co_lead},
    {"council", "sato", Mark::triangle, Role::co_lead},
    {"council", "quist", Mark::circle, Role::member},
    {"council", "amari", Mark::square, Role::member},
    {"region", "quist", Mark::circle, Role::co_lead},
    {"region", "amari", Mark::square, Role::co_lead},
    {"region", "sato", Mark::triangle, Role::co_lead},
    {"region", "carmen", Mark::circle, Role::member},
    {"region", "paul", Mark::square, Role::member},
    {"ridge", "carmen", Mark::circle, Role::co_lead},
    {"ridge", "amari", Mark::square, Role::co_lead},
    {"ridge", "ana", Mark::circle, Role::member},
    {"ridge", "ben", Mark::square, Role::member},
    {"flow", "ana", Mark::circle, Role::co_lead},
    {"flow", "ben", Mark::square, Role::co_lead},
    {"attendance", "tom", Mark::circle, Role::co_lead},
}};

// What the charters of three bodies say, section by section, and who signs them: one of each party, the first begins.
struct SectionTold {
  std::string_view body, section, words;
};
constexpr auto charter_words = std::to_array<SectionTold>({
    {"council", "purpose",
     "We say what the partnership is for, settle what no region can settle alone, and answer every question sent up to "
     "us"
     " within thirty days."},
    {"council", "goals", "Every region has a council that meets, and no question waits longer than it was promised."},
    {"council", "membership",
     "Each of the three parties fills its own seats, for two years. One of each party chairs."},
    {"council", "quorum", "When the co-chairs of all three parties are there."},
    {"council", "scope", "What binds more than one region. What one region can settle goes back to it."},
    {"council", "decisions", "By consensus of the three parties, on words that everybody has read a week before."},
    {"council", "no_consensus", "We work on the question by interests for a month; then a neutral proposes words."},
    {"council", "ground_rules", "We begin on time, we ask before we answer, and nobody is quoted by name outside."},
    {"region", "purpose",
     "What the Partnership Council agreed reaches every medical center of Cascade, and what they ask reaches the "
     "Council."},
    {"region", "goals", "Every medical center has a steering committee with a charter in force."},
    {"region", "membership", "At least one of us sits on the Council, and one on each steering committee."},
    {"region", "quorum", "Both sides with half of their seats, and the physicians where care is concerned."},
    {"region", "scope", "What concerns several medical centers of Cascade."},
    {"region", "decisions", "By consensus. What was decided is read out in every medical center within a week."},
    {"region", "no_consensus", "The question goes to the Partnership Council with the interests of each side."},
    {"region", "ground_rules", "Figures are on the table before opinions are."},
    {"ridge", "purpose",
     "The medical center runs well for patients and for the people who work here, and both sides decide how."},
    {"ridge", "goals", "Every team has a project of its own, and waits and injuries fall every year."},
    {"ridge", "membership", "Three of labor and two of management, for two years. Each side fills its own seats."},
    {"ridge", "quorum", "When both co-chairs are there, and half of each side."},
    {"ridge", "scope", "What concerns more than one team here. What is in the contract is settled at its own table."},
    {"ridge", "decisions", "By consensus, one question at a time, written down before we leave the room."},
    {"ridge", "no_consensus",
     "We work on the question by interests, at most a month. Then it goes to the Cascade Council."},
    {"ridge", "ground_rules", "One speaks, the others listen. What is said in the caucus stays there."},
});

}  // namespace

void Play::table() {
  bodies();
  sittings();
  change_notices();
}

void Play::charter(const std::string& key, int days_ago, const std::vector<std::string>& signers) {
  for (std::size_t i = 0; i < signers.size(); ++i)
    at(ago(days_ago - static_cast<int>(i)), 16 * 60, people_[signers[i]], [this, i, key](Tx& tx) {
      if (i > 0) return void(sign_waiting(tx, governance::latest_charter(tx, bodies_[key])->id.text));
      auto version = governance::open_charter(tx, bodies_[key]);
      for (const SectionTold& told : charter_words)
        if (told.body == key)
          governance::write_section(tx, version.id, std::string(told.section), std::string(told.words));
    });
}

void Play::bodies() {
  for (const BodyTold& told : bodies_told)
    at(ago(told.formed_ago), 9 * 60, {}, [this, key = told.key](Tx& tx) { form(tx, key); });
  charter("council", 410, {"olga", "paul", "sato"});
  charter("region", 400, {"quist", "amari", "sato"});
  charter("ridge", 380, {"carmen", "amari"});
  // Ben asks for more time; Ana has not answered.
  at(ago(4), 11 * 60, people_["ben"], [this](Tx& tx) {
    governance::BodyTurnProposal asked;
    asked.sunset_on = kit::add_days(tx.today(), 120);
    asked.reason = "Two of the four wards have begun. The other two need the winter.";
    governance::propose_turn(tx, bodies_["flow"], asked);
  });
}

void Play::form(Tx& tx, std::string_view key) {
  const BodyTold& told = *std::ranges::find(bodies_told, key, &BodyTold::key);
  std::map<Mark, Id<Party>> parties{{Mark::circle, labor_}, {Mark::square, management_}, {Mark::triangle, physicians_}};
  governance::NewBody asked{
      .body = {.external_id = std::string(told.key),
               .name = std::string(told.name),
               .kind = told.kind,
               .footing = told.footing,
               .unit = units_[std::string(told.unit)],
               .purpose = std::string(told.purpose),
               .formed_on = ago(told.formed_ago)},
      .seats = {{labor_.text, told.labor}, {management_.text, told.management}, {physicians_.text, told.physicians}}};
  if (!told.parent.empty()) asked.body.parent = bodies_[std::string(told.parent)];
  if (told.last_day_ago > 0) asked.body.sunset_on = ago(told.last_day_ago);
  Id<governance::Body> body = governance::add_body(tx, std::move(asked)).id;
  for (const SeatTold& seat : seats_told)
    if (seat.body == key)
      tx.insert(Seat{kit::fresh<Seat>(), people_[std::string(seat.login)], parties[seat.party], std::nullopt, body.text,
                     seat.role, ago(told.formed_ago), std::nullopt});
  bodies_[std::string(key)] = body;
}

void Play::change_notices() {
  const TeamOnStage& transport = stage("pt");
  auto tell = [&](int days_ago, std::string_view who, const Id<Unit>& unit, const Id<Party>& party, std::string kind,
                  int begins_in, bool told, std::string title, std::string body) {
    auto id = std::make_shared<Id<changes::Change>>();
    at(ago(days_ago), 13 * 60, people_[std::string(who)], [=](Tx& tx) {
      changes::Change asked;
      asked.unit = unit, asked.party = party, asked.kind = kind, asked.told = told;
      asked.begins_on = kit::add_days(tx.today(), begins_in);
      asked.title = title, asked.body = body;
      *id = changes::tell(tx, asked).id;
    });
    return id;
  };
  auto read = [&](int days_ago, std::string_view who, const std::shared_ptr<Id<changes::Change>>& id,
                  std::string words) {
    at(ago(days_ago), 14 * 60, people_[std::string(who)], [=](Tx& tx) { changes::acknowledge(tx, *id, words); });
  };

  auto carts = tell(110, "ben", transport.unit, management_, "rules", 35, true, "The south lift is closed for repair",
                    "The inspector gave us until that day. Carts and beds share the north lift for three weeks.");
  read(108, "carmen", carts, "Tell nights as well.");
  auto winter = tell(24, "ben", transport.unit, management_, "schedules", 40, true, "The early shift begins at six",
                     "Half an hour earlier than now, for transport only, because surgery begins earlier from then on. "
                     "Four people are touched.");
  read(22, "carmen", winter, "Two of the four bring children to school. We want to talk about who swaps.");
  at(ago(20), 15 * 60, people_["ben"],
     [=, team = transport.id](Tx& tx) { changes::open_decision(tx, *winter, team.text); });
  auto laundry =
      tell(25, "paul", units_["srmc"], management_, "positions", 45, true, "Laundry moves to the regional plant",
           "Eleven positions at Sunny Ridge end; the plant has as many open. Nobody is laid off.");
  read(23, "carmen", laundry, "Who places the eleven, and until when do they know?");
  tell(1, "carmen", units_["srmc"], labor_, "schedules", 36, true, "Stewards are away for a training week",
       "Nine stewards of all departments, Monday to Friday. We send the list next week so that shifts can be filled.");
  tell(9, "carmen", units_["srmc"], management_, "technology", -4, false, "Badge readers at the staff entrance",
       "They were put up in one night. Nobody knows what is kept of it, and for how long.");
}

}  // namespace setup
