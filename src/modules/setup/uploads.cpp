#include "modules/setup/uploads.h"

namespace setup {

bool may_import(const Actor& actor) { return actor.has_role(Role::administrator); }

void keep_uploads(Tx& tx, const std::vector<File>& files) {
  if (files.empty()) refuse_invalid({{"files", "setup.field.choose_file"}});
  std::size_t bytes = 0;
  for (const File& file : files) bytes += file.content.size();
  if (bytes > most_megabytes * 1'000'000)
    refuse_invalid({{"files", "setup.field.too_large", std::to_string(most_megabytes)}});

  drop_uploads(tx);
  int number = 0;
  for (const File& file : files)
    tx.run("insert into import_uploads (person_id, number, name, content, uploaded_at) values ($1, $2, $3, $4, $5)",
           {tx.actor().person, number++, file.name, kit::Bytes{file.content}, tx.now()});
}

std::vector<File> uploads_of(Reader& db) {
  std::vector<File> files;
  db.each("select name, content from import_uploads where person_id = $1 order by number", {db.actor().person},
          [&](const kit::Row& row) {
            files.push_back({std::string(row.text(0)), row.bytes(1)});
          });
  return files;
}

std::vector<std::string> upload_names_of(Reader& db) {
  std::vector<std::string> names;
  db.each("select name from import_uploads where person_id = $1 order by number", {db.actor().person},
          [&](const kit::Row& row) { names.emplace_back(row.text(0)); });
  return names;
}

void drop_uploads(Tx& tx) { tx.run("delete from import_uploads where person_id = $1", {tx.actor().person}); }

}  // namespace setup
