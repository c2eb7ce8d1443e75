#pragma once
#include "partnership/web/request.h"

// What the browser keeps for us: the session's token, which no script can read, and the language.
namespace partnership {

std::string cookie(const Request& request, std::string_view name, std::string_view value, std::int64_t seconds,
                   bool secret);
std::string session_cookie(const Request& request, std::string_view token);  // "" ends it

}  // namespace partnership
