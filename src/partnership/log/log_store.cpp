#include "partnership/log/log_store.h"

#include "partnership/needs.h"
#include "partnership/units.h"

namespace partnership {
namespace {

std::optional<Instant> instant_or_none(const kit::Row& row, int column) {
  if (row.is_null(column)) return std::nullopt;
  return Instant{row.integer(column)};
}

std::string subject_of(const std::string& key) { return "witness:" + key; }

}  // namespace

std::map<std::string, WitnessRow> witness_rows(kit::Session& db) {
  std::map<std::string, WitnessRow> rows;
  db.each("select witness, size, cosigned_at, trouble, trouble_detail, trouble_since, told from journal_witnesses", {},
          [&](const kit::Row& row) {
            rows[std::string(row.text(0))] = {.size = row.integer(1),
                                              .cosigned_at = instant_or_none(row, 2),
                                              .trouble = std::string(row.text(3)),
                                              .detail = std::string(row.text(4)),
                                              .since = instant_or_none(row, 5),
                                              .told = row.boolean(6)};
          });
  return rows;
}

void keep_witness(kit::Session& db, const std::string& key, const WitnessRow& row) {
  db.run(
      "insert into journal_witnesses (witness, size, cosigned_at, trouble, trouble_detail, trouble_since, told)"
      " values ($1, $2, $3, $4, $5, $6, $7) on conflict (witness) do update set size = excluded.size,"
      " cosigned_at = excluded.cosigned_at, trouble = excluded.trouble, trouble_detail = excluded.trouble_detail,"
      " trouble_since = excluded.trouble_since, told = excluded.told",
      {key, row.size, row.cosigned_at, row.trouble, row.detail, row.since, row.told});
}

void forget_witnesses_except(Tx& tx, const std::set<std::string>& keys) {
  for (auto& [key, row] : witness_rows(tx.db()))
    if (!keys.contains(key)) {
      no_longer_need_witness(tx, key);
      tx.run("delete from journal_witnesses where witness = $1", {key});
    }
}

void keep_head(kit::Session& db, const SignedHead& head, Instant now) {
  db.run("insert into journal_notes (size, note, signed_at) values ($1, $2, $3) on conflict (size) do nothing",
         {head.size, head.note, now});
}

void keep_cosignature(kit::Session& db, std::int64_t size, const std::string& key, const WitnessAnswer& answer) {
  std::string line = format(*answer.cosignature);
  line.pop_back();
  db.run(
      "insert into journal_cosignatures (size, witness, line, cosigned_at) values ($1, $2, $3, $4)"
      " on conflict (size, witness) do nothing",
      {size, key, line, answer.cosigned_at});
}

void keep_published(kit::Session& db, std::int64_t size, int quorum, Instant now) {
  db.run("update journal_notes set published_at = $2, quorum = $3 where size = $1 and published_at is null",
         {size, now, quorum});
}

std::set<std::string> party_external_ids(kit::Session& db) {
  std::set<std::string> ids;
  db.each("select external_id from parties", {}, [&](const kit::Row& row) { ids.emplace(row.text(0)); });
  return ids;
}

void need_witness(Tx& tx, const std::string& key, const std::string& name) {
  if (tx.value<std::int64_t>("select count(*) from units where parent_id is null") == 0) return;
  std::string top = top_unit(tx).id.text;
  for (auto& party : all_parties(tx))
    need(tx, {.place = top,
              .role = Role::administrator,
              .party = party.id,
              .kind = "witness",
              .about = name,
              .url = "/journal",
              .subject = subject_of(key)});
}

void no_longer_need_witness(Tx& tx, const std::string& key) { no_longer_needed(tx, subject_of(key)); }

}  // namespace partnership
