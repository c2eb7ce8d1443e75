#pragma once
#include "partnership/assent.h"
#include "partnership/clocks.h"

// A later date for a running clock, by mutual consent: somebody who sits where it is owed proposes it with a reason,
// and it holds once every other party that sits there has agreed. Declined, the old date stays. Both are in the clock's
// history, and a clock that stops takes an open proposal with it. Dates are days of the partnership's time zone.
namespace partnership {

struct ExtensionProposal {
  static constexpr auto prefix = "postponement";
  Id<ExtensionProposal> id;
  Id<Clock> clock;
  std::string subject;  // as the clock says, for its history
  Date due_on;
  std::string reason;
  Date proposed_on;
  static const Table& table();
};

// The seat from which this person may ask for a later date: theirs where the clock is owed, in the role that owes it,
// for whichever party.
const Seat* seat_to_extend(const Actor& actor, const Clock& clock);

// Who has to consent: the party that owes it, and those with a seat there today.
std::vector<Id<Party>> parties_to_extension(Reader& db, const Clock& clock);

struct ProposedExtension {
  ExtensionProposal proposal;
  AssentState state;
};
// Newest first, at most `most`.
std::vector<ProposedExtension> proposed_extensions(Reader& db, const Id<Clock>& clock, int most);
std::vector<ClockExtension> extensions_of(Reader& db, const Id<Clock>& clock);

// Proposes, and thereby agrees for the proposer's own party. Refused while a proposal is open, for a clock that does
// not run, where no other party sits, and for a date that is past or not later than the one that holds.
ExtensionProposal propose_extension(Tx& tx, const Id<Clock>& clock, Date due_on, const std::string& reason);
// Reaction: every party agreed, so the later date holds.
void extension_agreed(Tx& tx, const Assent& assent);
// A clock that stops is not extended any more.
void withdraw_extension(Tx& tx, const Id<Clock>& clock);

}  // namespace partnership
