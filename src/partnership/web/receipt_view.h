#pragma once
#include "kit/qr/qr.h"
#include "partnership/record/receipt.h"
#include "partnership/web/router.h"

// Receipts on pages: the sheet with its QR code, the file, and the page that checks them without the server.
namespace partnership {

struct ReceiptPicture {
  std::optional<kit::QrCode> code;  // nothing if even the bare receipt is too long for one
  bool with_words = true;           // it carries what was written, too
};
// `check_url` is where the page that checks receipts is: a telephone that reads the code goes there. The receipt itself
// stands behind the "#", which no browser sends to a server.
ReceiptPicture picture_of(const journal::Receipt& receipt, const std::string& check_url);

std::string when_of(const View& view, Instant at);  // "21 November 2026, 14:05"

// The answer to an act, with the receipt of what was done: after a page the line that says it was done offers it, JSON
// has it in the header Link, rel="receipt". The receipt is of the first entry of the transaction, the act itself.
Response with_receipt(Response response, const Tx& tx);

// The page that checks receipts, one file that can be saved and opened without a network. Set once by the app.
void use_check_page(std::string page);

void receipt_routes(Router& router);

}  // namespace partnership
