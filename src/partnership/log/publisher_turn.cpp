#include "partnership/log/publisher_turn.h"

namespace partnership {

bool PublisherTurn::mine() {
  try {
    if (!connection_) connection_ = kit::open_postgres(url_, true);
    mine_ = mine_ ? ask("select true")
                  : ask("select pg_try_advisory_lock(hashtextextended('journal publisher ' || current_schema(), 0))");
  } catch (const kit::DbError&) {
    mine_ = false;
    connection_.reset();
  }
  return mine_;
}

bool PublisherTurn::ask(const char* sql) {
  bool answer = false;
  connection_->each(sql, {}, [&](const kit::Row& row) { answer = row.boolean(0); });
  return answer;
}

}  // namespace partnership
