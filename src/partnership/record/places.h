#pragma once
#include <set>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "kit/db/db.h"

// Where in the partnership an entry of the journal belongs: its chapter (what sort of act it was), the units in which
// it happened with all above them, and the person who acted. The journal's page finds its way by these, so that a
// filter costs the same in a journal of ten million entries as in one of ten. A projection: kind, seat and subjects
// stand in the entry or its body, so it can be worked out again.
namespace partnership {

// "teams.charter_start" belongs to the chapter "teams"; a kind that nobody has thought of, to "other".
std::string_view chapter_of(std::string_view kind);
// All of them, in the order in which a page offers them.
std::span<const std::string_view> chapters();

// Whether acts of this kind bind whoever did them, so that they will want a receipt: signatures, stances, votes,
// submissions.
bool binds(std::string_view kind);

// How the unit of a thing is found by its id ($1): lies_in("team", "select unit_id from teams where id = $1"). Modules
// add theirs in app/reactions.cpp; a thing of no known kind lies nowhere in particular.
void lies_in(std::string prefix, std::string sql);

// SQL for where things are, of those that are somewhere: part of a larger statement, to whose values it adds its own.
// Empty if they lie nowhere.
std::string units_query(const std::set<std::string>& subjects, std::vector<kit::Value>& values);

// Notes where an entry belongs. Kind and seat are the true ones, also of an entry behind a wall; the things among its
// subjects must be there already. Noting it twice changes nothing.
void note_places(kit::Session& db, std::int64_t sequence, std::string_view kind, std::string_view seat,
                 const std::set<std::string>& subjects);

}  // namespace partnership
