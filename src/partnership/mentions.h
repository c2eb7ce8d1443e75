#pragma once
#include "partnership/reader.h"

// Names after an @ in what people write: "@Ana Flores, can you look?" Typed names are resolved without script: the
// longest that somebody bears, else the first name of somebody with a seat at the place. Who is meant is asked back
// when several fit.
namespace partnership {

// What stands after each @ at the beginning of a word: up to four words, without punctuation behind them.
std::vector<std::string> phrases_after_at(std::string_view text);

struct Candidate {
  Id<Person> person;
  std::string name, job;
};
struct Mentioned {
  std::string typed;  // the words that fit: "Ana Flores"; when none does, the first word
  std::vector<Candidate> candidates;
};
// Whom somebody at the place may be about to name: those with a seat there of whose name a word begins so.
std::vector<Candidate> who_to_name(Reader& db, std::string_view typed, std::string_view place);
// Each phrase once, in the order of the text.
std::vector<Mentioned> mentioned_in(Reader& db, std::string_view text, std::string_view place);

}  // namespace partnership
