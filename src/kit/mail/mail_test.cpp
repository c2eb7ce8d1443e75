#include "kit/mail/mail.h"

#include <doctest/doctest.h>

#include <stdexcept>

#include "kit/mail/address.h"
#include "kit/mail/bounce.h"
#include "kit/mail/encoded.h"
#include "kit/mail/smtp.h"

using namespace kit;

namespace {

Mail letter() {
  return {.from = {"Concert", "concert@example.org"},
          .to = {"Ana Flores", "ana@example.org"},
          .subject = "Two things wait for you",
          .message_id = "mail_01.ab12@example.org",
          .date = *parse_instant("2026-11-21T17:00:00Z"),
          .text = "Sign the charter.\n",
          .html = "<p>Sign the charter.</p>",
          .unsubscribe_url = "https://concert.example/unsubscribe/abc"};
}

bool has(const std::string& text, std::string_view part) { return text.find(part) != std::string::npos; }

const std::string report =
    "From: MAILER-DAEMON@mx.example.org\r\nContent-Type: multipart/report; report-type=delivery-status;\r\n"
    "\tboundary=\"XYZ\"\r\n\r\nThis is MIME.\r\n--XYZ\r\nContent-Type: text/plain\r\n\r\nSorry.\r\n--XYZ\r\n"
    "Content-Type: message/delivery-status\r\n\r\nReporting-MTA: dns; mx.example.org\r\nArrival-Date: today\r\n\r\n"
    "Final-Recipient: rfc822; ana@example.org\r\nAction: failed\r\nStatus: 5.1.1\r\n"
    "Diagnostic-Code: smtp; 550 5.1.1 <ana@example.org>:\r\n  no such user\r\n\r\n"
    "Final-Recipient: rfc822;ben@example.org\r\nAction: delayed\r\nStatus: 4.4.1\r\n\r\n--XYZ\r\n"
    "Content-Type: text/rfc822-headers\r\n\r\nFrom: concert@example.org\r\nMessage-Id: <mail_01.ab12@example.org>\r\n"
    "\r\n--XYZ--\r\n";

}  // namespace

TEST_CASE("a mail says the same as text and as HTML, and that a program wrote it") {
  std::string mail = write_mail(letter());
  for (std::string_view part :
       {"Date: Sat, 21 Nov 2026 17:00:00 +0000\r\n", "To: Ana Flores\r\n <ana@example.org>\r\n",
        "Subject: Two things wait for you\r\n", "Message-ID:\r\n <mail_01.ab12@example.org>\r\n",
        "Auto-Submitted: auto-generated\r\n", "List-Unsubscribe:\r\n <https://concert.example/unsubscribe/abc>\r\n",
        "List-Unsubscribe-Post: List-Unsubscribe=One-Click\r\n", "Content-Type: multipart/alternative;",
        "Content-Type: text/plain; charset=utf-8\r\n", "Content-Type: text/html; charset=utf-8\r\n"})
    CHECK_MESSAGE(has(mail, part), part);
  CHECK(!has(mail, "text/calendar"));
}

TEST_CASE("no text in a mail can begin a header or end a line early") {
  Mail mail = letter();
  mail.subject = "Hello\r\nBcc: eve@example.org\r\n\r\nbody";
  mail.to.name = "Ana\r\nCc: eve@example.org";
  mail.from.name = "Concert\" <eve@example.org>, \"";
  mail.text = "--=_concert\n.\nTrailing \n" + std::string(300, 'x') + "\n";
  std::string bytes = write_mail(mail);
  CHECK(!has(bytes, "\nBcc:"));
  CHECK(!has(bytes, "\nCc:"));
  CHECK(!has(bytes.substr(0, bytes.find("\r\n\r\n")), "eve@example.org"));
  CHECK(!has(bytes.substr(bytes.find("quoted-printable")), "\r\n--=_concert\r\n.\r\n"));
  for (std::size_t at = 0; at < bytes.size();) {
    auto end = bytes.find("\r\n", at);
    REQUIRE(end != std::string::npos);
    CHECK(end - at <= 78);
    CHECK(bytes.substr(at, end - at).find('\n') == std::string::npos);
    at = end + 2;
  }
}

TEST_CASE("what is no address, no id or no link makes no mail") {
  auto refused = [](auto change) {
    Mail mail = letter();
    change(mail);
    CHECK_THROWS_AS(write_mail(mail), std::invalid_argument);
  };
  refused([](Mail& m) { m.to.address = "ana@example.org\r\nBcc: eve@example.org"; });
  refused([](Mail& m) { m.to.address = "ana@example.org, eve@example.org"; });
  refused([](Mail& m) { m.from.address = ""; });
  refused([](Mail& m) { m.message_id = "a>\r\nX: y"; });
  refused([](Mail& m) { m.unsubscribe_url = "https://concert.example/\r\nX: y"; });
  refused([](Mail& m) { m.calendar = CalendarPart{"REQUEST\r\nX: y", ""}; });
}

TEST_CASE("addresses that cannot go on an envelope are refused") {
  for (const char* good : {"ana@example.org", "a.flores+concert@mail.example.org", "x@localhost"})
    CHECK_MESSAGE(is_mail_address(good), good);
  for (const char* bad : {"", "ana", "@example.org", "ana@", "ana@@example.org", "a b@example.org", "ana@exa mple.org",
                          ".ana@example.org", "a..b@example.org", "ana@-example.org", "ana@example..org",
                          "ana@example.org>", "\"a b\"@example.org", "ana@[127.0.0.1]", "añá@example.org"})
    CHECK_MESSAGE(!is_mail_address(bad), bad);
}

TEST_CASE("words beyond ASCII are encoded whole, character by character") {
  CHECK(header_text("Two things") == "Two things");
  CHECK(header_text("año") == "=?utf-8?B?YcOxbw==?=");
  std::string text = header_text("ññññññññññññññññññññññññññññññ");
  CHECK(has(text, "?=\r\n =?utf-8?B?"));
  CHECK(quoted_printable("a=b ñ \nlast") == "a=3Db =C3=B1=20\r\nlast\r\n");
}

TEST_CASE("a report about undelivered mail names who, why, and which mail") {
  auto bounces = read_bounces(report);
  REQUIRE(bounces.size() == 2);
  CHECK(bounces[0].recipient == "ana@example.org");
  CHECK(bounces[0].status == "5.1.1");
  CHECK(bounces[0].diagnostic == "550 5.1.1 <ana@example.org>: no such user");
  CHECK(bounces[0].message_id == "mail_01.ab12@example.org");
  CHECK(bounces[0].lasting);
  CHECK(bounces[1].recipient == "ben@example.org");
  CHECK_FALSE(bounces[1].lasting);
}

TEST_CASE("mail that reports nothing is no bounce, however it begins or ends") {
  CHECK(read_bounces("").empty());
  CHECK(read_bounces("Subject: Hello\r\n\r\nI am away until Monday.\r\n").empty());
  CHECK(read_bounces("Content-Type: multipart/report\r\n\r\n--\r\n").empty());
  for (std::size_t length = 0; length < report.size(); length += 7)
    CHECK(read_bounces(std::string_view(report).substr(0, length)).size() <= 2);
}

TEST_CASE("an address that is no mail server is refused before anything is sent") {
  for (const char* url :
       {"", "http://mail.example", "smtp://", "smtp://user:secret@mail.example", "smtp://mail.example/x"})
    CHECK_THROWS_AS(SmtpClient({.url = url}), std::invalid_argument);
  SmtpClient nobody({.url = "smtp://127.0.0.1:9", .time = std::chrono::milliseconds(2000)});
  try {
    nobody.send("concert@example.org", "ana@example.org", "x");
    FAIL("somebody took it");
  } catch (const NotSent& refused) {
    CHECK(refused.why == Unsent::no_server);
  }
  CHECK_THROWS_AS(nobody.send("concert@example.org", "ana@example.org>\r\nRCPT TO:<eve@example.org", "x"),
                  std::invalid_argument);
}
