// The first byte chooses what reads the rest.
#include <cstdlib>

#include "kit/http/form.h"
#include "kit/http/uri.h"

namespace {

void check(const kit::Form& form) {
  for (auto& field : form.fields())
    if (!kit::is_clean_utf8(field.first) || !kit::is_clean_utf8(field.second)) std::abort();
}

void read(uint8_t choice, std::string_view text) try {
  size_t line = text.find('\n');
  switch (choice % 4) {
    case 0: return check(kit::parse_query(text));
    case 1: return check(kit::parse_form("multipart/form-data; boundary=b", text));
    case 2: return check(kit::parse_form(text.substr(0, line), line == text.npos ? "" : text.substr(line + 1)));
    case 3:
      if (!kit::is_clean_utf8(kit::decode_path(text))) std::abort();
  }
} catch (const kit::BadRequest&) {
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  if (size == 0) return 0;
  std::string_view text(reinterpret_cast<const char*>(data), size);
  if (kit::percent_decode(kit::percent_encode(text)) != text) std::abort();
  read(data[0], text.substr(1));
  return 0;
}
