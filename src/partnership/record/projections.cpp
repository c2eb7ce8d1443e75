#include "partnership/record/projections.h"

#include "kit/time/zone.h"
#include "partnership/assent.h"
#include "partnership/clocks.h"
#include "partnership/naming.h"
#include "partnership/record/in_parts.h"

namespace partnership {
namespace {

std::vector<Projection>& kept() {
  static std::vector<Projection> projections;
  return projections;
}

// The words of a need that was lost: the name of what it is about as it is today, and where it is answered.
class Asking {
 public:
  explicit Asking(kit::Session& db) : reader_(db, nobody_, {}, {}) {}
  std::string name(const std::string& subject) { return name_of(reader_, subject); }
  std::string address(const Assent& assent) { return reactions_to(assent.kind).url(reader_, assent); }
  static std::string address(const std::string& subject) {
    return subject.starts_with("team_") ? "/teams/" + subject : "/history/" + subject;
  }

 private:
  Actor nobody_;
  Reader reader_;
};

std::vector<kit::Value> need_values(const std::string& subject, const Id<Party>& party, const std::string& place,
                                    Role role, const std::string& kind, const std::string& about,
                                    const std::string& url, Instant since, const std::optional<std::string>& due_on,
                                    const std::string& wall) {
  std::vector<kit::Value> values;
  values.reserve(11);
  values.emplace_back(subject), values.emplace_back(party), values.emplace_back(place), values.emplace_back(role);
  values.emplace_back(kind), values.emplace_back(wall), values.emplace_back(kit::fresh<Need>());
  values.emplace_back(about);
  values.emplace_back(url), values.emplace_back(since), values.emplace_back(due_on);
  return values;
}

}  // namespace

void keep_projections(std::vector<Projection> projections) { kept() = std::move(projections); }
const std::vector<Projection>& projections() { return kept(); }

Projection ancestors_of_units() {
  return {
      .table = "unit_ancestors",
      .columns = {"unit_id", "ancestor_id", "distance"},
      .keys = 2,
      .condition = "",
      .rows = [](kit::Session& db, const Projection::Give& give) {
        db.each(
            "with recursive above (unit_id, ancestor_id, distance) as (select id, id, 0 from units union all"
            " select unit_id, units.parent_id, distance + 1 from above join units on units.id = ancestor_id"
            " where units.parent_id is not null and distance < 64) select unit_id, ancestor_id, distance from above",
            {}, [&](const kit::Row& row) {
              give({std::string(row.text(0)), std::string(row.text(1)), row.integer(2)});
            });
      }};
}

// About and url are words that were given when the clock was started: they are compared with nothing.
Projection clocks_that_run() {
  return {.table = "running_clocks",
          .columns = {"clock_id", "unit_id", "due_on"},
          .keys = 1,
          .words = {"about", "url"},
          .condition = "",
          .rows = [](kit::Session& db, const Projection::Give& give) {
            Asking asking(db);
            each_in_parts(
                db,
                "select id, unit_id, coalesce((select due_on from clock_extensions where clock_id = clocks.id"
                " order by agreed_at desc, id desc limit 1), due_on), subject_id from clocks"
                " where id not in (select clock_id from clock_stops)",
                [&](const kit::Row& row) {
                  std::string subject(row.text(3));
                  give({row.text(0), row.text(1), row.text(2), asking.name(subject), asking.address(subject)});
                });
          }};
}

// Only what follows from assents and clocks: other needs are told when something is missing, by whoever sees it.
Projection needs_of_all() {
  return {.table = "needs",
          .columns = {"subject_id", "party_id", "place_id", "role", "kind", "wall"},
          .keys = 2,
          .words = {"id", "about", "url", "since", "due_on"},
          .condition = "where subject_id in (select id from assents union all select id from clocks)",
          .rows = [](kit::Session& db, const Projection::Give& give) {
            Asking asking(db);
            each_in_parts(db, Assent::table().select() + "where id not in (select assent_id from assent_endings)",
                          [&](const kit::Row& row) {
                            auto assent = kit::read_record<Assent>(row);
                            for (const AssentParty& asked :
                                 kit::all<AssentParty>(db,
                                                       "where assent_id = $1 and party_id not in (select "
                                                       "party_id from signatures where assent_id = $1)",
                                                       {assent.id}))
                              give(need_values(assent.id.text, asked.party, assent.place, assent.role, assent.kind,
                                               asking.name(assent.subject), asking.address(assent), assent.opened_at,
                                               std::nullopt, assent.wall));
                          });
            each_in_parts(db, Clock::table().select() + "where id in (select clock_id from running_clocks)",
                          [&](const kit::Row& row) {
                            auto clock = kit::read_record<Clock>(row);
                            give(need_values(clock.id.text, clock.party, clock.place, clock.role, "clock." + clock.kind,
                                             asking.name(clock.subject), asking.address(clock.subject),
                                             kit::instant_at(clock.started_on, 0, 0, kit::Zone("UTC")),
                                             db.value<std::string>(
                                                 "select due_on from running_clocks where clock_id = $1", {clock.id}),
                                             clock.wall));
                          });
          }};
}

void count_clocks(kit::Session& db, const AddTally& add) {
  db.each(
      "select unit_id, due_on, count(*) from running_clocks where clock_id in (select id from clocks where wall ="
      " 'joint') group by unit_id, due_on",
      {}, [&](const kit::Row& row) { add(row.text(0), "due " + std::string(row.text(1)), "clocks", row.integer(2)); });
}

void count_units(kit::Session& db, const AddTally& add) {
  db.each("select id, kind from units", {},
          [&](const kit::Row& row) { add(row.text(0), "", "units." + std::string(row.text(1)), 1); });
}

namespace {

// What was counted at units, to be given to all above them. Totals may be given in parts, so it never holds many.
class Counted {
 public:
  Counted(kit::Session& db, const Projection::Give& give) : db_(db), give_(give) {}

  void add(std::string_view unit, std::string_view period, std::string name, std::int64_t by) {
    constexpr std::size_t most = 50'000;
    counts_[{std::string(unit), std::string(period), std::move(name)}] += by;
    if (counts_.size() == most) give_all();
  }

  // By unit, so that the units above each are asked for once.
  void give_all() {
    std::string of;
    std::vector<std::string> above;
    for (auto& [place, by] : counts_) {
      auto& [unit, period, name] = place;
      if (unit != of) of = unit, above = units_above(unit);
      for (const std::string& one : above) give_({one, period, name, by});
    }
    counts_.clear();
  }

 private:
  std::vector<std::string> units_above(const std::string& unit) {
    std::vector<std::string> above;
    db_.each("select ancestor_id from unit_ancestors where unit_id = $1", {unit},
             [&](const kit::Row& row) { above.emplace_back(row.text(0)); });
    return above;
  }

  kit::Session& db_;
  const Projection::Give& give_;
  std::map<std::tuple<std::string, std::string, std::string>, std::int64_t> counts_;
};

}  // namespace

Projection tallies_from(std::vector<TallySource> sources) {
  return {.table = "tallies",
          .columns = {"unit_id", "period", "name", "total"},
          .keys = 3,
          .adds = true,
          .condition = "where total <> 0",
          .rows = [sources = std::move(sources)](kit::Session& db, const Projection::Give& give) {
            Counted counted(db, give);
            for (const TallySource& source : sources)
              source(db, [&](std::string_view unit, std::string_view period, std::string name, std::int64_t by) {
                counted.add(unit, period, std::move(name), by);
              });
            counted.give_all();
          }};
}

}  // namespace partnership
