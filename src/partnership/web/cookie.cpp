#include "partnership/web/cookie.h"

namespace partnership {

// Behind a proxy that speaks HTTPS the browser is told never to send it in the clear.
std::string cookie(const Request& request, std::string_view name, std::string_view value, std::int64_t seconds,
                   bool secret) {
  bool encrypted = request.http().headers.get("X-Forwarded-Proto").value_or("") == "https";
  return std::string(name) + "=" + std::string(value) + "; Path=/; Max-Age=" + std::to_string(seconds) +
         "; SameSite=Lax" + (secret ? "; HttpOnly" : "") + (encrypted ? "; Secure" : "");
}

std::string session_cookie(const Request& request, std::string_view token) {
  return cookie(request, "concert", token, token.empty() ? 0 : 14 * 24 * 3600, true);
}

}  // namespace partnership
