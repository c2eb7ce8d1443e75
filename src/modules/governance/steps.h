#pragma once
#include "modules/governance/governance.h"

// What the commands of this module share with each other.
namespace governance {

Body locked_body(Tx& tx, const Id<Body>& id);

// Nothing hangs below itself, and nothing below what has ended.
bool may_hang(Reader& db, const Body& body, const Id<Body>& parent);

// The parties of the body without a co-chair are asked to put one forward.
void ask_for_chairs(Tx& tx, const Body& body);

// Puts a question to a co-chair of every party in the body. Whoever asks it as a co-chair signs it thereby.
struct ChairsAsked {
  std::string kind, subject, part, text, url;
};
void ask_chairs(Tx& tx, const Body& body, const ChairsAsked& asked);

}  // namespace governance
