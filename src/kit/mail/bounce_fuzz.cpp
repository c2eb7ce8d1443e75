#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string_view>

#include "kit/mail/address.h"
#include "kit/mail/bounce.h"

// Whatever comes, what is read are addresses, bounded in number and length.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  auto bounces = kit::read_bounces({reinterpret_cast<const char*>(data), size});
  if (bounces.size() > 100) std::abort();
  for (auto& bounce : bounces) {
    if (!kit::is_mail_address(bounce.recipient) || bounce.diagnostic.size() > 500) std::abort();
    if (!bounce.message_id.empty() && !kit::is_mail_address(bounce.message_id)) std::abort();
  }
  return 0;
}
