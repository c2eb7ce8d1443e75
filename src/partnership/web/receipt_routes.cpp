#include <charconv>

#include "journal/encoding.h"
#include "partnership/web/receipt.html.h"
#include "partnership/web/receipt_view.h"

namespace partnership {
namespace {

// The public address as the browser wrote it; behind a proxy that speaks HTTPS, with that.
std::string check_url(const Request& request) {
  bool encrypted = request.http().headers.get("X-Forwarded-Proto").value_or("") == "https";
  return std::string(encrypted ? "https://" : "http://") +
         std::string(request.http().headers.get("Host").value_or("localhost")) + "/check";
}

void write_receipt(kit::JsonWriter& json, const ReceiptShown& shown) {
  json.begin_object()
      .member("sequence", shown.entry.line.sequence)
      .member("at", shown.entry.line.iso)
      .member("sentence", shown.entry.line.sentence)
      .member("ready", shown.ready());
  if (shown.ready()) {
    json.member("position", shown.entry.position).member("size", shown.size).member("origin", shown.origin);
    json.key("cosigned").begin_array();
    for (const Cosigned& witness : shown.cosigned)
      json.begin_object().member("name", witness.name).member("at", kit::iso(witness.at)).end_object();
    json.end_array().member("receipt", journal::format(*shown.receipt));
  }
  json.end_object();
}

Response receipt_file(const ReceiptShown& shown) {
  if (!shown.ready()) throw Refusal(409, "receipt.refusal.not_ready");
  Response response;
  response.headers.set("Content-Type", "text/plain; charset=utf-8");
  response.headers.set("Content-Disposition",
                       "attachment; filename=\"receipt-" + std::to_string(shown.entry.line.sequence) + ".tlog-proof\"");
  response.headers.set("Cache-Control", "no-store");
  response.body = journal::format(*shown.receipt);
  return response;
}

// /receipts/123 is the sheet, /receipts/123.tlog-proof the file.
Response show_receipt(Request& request, Reader& db) {
  std::string_view part = request.part("sequence");
  std::int64_t sequence = 0;
  auto [end, error] = std::from_chars(part.data(), part.data() + part.size(), sequence);
  std::string_view rest(end, part.data() + part.size());
  if (error != std::errc() || (!rest.empty() && rest != ".tlog-proof")) not_found();
  ReceiptShown shown = find_receipt(db, request.view().language, sequence);
  if (!rest.empty()) return receipt_file(shown);
  return request.show(
      [&] {
        const View& view = request.view();
        Place place{.room = Room::partnership,
                    .title = view.t("receipt.title_of", {{"number", sequence}}),
                    .crumbs = {{view.t("partnership.journal.title"), "/journal"}},
                    .here = view.t("receipt.title")};
        auto picture = shown.ready() ? picture_of(*shown.receipt, check_url(request)) : ReceiptPicture{};
        return receipt_page(view, place, shown, picture);
      },
      [&](kit::JsonWriter& json) { write_receipt(json, shown); });
}

}  // namespace

ReceiptPicture picture_of(const journal::Receipt& receipt, const std::string& check_url) {
  ReceiptPicture picture{kit::qr_code(check_url + "#" + journal::digits_of(receipt)), receipt.words.has_value()};
  if (picture.code || !receipt.words) return picture;
  journal::Receipt bare = receipt;
  bare.words.reset();
  return {kit::qr_code(check_url + "#" + journal::digits_of(bare)), false};
}

std::string when_of(const View& view, Instant at) { return view.date(day_of(at)) + ", " + time_of(at); }

Response with_receipt(Response response, const Tx& tx) {
  if (tx.first_entry() == 0) return response;
  std::string number = std::to_string(tx.first_entry());
  if (auto location = response.headers.get("Location"); response.status == 303 && location) {
    std::string target(*location);
    auto hash = std::min(target.find('#'), target.size());
    bool has_query = target.find('?') < hash;
    target.insert(hash, (has_query ? "&receipt=" : "?receipt=") + number);
    response.headers.set("Location", target);
  } else {
    response.headers.set("Link", "</receipts/" + number + ">; rel=\"receipt\"");
  }
  return response;
}

void receipt_routes(Router& router) { router.get("/receipts/{sequence}", show_receipt); }

}  // namespace partnership
