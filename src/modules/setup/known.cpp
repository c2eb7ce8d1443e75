#include "modules/setup/kinds.h"

namespace setup {
namespace {

std::string key_of(const measures::Series& series) {
  return series.metric.text + "|" + series.place + "|" + series.part;
}

}  // namespace

Known::Names& Known::names(const std::string& kind) {
  auto found = names_.find(kind);
  if (found != names_.end()) return found->second;
  Names& names = names_[kind];
  db_.each("select external_id, id from " + kind, {},
           [&](const kit::Row& row) { names.ids.emplace(std::string(row.text(0)), std::string(row.text(1))); });
  return names;
}

const std::string* Known::find(const std::string& kind, const std::string& name) {
  auto& ids = names(kind).ids;
  auto found = ids.find(name);
  return found == ids.end() ? nullptr : &found->second;
}

void Known::announce(const std::string& kind, const std::string& name, std::string_view prefix) {
  Names& known = names(kind);
  if (known.ids.contains(name)) return;
  known.ids.emplace(name, kit::new_id(prefix));
  known.announced.insert(name);
}

bool Known::in_database(const std::string& kind, const std::string& name) {
  Names& known = names(kind);
  return known.ids.contains(name) && !known.announced.contains(name);
}

std::unordered_map<std::string, Id<measures::Series>>& Known::all_series() {
  if (series_) return *series_;
  series_.emplace();
  db_.each("select metric_id, place_id, part, id from series", {}, [&](const kit::Row& row) {
    std::string key = std::string(row.text(0)) + "|" + std::string(row.text(1)) + "|" + std::string(row.text(2));
    series_->emplace(std::move(key), Id<measures::Series>{std::string(row.text(3))});
  });
  return *series_;
}

bool Known::has_series(const measures::Series& like) { return all_series().contains(key_of(like)); }

const Id<measures::Series>& Known::series(const measures::Series& like) {
  auto [found, fresh] = all_series().try_emplace(key_of(like));
  if (!fresh) return found->second;
  measures::Series series = like;
  if (series.id.empty()) series.id = kit::fresh<measures::Series>();
  found->second = series.id;
  new_series_.push_back(std::move(series));
  return found->second;
}

void Known::add_sponsor(const Seat& seat) { sponsors_[seat.person.text + "|" + seat.place] = seat.id; }

std::optional<Id<Seat>> Known::sponsor(const Id<Person>& person, const std::string& team) {
  if (auto found = sponsors_.find(person.text + "|" + team); found != sponsors_.end()) return found->second;
  auto id = db_.maybe_value<std::string>(
      "select id from seats where person_id = $1 and place_id = $2 and role = 'sponsor' order by starts_on desc limit "
      "1",
      {person, team});
  if (!id) return std::nullopt;
  return Id<Seat>{*id};
}

}  // namespace setup
