#include "partnership/web/log_routes.h"

#include "journal/tile.h"
#include "partnership/log/log.h"

namespace partnership {
namespace {

constexpr std::string_view for_ever = "max-age=31536000, immutable";

Response file(std::string content, std::string type, std::string caching) {
  Response response{.status = 200, .headers = {}, .body = std::move(content), .gzip = false};
  response.headers.set("Content-Type", std::move(type));
  response.headers.set("Cache-Control", std::move(caching));
  return response;
}

Response show_checkpoint(Request&, Reader& db) {
  auto checkpoint = published_checkpoint(db.db());
  if (!checkpoint) not_found();
  return file(std::move(*checkpoint), "text/plain; charset=utf-8", "public, max-age=2");
}

// A tile that the published tree has, at its present width or a smaller one that it had before.
bool is_published(Reader& db, const journal::Tile& tile) {
  auto size = static_cast<std::uint64_t>(published_size(db.db()));
  auto present = journal::tile_at(tile.level, tile.index, size);
  return present && tile.width <= present->width;
}

std::string bundle(Reader& db, const journal::Tile& tile) {
  std::vector<std::string> entries;
  auto begin = static_cast<std::int64_t>(tile.index * journal::tile_width);
  db.each(
      "select entry from journal_leaves join journal_entries on journal_entries.sequence = journal_leaves.sequence"
      " where position >= $1 and position < $2 order by position",
      {begin, begin + tile.width}, [&](const kit::Row& row) { entries.emplace_back(row.text(0)); });
  return journal::bundle_bytes(entries);
}

Response show_tile(Request& request, Reader& db) {
  auto path = journal::parse_tile_path("tile/" + request.part("path"));
  if (!path || (path->is_bundle && db.actor().seats.empty()) || !is_published(db, path->tile)) not_found();
  std::string content = path->is_bundle ? bundle(db, path->tile) : stored_tile(db.db(), path->tile);
  return file(std::move(content), "application/octet-stream",
              (path->is_bundle ? "private, " : "public, ") + std::string(for_ever));
}

}  // namespace

void log_routes(Router& router) {
  router.get("/log/checkpoint", show_checkpoint, Who::anyone);
  router.get("/log/tile/{path*}", show_tile, Who::anyone);
}

}  // namespace partnership
