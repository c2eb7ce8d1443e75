#pragma once
#include <algorithm>
#include <filesystem>
#include <fstream>
#include <sstream>

#include "kit/db/migrate.h"
#include "modules/setup/setup.h"

// An empty partnership in a database of its own, for trying imports.
namespace setup {

class EmptyPartnership {
 public:
  EmptyPartnership() : path_(new_path()), database_({.url = path_}) {
    std::vector<std::string> names, texts;
    for (auto& entry : std::filesystem::directory_iterator(std::string(CONCERT_SOURCE_DIR) + "/schema"))
      if (entry.path().extension() == ".sql" && entry.path().filename().string().front() == '0')
        names.push_back(entry.path().string());
    std::ranges::sort(names);
    for (auto& name : names) texts.push_back(text_of(name));
    std::vector<kit::Migration> migrations;
    for (std::size_t i = 0; i < names.size(); ++i) migrations.push_back({names[i], texts[i]});
    kit::migrate(database_, migrations);
  }
  ~EmptyPartnership() {
    for (const char* end : {"", "-wal", "-shm"}) std::filesystem::remove(path_ + end);
  }

  kit::Database& database() { return database_; }
  static std::string text_of(const std::string& path) {
    std::ifstream stream(path, std::ios::binary);
    std::ostringstream text;
    text << stream.rdbuf();
    return text.str();
  }

  Import import(const std::vector<File>& files, const Progress& progress = {}) {
    kit::Session session = database_.write();
    Tx tx(session, nobody_, kit::now(), today);
    Import result = import_files(tx, files, progress);
    tx.commit();
    return result;
  }
  Preview check(const std::vector<File>& files) {
    kit::Session session = database_.read();
    Reader db(session, nobody_, kit::now(), today);
    return setup::check(db, files);
  }
  std::int64_t count(const std::string& table) { return value<std::int64_t>("select count(*) from " + table); }
  template <class V>
  V value(const std::string& sql) {
    kit::Session session = database_.read();
    return session.value<V>(sql);
  }
  template <class Look>
  auto read(Look look) {
    kit::Session session = database_.read();
    Reader db(session, nobody_, kit::now(), today);
    return look(db);
  }

  Date today = kit::date_of(2026, 11, 21);

 private:
  static std::string new_path() {
    return (std::filesystem::temp_directory_path() / (kit::new_id("setup") + ".sqlite")).string();
  }
  std::string path_;
  kit::Database database_;
  Actor nobody_;
};

}  // namespace setup
