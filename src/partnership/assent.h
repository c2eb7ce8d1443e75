#pragma once
#include <functional>

#include "partnership/needs.h"

// Assent: an act that binds everybody is put to every party, signed by one holder of the right seat for each, and takes
// effect with the last signature. One party sending it back ends it; a changed text is a new question.
namespace partnership {

struct Assent {
  static constexpr auto prefix = "assent";
  Id<Assent> id;
  std::string kind;     // charter.section, project.aim, saving, path.rating, policy, …
  std::string subject;  // the thing it concerns
  std::string part;     // a section of it, or empty
  std::string place;    // where the signers sit
  Role role = Role::co_lead;
  std::string digest;  // SHA-256, in hex, of the exact text that was put to them
  Instant opened_at;
  std::string opened_by;
  std::string wall = std::string(joint_wall);  // that of whoever asks: Tx::wall
  static const Table& table();
};

struct AssentParty {
  Id<Assent> assent;
  Id<Party> party;
  static const Table& table();
};

enum class Answer { signed_, sent_back };
inline auto names(Answer) { return std::array{"signed"sv, "sent_back"sv}; }

struct Signature {
  static constexpr auto prefix = "signature";
  Id<Signature> id;
  Id<Assent> assent;
  std::string subject, place;  // as the assent says, for their histories
  Id<Party> party;
  Id<Seat> seat;
  Id<Person> person;
  Answer answer = Answer::signed_;
  std::string reason;
  Instant signed_at;
  static const Table& table();
};

enum class AssentOutcome { agreed, sent_back, withdrawn };
inline auto names(AssentOutcome) { return std::array{"agreed"sv, "sent_back"sv, "withdrawn"sv}; }

struct AssentEnding {
  Id<Assent> assent;
  AssentOutcome outcome = AssentOutcome::agreed;
  Instant ended_at;
  static const Table& table();
};

// Who is asked, and what a page shows of it.
struct Asked {
  std::string kind, subject, part;
  std::string place;
  Role role;
  std::vector<Id<Party>> parties;
  std::string text;   // exactly what they are asked to agree to
  std::string about;  // names it in Needs me
  std::string url;    // where it is read and signed
  std::optional<Date> due_on = {};
};

// Withdraws a question still open on the same subject and part, then asks anew.
Assent ask_assent(Tx& tx, const Asked& asked);

// Takes an open question back, when what it asked about is gone.
void withdraw_assent(Tx& tx, std::string_view subject, std::string_view part = "");

struct PartyAnswer {
  Party party;
  std::optional<Signature> signature;
  std::string name;  // of who signed
};

struct AssentState {
  Assent assent;
  std::vector<PartyAnswer> parties;  // in the parties' order
  std::optional<AssentEnding> ending;

  bool open() const { return !ending; }
  bool agreed() const { return ending && ending->outcome == AssentOutcome::agreed; }
  const PartyAnswer* answer_of(const Id<Party>& party) const;
};

std::optional<AssentState> latest_assent(Reader& db, std::string_view subject, std::string_view part = "");
AssentState find_assent(Reader& db, const Id<Assent>& id);  // also behind a wall: 404

// The seat from which this person can answer: theirs in the right place and role, of a party that has not answered.
const Seat* seat_to_sign(const AssentState& state, const Actor& actor);

// Whether one of the parties asked can answer through this person, now or had it not answered already.
bool is_asked(const AssentState& state, const Actor& actor);

// Records one party's answer; the last signature, or the first sending back, ends it. Sending back needs a reason.
AssentState answer_assent(Tx& tx, const Id<Assent>& id, Answer answer, const std::string& reason);

// What happens, in the same transaction, when everybody has agreed: one line per kind in app/reactions.cpp.
struct AssentReactions {
  std::function<void(Tx&, const Assent&)> agreed;
  std::function<void(Tx&, const Assent&, const Signature&)> sent_back;
  std::function<std::string(Reader&, const Assent&)> url;
};
void on_assent(std::string kind, AssentReactions reactions);
const AssentReactions& reactions_to(std::string_view kind);

}  // namespace partnership
