#pragma once
#include "modules/setup/setup.h"

// Files an administrator has sent and not yet confirmed: theirs alone, beside the journal, gone once they are used.
namespace setup {

inline constexpr std::size_t most_megabytes = 30;

bool may_import(const Actor& actor);
void keep_uploads(Tx& tx, const std::vector<File>& files);
std::vector<File> uploads_of(Reader& db);
std::vector<std::string> upload_names_of(Reader& db);
void drop_uploads(Tx& tx);

}  // namespace setup
