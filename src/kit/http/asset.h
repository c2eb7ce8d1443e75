// A file that tools/embed.py built into the program: the stylesheet, an icon, a migration, a list of words.
// All four are views of constants and live as long as the program.
#pragma once

#include <string_view>

namespace kit {

struct Asset {
  std::string_view path;          // below the folder its kind shares: "concert.css", "en/teams.json"
  std::string_view content_type;  // "text/css; charset=utf-8"
  std::string_view content;
  std::string_view hash;  // SHA-256 of the content, 64 hexadecimal digits
};

}  // namespace kit
