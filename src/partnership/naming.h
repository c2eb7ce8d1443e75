#pragma once
#include <string>
#include <string_view>

#include "partnership/reader.h"

// The name behind an id, for sentences: "team_01j…" is Patient Transport. Each kind of thing says once where its names
// are kept; modules add theirs in app/reactions.cpp.
namespace partnership {

// `sql` selects a name by $1: "select name from teams where id = $1".
void name_by(std::string prefix, std::string sql);

// A charter is known by its team, an assent by what it asks about: `sql` selects that thing's id by $1.
void known_by(std::string prefix, std::string sql);
// That thing, followed to the end; the id itself for anything else.
std::string thing_behind(Reader& db, std::string_view id);

// Empty for what has no name, or no longer exists.
std::string name_of(Reader& db, std::string_view id);

// The person who sits in a seat, or sat; empty for a seat that nobody knows, as the host's.
std::string holder_of(Reader& db, const Id<Seat>& seat);

// The tables the journal speaks of, so that a value in a body can be read by its kind. Set once at the start.
void know_tables(std::vector<const Table*> tables);
// Nothing for a table or a field of another time.
const Table* known_table(std::string_view name);
const kit::Field* known_field(std::string_view table, std::string_view field);

}  // namespace partnership
