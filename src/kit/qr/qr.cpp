#include "kit/qr/qr.h"

#include <fmt/format.h>
#include <qrencode.h>

#include <cerrno>
#include <memory>
#include <stdexcept>

namespace kit {
namespace {

using Symbol = std::unique_ptr<QRcode, void (*)(QRcode*)>;

// One rectangle for each run of dark modules in a row.
std::string outline_of(const QRcode& symbol) {
  std::string path;
  auto is_dark = [&](int x, int y) { return (symbol.data[y * symbol.width + x] & 1) != 0; };
  for (int y = 0; y < symbol.width; ++y)
    for (int x = 0; x < symbol.width; ++x) {
      int begin = x;
      while (x < symbol.width && is_dark(x, y)) ++x;
      if (x > begin) fmt::format_to(std::back_inserter(path), "M{} {}h{}v1h-{}z", begin, y, x - begin, x - begin);
    }
  return path;
}

}  // namespace

std::optional<QrCode> qr_code(std::string_view text) {
  if (text.empty() || text.find('\0') != std::string_view::npos)
    throw std::invalid_argument("a QR code is made of a text that is not empty and has no NUL");
  Symbol symbol(QRcode_encodeString(std::string(text).c_str(), 0, QR_ECLEVEL_L, QR_MODE_8, 1), QRcode_free);
  if (!symbol && errno == ERANGE) return std::nullopt;
  if (!symbol) throw std::runtime_error("the QR code could not be drawn");
  return QrCode{symbol->width, outline_of(*symbol)};
}

}  // namespace kit
