#include "partnership/extensions.h"

#include "kit/text/utf8.h"

namespace partnership {
namespace {

constexpr std::size_t longest_reason = 1000;

std::optional<ExtensionProposal> open_proposal(Reader& db, const Id<Clock>& clock) {
  return db.maybe<ExtensionProposal>(
      "where clock_id = $1 and exists (select 1 from assents where subject_id = $1 and part = extension_proposals.id"
      " and not exists (select 1 from assent_endings where assent_id = assents.id)) limit 1",
      {clock});
}

// Exactly this is what the parties sign, whatever their language.
std::string text_of(const ExtensionProposal& proposal, Date due_now) {
  return "clock: " + proposal.clock.text + "\ndue until now: " + kit::iso(due_now) +
         "\ndue from now on: " + kit::iso(proposal.due_on) + "\nreason: " + proposal.reason + "\n";
}

std::vector<FieldError> faults_of(Date due_on, const std::string& reason, Date due_now, Date today) {
  std::vector<FieldError> faults;
  if (due_on <= today) {
    faults.push_back({"due_on", "partnership.clock.refusal.past"});
  } else if (due_on <= due_now) {
    faults.push_back({"due_on", "partnership.clock.refusal.not_later", kit::iso(due_now)});
  }
  if (reason.empty()) faults.push_back({"reason", "partnership.field.say_why"});
  if (kit::characters(reason) > longest_reason)
    faults.push_back({"reason", "partnership.field.too_long", std::to_string(longest_reason)});
  return faults;
}

void put_before_parties(Tx& tx, const Running& running, const ExtensionProposal& proposal,
                        std::vector<Id<Party>> parties) {
  Assent assent = ask_assent(tx, {.kind = "clock.extension",
                                  .subject = proposal.clock.text,
                                  .part = proposal.id.text,
                                  .place = running.clock.place,
                                  .role = running.clock.role,
                                  .parties = std::move(parties),
                                  .text = text_of(proposal, running.due_on),
                                  .about = running.about,
                                  .url = "/clocks/" + proposal.clock.text});
  answer_assent(tx, assent.id, Answer::signed_, "");  // whoever proposes it agrees to it
}

}  // namespace

const Table& ExtensionProposal::table() {
  static const Table table(
      "extension_proposals",
      {field<&ExtensionProposal::id>("id", {.key = true}),
       field<&ExtensionProposal::clock>("clock_id", {.place = true}),
       field<&ExtensionProposal::subject>("subject_id", {.place = true}),
       field<&ExtensionProposal::due_on>("due_on", {.required = true}),
       field<&ExtensionProposal::reason>("reason", {.required = true, .longest = static_cast<int>(longest_reason)}),
       field<&ExtensionProposal::proposed_on>("proposed_on")},
      {.kind = "partnership.extension_proposal"});
  return table;
}

const Seat* seat_to_extend(const Actor& actor, const Clock& clock) { return actor.seat(clock.place, clock.role); }

std::vector<Id<Party>> parties_to_extension(Reader& db, const Clock& clock) {
  std::vector<Id<Party>> ids;
  for (const Party& party :
       db.all<Party>("where id = $1 or id in (select party_id from seats where place_id = $2 and role = $3"
                     " and starts_on <= $4 and (ends_on is null or ends_on >= $4)) order by place",
                     {clock.party, clock.place, kit::to_value(clock.role), db.today()}))
    ids.push_back(party.id);
  return ids;
}

std::vector<ProposedExtension> proposed_extensions(Reader& db, const Id<Clock>& clock, int most) {
  std::vector<ProposedExtension> proposed;
  for (ExtensionProposal& one :
       db.all<ExtensionProposal>("where clock_id = $1 order by proposed_on desc, id desc limit $2", {clock, most}))
    if (auto state = latest_assent(db, clock.text, one.id.text))
      proposed.push_back({std::move(one), std::move(*state)});
  return proposed;
}

std::vector<ClockExtension> extensions_of(Reader& db, const Id<Clock>& clock) {
  return db.all<ClockExtension>("where clock_id = $1 order by agreed_at, id limit 100", {clock});
}

ExtensionProposal propose_extension(Tx& tx, const Id<Clock>& id, Date due_on, const std::string& reason) {
  tx.lock(id.text);  // of two who propose at once, the second must see the first
  Clock clock = find_clock(tx, id);
  const Seat* seat = seat_to_extend(tx.actor(), clock);
  allow(seat != nullptr);
  auto running = running_clock(tx, id);
  require(running.has_value(), "partnership.clock.refusal.stopped");
  require(!open_proposal(tx, id), "partnership.clock.refusal.open_already");
  auto parties = parties_to_extension(tx, clock);
  require(parties.size() > 1, "partnership.clock.refusal.nobody_else");
  refuse_invalid(faults_of(due_on, reason, running->due_on, tx.today()));

  tx.act_from(*seat);
  tx.keep_within(clock.wall);
  ExtensionProposal proposal{.id = kit::fresh<ExtensionProposal>(),
                             .clock = id,
                             .subject = clock.subject,
                             .due_on = due_on,
                             .reason = reason,
                             .proposed_on = tx.today()};
  tx.insert(proposal);
  put_before_parties(tx, *running, proposal, std::move(parties));
  return proposal;
}

void extension_agreed(Tx& tx, const Assent& assent) {
  auto proposal = tx.find(Id<ExtensionProposal>{assent.part});
  extend_clock(tx, proposal.clock, proposal.due_on, proposal.reason);
}

void withdraw_extension(Tx& tx, const Id<Clock>& clock) {
  if (auto open = open_proposal(tx, clock)) withdraw_assent(tx, clock.text, open->id.text);
}

}  // namespace partnership
