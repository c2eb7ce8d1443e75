#pragma once
#include <any>
#include <unordered_map>

#include "kit/field/records.h"
#include "partnership/actor.h"
#include "partnership/refusal.h"

// Reading on behalf of somebody, in one consistent snapshot. A page gets a Reader and so cannot write, by type.
namespace partnership {

using Args = std::initializer_list<kit::Value>;

class Reader {
 public:
  Reader(kit::Session& db, const Actor& actor, Instant now, Date today)
      : db_(&db), actor_(&actor), now_(now), today_(today) {}

  const Actor& actor() const { return *actor_; }
  Instant now() const { return now_; }
  Date today() const { return today_; }  // in the partnership's own time zone
  kit::Session& db() { return *db_; }

  // `tail` is the rest of the select: "where team_id = $1 order by name".
  template <class T>
  std::vector<T> all(std::string_view tail, Args args = {}) {
    return kit::all<T>(*db_, tail, args);
  }
  template <class T>
  std::optional<T> maybe(std::string_view tail, Args args = {}) {
    return kit::maybe<T>(*db_, tail, args);
  }
  template <class T>
  T one(std::string_view tail, Args args = {}) {  // or refuses with 404
    auto found = maybe<T>(tail, args);
    if (!found) not_found();
    return std::move(*found);
  }
  template <class T>
  T find(const Id<T>& id) {
    return one<T>("where id = $1", {id});
  }
  void each(std::string_view sql, Args args, const std::function<void(const kit::Row&)>& row) {
    db_->each(sql, args, row);
  }
  template <class V>
  V value(std::string_view sql, Args args = {}) {
    return db_->value<V>(sql, args);
  }
  template <class V>
  std::optional<V> maybe_value(std::string_view sql, Args args = {}) {
    return db_->maybe_value<V>(sql, args);
  }

  // What `work_out` says, asked once: one snapshot gives one answer, however many parts of a page ask the same. Who
  // writes asks anew each time. The question names the function and its arguments.
  template <class Work>
  auto once(std::string question, const Work& work_out) -> decltype(work_out()) {
    if (db_->writing()) return work_out();
    auto known = answers_.find(question);
    if (known == answers_.end()) known = answers_.emplace(std::move(question), work_out()).first;
    return std::any_cast<const decltype(work_out())&>(known->second);
  }

 private:
  kit::Session* db_;
  const Actor* actor_;
  Instant now_;
  Date today_;
  std::unordered_map<std::string, std::any> answers_;
};

}  // namespace partnership
