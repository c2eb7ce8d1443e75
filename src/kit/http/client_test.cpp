#include "kit/http/client.h"

#include <arpa/inet.h>
#include <doctest/doctest.h>
#include <netinet/in.h>
#include <signal.h>
#include <spawn.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cstdlib>
#include <filesystem>
#include <functional>
#include <thread>

#include "kit/crypto/crypto.h"
#include "kit/http/server.h"

extern char** environ;

namespace kit {
namespace {

using namespace std::chrono_literals;

Server echo_server() {
  return Server({.port = 0}, [](Request& request) {
    Response response{.status = request.path == "/missing" ? 404 : 200};
    response.headers.set("Content-Type", "text/x.echo");
    response.body = std::string(name_of(request.method)) + " " + request.target + " " + request.body;
    if (request.path == "/large") response.body.assign(100'000, 'x'), response.gzip = false;
    if (request.path == "/slow") std::this_thread::sleep_for(1500ms);
    return response;
  });
}

std::string address(const Server& server, const std::string& target) {
  return "http://127.0.0.1:" + std::to_string(server.port()) + target;
}

Unanswered why(const Question& question, const Limits& limits = {}, std::stop_token stop = {}) {
  try {
    auto answered = ask(question, limits, std::move(stop));
    FAIL("it was answered with " << answered.status);
  } catch (const NoAnswer& none) {
    CHECK(std::string(none.what()).size() > 10);
    return none.why;
  }
  return {};
}

// Accepts connections and sends these bytes to each.
class Peer {
 public:
  explicit Peer(std::string bytes) : socket_(::socket(AF_INET, SOCK_STREAM, 0)) {
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    REQUIRE(::bind(socket_, reinterpret_cast<sockaddr*>(&address), sizeof address) == 0);
    REQUIRE(::listen(socket_, 5) == 0);
    socklen_t size = sizeof address;
    ::getsockname(socket_, reinterpret_cast<sockaddr*>(&address), &size);
    url = "http://127.0.0.1:" + std::to_string(ntohs(address.sin_port)) + "/";
    thread_ = std::thread([this, bytes] {
      for (int peer; (peer = ::accept(socket_, nullptr, nullptr)) >= 0;) {
        char ignored[1000];
        (void)!::read(peer, ignored, sizeof ignored);
        (void)!::write(peer, bytes.data(), bytes.size());
        if (!bytes.empty()) ::close(peer);
      }
    });
  }
  ~Peer() {
    ::shutdown(socket_, SHUT_RDWR);
    thread_.join();
    ::close(socket_);
  }
  std::string url;

 private:
  int socket_;
  std::thread thread_;
};

}  // namespace

TEST_CASE("an address of the web is taken apart") {
  auto url = parse_url("https://witness.example/labor?x=1");
  REQUIRE(url);
  CHECK(url->tls);
  CHECK(url->host == "witness.example");
  CHECK(url->port == 443);
  CHECK(url->target == "/labor?x=1");
  CHECK(url->authority() == "witness.example");
  CHECK(parse_url("http://[::1]:8090")->host == "::1");
  CHECK(parse_url("http://[::1]:8090")->authority() == "[::1]:8090");
  CHECK(parse_url("http://a:81/")->authority() == "a:81");
  CHECK(parse_url("http://a?b")->target == "/?b");
}

TEST_CASE("what is not an address of the web is refused") {
  for (auto* text : {"", "witness.example", "ftp://a/", "http://", "http:///x", "http://a:/", "http://a:0/",
                     "http://a:99999/", "http://a:8o/", "http://user@a/", "http://a/#part", "http://a/b c",
                     "http://a/\r\nX: y", "http://[::1/", "http://[::1]x/"}) {
    CAPTURE(text);
    CHECK_FALSE(parse_url(text));
    CHECK(why({.url = text}) == Unanswered::address);
  }
}

TEST_CASE("a server is asked and answers, whatever the status") {
  Server server = echo_server();
  server.start();
  Question question{.method = Method::post, .url = address(server, "/add?x=1"), .headers = {}, .body = "hello"};
  question.headers.set("Content-Type", "text/plain");
  Answered answered = ask(question);
  CHECK(answered.status == 200);
  CHECK(answered.body == "POST /add?x=1 hello");
  CHECK(answered.headers.get("content-type") == "text/x.echo");
  CHECK(ask({.url = address(server, "/missing")}).status == 404);
  CHECK(ask({.method = Method::head, .url = address(server, "/")}).body.empty());
}

TEST_CASE("an answer that is too large, too slow, or no HTTP is told apart") {
  Server server = echo_server();
  server.start();
  CHECK(why({.url = address(server, "/large")}, {.longest_body = 1000}) == Unanswered::too_large);
  CHECK(why({.url = address(server, "/slow")}, {.time = 200ms}) == Unanswered::late);
  CHECK(why({.url = Peer("SSH-2.0-OpenSSH\r\n\r\n").url}) == Unanswered::malformed);
  CHECK(why({.url = Peer("HTTP/1.1 200 OK\r\nContent-Length: 50\r\n\r\nshort").url}) == Unanswered::malformed);
  CHECK(why({.url = Peer("").url}, {.time = 200ms}) == Unanswered::late);
  CHECK(why({.url = Peer("HTTP/1.1 200 OK\r\nX: " + std::string(100'000, 'x') + "\r\n\r\n").url}) ==
        Unanswered::too_large);
}

TEST_CASE("a server that is not there is unreachable") {
  std::string url;
  {
    Server server = echo_server();
    server.start();
    url = address(server, "/");
  }
  CHECK(why({.url = url}) == Unanswered::unreachable);
}

TEST_CASE("a request can be cancelled while it waits") {
  Server server = echo_server();
  server.start();
  std::stop_source stop;
  std::jthread canceller([&] {
    std::this_thread::sleep_for(100ms);
    stop.request_stop();
  });
  auto begin = std::chrono::steady_clock::now();
  CHECK(why({.url = address(server, "/slow")}, {}, stop.get_token()) == Unanswered::cancelled);
  CHECK(std::chrono::steady_clock::now() - begin < 1s);
}

namespace {

// A TLS server of another make, with a certificate for 127.0.0.1 made for the test.
class TlsPeer {
 public:
  TlsPeer() {
    std::filesystem::create_directory(folder_);
    std::string make = "cd " + folder_.string() +
                       " && openssl req -x509 -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes -days 2 -subj /CN=peer"
                       " -addext subjectAltName=IP:127.0.0.1 -keyout key -out cert 2>/dev/null";
    REQUIRE(std::system(make.c_str()) == 0);
    certificate = (folder_ / "cert").string();
    port = std::to_string(20000 + std::hash<std::string>{}(folder_.string()) % 20000);
    std::string key = (folder_ / "key").string();
    const char* words[] = {"openssl", "s_server",  "-accept", port.c_str(), "-cert", certificate.c_str(),
                           "-key",    key.c_str(), "-www",    "-quiet",     nullptr};
    REQUIRE(posix_spawnp(&process_, "openssl", nullptr, nullptr, const_cast<char**>(words), environ) == 0);
  }
  ~TlsPeer() {
    ::kill(process_, SIGKILL);
    ::waitpid(process_, nullptr, 0);
    std::filesystem::remove_all(folder_);
  }
  std::string certificate, port;

 private:
  std::filesystem::path folder_ = std::filesystem::temp_directory_path() / ("concert-tls-" + hex(random_bytes(8)));
  pid_t process_ = 0;
};

int status_when_up(const std::string& url, const Limits& limits) {
  for (int attempt = 0;; ++attempt) try {
      return ask({.url = url}, limits).status;
    } catch (const NoAnswer& none) {
      if (none.why != Unanswered::unreachable || attempt == 100) throw;
      std::this_thread::sleep_for(50ms);
    }
}

}  // namespace

TEST_CASE("with TLS the certificate must be signed by whom one trusts, and carry the name asked for") {
  TlsPeer peer;
  CHECK(status_when_up("https://127.0.0.1:" + peer.port + "/", {.authorities = peer.certificate}) == 200);
  CHECK(why({.url = "https://127.0.0.1:" + peer.port + "/"}) == Unanswered::certificate);
  CHECK(why({.url = "https://localhost:" + peer.port + "/"}, {.authorities = peer.certificate}) ==
        Unanswered::certificate);
  CHECK(why({.url = "https://127.0.0.1:" + peer.port + "/"}, {.authorities = "/no/such/file"}) ==
        Unanswered::certificate);
}

}  // namespace kit
