// Hands mails to a server that delivers them, over SMTP by libcurl: smtps:// speaks TLS from the first byte, smtp://
// turns it on with STARTTLS and refuses a server that cannot, except on this machine (localhost, 127.0.0.1, [::1]). The
// certificate must be good. One connection serves many mails; everything has a time limit. Belongs to one thread.
#pragma once

#include <chrono>
#include <memory>
#include <stdexcept>
#include <string>

namespace kit {

struct SmtpServer {
  std::string url;  // smtp://mail.example:587
  std::string user = {}, password = {};
  std::string greeting = {};               // the name we give ourselves; empty: this machine's
  std::string authorities = {};            // a file of certificates in PEM; empty: those of the system
  std::chrono::milliseconds time{30'000};  // for one mail
};

// What went wrong: this mail will never be taken (5xx after the envelope), not now (4xx), or the server is not to be
// had.
enum class Unsent { never, later, no_server };

class NotSent : public std::runtime_error {
 public:
  NotSent(Unsent why, bool about_the_address, const std::string& sentence)
      : std::runtime_error(sentence), why(why), about_the_address(about_the_address) {}
  Unsent why;
  bool about_the_address;  // nobody can be reached there (550, 551, 553)
};

class SmtpClient {
 public:
  explicit SmtpClient(SmtpServer server);  // std::invalid_argument for what is no address of an SMTP server
  ~SmtpClient();

  // From and to are bare addresses, `mail` the bytes of write_mail. Returns once the server has taken it.
  void send(const std::string& from, const std::string& to, const std::string& mail);

 private:
  struct Inside;
  std::unique_ptr<Inside> inside_;
};

}  // namespace kit
