// The embedded files as a browser fetches them. Pages link to url_of("concert.css"), which names the content's hash
// and may be cached for ever; the plain name works too and is asked for again each time. Everything that shrinks is
// compressed once, at construction. Immutable afterwards, hence thread-safe.
#pragma once

#include <functional>
#include <map>
#include <optional>
#include <span>
#include <string>
#include <string_view>

#include "kit/http/asset.h"
#include "kit/http/message.h"

namespace kit {

// If-None-Match holds a list of tags, or a star; they are compared as weak ones.
bool names_tag(std::string_view list, std::string_view tag);

class StaticFiles {
 public:
  explicit StaticFiles(std::span<const Asset> assets);

  // The answer to a request under /assets/, or nothing if there is no such file. A hash that is not this program's
  // (a page of an older or newer one, during an update) gets the present content, not to be cached.
  std::optional<Response> serve(const Request& request) const;

  // "/assets/concert.1f3a9c04.css". Throws std::out_of_range for a file that is not embedded.
  const std::string& url_of(std::string_view name) const;

 private:
  struct File {
    Asset asset;
    std::string url;
    std::string tag;
    std::string compressed;  // empty if that does not pay
  };
  const File* find(std::string_view path) const;

  std::map<std::string, File, std::less<>> files_;  // by name
};

}  // namespace kit
