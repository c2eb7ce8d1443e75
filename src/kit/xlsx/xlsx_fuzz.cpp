#include <cstddef>
#include <cstdint>
#include <string_view>

#include "kit/xlsx/xlsx.h"
#include "kit/xlsx/zipped_test.h"

// The first byte chooses which part of a workbook the rest is; a whole archive is tried, too.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  if (size == 0) return 0;
  std::string content(reinterpret_cast<const char*>(data + 1), size - 1);
  kit::Parts parts =
      kit::parts_of({.rows = "<row><c t=\"s\"><v>0</v></c></row><row><c s=\"1\"><v>46204.5</v></c></row>"});
  std::size_t choice = data[0] % (parts.size() + 1);
  if (choice < parts.size()) parts[choice].second = content;
  kit::XlsxLimits limits{.sheet = {.cells = 10'000}, .unpacked_bytes = 1'000'000};
  try {
    kit::read_xlsx(choice < parts.size() ? kit::zipped(parts) : content, "", limits);
  } catch (const kit::SheetRefused&) {
  }
  return 0;
}
