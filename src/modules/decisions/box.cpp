#include "modules/decisions/box.h"

#include <algorithm>

#include "kit/crypto/crypto.h"

namespace decisions {
namespace {

std::string written(const Box& box) {
  kit::JsonWriter json;
  json.begin_object().key("answered").begin_array();
  for (const std::string& seat : box.answered) json.value(seat);
  json.end_array().key("casts").begin_array();
  for (const Cast& one : box.casts)
    json.begin_object()
        .member("key", one.key)
        .member("party", one.party)
        .member("choice", one.choice)
        .member("reason", one.reason)
        .member("interest", one.interest)
        .end_object();
  json.end_array().end_object();
  return json.take();
}

Box read(const std::string& content) {
  Box box;
  kit::Json json = kit::Json::parse(content);
  for (const kit::Json& seat : json.at("answered")) box.answered.insert(seat.as_text());
  for (const kit::Json& one : json.at("casts"))
    box.casts.push_back({one.at("key").as_text(), one.at("party").as_text(), one.at("choice").as_text(),
                         one.at("reason").as_text(), one.at("interest").as_text()});
  return box;
}

// SQLite leaves what it frees lying in the file unless it is told not to.
void forget_what_is_freed(Tx& tx) {
  if (tx.db().engine() == kit::Engine::sqlite) tx.each("pragma secure_delete = on", {}, [](const kit::Row&) {});
}

}  // namespace

Box box_of(Reader& db, const Id<Decision>& id) {
  auto content = db.maybe_value<std::string>("select content from ballot_boxes where decision_id = $1", {id});
  return content ? read(*content) : Box{};
}

void keep_box(Tx& tx, const Id<Decision>& id, Box box) {
  forget_what_is_freed(tx);
  std::ranges::sort(box.casts, {}, &Cast::key);
  tx.run(
      "insert into ballot_boxes (decision_id, content) values ($1, $2)"
      " on conflict (decision_id) do update set content = excluded.content",
      {id, written(box)});
}

void destroy_box(Tx& tx, const Id<Decision>& id) {
  forget_what_is_freed(tx);
  tx.run("delete from ballot_boxes where decision_id = $1", {id});
}

std::string new_ballot_key() {
  std::string digits = kit::hex(kit::random_bytes(8)), key;
  for (std::size_t i = 0; i < digits.size(); ++i) key += (i > 0 && i % 4 == 0 ? "-" : "") + std::string(1, digits[i]);
  return key;
}

std::string digest_of_key(std::string_view key) {
  std::string plain;
  for (char c : key)
    if (std::isxdigit(static_cast<unsigned char>(c)))
      plain += static_cast<char>(std::tolower(static_cast<unsigned char>(c)));
  return kit::hex(kit::sha256("ballot " + plain));
}

std::vector<Ballot> shuffled(const Id<Decision>& id, const Box& box) {
  std::vector<Ballot> ballots;
  for (const Cast& one : box.casts)
    ballots.push_back({kit::fresh_timeless<Ballot>(), id, {one.party}, one.choice, one.reason, one.interest});
  std::ranges::sort(ballots, {}, [](auto& ballot) { return ballot.id.text; });
  return ballots;
}

}  // namespace decisions
