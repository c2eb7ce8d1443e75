// Mail addresses that may be put on an envelope: one @, letters, digits and the usual marks before it, a host name
// behind it, all ASCII, so that nothing in them can end a header or a command. The long forms of the standard (quoted
// names, comments, addresses of machines by number) and names beyond ASCII are refused.
#pragma once

#include <string_view>

namespace kit {

bool is_mail_address(std::string_view text);
std::string_view host_of_address(std::string_view address);  // behind the @

}  // namespace kit
