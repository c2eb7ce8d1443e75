#pragma once
#include "modules/solving/solving.h"

// The box of an anonymous brainstorm (docs/why/0019-ideas-without-names.md): one value per issue, written anew with
// each idea, in an order that is drawn. It holds words and nothing else, and is gone when the brainstorm ends.
namespace solving {

std::vector<std::string> ideas_in(Reader& db, const Id<Issue>& id);
void keep_ideas(Tx& tx, const Id<Issue>& id, const std::vector<std::string>& ideas);
void destroy_ideas(Tx& tx, const Id<Issue>& id);

// Options for the record: ids that say nothing, in their order, from nobody's seat.
std::vector<Option> shuffled(const Id<Issue>& id, const std::vector<std::string>& ideas, Date day);

}  // namespace solving
