#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string_view>

#include "kit/ical/reply.h"
#include "kit/mail/address.h"
#include "kit/mail/parts.h"

// Whatever comes by mail, what is read are answers of addresses, bounded in number and length.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  std::string_view text(reinterpret_cast<const char*>(data), size);
  auto parts = kit::mail_parts(text);
  if (parts.size() > 20) std::abort();
  for (auto& part : parts)
    for (auto& reply : kit::read_replies(part.body))
      if (!kit::is_mail_address(reply.address) || reply.uid.size() > 200) std::abort();
  if (kit::read_replies(text).size() > 50) std::abort();
  return 0;
}
