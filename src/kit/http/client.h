// Asks another server one thing over HTTP/1.1, with or without TLS, and waits for the answer. Certificates are checked
// against the system's authorities (or a file of one's own) and the name in the address. Redirects are not followed,
// nothing is kept between two requests, and everything the other side could draw out has a limit. May be called from
// any thread; a name that the resolver is slow about can hold it longer than the time given.
#pragma once

#include <chrono>
#include <cstdint>
#include <optional>
#include <stdexcept>
#include <stop_token>
#include <string>
#include <string_view>

#include "kit/http/message.h"

namespace kit {

// http:// or https://, a host, perhaps a port, a path and a query; no user, no fragment, no spaces.
struct Url {
  bool tls = false;
  std::string host;  // without the brackets of an IPv6 address
  std::uint16_t port = 80;
  std::string target = "/";

  std::string authority() const;  // as the Host header names it
};
std::optional<Url> parse_url(std::string_view text);

struct Question {
  Method method = Method::get;
  std::string url;
  Headers headers;
  std::string body;
};

struct Limits {
  std::chrono::milliseconds time{10'000};  // for all of it
  std::size_t longest_body = 1 << 20;
  std::string authorities;  // a file of certificates in PEM; empty: those of the system
};

struct Answered {
  int status = 0;
  Headers headers;
  std::string body;
};

enum class Unanswered { address, unreachable, certificate, late, malformed, too_large, cancelled };

class NoAnswer : public std::runtime_error {
 public:
  NoAnswer(Unanswered why, const std::string& sentence) : std::runtime_error(sentence), why(why) {}
  Unanswered why;
};

// Any status is an answer. Throws NoAnswer if there is none; soon after `stop` is requested, too.
Answered ask(const Question& question, const Limits& limits = {}, std::stop_token stop = {});

}  // namespace kit
