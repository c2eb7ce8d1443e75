#include "modules/solving/box.h"

#include <algorithm>

#include "kit/crypto/crypto.h"

namespace solving {
namespace {

// SQLite leaves what it frees lying in the file unless it is told not to.
void forget_what_is_freed(Tx& tx) {
  if (tx.db().engine() == kit::Engine::sqlite) tx.each("pragma secure_delete = on", {}, [](const kit::Row&) {});
}

// In the order of numbers drawn for it, which are kept nowhere.
std::string written(const std::vector<std::string>& ideas) {
  std::vector<std::pair<std::string, std::string>> drawn;
  for (const std::string& idea : ideas) drawn.emplace_back(kit::random_bytes(16), idea);
  std::ranges::sort(drawn);
  kit::JsonWriter json;
  json.begin_array();
  for (auto& [number, idea] : drawn) json.value(idea);
  json.end_array();
  return json.take();
}

}  // namespace

std::vector<std::string> ideas_in(Reader& db, const Id<Issue>& id) {
  std::vector<std::string> ideas;
  auto content = db.maybe_value<std::string>("select content from idea_boxes where issue_id = $1", {id});
  if (!content) return ideas;
  kit::Json json = kit::Json::parse(*content);
  for (const kit::Json& one : json) ideas.push_back(one.as_text());
  return ideas;
}

void keep_ideas(Tx& tx, const Id<Issue>& id, const std::vector<std::string>& ideas) {
  forget_what_is_freed(tx);
  tx.run(
      "insert into idea_boxes (issue_id, content) values ($1, $2)"
      " on conflict (issue_id) do update set content = excluded.content",
      {id, written(ideas)});
}

void destroy_ideas(Tx& tx, const Id<Issue>& id) {
  forget_what_is_freed(tx);
  tx.run("delete from idea_boxes where issue_id = $1", {id});
}

std::vector<Option> shuffled(const Id<Issue>& id, const std::vector<std::string>& ideas, Date day) {
  std::vector<Option> options;
  for (const std::string& idea : ideas)
    options.push_back({kit::fresh_timeless<Option>(), id, idea, std::nullopt, day, 1});
  std::ranges::sort(options, {}, [](const Option& option) { return option.id.text; });
  return options;
}

}  // namespace solving
