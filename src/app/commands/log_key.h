#pragma once
#include <optional>

#include "app/commands/commands.h"
#include "journal/key.h"

// Which key `concert serve` signs the journal with: the file named by --key, or FILE.key beside the database file. When
// the journal has no key yet, one is made there; --origin names it then.
namespace app {

// Empty where there is no place for one: beside a PostgreSQL database.
std::string log_key_file(const Options& options);

// Nothing, after a sentence on err, if the journal's key is not here: then it is served, and not signed. Throws if a
// key was named and does not fit.
std::optional<journal::SigningKey> log_key_for(Program& program, const Options& options, Console console);

// The key in the file now, for after a rotation. Throws with a sentence.
journal::SigningKey key_after_rotation(const Options& options);

}  // namespace app
