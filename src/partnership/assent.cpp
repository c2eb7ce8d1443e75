#include "partnership/assent.h"

#include <algorithm>
#include <map>

#include "journal/encoding.h"
#include "kit/text/utf8.h"
#include "partnership/walls.h"

namespace partnership {
namespace {

std::map<std::string, AssentReactions, std::less<>>& registry() {
  static std::map<std::string, AssentReactions, std::less<>> reactions;
  return reactions;
}

void end_assent(Tx& tx, const Assent& assent, AssentOutcome outcome) {
  tx.record(AssentEnding{.assent = assent.id, .outcome = outcome, .ended_at = tx.now()});
  no_longer_needed(tx, assent.id.text);
}

AssentState state_of(Reader& db, Assent assent) {
  AssentState state{.assent = std::move(assent)};
  for (Party& party : db.all<Party>("join assent_parties on party_id = parties.id where assent_id = $1 order by place",
                                    {state.assent.id}))
    state.parties.push_back({std::move(party), std::nullopt, {}});
  for (Signature& signature : db.all<Signature>("where assent_id = $1", {state.assent.id})) {
    auto of_party = std::ranges::find_if(state.parties, [&](auto& p) { return p.party.id == signature.party; });
    if (of_party == state.parties.end()) continue;
    of_party->name = db.value<std::string>("select name from people where id = $1", {signature.person});
    of_party->signature = std::move(signature);
  }
  state.ending = db.maybe<AssentEnding>("where assent_id = $1", {state.assent.id});
  return state;
}

bool everybody_signed(const AssentState& state) {
  return std::ranges::all_of(state.parties,
                             [](auto& p) { return p.signature && p.signature->answer == Answer::signed_; });
}

void react(Tx& tx, const AssentState& state, const Signature& last) {
  auto& reactions = reactions_to(state.assent.kind);
  if (state.agreed() && reactions.agreed) reactions.agreed(tx, state.assent);
  if (!state.agreed() && reactions.sent_back) reactions.sent_back(tx, state.assent, last);
}

}  // namespace

const Table& Assent::table() {
  static const Table table("assents",
                           {field<&Assent::id>("id", {.key = true}), field<&Assent::kind>("kind"),
                            field<&Assent::subject>("subject_id", {.place = true}), field<&Assent::part>("part"),
                            field<&Assent::place>("place_id", {.place = true}), field<&Assent::role>("role"),
                            field<&Assent::digest>("digest"), field<&Assent::opened_at>("opened_at"),
                            field<&Assent::opened_by>("opened_by"), field<&Assent::wall>("wall")},
                           {.kind = "partnership.assent"});
  return table;
}
const Table& AssentParty::table() {
  static const Table table(
      "assent_parties",
      {field<&AssentParty::assent>("assent_id", {.key = true}), field<&AssentParty::party>("party_id", {.key = true})},
      {.kind = "partnership.assent_party"});
  return table;
}
const Table& Signature::table() {
  static const Table table(
      "signatures",
      {field<&Signature::id>("id", {.key = true}), field<&Signature::assent>("assent_id"),
       field<&Signature::subject>("subject_id", {.place = true}), field<&Signature::place>("place_id", {.place = true}),
       field<&Signature::party>("party_id"), field<&Signature::seat>("seat_id"), field<&Signature::person>("person_id"),
       field<&Signature::answer>("answer"), field<&Signature::reason>("reason", {.longest = 2000}),
       field<&Signature::signed_at>("signed_at")},
      {.kind = "partnership.signature", .fact = true});
  return table;
}
const Table& AssentEnding::table() {
  static const Table table("assent_endings",
                           {field<&AssentEnding::assent>("assent_id", {.key = true, .place = true}),
                            field<&AssentEnding::outcome>("outcome"), field<&AssentEnding::ended_at>("ended_at")},
                           {.kind = "partnership.assent_ending", .fact = true});
  return table;
}

const PartyAnswer* AssentState::answer_of(const Id<Party>& party) const {
  auto found = std::ranges::find_if(parties, [&](auto& p) { return p.party.id == party; });
  return found == parties.end() ? nullptr : &*found;
}

void withdraw_assent(Tx& tx, std::string_view subject, std::string_view part) {
  auto latest = latest_assent(tx, subject, part);
  if (latest && latest->open()) end_assent(tx, latest->assent, AssentOutcome::withdrawn);
}

Assent ask_assent(Tx& tx, const Asked& asked) {
  withdraw_assent(tx, asked.subject, asked.part);
  Assent assent{.id = kit::fresh<Assent>(),
                .kind = asked.kind,
                .subject = asked.subject,
                .part = asked.part,
                .place = asked.place,
                .role = asked.role,
                .digest = journal::hex(journal::sha256(asked.text)),
                .opened_at = tx.now(),
                .opened_by = tx.seat(),
                .wall = tx.wall()};
  tx.insert(assent);
  for (const Id<Party>& party : asked.parties) {
    tx.insert(AssentParty{assent.id, party});
    need(tx, {.place = asked.place,
              .role = asked.role,
              .party = party,
              .kind = asked.kind,
              .about = asked.about,
              .url = asked.url,
              .subject = assent.id.text,
              .due_on = asked.due_on});
  }
  return assent;
}

std::optional<AssentState> latest_assent(Reader& db, std::string_view subject, std::string_view part) {
  auto assent =
      db.maybe<Assent>("where subject_id = $1 and part = $2 order by opened_at desc, id desc limit 1", {subject, part});
  if (!assent) return std::nullopt;
  return state_of(db, std::move(*assent));
}

AssentState find_assent(Reader& db, const Id<Assent>& id) {
  return state_of(db, db.one<Assent>("where " + wall_is_open() + " and id = $3", {db.actor().person, db.today(), id}));
}

const Seat* seat_to_sign(const AssentState& state, const Actor& actor) {
  if (!state.open()) return nullptr;
  auto answered_by_them = [&](auto& asked) { return asked.signature && asked.signature->person == actor.person; };
  if (std::ranges::any_of(state.parties, answered_by_them)) return nullptr;  // nobody answers for two parties
  for (const PartyAnswer& asked : state.parties) {
    if (asked.signature) continue;
    if (auto* seat = actor.seat_of(state.assent.place, state.assent.role, asked.party.id)) return seat;
  }
  return nullptr;
}

bool is_asked(const AssentState& state, const Actor& actor) {
  return std::ranges::any_of(state.parties, [&](const PartyAnswer& asked) {
    return actor.seat_of(state.assent.place, state.assent.role, asked.party.id) != nullptr;
  });
}

AssentState answer_assent(Tx& tx, const Id<Assent>& id, Answer answer, const std::string& reason) {
  tx.lock(id.text);  // two last signatures at once: the second must see the first
  AssentState state = find_assent(tx, id);
  allow(is_asked(state, tx.actor()));
  require(state.open(), "partnership.refusal.assent_ended");
  const Seat* seat = seat_to_sign(state, tx.actor());
  require(seat != nullptr, "partnership.refusal.answered_already");
  if (answer == Answer::sent_back && reason.empty()) refuse_invalid({{"reason", "partnership.field.say_why"}});
  if (kit::characters(reason) > 2000) refuse_invalid({{"reason", "partnership.field.too_long", "2000"}});

  tx.act_from(*seat);
  tx.keep_within(state.assent.wall);
  Signature signature{.id = kit::fresh<Signature>(),
                      .assent = id,
                      .subject = state.assent.subject,
                      .place = state.assent.place,
                      .party = seat->party,
                      .seat = seat->id,
                      .person = tx.actor().person,
                      .answer = answer,
                      .reason = reason,
                      .signed_at = tx.now()};
  tx.record(signature);
  no_longer_needed(tx, id.text, seat->party);

  state = find_assent(tx, id);
  if (answer == Answer::signed_ && !everybody_signed(state)) return state;
  end_assent(tx, state.assent, answer == Answer::signed_ ? AssentOutcome::agreed : AssentOutcome::sent_back);
  state = find_assent(tx, id);
  react(tx, state, signature);
  return state;
}

void on_assent(std::string kind, AssentReactions reactions) { registry()[std::move(kind)] = std::move(reactions); }

const AssentReactions& reactions_to(std::string_view kind) {
  auto found = registry().find(kind);
  if (found == registry().end()) throw std::logic_error("nobody reacts to assent of kind " + std::string(kind));
  return found->second;
}

}  // namespace partnership
