// What `concert serve` is told about mail.
#pragma once
#include "app/commands/commands.h"
#include "partnership/notification_post.h"

namespace app {

// What `concert serve` says about mail: --smtp, --smtp-user, --smtp-password-file, --mail-from, --public-url. Without
// --smtp the setting names no server, and nothing is sent. `own_url` is where the pages are if nothing else is said.
partnership::PostSetting post_setting(const Options& options, const std::string& own_url, Console console);

}  // namespace app
