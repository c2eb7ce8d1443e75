#pragma once
// QR codes (ISO/IEC 18004) by libqrencode, as the outline of their dark modules: one path of an SVG whose unit is a
// module, crisp at every size. Without the quiet zone, which is `qr_margin` modules on each side. Runs of digits are
// packed as digits. The lowest level of error correction, which keeps the modules of a long text as large as can be.
// May be called from any thread.
#include <optional>
#include <string>
#include <string_view>

namespace kit {

inline constexpr int qr_margin = 4;

struct QrCode {
  int width = 0;     // modules a side
  std::string path;  // "M0 0h7v1h-7z…", the margin left out
};

// Nothing if the text is too long for any QR code. Throws std::invalid_argument for an empty text or one with a NUL.
std::optional<QrCode> qr_code(std::string_view text);

}  // namespace kit
