// The one translation unit of the client with Asio and Beast. Each operation is begun on a context of this call's own,
// which then runs until it is done, too late, or cancelled.
#include "kit/http/client.h"

#include <fmt/format.h>

#include <algorithm>
#include <boost/asio/connect.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/ssl.hpp>
#include <boost/beast/core/flat_buffer.hpp>
#include <boost/beast/http.hpp>
#include <charconv>

namespace kit {
namespace {

namespace asio = boost::asio;
namespace beast_http = boost::beast::http;
using asio::ip::tcp;
using boost::system::error_code;
using Clock = std::chrono::steady_clock;
using TlsStream = asio::ssl::stream<tcp::socket>;
using namespace std::chrono_literals;

constexpr std::size_t longest_head = 32 * 1024;
constexpr auto look_up_from_waiting = 50ms;  // how soon a request to stop is noticed

asio::ssl::context tls_with(const std::string& authorities) {
  asio::ssl::context tls(asio::ssl::context::tls_client);
  tls.set_options(asio::ssl::context::default_workarounds | asio::ssl::context::no_tlsv1 |
                  asio::ssl::context::no_tlsv1_1);
  error_code error;
  if (authorities.empty()) {
    tls.set_default_verify_paths(error);
  } else {
    tls.load_verify_file(authorities, error);
  }
  if (error)
    throw NoAnswer(Unanswered::certificate,
                   fmt::format("The file of authorities {} cannot be read: {}.", authorities, error.message()));
  return tls;
}

class Call {
 public:
  Call(const Question& question, const Limits& limits, std::stop_token stop);
  Answered run();

 private:
  // Begins an operation with a completion handler and runs until it is called. `give_up` makes the operation end.
  template <class Begin, class GiveUp>
  error_code wait(Begin begin, GiveUp give_up);
  template <class Begin>
  error_code wait(Begin begin) {
    return wait(begin, [this] { close(); });
  }
  void close() {
    error_code ignored;
    socket_.close(ignored);
  }
  void connect();
  void shake_hands();
  template <class Stream>
  Answered exchange(Stream& stream);

  const Question& question_;
  const Limits& limits_;
  std::stop_token stop_;
  Clock::time_point deadline_;
  Url url_;
  asio::io_context context_{1};
  asio::ssl::context tls_;
  TlsStream stream_{context_, tls_};  // of which only the socket is used without TLS
  tcp::socket& socket_ = stream_.next_layer();
};

Url read_address(const std::string& text) {
  auto url = parse_url(text);
  if (!url) throw NoAnswer(Unanswered::address, "This is not an address of the web: " + text);
  return *url;
}

Call::Call(const Question& question, const Limits& limits, std::stop_token stop)
    : question_(question),
      limits_(limits),
      stop_(std::move(stop)),
      deadline_(Clock::now() + limits.time),
      url_(read_address(question.url)),
      tls_(tls_with(url_.tls ? limits.authorities : "")) {}

template <class Begin, class GiveUp>
error_code Call::wait(Begin begin, GiveUp give_up) {
  error_code result;
  bool done = false;
  begin([&](error_code error, const auto&...) { result = error, done = true; });
  context_.restart();
  while (!done && Clock::now() < deadline_ && !stop_.stop_requested())
    context_.run_one_until(std::min(deadline_, Clock::now() + look_up_from_waiting));
  if (done) return result;
  give_up();
  context_.restart();
  while (!done) context_.run_one();
  if (stop_.stop_requested()) throw NoAnswer(Unanswered::cancelled, "The request was cancelled.");
  throw NoAnswer(Unanswered::late, fmt::format("{} did not answer within {} ms.", url_.host, limits_.time.count()));
}

void Call::connect() {
  tcp::resolver resolver(context_);
  tcp::resolver::results_type found;
  error_code error = wait(
      [&](auto done) {
        resolver.async_resolve(url_.host, std::to_string(url_.port), [&found, done](error_code error, auto results) {
          found = std::move(results);
          done(error);
        });
      },
      [&] { resolver.cancel(); });
  if (!error)
    error = wait([&](auto done) {
      asio::async_connect(socket_, found, [done](error_code error, const tcp::endpoint&) { done(error); });
    });
  if (error)
    throw NoAnswer(Unanswered::unreachable,
                   fmt::format("{} cannot be reached: {}.", url_.authority(), error.message()));
  socket_.set_option(tcp::no_delay(true), error);
}

void Call::shake_hands() {
  stream_.set_verify_mode(asio::ssl::verify_peer);
  stream_.set_verify_callback(asio::ssl::host_name_verification(url_.host));
  error_code not_a_name;
  asio::ip::make_address(url_.host, not_a_name);
  if (not_a_name) SSL_set_tlsext_host_name(stream_.native_handle(), url_.host.c_str());
  error_code error = wait([&](auto done) { stream_.async_handshake(asio::ssl::stream_base::client, done); });
  if (error)
    throw NoAnswer(Unanswered::certificate, fmt::format("{} is not trusted: {}.", url_.authority(), error.message()));
}

beast_http::verb verb_of(Method method) {
  switch (method) {
    case Method::get: return beast_http::verb::get;
    case Method::head: return beast_http::verb::head;
    case Method::post: return beast_http::verb::post;
    case Method::put: return beast_http::verb::put;
    case Method::del: break;
  }
  return beast_http::verb::delete_;
}

[[noreturn]] void refuse_answer(const Url& url, error_code error) {
  if (error == beast_http::error::body_limit || error == beast_http::error::header_limit)
    throw NoAnswer(Unanswered::too_large, url.authority() + " answered more than is read.");
  if (error.category() == beast_http::make_error_code(beast_http::error::bad_version).category())
    throw NoAnswer(Unanswered::malformed, url.authority() + " did not answer in HTTP: " + error.message() + ".");
  throw NoAnswer(Unanswered::unreachable, url.authority() + " broke off: " + error.message() + ".");
}

template <class Stream>
Answered Call::exchange(Stream& stream) {
  beast_http::request<beast_http::string_body> request{verb_of(question_.method), url_.target, 11};
  for (auto& [name, value] : question_.headers) request.set(name, value);
  request.set(beast_http::field::host, url_.authority());
  request.set(beast_http::field::connection, "close");
  request.body() = question_.body;
  if (!question_.body.empty() || question_.method == Method::post || question_.method == Method::put)
    request.content_length(question_.body.size());
  error_code error = wait([&](auto done) { beast_http::async_write(stream, request, done); });
  boost::beast::flat_buffer buffer;
  beast_http::response_parser<beast_http::string_body> parser;
  parser.header_limit(longest_head);
  parser.body_limit(limits_.longest_body);
  if (question_.method == Method::head) parser.skip(true);
  // Even when not all was sent: a server that refuses may answer before it has read everything.
  error_code read_error = wait([&](auto done) { beast_http::async_read(stream, buffer, parser, done); });
  if (read_error) refuse_answer(url_, error ? error : read_error);
  Answered answer{.status = static_cast<int>(parser.get().result_int()), .headers = {}, .body = {}};
  for (auto& field : parser.get()) {
    auto name = field.name_string(), value = field.value();
    answer.headers.add({name.data(), name.size()}, {value.data(), value.size()});
  }
  answer.body = std::move(parser.get().body());
  return answer;
}

Answered Call::run() {
  connect();
  if (!url_.tls) return exchange(socket_);
  shake_hands();
  return exchange(stream_);
}

bool is_plain(std::string_view text) {
  return std::ranges::all_of(text, [](char c) { return c > ' ' && c < 0x7f && c != '"' && c != '<' && c != '>'; });
}

std::optional<std::uint16_t> parse_port(std::string_view text) {
  std::uint16_t port = 0;
  auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), port);
  if (error != std::errc() || end != text.data() + text.size() || port == 0) return std::nullopt;
  return port;
}

bool read_authority(std::string_view text, Url& url) {
  auto host_end = text.starts_with('[') ? text.find(']') : std::min(text.find(':'), text.size());
  if (host_end == std::string_view::npos) return false;
  bool bracketed = text.starts_with('[');
  url.host = bracketed ? text.substr(1, host_end - 1) : text.substr(0, host_end);
  text.remove_prefix(bracketed ? host_end + 1 : host_end);
  if (url.host.empty() || url.host.find('@') != std::string::npos) return false;
  if (text.empty()) return true;
  auto port = text.starts_with(':') ? parse_port(text.substr(1)) : std::nullopt;
  if (port) url.port = *port;
  return port.has_value();
}

}  // namespace

std::string Url::authority() const {
  std::string name = host.find(':') == std::string::npos ? host : "[" + host + "]";
  return port == (tls ? 443 : 80) ? name : fmt::format("{}:{}", name, port);
}

std::optional<Url> parse_url(std::string_view text) {
  Url url;
  if (text.size() > 2000 || !is_plain(text) || text.find('#') != std::string_view::npos) return std::nullopt;
  url.tls = text.starts_with("https://");
  if (!url.tls && !text.starts_with("http://")) return std::nullopt;
  url.port = url.tls ? 443 : 80;
  text.remove_prefix(url.tls ? 8 : 7);
  auto end = std::min(text.find_first_of("/?"), text.size());
  if (!read_authority(text.substr(0, end), url)) return std::nullopt;
  text.remove_prefix(end);
  url.target = text.starts_with('/') ? std::string(text) : "/" + std::string(text);
  return url;
}

Answered ask(const Question& question, const Limits& limits, std::stop_token stop) {
  return Call(question, limits, std::move(stop)).run();
}

}  // namespace kit
