#include "partnership/units.h"

namespace partnership {
namespace {

void link_to_ancestors(Tx& tx, const Unit& unit) {
  tx.run("insert into unit_ancestors (unit_id, ancestor_id, distance) values ($1, $1, 0)", {unit.id});
  if (!unit.parent) return;
  tx.run(
      "insert into unit_ancestors (unit_id, ancestor_id, distance)"
      " select $1, ancestor_id, distance + 1 from unit_ancestors where unit_id = $2",
      {unit.id, *unit.parent});
}

// How many units of its kind there are, at it and at all above.
void count_unit(Tx& tx, const Unit& unit, int by) {
  tx.tally(unit.id, "", "units." + std::string(kit::to_value(unit.kind)), by);
}

// What the unit counts for, taken from (by -1) or given to (by 1) everything above it.
void move_totals(Tx& tx, const Unit& unit, int by) {
  tx.run(
      "insert into tallies (unit_id, period, name, total)"
      " select ancestor_id, period, name, $2 * total from tallies, unit_ancestors"
      " where tallies.unit_id = $1 and unit_ancestors.unit_id = $1 and distance > 0"
      " on conflict (unit_id, period, name) do update set total = tallies.total + excluded.total",
      {unit.id, by});
}

// The subtree leaves everything above its root, and joins everything above and at the new parent.
void move_subtree(Tx& tx, const Unit& unit) {
  tx.run(
      "delete from unit_ancestors where unit_id in (select unit_id from unit_ancestors where ancestor_id = $1)"
      " and ancestor_id in (select ancestor_id from unit_ancestors where unit_id = $1 and distance > 0)",
      {unit.id});
  if (!unit.parent) return;
  tx.run(
      "insert into unit_ancestors (unit_id, ancestor_id, distance)"
      " select below.unit_id, above.ancestor_id, below.distance + above.distance + 1"
      " from unit_ancestors below, unit_ancestors above where below.ancestor_id = $1 and above.unit_id = $2",
      {unit.id, *unit.parent});
}

OnUnitElsewhere& following() {
  static OnUnitElsewhere follow = [](Tx&, const Unit&, const Unit&, std::optional<Date>) {};
  return follow;
}

void change_from(Tx& tx, const Unit& unit, std::optional<Date> from) {
  Unit before = find_unit(tx, unit.id);
  if (unit.parent && is_within(tx, *unit.parent, unit.id))
    throw Refusal(422, "partnership.refusal.unit_below_itself", unit.name);
  tx.update(unit);
  if (before.kind != unit.kind) {
    count_unit(tx, before, -1);
    count_unit(tx, unit, 1);
  }
  if (before.parent == unit.parent) return;
  move_totals(tx, unit, -1);
  move_subtree(tx, unit);
  move_totals(tx, unit, 1);
  following()(tx, before, unit, from);
}

}  // namespace

const Table& UnitMove::table() {
  static const Table table(
      "unit_moves",
      {field<&UnitMove::id>("id", {.key = true}), field<&UnitMove::unit>("unit_id", {.place = true}),
       field<&UnitMove::from>("from_id", {.place = true}), field<&UnitMove::under>("under_id", {.place = true}),
       field<&UnitMove::starts_on>("starts_on"),
       field<&UnitMove::reason>("reason", {.required = true, .longest = 500})},
      {.kind = "partnership.unit_move", .fact = true});
  return table;
}

void on_unit_elsewhere(OnUnitElsewhere follow) { following() = std::move(follow); }

Unit find_unit(Reader& db, const Id<Unit>& id) { return db.find<Unit>(id); }

std::vector<Unit> children_of(Reader& db, const Id<Unit>& id) {
  return db.all<Unit>("where parent_id = $1 order by name", {id});
}

std::vector<Unit> path_to(Reader& db, const Id<Unit>& id) {
  return db.all<Unit>(
      "join unit_ancestors on ancestor_id = units.id where unit_ancestors.unit_id = $1 order by distance desc", {id});
}

Unit top_unit(Reader& db) { return db.one<Unit>("where parent_id is null order by external_id limit 1"); }

bool is_within(Reader& db, const Id<Unit>& unit, const Id<Unit>& ancestor) {
  return db
      .maybe_value<std::int64_t>("select distance from unit_ancestors where unit_id = $1 and ancestor_id = $2",
                                 {unit, ancestor})
      .has_value();
}

std::vector<Party> all_parties(Reader& db) {
  return db.once("all parties", [&] { return db.all<Party>("order by place"); });
}

std::vector<Party> parties_at(Reader& db, const Id<Unit>& unit) {
  return db.once("parties at " + unit.text, [&] {
    bool clinical = db.value<bool>("select clinical from units where id = $1", {unit});
    auto parties = all_parties(db);
    std::erase_if(parties, [&](const Party& party) {
      return party.mark == Mark::diamond || (party.mark == Mark::triangle && !clinical);
    });
    return parties;
  });
}

void add_unit(Tx& tx, const Unit& unit) {
  tx.insert(unit);
  link_to_ancestors(tx, unit);
  count_unit(tx, unit, 1);
}

void change_unit(Tx& tx, const Unit& unit) { change_from(tx, unit, std::nullopt); }

std::vector<UnitMove> moves_of(Reader& db, const Id<Unit>& unit) {
  return db.all<UnitMove>("where unit_id = $1 order by starts_on desc, id desc", {unit});
}

UnitMove move_unit(Tx& tx, const Id<Unit>& id, const Id<Unit>& under, Date on, const std::string& reason) {
  Unit unit = find_unit(tx, id);
  find_unit(tx, under);
  if (reason.empty()) refuse_invalid({{"reason", "partnership.field.say_why"}});
  if (on > tx.today()) refuse_invalid({{"starts_on", "partnership.field.move_later"}});
  auto former = moves_of(tx, id);
  if (!former.empty() && former.front().starts_on >= on)
    refuse_invalid({{"starts_on", "partnership.field.moved_since", kit::iso(former.front().starts_on)}});
  require(unit.parent != under, "partnership.refusal.unit_there", unit.name);
  UnitMove move{
      .id = kit::fresh<UnitMove>(), .unit = id, .from = unit.parent, .under = under, .starts_on = on, .reason = reason};
  tx.record(move);
  unit.parent = under;
  change_from(tx, unit, on);
  return move;
}

}  // namespace partnership
