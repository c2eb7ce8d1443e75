#include "partnership/record/projections.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>

#include "kit/field/kinds.h"
#include "kit/time/zone.h"
#include "partnership/assent.h"
#include "partnership/clocks.h"
#include "partnership/naming.h"
#include "partnership/record/record_words.h"

namespace partnership {
namespace {

constexpr int most_differences = 5;

std::vector<Projection>& kept() {
  static std::vector<Projection> projections;
  return projections;
}

struct Shown {
  std::string operator()(kit::Null) const { return "nothing"; }
  std::string operator()(bool value) const { return value ? "1" : "0"; }
  std::string operator()(std::int64_t value) const { return std::to_string(value); }
  std::string operator()(double value) const { return kit::print_text(value); }
  std::string operator()(const std::string& value) const { return value; }
  std::string operator()(const kit::Bytes& value) const { return value.data; }
};
std::string shown(const kit::Value& value) { return std::visit(Shown{}, value.variant()); }

using Texts = std::vector<std::string>;
std::string joined(Texts::const_iterator begin, Texts::const_iterator end) {
  return fmt::format("{}", fmt::join(begin, end, " "));
}

// What should be there, by key; each is taken out when it is found.
class Expected {
 public:
  Expected(kit::Session& db, const Projection& projection) : projection_(projection) {
    projection.rows(db, [&](std::vector<kit::Value> values) {
      Texts texts;
      for (std::size_t i = 0; i < projection.columns.size(); ++i) texts.push_back(shown(values.at(i)));
      std::string key = joined(texts.begin(), texts.begin() + projection.keys);
      rows_[std::move(key)] = joined(texts.begin() + projection.keys, texts.end());
    });
  }

  void compare(const Texts& texts) {
    std::string key = joined(texts.begin(), texts.begin() + projection_.keys);
    auto found = rows_.find(key);
    if (found == rows_.end()) return say("{} {} is there, and nothing in the record makes it so.", key);
    std::string is = joined(texts.begin() + projection_.keys, texts.end());
    if (found->second != is)
      say("{} {} was changed outside Concert: it is {} and the record makes it {}.", key, is, found->second);
    rows_.erase(found);
  }

  std::vector<std::string> finish() {
    for (auto& [key, values] : rows_) say("{} {} is missing: the record makes it {}.", key, values);
    return std::move(sentences_);
  }

 private:
  template <class... Args>
  void say(fmt::format_string<std::string, const Args&...> text, const Args&... args) {
    std::string table(projection_.table);
    if (sentences_.size() < most_differences) sentences_.push_back(fmt::format(text, std::move(table), args...));
  }

  const Projection& projection_;
  std::map<std::string, std::string> rows_;
  std::vector<std::string> sentences_;
};

// Real numbers and truths are spelled by us, because the engines spell them differently.
std::string text_of(const kit::Row& row, int column, const Projection& projection) {
  if (row.is_null(column)) return "nothing";
  auto is_among = [&](auto& names) {
    return std::ranges::find(names, projection.columns[static_cast<std::size_t>(column)]) != names.end();
  };
  if (is_among(projection.reals)) return kit::print_text(row.real(column));
  if (is_among(projection.booleans)) return row.boolean(column) ? "1" : "0";
  return std::string(row.text(column));
}

std::vector<std::string> check_one(kit::Session& db, const Projection& projection) {
  Expected expected(db, projection);
  db.each(
      fmt::format("select {} from {} {}", fmt::join(projection.columns, ", "), projection.table, projection.condition),
      {}, [&](const kit::Row& row) {
        Texts texts;
        for (int i = 0; i < static_cast<int>(projection.columns.size()); ++i)
          texts.push_back(text_of(row, i, projection));
        expected.compare(texts);
      });
  return expected.finish();
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
                                    const std::string& url, Instant since, const std::optional<std::string>& due_on) {
  std::vector<kit::Value> values;
  values.reserve(10);
  values.emplace_back(subject), values.emplace_back(party), values.emplace_back(place), values.emplace_back(role);
  values.emplace_back(kind), values.emplace_back(kit::fresh<Need>()), values.emplace_back(about);
  values.emplace_back(url), values.emplace_back(since), values.emplace_back(due_on);
  return values;
}

}  // namespace

void keep_projections(std::vector<Projection> projections) { kept() = std::move(projections); }
const std::vector<Projection>& projections() { return kept(); }

std::vector<std::string> check_projections(kit::Session& db) {
  std::vector<std::string> sentences;
  for (const Projection& projection : kept())
    for (std::string& sentence : check_one(db, projection)) sentences.push_back(std::move(sentence));
  return sentences;
}

void make_projections(kit::Session& db) {
  for (const Projection& projection : kept()) {
    std::string places;
    std::vector<std::string_view> columns = projection.columns;
    columns.insert(columns.end(), projection.words.begin(), projection.words.end());
    for (std::size_t i = 1; i <= columns.size(); ++i) places += (i > 1 ? ", $" : "$") + std::to_string(i);
    std::string insert =
        fmt::format("insert into {} ({}) values ({})", projection.table, fmt::join(columns, ", "), places);
    std::vector<std::vector<kit::Value>> rows;
    projection.rows(db, [&](std::vector<kit::Value> values) { rows.push_back(std::move(values)); });
    db.run(fmt::format("delete from {}", projection.table));
    for (auto& values : rows) db.run(insert, kit::Args(values));
  }
}

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
            std::vector<std::array<std::string, 4>> running;
            db.each(
                "select id, unit_id, coalesce((select due_on from clock_extensions where clock_id = clocks.id"
                " order by agreed_at desc, id desc limit 1), due_on), subject_id from clocks"
                " where id not in (select clock_id from clock_stops)",
                {}, [&](const kit::Row& row) {
                  auto& texts = running.emplace_back();
                  for (int i = 0; i < 4; ++i) texts[static_cast<std::size_t>(i)] = row.text(i);
                });
            Asking asking(db);
            for (auto& [id, unit, due_on, subject] : running)
              give({id, unit, due_on, asking.name(subject), asking.address(subject)});
          }};
}

// Only what follows from assents and clocks: other needs are told when something is missing, by whoever sees it.
Projection needs_of_all() {
  return {
      .table = "needs",
      .columns = {"subject_id", "party_id", "place_id", "role", "kind"},
      .keys = 2,
      .words = {"id", "about", "url", "since", "due_on"},
      .condition = "where subject_id in (select id from assents union all select id from clocks)",
      .rows = [](kit::Session& db, const Projection::Give& give) {
        Asking asking(db);
        for (const Assent& assent : kit::all<Assent>(db, "where id not in (select assent_id from assent_endings)", {}))
          for (const AssentParty& asked : kit::all<AssentParty>(
                   db,
                   "where assent_id = $1 and party_id not in (select party_id from signatures where assent_id = $1)",
                   {assent.id}))
            give(need_values(assent.id.text, asked.party, assent.place, assent.role, assent.kind,
                             asking.name(assent.subject), asking.address(assent), assent.opened_at, std::nullopt));
        for (const Clock& clock : kit::all<Clock>(db, "where id in (select clock_id from running_clocks)", {}))
          give(need_values(clock.id.text, clock.party, clock.place, clock.role, "clock." + clock.kind,
                           asking.name(clock.subject), asking.address(clock.subject),
                           kit::instant_at(clock.started_on, 0, 0, kit::Zone("UTC")),
                           db.value<std::string>("select due_on from running_clocks where clock_id = $1", {clock.id})));
      }};
}

void count_clocks(kit::Session& db, const AddTally& add) {
  db.each("select unit_id, due_on, count(*) from running_clocks group by unit_id, due_on", {},
          [&](const kit::Row& row) { add(row.text(0), "due " + std::string(row.text(1)), "clocks", row.integer(2)); });
}

void count_units(kit::Session& db, const AddTally& add) {
  db.each("select id, kind from units", {},
          [&](const kit::Row& row) { add(row.text(0), "", "units." + std::string(row.text(1)), 1); });
}

Projection tallies_from(std::vector<TallySource> sources) {
  return {.table = "tallies",
          .columns = {"unit_id", "period", "name", "total"},
          .keys = 3,
          .condition = "where total <> 0",
          .rows = [sources = std::move(sources)](kit::Session& db, const Projection::Give& give) {
            using Place = std::pair<std::string, std::string>;  // period, name
            std::map<std::string, std::map<Place, std::int64_t>, std::less<>> own, all;
            for (const TallySource& source : sources)
              source(db, [&](std::string_view unit, std::string_view period, std::string name, std::int64_t by) {
                own[std::string(unit)][{std::string(period), std::move(name)}] += by;
              });
            db.each("select unit_id, ancestor_id from unit_ancestors", {}, [&](const kit::Row& row) {
              auto found = own.find(row.text(0));
              if (found == own.end()) return;
              auto& above = all[std::string(row.text(1))];
              for (auto& [place, total] : found->second) above[place] += total;
            });
            for (auto& [unit, totals] : all)
              for (auto& [place, total] : totals)
                if (total != 0) give({unit, place.first, place.second, total});
          }};
}

}  // namespace partnership
