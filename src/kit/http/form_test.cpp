#include "kit/http/form.h"

#include <doctest/doctest.h>

namespace kit {
namespace {

constexpr std::string_view urlencoded = "application/x-www-form-urlencoded";

Form multipart(const std::string& body) { return parse_form("multipart/form-data; boundary=\"line\"", body); }

std::string text_part(const std::string& name, const std::string& value) {
  return "--line\r\nContent-Disposition: form-data; name=\"" + name + "\"\r\n\r\n" + value + "\r\n";
}

std::string part(const std::string& head, const std::string& content) {
  return "--line\r\n" + head + "\r\n\r\n" + content + "\r\n";
}

std::string refusal_of(std::string_view type, std::string_view body) try {
  parse_form(type, body);
  return "";
} catch (const BadRequest& fault) {
  return fault.what();
}
std::string refusal_of(const std::string& body) { return refusal_of("multipart/form-data; boundary=line", body); }

}  // namespace

TEST_CASE("a query keeps order and repeats") {
  Form form = parse_query("team=one&day=mon&team=two+three&empty=&flag&&x=%C3%A9%26");
  CHECK(form.all("team") == std::vector<std::string_view>{"one", "two three"});
  CHECK(form.text("x") == "é&");
  CHECK(form.get("empty") == "");
  CHECK(form.has("flag"));
  CHECK_FALSE(form.has("other"));
  CHECK(form.fields().size() == 6);
  CHECK(form.fields()[1].first == "day");
}

TEST_CASE("a broken urlencoded body is refused") {
  for (std::string_view body : {"a=%", "a=%4", "a=%zz", "%=1", "a=%FF", "a=%C0%80", "a=%ED%A0%80", "a=%00", "%00=a"})
    CHECK_MESSAGE(!refusal_of(urlencoded, body).empty(), body);
}

TEST_CASE("too many or too long field names are refused") {
  std::string many;
  for (size_t i = 0; i < most_form_fields; ++i) many += "a=1&";
  CHECK(refusal_of(urlencoded, many) == "");
  CHECK(refusal_of(urlencoded, many + "a=1") == "There are too many fields.");
  CHECK(refusal_of(urlencoded, std::string(longest_field_name, 'n')) == "");
  CHECK(refusal_of(urlencoded, std::string(longest_field_name + 1, 'n')) == "A field has too long a name.");
}

TEST_CASE("an empty body is an empty form, and other types are no form") {
  CHECK(parse_form("", "").fields().empty());
  CHECK(refusal_of("application/json", "{}").find("must be sent as") != std::string::npos);
  CHECK(parse_form("Application/X-WWW-form-urlencoded; charset=UTF-8", "a=b").text("a") == "b");
}

TEST_CASE("a multipart form carries text and files") {
  std::string file = std::string("\x89PNG\r\n\0--lin\r\n--", 15) + "x";
  Form form =
      multipart("preamble\r\n" + text_part("title", "Größe\r\nzwei") +
                part("content-disposition: Form-Data; name=scan; filename=\"C:\\scans\\a \\\"b\\\" %22c%22.png\"\r\n"
                     "Content-Type: image/png",
                     file) +
                text_part("title", "") + "--line--\r\nepilogue");
  CHECK(form.all("title") == std::vector<std::string_view>{"Größe\r\nzwei", ""});
  REQUIRE(form.upload("scan"));
  CHECK(form.upload("scan")->filename == "a \"b\" \"c\".png");
  CHECK(form.upload("scan")->content_type == "image/png");
  CHECK(form.upload("scan")->content == file);
  CHECK(form.upload("title") == nullptr);
  CHECK_FALSE(form.has("scan"));
}

TEST_CASE("a boundary may be followed by blanks") {
  CHECK(multipart("--line \t\r\nContent-Disposition: form-data; name=a\r\n\r\nb\r\n--line--").text("a") == "b");
}

TEST_CASE("a file input left empty is left out") {
  Form form = multipart(part("Content-Disposition: form-data; name=\"scan\"; filename=\"\"", "") + "--line--");
  CHECK(form.upload("scan") == nullptr);
}

TEST_CASE("several files of one field are kept") {
  std::string head = "Content-Disposition: form-data; name=\"scan\"; filename=";
  Form form = multipart(part(head + "one", "1") + part(head + "two", "2") + "--line--");
  REQUIRE(form.uploads("scan").size() == 2);
  CHECK(form.uploads("scan")[1]->filename == "two");
}

TEST_CASE("a malformed multipart form is refused with a sentence") {
  std::string good = text_part("a", "b");
  CHECK(refusal_of(good + "--line--") == "");
  CHECK(refusal_of("multipart/form-data", good) == "The form does not name its boundary.");
  CHECK(refusal_of("multipart/form-data; boundary=" + std::string(71, 'b'), good).find("1 to 70") != std::string::npos);
  CHECK(refusal_of("multipart/form-data; boundary=a; boundary=b", good).find("twice") != std::string::npos);
  CHECK(refusal_of("multipart/form-data; boundary=\"line", good).find("never closed") != std::string::npos);
  CHECK(refusal_of("nothing") == "The form does not contain its boundary.");
  CHECK(refusal_of(good) == "The form ends in the middle of a part.");
  CHECK(refusal_of(good + "--line") == "The form ends in the middle of a boundary.");
  CHECK(refusal_of("--line\r\nContent-Disposition: form-data").find("never ends") != std::string::npos);
  CHECK(refusal_of("--line\r\nno colon\r\n\r\nb\r\n--line--").find("without a colon") != std::string::npos);
  CHECK(refusal_of("--line\r\n\r\nb\r\n--line--") != "");
  CHECK(refusal_of(part("Content-Disposition: form-data", "b") + "--line--").find("which field") != std::string::npos);
  CHECK(refusal_of(part("Content-Disposition: attachment; name=a", "b") + "--line--") != "");
  CHECK(refusal_of(part("Content-Disposition: form-data; name=\"\"", "b") + "--line--").find("no name") !=
        std::string::npos);
  CHECK(refusal_of(part("Content-Disposition: form-data; name=a; name=b", "b") + "--line--") != "");
  CHECK(refusal_of(part("Content-Disposition: form-data; name=a\r\nContent-Disposition: form-data; name=b", "b") +
                   "--line--") != "");
  CHECK(refusal_of(part("Content-Disposition: form-data; name=a\r\nContent-Transfer-Encoding: base64", "b") +
                   "--line--") != "");
  CHECK(refusal_of(part("Content-Disposition: form-data; name=a; filename=\"\x01\"", "b") + "--line--") != "");
  CHECK(refusal_of(part("X: " + std::string(longest_part_head, 'x'), "b") + "--line--").find("too long") !=
        std::string::npos);
}

TEST_CASE("a text field of a multipart form is clean UTF-8, a file may be anything") {
  CHECK(refusal_of(text_part("a", "\xFF") + "--line--") == "The field \"a\" is not valid UTF-8 text.");
  CHECK(refusal_of(text_part("a", std::string("\0", 1)) + "--line--") != "");
  CHECK(refusal_of(part("Content-Disposition: form-data; name=a; filename=b", "\xFF") + "--line--") == "");
}

TEST_CASE("too many parts are refused") {
  std::string body;
  for (size_t i = 0; i < most_form_fields; ++i) body += text_part("a", "");
  CHECK(refusal_of(body + "--line--") == "");
  CHECK(refusal_of(body + text_part("a", "") + "--line--") == "The form has too many fields.");
}

}  // namespace kit
