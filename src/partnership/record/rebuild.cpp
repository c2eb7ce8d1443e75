#include "partnership/record/rebuild.h"

#include <fmt/format.h>

#include <map>
#include <set>
#include <tuple>

#include "journal/encoding.h"
#include "kit/json/json.h"
#include "partnership/covered_rows.h"
#include "partnership/naming.h"
#include "partnership/record/body.h"
#include "partnership/record/copy_rows.h"
#include "partnership/record/in_parts.h"
#include "partnership/record/places.h"
#include "partnership/record/projections.h"
#include "partnership/record/record_words.h"

namespace partnership {
namespace {

constexpr std::int64_t bodies_at_once = 2000;

// The journal itself, byte for byte. log_keys is not among them: it is a table of facts like any other.
const std::vector<Rows>& journal_rows() {
  static const std::vector<Rows> rows{
      {"journal_entries", "sequence:i entry:t wall:t commit_order:i"},
      {"journal_bodies", "sequence:i salt:b body:t"},
      {"journal_parts", "sequence:i part:i first_key:t content:t"},
      {"journal_leaves", "position:i sequence:i hash:b"},
      {"journal_nodes", "level:i node_index:i hash:b"},
      {"journal_checkpoints", "size:i root:b made_at:i"},
      {"journal_notes", "size:i note:t signed_at:i published_at:i quorum:i"},
      {"journal_cosignatures", "size:i witness:t line:t cosigned_at:i"},
  };
  return rows;
}

// Kept beside the journal: nobody's record, or words of their moment. The last two are projections with words in them.
const std::vector<Rows>& rows_beside() {
  static const std::vector<Rows> rows{
      {"credentials", "person_id:t login:t password_hash:t"},
      {"sessions", "token_digest:t person_id:t started_at:i expires_at:i"},
      {"failed_sign_ins", "login:t failures:i locked_until:i"},
      {"drafts", "person_id:t form:t title:t fields:t saved_at:i"},
      {"import_uploads", "person_id:t number:i name:t content:b uploaded_at:i"},
      {"feed_uploads", "person_id:t feed_id:t name:t content:b uploaded_at:i"},
      {"example_progress", "name:t shape:t stage:i batch:i"},
      {"journal_witnesses", "witness:t size:i cosigned_at:i trouble:t trouble_detail:t trouble_since:i told:o"},
      {"journal_places", "place_id:t chapter:t sequence:i"},
      {"held_stances", "id:t decision_id:t seat_id:t party_id:t choice:t reason:t interest:t taken_at:i"},
      {"ballot_boxes", "decision_id:t content:t"},
      {"idea_boxes", "issue_id:t content:t"},
      {"notices",
       "id:t person_id:t place_id:t role:t party_id:t kind:t topic:t about:t url:t subject_id:t wall:t"
       " calendar_method:t calendar:t since:i"},
      {"notification_choices", "person_id:t topic:t how:t"},
      {"notification_zones", "person_id:t zone:t"},
      {"mails", "id:t person_id:t how:t state:t made_at:i next_at:i attempts:i claim:t message_id:t"},
      {"mail_items", "person_id:t item_id:t mail_id:t"},
      {"mail_bounces", "address:t person_id:t diagnostic:t bounced_at:i"},
      {"mail_secrets", "name:t secret:t"},
      {"digest_runs", "zone:t day:t done_to:t mails:i began_at:i ended_at:i"},
      {"calendar_feeds", "person_id:t number:i"},
      {"rating_boxes", "meeting_id:t content:t"},
      {"alarms", "id:t person_id:t series_id:t on_signal:i on_target:i on_late:i since:t"},
      {"alarm_calls", "alarm_id:t cause:t told_on:t"},
      {"invitation_tokens", "token_digest:t invitation_id:t person_id:t expires_at:i"},
      {"needs", "id:t place_id:t role:t party_id:t kind:t about:t url:t subject_id:t since:i due_on:t wall:t"},
      {"running_clocks", "clock_id:t unit_id:t due_on:t about:t url:t"},
  };
  return rows;
}

kit::Value value_of(const kit::Field& field, const kit::Json& json) {
  if (json.is_null()) return {};
  switch (field.kind) {
    case kit::Kind::boolean: return json.as_bool();
    case kit::Kind::real: return json.as_real();
    case kit::Kind::integer:
    case kit::Kind::instant:
    case kit::Kind::quantity: return json.as_integer();
    case kit::Kind::bytes: return kit::Bytes{journal::base64_decode(json.as_text()).value_or("")};
    default: return json.as_text();
  }
}

class Applying {
 public:
  Applying(kit::Connection& into, const std::vector<const kit::Table*>& tables) : into_(into) {
    for (const kit::Table* table : tables) tables_[std::string(table->name())] = table;
  }

  void apply(const kit::Json& body) {
    auto found = tables_.find(body.at("table").as_text());
    if (found == tables_.end()) throw std::runtime_error("this program knows no such table");
    const kit::Table& table = *found->second;
    if (const kit::Json* row = body.get("row")) return insert(table, *row);
    if (const kit::Json* rows = body.get("rows")) return insert_all(table, *rows);
    if (const kit::Json* gone = body.get("gone")) return remove(table, *gone);
    change(table, body.at("key"), body.at("to"));
  }

  // What an erasure left of rows: written where their first word is missing, and once more at its own place.
  void restate(const std::string& remains) {
    for (const kit::Json& one : kit::Json::parse(remains)) {
      const kit::Table& table = *tables_.at(one.at("table").as_text());
      auto values = values_of(table, one.at("row"));
      std::vector<kit::Value> key = key_of(table, one.at("row"));
      bool there = false;
      into_.each(table.select() + table.by_key(), key, [&](const kit::Row&) { there = true; });
      there ? change(table, one.at("row"), one.at("row")) : void(into_.run(table.insert(), values));
    }
  }

 private:
  static std::vector<kit::Value> values_of(const kit::Table& table, const kit::Json& row) {
    std::vector<kit::Value> values;
    for (const kit::Field& field : table.fields()) values.push_back(value_of(field, row.at(field.name)));
    return values;
  }
  static std::vector<kit::Value> key_of(const kit::Table& table, const kit::Json& row) {
    std::vector<kit::Value> key;
    for (const kit::Field& field : table.fields())
      if (field.rules.key) key.push_back(value_of(field, row.at(field.name)));
    return key;
  }

  void insert(const kit::Table& table, const kit::Json& row) { into_.run(table.insert(), values_of(table, row)); }

  void insert_all(const kit::Table& table, const kit::Json& rows) {
    for (const kit::Json& row : rows) {
      std::vector<kit::Value> values;
      for (std::size_t i = 0; i < table.fields().size(); ++i) values.push_back(value_of(table.fields()[i], row.at(i)));
      into_.run(table.insert(), values);
    }
  }

  void remove(const kit::Table& table, const kit::Json& key) {
    into_.run(fmt::format("delete from {} {}", table.name(), table.by_key()), key_of(table, key));
  }

  void change(const kit::Table& table, const kit::Json& key, const kit::Json& to) {
    std::vector<kit::Value> values = key_of(table, key);
    std::string set;
    for (auto& [name, value] : to.members()) {
      values.push_back(value_of(table.field(name), value));
      set += fmt::format("{}{} = ${}", set.empty() ? "" : ", ", name, values.size());
    }
    if (set.empty()) return;
    if (into_.run(fmt::format("update {} set {} {}", table.name(), set, table.by_key()), values) == 0)
      throw std::runtime_error("it changes a row that no entry has written");
  }

  kit::Connection& into_;
  std::map<std::string, const kit::Table*> tables_;
};

class Rebuild {
 public:
  Rebuild(kit::Session& from, kit::Session& into, const std::vector<const kit::Table*>& tables,
          const std::function<void(double)>& progress)
      : from_(from), into_(into), tables_(tables), applying_(into.connection(), tables), progress_(progress) {}

  Rebuilt run() {
    if (into_.value<std::int64_t>("select count(*) from journal_entries") > 0)
      throw std::runtime_error("The database to build is not empty; name a new one.");
    for (const Rows& rows : journal_rows()) copy(rows);
    read_erasures();
    apply_all();
    make_projections(into_);
    if (!has_table(from_, "journal_places")) note_all_places();
    for (const Rows& rows : rows_beside()) replace(rows);
    if (into_.engine() == kit::Engine::postgres)
      into_.each("select setval('journal_sequence', (select coalesce(max(sequence), 0) + 1 from journal_entries))", {},
                 [](const kit::Row&) {});
    return std::move(done_);
  }

 private:
  // A copy lacks a column or two that serve the program alone.
  void copy(Rows rows) {
    if (rows.table == "journal_parts" && !has_table(from_, rows.table)) return;  // a copy from before there were any
    if (rows.table == "journal_notes" && has_table(from_, "copy"))
      rows.query = "select size, note, signed_at, published_at, null from journal_notes";
    copy_rows(from_, into_.connection(), rows);
  }
  void replace(const Rows& rows) {
    if (!has_table(from_, rows.table)) return;
    into_.run(fmt::format("delete from {}", rows.table));
    copy_rows(from_, into_.connection(), rows);
  }

  struct Said {
    std::int64_t sequence;
    std::string body;
  };

  // In the order of the tree, then what is not in it yet; in parts, because writing while reading is not for one query.
  void apply_all() {
    auto total = from_.value<std::int64_t>("select coalesce(max(position), -1) + 1 from journal_leaves");
    for (std::int64_t at = 0; at < total; at += bodies_at_once) {
      apply_some(
          "select journal_leaves.sequence, body from journal_leaves left join journal_bodies"
          " on journal_bodies.sequence = journal_leaves.sequence where position >= $1 and position < $2"
          " order by position",
          {at, at + bodies_at_once});
      if (progress_) progress_(static_cast<double>(at) / static_cast<double>(total));
    }
    apply_some(
        "select journal_entries.sequence, body from journal_entries left join journal_bodies"
        " on journal_bodies.sequence = journal_entries.sequence where not exists (select 1 from journal_leaves where"
        " journal_leaves.sequence = journal_entries.sequence) order by commit_order, journal_entries.sequence",
        {});
  }

  void apply_some(std::string_view sql, std::initializer_list<kit::Value> args) {
    std::vector<Said> said;
    from_.each(sql, args, [&](const kit::Row& row) {
      said.push_back({row.integer(0), row.is_null(1) ? "" : std::string(row.text(1))});
    });
    for (const Said& one : said) apply(one);
  }

  // Without a body: erased, or behind a wall whose words this copy does not have.
  void apply(const Said& said) {
    ++done_.entries;
    if (said.body.empty()) {
      if (auto erased = erased_.find(said.sequence); erased != erased_.end()) applying_.restate(erased->second);
      return;
    }
    kit::Json body = kit::Json::parse(said.body);
    applying_.apply(body);
    if (const kit::Json* covers = body.get("covers"))
      if (auto problem = read_covered(from_, said.sequence, covers->text(),
                                      [&](std::string_view part) { applying_.apply(kit::Json::parse(part)); }))
        throw std::runtime_error(*problem);
    if (body.at("table").as_text() == "erasure_endings" && body.get("row"))
      applying_.restate(body.at("row").at("remains").as_text());
    add_subjects(said.sequence, body);
  }

  void add_subjects(std::int64_t sequence, const kit::Json& body) {
    for (const kit::Table* table : tables_)
      if (table->name() == body.at("table").as_text())
        for (const std::string& subject : subjects_of_body(*table, body))
          into_.run("insert into journal_subjects (subject_id, sequence) values ($1, $2)", {subject, sequence});
  }

  // Where entries belong is asked of the finished tables.
  void note_all_places() {
    auto last = into_.value<std::int64_t>("select coalesce(max(sequence), 0) from journal_entries");
    for (std::int64_t at = 0; at <= last; at += bodies_at_once) note_some_places(at);
  }

  void note_some_places(std::int64_t from) {
    std::vector<std::tuple<std::int64_t, std::string, std::string>> read;
    into_.each(
        "select journal_entries.sequence, entry, body from journal_entries join journal_bodies"
        " on journal_bodies.sequence = journal_entries.sequence"
        " where journal_entries.sequence >= $1 and journal_entries.sequence < $2",
        {from, from + bodies_at_once}, [&](const kit::Row& row) {
          read.emplace_back(row.integer(0), std::string(row.text(1)), std::string(row.text(2)));
        });
    for (auto& [sequence, bytes, text] : read) {
      auto entry = journal::decode(bytes);
      kit::Json body = kit::Json::parse(text);
      const kit::Table* table = known_table(body.at("table").as_text());
      if (!entry || !table) continue;
      Header header = header_of(*entry, body);
      note_places(into_, sequence, header.kind, header.seat, subjects_of_body(*table, body));
    }
  }

  // From the entries: a copy has no table of erasures.
  void read_erasures() {
    each_in_parts(from_,
                  "select body from journal_bodies where body like '{\"table\":\"erasure\\_endings\"%' escape '\\'",
                  [&](const kit::Row& row) {
                    kit::Json body = kit::Json::parse(row.text(0));
                    const kit::Json& ending = body.at("row");
                    erased_[ending.at("sequence").as_integer()] = ending.at("remains").as_text();
                  });
  }

  kit::Session &from_, &into_;
  const std::vector<const kit::Table*>& tables_;
  Applying applying_;
  const std::function<void(double)>& progress_;
  std::map<std::int64_t, std::string> erased_;
  Rebuilt done_;
};

}  // namespace

std::vector<std::string_view> tables_taken_over() {
  std::vector<std::string_view> names;
  for (auto* rows : {&journal_rows(), &rows_beside()})
    for (const Rows& one : *rows) names.push_back(one.table);
  return names;
}

Rebuilt rebuild(kit::Database& from, kit::Database& into, const std::vector<const kit::Table*>& tables,
                const std::function<void(double)>& progress) {
  kit::Session source = from.read(), target = into.write();
  Rebuilt rebuilt = Rebuild(source, target, tables, progress).run();
  target.commit();
  return rebuilt;
}

}  // namespace partnership
