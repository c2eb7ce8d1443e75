// Compression of response bodies (RFC 1952), and the question whether a client wants it. Thread-safe.
#pragma once

#include <string>
#include <string_view>

#include "kit/http/message.h"

namespace kit {

// Level 1 is fast, 9 is small. Throws std::runtime_error only if memory runs out.
std::string gzip(std::string_view content, int level = 5);

// Whether an Accept-Encoding header admits gzip: named with a quality above zero, or covered by a star.
bool accepts_gzip(std::string_view accept_encoding);

// Text, JSON, SVG, scripts and styles shrink; pictures and archives do not.
bool is_compressible(std::string_view content_type);

// Compresses the body of a response if the request admits it and it pays, and adds the headers that say so.
void compress(Response& response, const Headers& request);

}  // namespace kit
