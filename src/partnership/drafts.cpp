#include "partnership/drafts.h"

namespace partnership {

const Table& Draft::table() {
  static const Table table(
      "drafts", {field<&Draft::person>("person_id", {.key = true}), field<&Draft::form>("form", {.key = true}),
                 field<&Draft::title>("title"), field<&Draft::fields>("fields"), field<&Draft::saved_at>("saved_at")});
  return table;
}

namespace {
constexpr std::size_t longest_draft = 200'000;
}

void save_draft(Tx& tx, std::string form, std::string title, std::string fields) {
  if (form.size() > 500 || title.size() > 300 || fields.size() > longest_draft)
    throw Refusal(413, "partnership.refusal.draft_too_long");
  tx.run(
      "insert into drafts (person_id, form, title, fields, saved_at) values ($1, $2, $3, $4, $5)"
      " on conflict (person_id, form) do update set title = excluded.title, fields = excluded.fields,"
      " saved_at = excluded.saved_at",
      {tx.actor().person, form, title, fields, tx.now()});
}

void drop_draft(Tx& tx, std::string_view form) {
  tx.run("delete from drafts where person_id = $1 and form = $2", {tx.actor().person, form});
}

std::optional<Draft> draft_of(Reader& db, std::string_view form) {
  return db.maybe<Draft>("where person_id = $1 and form = $2", {db.actor().person, form});
}

std::vector<Draft> drafts_of(Reader& db) {
  return db.all<Draft>("where person_id = $1 order by saved_at desc limit 50", {db.actor().person});
}

}  // namespace partnership
