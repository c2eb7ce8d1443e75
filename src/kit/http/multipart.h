// The body of a multipart/form-data form (RFC 7578). Called by parse_form; promises are stated there.
#pragma once

#include <string_view>

#include "kit/http/message.h"

namespace kit {

Form parse_multipart(std::string_view boundary, std::string_view body);

}  // namespace kit
