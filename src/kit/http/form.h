// Query strings and form bodies taken apart: application/x-www-form-urlencoded and multipart/form-data (RFC 7578).
// Text fields come out as valid UTF-8 without NUL; anything malformed, or beyond the limits below, throws BadRequest
// with a sentence that says what is wrong. The size of the whole body is limited by the server.
#pragma once

#include <string_view>

#include "kit/http/message.h"

namespace kit {

constexpr size_t most_form_fields = 5000;       // fields and files together
constexpr size_t longest_field_name = 200;      // bytes
constexpr size_t longest_part_head = 8 * 1024;  // bytes of a part's own header lines

Form parse_query(std::string_view query);

// An empty body gives an empty form, whatever its type. A file input left empty by the person is left out.
Form parse_form(std::string_view content_type, std::string_view body);

}  // namespace kit
