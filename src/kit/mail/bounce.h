// Reads what a mail server sends back about a mail it could not deliver: a delivery status notification as RFC 3464 has
// it (multipart/report). Everybody can write such a mail, so nothing in it is trusted here: whoever asks compares the
// Message-ID with what was sent. Anything else than such a report gives nothing; no input throws.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace kit {

struct Bounce {
  std::string recipient;   // the address that was tried
  std::string message_id;  // of the mail that came back, without brackets; empty when the report does not say
  std::string status;      // "5.1.1"
  std::string diagnostic;  // what the other server said, at most 500 characters
  bool lasting = false;    // failed for good, rather than delayed
};

std::vector<Bounce> read_bounces(std::string_view mail);

}  // namespace kit
