#include "kit/http/multipart.h"

#include <algorithm>
#include <cstdint>

#include "kit/http/content_type.h"
#include "kit/http/form.h"
#include "kit/http/token.h"
#include "kit/http/uri.h"

namespace kit {
namespace {

struct PartHead {
  std::string disposition;
  std::string content_type;
  std::string encoding;
};

void check_boundary(std::string_view boundary) {
  if (boundary.empty() || boundary.size() > 70) throw BadRequest("The form's boundary must have 1 to 70 characters.");
  bool printable = std::ranges::all_of(boundary, [](char c) { return c >= 0x20 && c < 0x7F; });
  if (!printable || boundary.back() == ' ') throw BadRequest("The form's boundary holds a character it may not.");
}

void keep_line(PartHead& head, std::string_view line) {
  size_t colon = line.find(':');
  if (colon == line.npos) throw BadRequest("A part of the form has a header line without a colon.");
  std::string_view name = line.substr(0, colon);
  std::string value(without_blanks(line.substr(colon + 1)));
  if (equal_ignoring_case(name, "Content-Disposition")) {
    if (!head.disposition.empty()) throw BadRequest("A part of the form has two Content-Disposition headers.");
    head.disposition = std::move(value);
  } else if (equal_ignoring_case(name, "Content-Type")) {
    head.content_type = std::move(value);
  } else if (equal_ignoring_case(name, "Content-Transfer-Encoding")) {
    head.encoding = std::move(value);
  }
}

PartHead parse_head(std::string_view lines) {
  PartHead head;
  while (!lines.empty()) {
    std::string_view line = lines.substr(0, lines.find("\r\n"));
    keep_line(head, line);
    lines.remove_prefix(std::min(line.size() + 2, lines.size()));
  }
  return head;
}

void refuse_encoded(const PartHead& head) {
  for (std::string_view harmless : {"", "binary", "8bit", "7bit"})
    if (equal_ignoring_case(head.encoding, harmless)) return;
  throw BadRequest("A part of the form uses a transfer encoding; send its bytes as they are.");
}

void check_name(std::string_view name) {
  if (name.empty()) throw BadRequest("A field of the form has no name.");
  if (name.size() > longest_field_name) throw BadRequest("A field of the form has too long a name.");
  if (!is_clean_utf8(name)) throw BadRequest("A field name of the form is not valid UTF-8 text.");
}

// Browsers write a quotation mark in a file name as %22. Some senders include folders; only the last part is kept.
std::string clean_filename(std::string name) {
  for (size_t at = name.find("%22"); at != name.npos; at = name.find("%22", at)) name.replace(at, 3, "\"");
  name.erase(0, name.find_last_of("/\\") + 1);
  if (!is_clean_utf8(name)) throw BadRequest("A file name of the form is not valid UTF-8 text.");
  if (std::ranges::any_of(name, [](char c) { return static_cast<uint8_t>(c) < 0x20 || c == 0x7F; }))
    throw BadRequest("A file name of the form holds a control character.");
  return name;
}

void add_part(Form& form, std::string_view lines, std::string_view content) {
  PartHead head = parse_head(lines);
  refuse_encoded(head);
  Parameters disposition = parse_parameters(head.disposition);
  const std::string* name = disposition.get("name");
  if (disposition.first != "form-data" || !name) throw BadRequest("A part of the form does not say which field it is.");
  check_name(*name);
  if (const std::string* filename = disposition.get("filename")) {
    if (filename->empty() && content.empty()) return;
    form.add(*name, Upload{clean_filename(*filename), std::move(head.content_type), std::string(content)});
    return;
  }
  if (!is_clean_utf8(content)) throw BadRequest("The field \"" + *name + "\" is not valid UTF-8 text.");
  form.add(*name, std::string(content));
}

// Takes one part, from behind its boundary line to its closing delimiter, off the front of `rest`.
void take_part(Form& form, std::string_view& rest, std::string_view delimiter) {
  size_t head_end = rest.substr(0, longest_part_head).find("\r\n\r\n");
  if (head_end == rest.npos) throw BadRequest("A part of the form has a head that is too long or never ends.");
  std::string_view lines = rest.substr(0, head_end);
  rest.remove_prefix(head_end + 4);
  size_t content_end = rest.find(delimiter);
  if (content_end == rest.npos) throw BadRequest("The form ends in the middle of a part.");
  add_part(form, lines, rest.substr(0, content_end));
  rest.remove_prefix(content_end + delimiter.size());
}

// Behind a boundary: true if it was the last one. Otherwise takes the rest of its line.
bool take_boundary_end(std::string_view& rest) {
  if (rest.starts_with("--")) return true;
  rest.remove_prefix(std::min(rest.find_first_not_of(" \t"), rest.size()));
  if (!rest.starts_with("\r\n")) throw BadRequest("The form ends in the middle of a boundary.");
  rest.remove_prefix(2);
  return false;
}

// What stands before the first boundary is a preamble, which carries nothing.
std::string_view skip_preamble(std::string_view body, std::string_view delimiter) {
  if (body.starts_with(delimiter.substr(2))) return body.substr(delimiter.size() - 2);
  size_t first = body.find(delimiter);
  if (first == body.npos) throw BadRequest("The form does not contain its boundary.");
  return body.substr(first + delimiter.size());
}

}  // namespace

Form parse_multipart(std::string_view boundary, std::string_view body) {
  check_boundary(boundary);
  std::string delimiter = "\r\n--" + std::string(boundary);
  Form form;
  std::string_view rest = skip_preamble(body, delimiter);
  for (size_t parts = 0; !take_boundary_end(rest); ++parts) {
    if (parts == most_form_fields) throw BadRequest("The form has too many fields.");
    take_part(form, rest, delimiter);
  }
  return form;
}

}  // namespace kit
