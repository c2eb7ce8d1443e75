// Reads the parts of a mail as MIME has it (RFC 2045, 2046): header fields, and bodies out of their encodings, in parts
// of parts too. Everybody can write a mail, so everything is bounded and no input throws; what cannot be read is left
// out.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace kit {

struct MailField {
  std::string name, value;
};
using MailFields = std::vector<MailField>;

// Header fields to the empty line, which is taken too; folded lines are joined.
MailFields take_mail_fields(std::string_view& text);
std::string_view mail_value(const MailFields& fields, std::string_view name);  // of the first; or nothing
bool same_word(std::string_view left, std::string_view right);                 // upper and lower case alike
std::string_view trimmed_word(std::string_view text);

struct MailPart {
  std::string type;  // "text/calendar; method=REPLY", as it was written
  std::string body;

  bool is(std::string_view kind) const;  // "text/calendar"
};
// Those that are no frame for others, in order.
std::vector<MailPart> mail_parts(std::string_view mail);

// One level of a frame: what stands between its boundaries, undecoded. For a report's parts.
std::vector<std::string_view> framed_parts(std::string_view type, std::string_view body);

}  // namespace kit
