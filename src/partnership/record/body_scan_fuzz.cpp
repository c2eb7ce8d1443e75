// Bodies are read from a database that others can write: any bytes must be read or refused, and nothing else.
#include <cstdint>

#include "partnership/record/body_scan.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  std::string_view bytes(reinterpret_cast<const char*>(data), size), name, value;
  partnership::ScannedBody body;
  if (!partnership::scan_body(bytes, body)) return 0;
  for (std::string_view part : {body.row, body.key, body.from, body.to, body.gone, body.was}) {
    partnership::Scan members(part);
    while (members.member(name, value)) {
    }
  }
  for (std::string_view part : {body.fields, body.rows, body.about}) {
    partnership::Scan values(part);
    while (values.value(value)) {
    }
  }
  return 0;
}
