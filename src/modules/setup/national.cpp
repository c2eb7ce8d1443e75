#include "modules/setup/national.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "kit/crypto/crypto.h"
#include "kit/time/quarter.h"
#include "modules/setup/intakes.h"
#include "partnership/sign_in.h"

namespace setup {
namespace {

constexpr int regions = 8, areas_in_region = 5, facilities_in_area = 4;
constexpr int facilities = regions * areas_in_region * facilities_in_area;
constexpr int locals = 28;
constexpr int rated_quarters = 40;
constexpr std::array region_names{"Cascade", "Redwood", "Mesa", "Lakes", "Piedmont", "Harbor", "Prairie", "Islands"};

// The cast among so many: who leads Patient Transport (team 0) and 4 West (team 1), and who sponsors them.
struct Cast {
  const char *login, *name;
  int place, team;  // the place among the people of that team
};
constexpr std::array<Cast, 10> cast{{{"ana", "Ana Flores", 0, 0},
                                     {"ben", "Ben Okafor", 1, 0},
                                     {"sato", "Dr. Mei Sato", 2, 1},
                                     {"quist", "Rita Quist", 4, 0},
                                     {"amari", "Daniel Amari", 1, 7},
                                     {"olga", "Olga Brandt", 3, 2},
                                     {"paul", "Paul Reyes", 1, 2},
                                     {"carmen", "Carmen Navarro", 3, 1},
                                     {"tom", "Tom Berg", 3, 3},
                                     {"eve", "Eve Lindqvist", 3, 5}}};

const Cast* cast_at(int place, int team) {
  auto found = std::ranges::find_if(cast, [&](auto& one) { return one.place == place && one.team == team; });
  return found == cast.end() ? nullptr : &*found;
}

std::uint64_t mixed(std::uint64_t x) {
  x ^= x >> 30;
  x *= 0xbf58476d1ce4e5b9ULL;
  x ^= x >> 27;
  x *= 0x94d049bb133111ebULL;
  return x ^ (x >> 31);
}

const TeamTold& told_of(int team) { return teams_told()[static_cast<std::size_t>(team) % teams_told().size()]; }

Quantity rounded(double value, int decimals) {
  double scale = std::pow(10.0, decimals);
  return {static_cast<std::int64_t>(std::llround(std::llround(value * scale) * (1e6 / scale)))};
}

}  // namespace

NationalShape national_for(int people) {
  NationalShape shape;
  double share = people / 200'000.0;
  auto part = [&](int whole, int least) { return std::max(least, static_cast<int>(std::lround(whole * share))); };
  shape.people = std::max(people, 400);
  shape.teams = part(shape.teams, 20);
  shape.projects = part(shape.projects, 60);
  shape.cycles = part(shape.cycles, 180);
  shape.measurements = part(shape.measurements, 900);
  return shape;
}

std::uint64_t Nation::dice(std::string_view what, std::uint64_t number) const {
  return mixed(number * 0x9e3779b97f4a7c15ULL + std::hash<std::string_view>{}(what) +
               shape_.seed * 0x632be59bd9b4e019ULL);
}

template <class T>
Id<T> Nation::id(std::uint64_t number) const {
  std::uint64_t state = dice(T::prefix, number);
  auto random = [&state](std::span<unsigned char> bytes) {
    for (unsigned char& byte : bytes)
      byte = static_cast<unsigned char>((state = mixed(state + 0x9e3779b97f4a7c15ULL)) >> 24);
  };
  Instant moment{1'400'000'000'000'000LL + static_cast<std::int64_t>(number) * 1000};
  return {kit::new_id(T::prefix, moment, random)};
}

Date Nation::day(std::string_view what, std::uint64_t number) const {
  return kit::add_days(first_day(), chance(what, number, kit::days_between(first_day(), on_) - 30));
}

std::vector<Nation::Stage> Nation::stages() const {
  return {{"frame", 1, 1, &Nation::frame},
          {"people", shape_.people, 20'000, &Nation::people},
          {"teams", shape_.teams, 500, &Nation::teams_of},
          {"ratings", shape_.teams, 100, &Nation::ratings},
          {"projects", shape_.projects, 1'000, &Nation::projects},
          {"clocks", shape_.teams, 500, &Nation::clocks}};
}

// Parties, unions and the tree of units; ten people of the cast can sign in.
void Nation::frame(Tx& tx, int, int) {
  enact_first_policies(tx);
  const std::array marks{Mark::circle, Mark::square, Mark::triangle};
  const std::array names{"Labor", "Management", "Physicians"};
  for (int i = 0; i < 3; ++i) tx.insert(Party{party(i), std::string(names[i]), std::string(names[i]), marks[i], i + 1});
  for (int i = 0; i < locals; ++i)
    tx.insert(Union{id<Union>(i), fmt::format("local-{}", i + 1), fmt::format("Local {}", 10 + 7 * i), party(0),
                    std::nullopt});
  add_unit(tx, {id<Unit>(0), "all", "The Partnership", UnitKind::national, std::nullopt, false});
  int area = 0, facility = 0;
  for (int region = 0; region < regions; ++region) {
    Id<Unit> region_id = id<Unit>(100 + region);
    add_unit(tx, {region_id, fmt::format("r{}", region), region_names[region], UnitKind::region, id<Unit>(0), false});
    for (int i = 0; i < areas_in_region; ++i, ++area) {
      add_unit(tx, {id<Unit>(1000 + area), fmt::format("a{}", area),
                    fmt::format("{} area {}", region_names[region], i + 1), UnitKind::service_area, region_id, false});
      for (int k = 0; k < facilities_in_area; ++k, ++facility)
        add_unit(tx, {id<Unit>(10'000 + facility), fmt::format("f{}", facility),
                      fmt::format("{} Medical Center {}", region_names[region], facility + 1), UnitKind::facility,
                      id<Unit>(1000 + area), false});
    }
  }
  for (int team = 0; team < shape_.teams; ++team)
    add_unit(tx, {department(team), fmt::format("d{}", team), std::string(told_of(team).department),
                  UnitKind::department, id<Unit>(10'000 + team % facilities), told_of(team).clinical});
}

Seat Nation::seat(std::uint64_t number, int who, const Id<Party>& of, std::string place, Role role, Date from) const {
  std::optional<Id<Union>> local;
  if (of == party(0)) local = id<Union>(static_cast<std::uint64_t>(team_of(who) % locals));
  return {.id = id<Seat>(number),
          .person = person(who),
          .party = of,
          .local = local,
          .place = std::move(place),
          .role = role,
          .starts_on = from,
          .ends_on = std::nullopt};
}

void Nation::people(Tx& tx, int first, int last) {
  std::vector<Person> persons;
  std::vector<Seat> seats;
  std::vector<teams::Training> trainings;
  NameGiver names(shape_.seed * 1000 + static_cast<unsigned>(first / 20'000));
  for (int i = first; i < last; ++i) {
    auto number = static_cast<std::uint64_t>(i);
    int team = team_of(i);
    int place = i / shape_.teams;  // 0, 1, 2: the team's two or three co-leads; then its people
    const Cast* known = cast_at(place, team);
    std::string name = known ? known->name : names.any();
    const TeamTold& told = told_of(team);
    bool leads_management = place == 1, doctor = place == 2;
    persons.push_back({.id = person(i),
                       .external_id = known ? known->login : fmt::format("P{}", i),
                       .name = std::move(name),
                       .email = std::nullopt,
                       .job = std::string(doctor             ? "Physician"
                                          : leads_management ? told.management_job
                                                             : told.labor_job),
                       .language = !known && chance("es", number, 8) == 0 ? "es" : "en"});
    seats.push_back(seat(number, i,
                         doctor             ? party(2)
                         : leads_management ? party(1)
                                            : party(0),
                         department(team).text, Role::member, day("hired", number)));
    if (chance("course", number, 100) < 45)
      trainings.push_back({.id = id<teams::Training>(number),
                           .person = person(i),
                           .course = std::string(path::member_course),
                           .completed_on = day("trained", number)});
  }
  tx.record_all(persons);
  tx.record_all(seats);
  tx.record_all(trainings);
}

// Co-leads are the first of the team's people; sponsors are those of the team before. Everybody else is a member.
void Nation::teams_of(Tx& tx, int first, int last) {
  std::vector<teams::Team> teams;
  std::vector<Seat> seats;
  for (int team = first; team < last; ++team) {
    const TeamTold& told = told_of(team);
    auto number = static_cast<std::uint64_t>(team);
    Date registered = kit::add_days(first_day(), chance("registered", number, shape_.years * 120));
    teams.push_back({.id = id<teams::Team>(number),
                     .external_id = fmt::format("T{}", team),
                     .name = team == 0 ? "Patient Transport" : fmt::format("{} {}", told.name, 1 + team % facilities),
                     .unit = department(team),
                     .purpose = std::string(told.purpose),
                     .registered_on = registered,
                     .resting_since = {},
                     .ended_on = {}});
    tx.tally(department(team), "", "teams", 1);
    std::string place = id<teams::Team>(number).text;
    std::uint64_t next = 20'000'000 + number * 1000;
    auto sit = [&](int who, int of, Role role) {
      if (who < shape_.people) seats.push_back(seat(next++, who, party(of), place, role, registered));
    };
    sit(team, 0, Role::co_lead);
    sit(team + shape_.teams, 1, Role::co_lead);
    if (told.clinical) sit(team + 2 * shape_.teams, 2, Role::co_lead);
    int sponsored_by = team - team % 8;
    sit(sponsored_by + 4 * shape_.teams, 0, Role::sponsor);
    sit(std::min(sponsored_by + 7, shape_.teams - 1) + shape_.teams, 1, Role::sponsor);
    int member = 0;
    for (int who = team + 3 * shape_.teams; who < shape_.people; who += shape_.teams)
      sit(who, 0, member++ < 3 ? Role::representative : member == 4 ? Role::champion : Role::member);
  }
  tx.record_all(teams);
  tx.record_all(seats);
  if (first == 0) logins(tx);
}

// The cast can sign in; an administrator of each party is among them.
void Nation::logins(Tx& tx) {
  std::string hash = kit::hash_password(std::string(example_password));
  for (const Cast& one : cast) set_password_hash(tx.db(), person(one.place * shape_.teams + one.team), one.login, hash);
  std::uint64_t number = 10'000'000;
  for (auto [login, of] : {std::pair{"olga"sv, 0}, {"paul"sv, 1}, {"sato"sv, 2}}) {
    auto& one = *std::ranges::find(cast, login, &Cast::login);
    tx.insert(seat(number++, one.place * shape_.teams + one.team, party(of), id<Unit>(0).text, Role::administrator,
                   first_day()));
  }
}

void Nation::ratings(Tx& tx, int first, int last) {
  for (int team = first; team < last; ++team) {
    auto number = static_cast<std::uint64_t>(team);
    int count = std::min(rated_quarters, shape_.years * 4);
    kit::Quarter quarter = kit::quarter_of(on_);
    for (int i = 0; i < count; ++i) quarter = kit::previous(quarter);
    int level = 1;
    for (int i = 0; i < count; ++i, quarter = kit::next(quarter)) {
      int turn = chance("level", number * 100 + static_cast<std::uint64_t>(i), 100);
      level = std::clamp(level + (turn < 14 ? 1 : turn > 95 ? -1 : 0), 1, 5);
      Date rated = kit::add_days(kit::last_day(quarter), 6);
      if (rated > on_) break;
      path::add_rating(tx,
                       {.id = id<path::Rating>(number * 100 + static_cast<std::uint64_t>(i)),
                        .team = id<teams::Team>(number),
                        .quarter = kit::text_of(quarter),
                        .level = level,
                        .policy_version = 1,
                        .evidence = "[]",
                        .rated_on = rated},
                       rated);
    }
  }
}

void Nation::projects(Tx& tx, int first, int last) {
  if (first == 0)
    for (std::size_t i = 0; i < teams_told().size(); ++i) {
      const Theme& theme = teams_told()[i].themes[0];
      measures::add_metric(tx, {.id = id<measures::Metric>(i),
                                .external_id = fmt::format("M{}", i),
                                .name = std::string(theme.measure),
                                .question = std::string(theme.problem),
                                .numerator = std::string(theme.measure),
                                .denominator = "",
                                .unit = std::string(theme.unit),
                                .factor = 1,
                                .direction = theme.lower ? measures::Direction::lower : measures::Direction::higher,
                                .frequency = measures::Frequency::month,
                                .decimals = theme.decimals,
                                .compass = std::string(theme.compass),
                                .source = "Counted by the teams"});
    }
  for (int number = first; number < last; ++number) project(tx, number);
  std::vector<Id<improvement::Project>> projects_of_cycles;
  for (const improvement::TestCycle& cycle : cycles_)
    if (projects_of_cycles.empty() || projects_of_cycles.back() != cycle.project)
      projects_of_cycles.push_back(cycle.project);
  tx.record_all(std::exchange(cycles_, {}));
  tx.record_all(std::exchange(closings_, {}));
  improvement::follow_progress(tx, projects_of_cycles);
}

// A project with its share of tests and monthly values. Its team has one series; the newest projects go on with it.
void Nation::project(Tx& tx, int index) {
  auto number = static_cast<std::uint64_t>(index);
  int team = index % shape_.teams, turn = index / shape_.teams,
      turns = (shape_.projects + shape_.teams - 1) / shape_.teams;
  const Theme& theme = told_of(team).themes[0];
  std::size_t metric = static_cast<std::size_t>(team) % teams_told().size();
  int days = kit::days_between(first_day(), on_);
  Date start = kit::add_days(first_day(), 30 + (days - 120) * turn / turns + chance("start", number, 60));
  measures::Series series{.id = id<measures::Series>(number),
                          .metric = id<measures::Metric>(metric),
                          .place = id<teams::Team>(static_cast<std::uint64_t>(team)).text,
                          .part = turn == 0 ? "" : fmt::format("{}", turn + 1),
                          .target = rounded(theme.to, theme.decimals)};
  tx.insert(series);
  improvement::Project project{.id = id<improvement::Project>(number),
                               .external_id = fmt::format("J{}", index),
                               .team = {series.place},
                               .series = series.id,
                               .title = std::string(theme.title),
                               .problem = std::string(theme.problem),
                               .measure = std::string(theme.measure),
                               .unit = std::string(theme.unit),
                               .direction = theme.lower ? measures::Direction::lower : measures::Direction::higher,
                               .from_value = rounded(theme.from, theme.decimals),
                               .to_value = rounded(theme.to, theme.decimals),
                               .by_date = kit::add_days(start, 300),
                               .population = std::string(theme.population),
                               .goal = "Better care, better work",
                               .compass = std::string(theme.compass),
                               .started_on = start};
  improvement::add_project(tx, project);

  auto share_of = [&](int whole) {
    return static_cast<int>((number + 1) * static_cast<std::uint64_t>(whole) /
                                static_cast<std::uint64_t>(shape_.projects) -
                            number * static_cast<std::uint64_t>(whole) / static_cast<std::uint64_t>(shape_.projects));
  };
  int tests = share_of(shape_.cycles), values = share_of(shape_.measurements);
  for (int i = 0; i < tests; ++i) {
    const TestTold& test = theme.tests[static_cast<std::size_t>(i) % theme.tests.size()];
    Date begins = kit::add_days(start, 30 + 45 * i), closes = kit::add_days(begins, 20);
    improvement::TestCycle cycle{.id = id<improvement::TestCycle>(number * 16 + static_cast<std::uint64_t>(i)),
                                 .project = project.id,
                                 .number = i + 1};
    cycle.title = test.title;
    cycle.plan = test.plan;
    cycle.prediction = "The number moves by a third of the way to the aim.";
    if (begins <= on_) cycle.started_on = begins;
    if (closes <= on_) {
      cycle.did = test.did;
      cycle.studied = "It went about as far as we thought.";
      closings_.push_back({.cycle = cycle.id,
                           .decision = i + 1 == tests ? improvement::Decision::adopt : improvement::Decision::adapt,
                           .next = "We tell the other shifts.",
                           .closed_on = closes});
      for (const std::string& period : {std::string(), kit::text_of(kit::quarter_of(closes))})
        tx.tally(department(team), period, "cycles.closed", 1);
    }
    cycles_.push_back(std::move(cycle));
  }
  std::vector<measures::Measurement> measurements;
  Date month = kit::first_of_month(start);
  for (int i = 0; i < values && kit::add_months(month, i) <= on_; ++i) {
    double way = std::min(1.0, i / 8.0),
           wobble = (chance("value", number * 64 + static_cast<std::uint64_t>(i), 200) - 100) / 700.0;
    double value = theme.from + (theme.to - theme.from) * (way + wobble);
    measurements.push_back(
        {series.id, kit::add_months(month, i), 0, rounded(std::max(0.0, value), theme.decimals), kit::whole(1), ""});
  }
  measures::record_measurements(tx, series, std::move(measurements));
  Date ends = kit::add_days(start, 330);
  if (ends <= on_)
    improvement::add_ending(tx, {.project = project.id,
                                 .outcome = chance("ends", number, 3) ? improvement::ProjectOutcome::reached
                                                                      : improvement::ProjectOutcome::sustained,
                                 .learned = "The smallest change helped most.",
                                 .ended_on = ends});
  if (chance("saves", number, 9) == 0 && ends <= on_)
    improvement::add_saving(tx,
                            {.id = id<improvement::Saving>(number),
                             .project = project.id,
                             .amount = 100'000 * (1 + chance("amount", number, 60)),
                             .pace = improvement::Pace::recurring,
                             .kind = improvement::SavingKind::supplies,
                             .basis = "Amounts before and after, at the price of the last order.",
                             .claimed_on = ends},
                            ends);
}

// The present: the last contacts and meetings, and whose contact is due.
void Nation::clocks(Tx& tx, int first, int last) {
  std::vector<teams::SponsorContact> contacts;
  std::vector<teams::TeamMeeting> meetings;
  for (int team = first; team < last; ++team) {
    auto number = static_cast<std::uint64_t>(team);
    Id<teams::Team> team_id = id<teams::Team>(number);
    for (const Seat& sponsor : tx.all<Seat>("where place_id = $1 and role = 'sponsor' order by id", {team_id}))
      contacts.push_back({.id = id<teams::SponsorContact>(number * 4 + contacts.size() % 4),
                          .team = team_id,
                          .seat = sponsor.id,
                          .contacted_on = kit::add_days(on_, -chance("contact", number, 36)),
                          .note = "Spoke about what gets in the way."});
    for (int i = 0; i < 6; ++i)
      meetings.push_back({.id = id<teams::TeamMeeting>(number * 8 + static_cast<std::uint64_t>(i)),
                          .team = team_id,
                          .met_on = kit::add_days(on_, -14 * i - chance("met", number, 14)),
                          .minutes = 60,
                          .labor_present = 4 + chance("present", number, 8),
                          .management_present = 2,
                          .outcome = "Agreed on the next test."});
  }
  tx.record_all(contacts);
  tx.record_all(meetings);
  for (int team = first; team < last; ++team)
    for (int of : {0, 1}) restart_contact_clock(tx, id<teams::Team>(static_cast<std::uint64_t>(team)), party(of));
}

// ── batch after batch ────────────────────────────────────────────────────────

namespace {

struct Place {
  int stage = 0, batch = 0;
};

std::string text_of(const NationalShape& shape, Date on) {
  return fmt::format("{} {} {} {} {} {} {} {}", shape.people, shape.teams, shape.projects, shape.cycles,
                     shape.measurements, shape.years, shape.seed, kit::iso(on));
}

Place where_to_begin(kit::Database& database, const std::string& shape) {
  kit::Session db = database.read();
  std::optional<Place> place;
  std::string former;
  db.each("select shape, stage, batch from example_progress where name = 'national'", {}, [&](const kit::Row& row) {
    former = row.text(0);
    place = Place{static_cast<int>(row.integer(1)), static_cast<int>(row.integer(2))};
  });
  if (!place && db.maybe_value<std::int64_t>("select 1 from parties limit 1"))
    throw std::runtime_error("There is a partnership in this database already; name another with --data.");
  if (place && former != shape)
    throw std::runtime_error(
        "Another nation was begun in this database. Give the same numbers and day, or name another database with "
        "--data.");
  return place.value_or(Place{});
}

void remember(Tx& tx, const std::string& shape, Place next) {
  tx.run(
      "insert into example_progress (name, shape, stage, batch) values ('national', $1, $2, $3)"
      " on conflict (name) do update set stage = excluded.stage, batch = excluded.batch",
      {shape, next.stage, next.batch});
}

}  // namespace

void make_national(kit::Database& database, const NationalShape& shape, Date on, const Progress& progress) {
  Nation nation(shape, on);
  auto stages = nation.stages();
  std::string text = text_of(shape, on);
  Place begin = where_to_begin(database, text);
  Actor nobody;
  const std::array<double, 7> shares{0, 0.02, 0.1, 0.2, 0.4, 0.97, 1};
  for (int stage = begin.stage; stage < static_cast<int>(stages.size()); ++stage) {
    const Nation::Stage& now = stages[static_cast<std::size_t>(stage)];
    int batches = (now.things + now.in_a_batch - 1) / now.in_a_batch;
    for (int batch = stage == begin.stage ? begin.batch : 0; batch < batches; ++batch) {
      double from = shares[static_cast<std::size_t>(stage)], to = shares[static_cast<std::size_t>(stage) + 1];
      if (progress) progress(from + (to - from) * batch / batches);
      kit::Session session = database.write();
      Tx tx(session, nobody, kit::now(), on);
      (nation.*now.write)(tx, batch * now.in_a_batch, std::min(now.things, (batch + 1) * now.in_a_batch));
      remember(tx, text, {stage, batch + 1});
      tx.commit();
    }
  }
}

}  // namespace setup
