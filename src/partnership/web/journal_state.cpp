#include <algorithm>

#include "journal/encoding.h"
#include "partnership/web/journal_view.h"

// How the journal stands, for everybody to read: who vouches for it, since when, and who should do what if not.
namespace partnership {
namespace {

std::optional<Party> party_of(Reader& db, const Id<Party>& id) {
  return id.empty() ? std::nullopt : db.maybe<Party>("where id = $1", {id});
}

std::string standing_of(const View& view, const WitnessState& witness, Instant now) {
  if (!witness.cosigned_at) return view.t("journal.page.witness_never");
  return view.t("journal.page.witness_last",
                {{"count", witness.size}, {"ago", long_ago(view, *witness.cosigned_at, now)}});
}

std::string trouble_of(const View& view, const WitnessState& witness, const std::optional<Party>& party, Instant now) {
  std::string sentence = view.t(witness.trouble, {{"detail", witness.trouble_detail}});
  if (witness.trouble_since)
    sentence += " " + view.t("journal.page.since", {{"ago", long_ago(view, *witness.trouble_since, now)}});
  return sentence + " " +
         (party ? view.t("journal.page.party_looks", {{"party", party->name}}) : view.t("journal.page.host_looks"));
}

WitnessShown shown(Reader& db, const View& view, const WitnessState& witness) {
  auto party = party_of(db, witness.party);
  return {.name = witness.name,
          .mark = party ? class_of(*party) : "neutral",
          .standing = standing_of(view, witness, db.now()),
          .trouble = witness.well() ? "" : trouble_of(view, witness, party, db.now()),
          .well = witness.well()};
}

void say_how_it_stands(Reader& db, const View& view, const LogState& log, JournalState& state) {
  auto all = static_cast<int>(log.witnesses.size());
  auto well = static_cast<int>(std::ranges::count_if(log.witnesses, &WitnessState::well));
  auto waiting = state.size - log.cosigned_size;
  auto say = [&](std::string_view sentence, std::string_view advice) {
    state.sentence = view.t(sentence, {{"well", well},
                                       {"all", all},
                                       {"quorum", log.quorum},
                                       {"count", waiting},
                                       {"ago", log.cosigned_at ? long_ago(view, *log.cosigned_at, db.now()) : ""}});
    if (!advice.empty()) state.advice = view.t(advice, {{"quorum", log.quorum}});
  };
  if (log.origin.empty()) return say("journal.page.no_key", "journal.page.no_key_advice");
  if (all == 0) return say("journal.page.alone", "journal.page.alone_advice");
  state.trouble = well < log.quorum;
  state.sealed = log.cosigned_size > 0 && well == all;
  if (state.trouble) return say("journal.page.too_few", "journal.page.too_few_advice");
  if (log.cosigned_size == 0) return say("journal.page.first", "");
  if (well < all) return say("journal.page.some", "journal.page.some_advice");
  if (waiting > 0) return say("journal.page.nearly", "");
  say("journal.page.well", "");
}

}  // namespace

std::string long_ago(const View& view, Instant then, Instant now) {
  std::int64_t seconds = std::max<std::int64_t>(0, (now.micros - then.micros) / 1'000'000);
  if (seconds < 60) return view.t("journal.page.seconds_ago", {{"count", seconds}});
  if (seconds < 3600) return view.t("journal.page.minutes_ago", {{"count", seconds / 60}});
  if (seconds < 48 * 3600) return view.t("journal.page.hours_ago", {{"count", seconds / 3600}});
  return view.t("journal.page.days_ago", {{"count", seconds / 86400}});
}

JournalState journal_state_of(Reader& db, const View& view) {
  LogState log = log_state(db.db());
  JournalState state;
  state.entries = db.value<std::int64_t>("select coalesce(max(sequence), 0) from journal_entries");
  state.size = log.head ? log.head->size : 0;
  state.root = log.head ? journal::base64(log.head->root) : "–";
  for (const WitnessState& witness : log.witnesses) state.witnesses.push_back(shown(db, view, witness));
  for (const journal::VerifierKey& key : log.log_keys)
    state.keys.push_back({view.t("journal.page.log_key"), journal::format(key), view.t("journal.page.log_key_hint")});
  for (std::size_t i = 0; i < log.witness_keys.size(); ++i)
    state.keys.push_back(
        {log.witnesses[i].name, journal::format(log.witness_keys[i]), view.t("journal.page.witness_key_hint")});
  say_how_it_stands(db, view, log, state);
  return state;
}

}  // namespace partnership
