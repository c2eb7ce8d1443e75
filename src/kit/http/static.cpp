#include "kit/http/static.h"

#include <algorithm>
#include <stdexcept>

#include "kit/http/gzip.h"
#include "kit/http/token.h"

namespace kit {
namespace {

constexpr std::string_view folder = "/assets/";
constexpr size_t hash_length = 8;

std::string hashed_url(const Asset& asset) {
  size_t dot = std::min(asset.path.rfind('.'), asset.path.size());
  std::string url(folder);
  url.append(asset.path.substr(0, dot)).append(".").append(asset.hash.substr(0, hash_length));
  return url.append(asset.path.substr(dot));
}

std::string compressed(const Asset& asset) {
  if (!is_compressible(asset.content_type)) return {};
  std::string smaller = gzip(asset.content, 9);
  return smaller.size() < asset.content.size() ? smaller : std::string();
}

bool is_hash(std::string_view text) {
  return text.size() == hash_length && text.find_first_not_of("0123456789abcdef") == text.npos;
}

// "concert.1f3a9c04.css" to "concert.css"; a name without a hash stays as it is.
std::string without_hash(std::string_view name) {
  size_t last = name.rfind('.');
  if (last == name.npos || last == 0) return std::string(name);
  size_t first = name.rfind('.', last - 1);
  if (first == name.npos || !is_hash(name.substr(first + 1, last - first - 1))) return std::string(name);
  return std::string(name.substr(0, first)) += name.substr(last);
}

}  // namespace

bool names_tag(std::string_view list, std::string_view tag) {
  return without_blanks(list) == "*" || list.find(tag) != list.npos;
}

StaticFiles::StaticFiles(std::span<const Asset> assets) {
  for (const Asset& asset : assets) {
    std::string tag = "\"" + std::string(asset.hash.substr(0, 2 * hash_length)) + "\"";
    files_.emplace(asset.path, File{asset, hashed_url(asset), std::move(tag), compressed(asset)});
  }
}

const StaticFiles::File* StaticFiles::find(std::string_view path) const {
  if (!path.starts_with(folder)) return nullptr;
  std::string_view name = path.substr(folder.size());
  auto found = files_.find(name);
  if (found == files_.end()) found = files_.find(without_hash(name));
  return found == files_.end() ? nullptr : &found->second;
}

std::optional<Response> StaticFiles::serve(const Request& request) const {
  const File* file = find(request.path);
  if (!file) return std::nullopt;
  Response response;
  response.gzip = false;
  bool for_ever = request.path == file->url;
  response.headers.add("Cache-Control", for_ever ? "public, max-age=31536000, immutable" : "no-cache");
  bool zipped = !file->compressed.empty() && accepts_gzip(request.headers.get("Accept-Encoding").value_or(""));
  // A weak tag, because it stands for the compressed bytes as well.
  response.headers.add("ETag", "W/" + file->tag);
  if (!file->compressed.empty()) response.headers.add("Vary", "Accept-Encoding");
  if (names_tag(request.headers.get("If-None-Match").value_or(""), file->tag)) {
    response.status = 304;
    return response;
  }
  response.headers.add("Content-Type", std::string(file->asset.content_type));
  if (zipped) response.headers.add("Content-Encoding", "gzip");
  response.body = zipped ? file->compressed : std::string(file->asset.content);
  return response;
}

const std::string& StaticFiles::url_of(std::string_view name) const {
  auto found = files_.find(name);
  if (found == files_.end()) throw std::out_of_range("there is no embedded file " + std::string(name));
  return found->second.url;
}

}  // namespace kit
