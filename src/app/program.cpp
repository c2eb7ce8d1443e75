#include "app/program.h"

#include <fmt/format.h>
#include <sodium.h>

#include <chrono>
#include <mutex>

#include "app/embedded.h"
#include "app/findable.h"
#include "app/projections.h"
#include "app/reactions.h"
#include "app/routes.h"
#include "app/tables.h"
#include "kit/chart/png.h"
#include "kit/db/migrate.h"
#include "partnership/findable.h"
#include "partnership/log/commit_order.h"
#include "partnership/naming.h"
#include "partnership/web/check_page.h"
#include "partnership/web/live_routes.h"
#include "partnership/web/parts.h"

namespace app {
namespace {

const kit::StaticFiles& static_files() {
  static const kit::StaticFiles files(web_assets());
  return files;
}

std::string_view web_asset(std::string_view path) {
  for (const kit::Asset& asset : web_assets())
    if (asset.path == path) return asset.content;
  throw std::logic_error("no such asset: " + std::string(path));
}

kit::Words load_words() {
  std::vector<kit::WordFile> files;
  for (const kit::Asset& asset : word_assets()) files.push_back({asset.path, asset.content});
  return kit::Words(files);
}

std::vector<kit::Migration> migrations() {
  std::vector<kit::Migration> all;
  for (const kit::Asset& asset : schema_assets()) all.push_back({asset.path, asset.content});
  return all;
}

}  // namespace

void prepare_process() {
  static std::once_flag once;
  std::call_once(once, [] {
    if (sodium_init() < 0) throw std::runtime_error("libsodium cannot start");
    kit::use_words(load_words());
    partnership::use_assets([](std::string_view name) { return static_files().url_of(name); });
    kit::use_picture_style(kit::picture_style(web_asset("chart.css"), web_asset("concert.css")));
    partnership::use_check_page(web_asset("check.html"));
    partnership::know_tables(journaled_tables());
    wire_reactions();
    wire_projections();
    wire_search();
  });
}

Program::Program(Setting setting) : setting_(std::move(setting)) {
  prepare_process();
  database_ =
      std::make_unique<kit::Database>(kit::DatabaseOptions{.url = setting_.database, .readers = setting_.readers});
  kit::migrate(*database_, migrations());
  partnership::keep_commit_order(*database_);
  partnership::make_missing_entries(*database_);
  kit::Zone zone(setting_.zone);
  partnership::use_zone(zone);
  router_ = std::make_unique<partnership::Router>(*database_, partnership::Router::Options{zone, setting_.now});
  live_ = std::make_unique<partnership::Live>(*database_, zone, setting_.now);
  partnership::live_routes(*router_, *live_);
  add_routes(*router_);
  keeper_ = std::make_unique<partnership::JournalKeeper>(*database_);
}

void Program::act(const std::function<void(partnership::Tx&)>& act) {
  kit::Session session = database_->write();
  partnership::Actor nobody;
  partnership::Tx tx(session, nobody, router_->now(), router_->today());
  act(tx);
  tx.commit();
}

kit::Response Program::answer(kit::Request& request) {
  if (request.path.starts_with("/assets/"))
    if (auto file = static_files().serve(request)) return std::move(*file);
  auto begin = std::chrono::steady_clock::now();
  kit::Response response = router_->answer(request);
  std::chrono::duration<double, std::milli> took = std::chrono::steady_clock::now() - begin;
  response.headers.set("Server-Timing", fmt::format("app;dur={:.3f}", took.count()));
  return response;
}

}  // namespace app
