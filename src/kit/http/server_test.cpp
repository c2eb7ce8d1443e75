#include "kit/http/server.h"

#include <arpa/inet.h>
#include <doctest/doctest.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <poll.h>
#include <sys/socket.h>
#include <unistd.h>

#include <atomic>
#include <future>
#include <latch>
#include <stdexcept>
#include <thread>

namespace kit {
namespace {

using namespace std::chrono_literals;

// A client that writes exactly the bytes it is given.
class Client {
 public:
  explicit Client(uint16_t port) : socket_(::socket(AF_INET, SOCK_STREAM, 0)) {
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_port = htons(port);
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    int at_once = 1;
    ::setsockopt(socket_, IPPROTO_TCP, TCP_NODELAY, &at_once, sizeof at_once);
    connected_ = ::connect(socket_, reinterpret_cast<sockaddr*>(&address), sizeof address) == 0;
  }
  ~Client() { leave(); }
  Client(const Client&) = delete;
  Client& operator=(const Client&) = delete;

  bool connected() const { return connected_; }
  void leave() {
    if (socket_ >= 0) ::close(socket_);
    socket_ = -1;
  }
  void write(std::string_view bytes) {
    while (!bytes.empty()) {
      ssize_t count = ::send(socket_, bytes.data(), bytes.size(), MSG_NOSIGNAL);
      if (count < 0) reset_ = true;
      if (count <= 0) return;
      bytes.remove_prefix(static_cast<size_t>(count));
    }
  }
  // Reads until the received text satisfies `enough`, the server closes, or five seconds pass in silence.
  template <class Enough>
  std::string& read_until(Enough enough) {
    char buffer[65536];
    while (!enough(received_)) {
      pollfd waiting{socket_, POLLIN, 0};
      if (::poll(&waiting, 1, 5000) <= 0) break;
      ssize_t count = ::recv(socket_, buffer, sizeof buffer, 0);
      closed_ = count <= 0;
      if (count < 0) reset_ = true;
      if (closed_) break;
      received_.append(buffer, static_cast<size_t>(count));
    }
    return received_;
  }
  std::string& read_until_text(std::string_view text) {
    return read_until([=](const std::string& got) { return got.find(text) != got.npos; });
  }
  std::string read_to_end() {
    return read_until([](const std::string&) { return false; });
  }
  bool closed() const { return closed_; }
  bool reset() const { return reset_; }  // the server threw away what was sent
  // One response with a Content-Length, taken off what was received.
  std::string read_response(bool with_body = true) {
    read_until_text("\r\n\r\n");
    size_t head = received_.find("\r\n\r\n");
    if (head == received_.npos) return std::exchange(received_, {});
    size_t at = received_.find("Content-Length: ");
    size_t size = head + 4 + (with_body && at < head ? std::stoul(received_.substr(at + 16)) : 0);
    read_until([=](const std::string& got) { return got.size() >= size; });
    std::string response = received_.substr(0, size);
    received_.erase(0, size);
    return response;
  }
  std::string ask(std::string_view request) {
    write(request);
    return read_response();
  }

 private:
  int socket_;
  bool connected_ = false;
  bool closed_ = false;
  std::atomic<bool> reset_ = false;
  std::string received_;
};

struct StartedServer : Server {
  StartedServer(Handler handler, ServerOptions options) : Server(on_free_port(options), std::move(handler)) { start(); }
  static ServerOptions on_free_port(ServerOptions options) {
    options.port = 0;
    return options;
  }
};

struct Running {
  explicit Running(Handler handler, ServerOptions options = {}) : server(std::move(handler), options) {}
  StartedServer server;
  Client client{server.port()};
};

Response text_response(std::string body) {
  Response response;
  response.headers.add("Content-Type", "text/plain");
  response.body = std::move(body);
  return response;
}

// Answers with what it was asked.
Response echo(Request& request) {
  std::string text = std::string(name_of(request.method)) + " " + request.path + " " + request.remote;
  for (auto& field : request.query.fields()) text += " " + field.first + "=" + field.second;
  return text_response(text + " [" + request.body + "]");
}

std::string answer_to(std::string_view request, ServerOptions options = {}) {
  Running running(echo, options);
  running.client.write(request);
  return running.client.read_to_end();
}

bool has_status(std::string_view response, std::string status) { return response.starts_with("HTTP/1.1 " + status); }

}  // namespace

TEST_CASE("a request reaches the handler taken apart") {
  Running running(echo);
  std::string response = running.client.ask("GET /teams/n%C3%B6?a=1&b=x+y#z HTTP/1.1\r\nHost: a\r\n\r\n");
  CHECK(has_status(response, "200 OK"));
  CHECK(response.find("\r\nDate: ") != response.npos);
  CHECK(response.ends_with("\r\n\r\nGET /teams/nö 127.0.0.1 a=1 b=x y []"));
}

TEST_CASE("a connection serves many requests") {
  Running running(echo);
  for (int i = 0; i < 3; ++i) {
    std::string response = running.client.ask("POST /x HTTP/1.1\r\nHost: a\r\nContent-Length: 3\r\n\r\nabc");
    CHECK(response.find("Connection: keep-alive") != response.npos);
    CHECK(response.ends_with("POST /x 127.0.0.1 [abc]"));
  }
}

TEST_CASE("requests sent ahead are answered in order") {
  Running running(echo);
  std::string requests;
  for (int i = 0; i < 50; ++i)
    requests += "PUT /" + std::to_string(i) + " HTTP/1.1\r\nHost: a\r\nContent-Length: 2\r\n\r\nhi";
  running.client.write(requests);
  for (int i = 0; i < 50; ++i)
    CHECK(running.client.read_response().ends_with("PUT /" + std::to_string(i) + " 127.0.0.1 [hi]"));
}

TEST_CASE("a request may come byte by byte") {
  Running running(echo);
  for (const char& c :
       std::string_view("\r\nPOST /x HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n3\r\nabc\r\n0\r\n\r\n")) {
    running.client.write({&c, 1});
    std::this_thread::sleep_for(1ms);
  }
  CHECK(running.client.read_response().ends_with("[abc]"));
}

TEST_CASE("a chunked body is put together, and its trailer is not a header") {
  Running running([](Request& request) {
    return text_response(request.body + (request.headers.has("X-Trailer") ? " with trailer" : ""));
  });
  std::string request =
      "POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n"
      "4;name=value\r\nwiki\r\n5\r\npedia\r\n0\r\nX-Trailer: 1\r\n\r\n";
  CHECK(running.client.ask(request).ends_with("\r\n\r\nwikipedia"));
  CHECK(running.client.ask(request).ends_with("\r\n\r\nwikipedia"));
}

TEST_CASE("HTTP/1.0 closes after its answer unless asked to stay") {
  CHECK(answer_to("GET / HTTP/1.0\r\n\r\n").find("Connection: close") != std::string::npos);
  Running running(echo);
  CHECK(running.client.ask("GET / HTTP/1.0\r\nConnection: keep-alive\r\n\r\n").find("Connection: keep-alive") !=
        std::string::npos);
}

TEST_CASE("Connection: close is honoured") {
  CHECK(answer_to("GET / HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n").find("Connection: close") !=
        std::string::npos);
}

TEST_CASE("malformed requests are refused") {
  for (std::string_view request : {
           "GET / HTTP/1.1\r\n\r\n",
           "GET / HTTP/1.1\r\nHost: a\r\nHost: b\r\n\r\n",
           "GET / HTTP/1.1\nHost: a\n\n",
           "GET / HTTP/1.1\r\nHost : a\r\n\r\n",
           "GET / HTTP/2.0\r\nHost: a\r\n\r\n",
           "GET x HTTP/1.1\r\nHost: a\r\n\r\n",
           "GET /a/../b HTTP/1.1\r\nHost: a\r\n\r\n",
           "GET /%zz HTTP/1.1\r\nHost: a\r\n\r\n",
           "GET /?a=%FF HTTP/1.1\r\nHost: a\r\n\r\n",
           "POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 3\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n",
           "POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\nContent-Length: 3\r\n\r\n0\r\n\r\n",
           "POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: gzip, chunked\r\n\r\n0\r\n\r\n",
           "POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: gzip\r\n\r\n",
           "POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\nTransfer-Encoding: gzip\r\n\r\n0\r\n\r\n",
           "POST / HTTP/1.0\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n",
           "POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 3\r\nContent-Length: 4\r\n\r\nabc",
           "POST / HTTP/1.1\r\nHost: a\r\nContent-Length: -1\r\n\r\n",
           "POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n\r\n",
           "\x16\x03\x01\x02",
       }) {
    std::string response = answer_to(request);
    CHECK_MESSAGE(has_status(response, "400 Bad Request"), request, response);
    CHECK(response.find("Connection: close") != response.npos);
  }
}

TEST_CASE("nothing behind a refused request is read as another") {
  std::string response = answer_to("GET / HTTP/1.1\r\n\r\nGET /second HTTP/1.1\r\nHost: a\r\n\r\n");
  CHECK(response.find("/second") == response.npos);
}

TEST_CASE("an absolute address is taken by its path") {
  Running running(echo);
  CHECK(running.client.ask("GET http://a.example/x?y=1 HTTP/1.1\r\nHost: a.example\r\n\r\n")
            .find("GET /x 127.0.0.1 y=1") != std::string::npos);
  CHECK(
      running.client.ask("GET http://a.example?y=1 HTTP/1.1\r\nHost: a.example\r\n\r\n").find("GET / 127.0.0.1 y=1") !=
      std::string::npos);
}

TEST_CASE("other methods are not implemented") {
  for (std::string method : {"OPTIONS", "PATCH", "TRACE", "FROB"})
    CHECK(has_status(answer_to(method + " / HTTP/1.1\r\nHost: a\r\n\r\n"), "501"));
}

TEST_CASE("a head over the limit is refused") {
  ServerOptions options;
  options.longest_head = 4096;
  Running running(echo, options);
  std::string head = "GET / HTTP/1.1\r\nHost: a\r\nX-Long: ";
  CHECK(has_status(running.client.ask(head + std::string(3000, 'x') + "\r\n\r\n"), "200"));
  running.client.write(head + std::string(300000, 'x') + "\r\n\r\n");
  CHECK(has_status(running.client.read_to_end(), "431"));
}

TEST_CASE("a body over the limit is refused and the refusal arrives") {
  ServerOptions options;
  options.longest_body = 1 << 20;
  std::string body(1 << 20, 'x');
  std::string head = "POST / HTTP/1.1\r\nHost: a\r\nConnection: close\r\nContent-Length: ";
  CHECK(has_status(answer_to(head + "1048576\r\n\r\n" + body, options), "200"));
  CHECK(has_status(answer_to(head + "1048577\r\n\r\n" + body + "x", options), "413"));
  std::string chunks = "POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n100000\r\n" + body + "\r\n";
  CHECK(has_status(answer_to(chunks + "1\r\nx\r\n0\r\n\r\n", options), "413"));
}

TEST_CASE("a refused client may finish sending and is not cut off") {
  ServerOptions options;
  options.longest_body = 1000;
  Running running(echo, options);
  running.client.write("POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 4000000\r\n\r\n");
  running.client.write(std::string(4000000, 'x'));
  CHECK(has_status(running.client.read_to_end(), "413"));
  CHECK_FALSE(running.client.reset());
}

TEST_CASE("a client that waits for leave to send its body gets it") {
  Running running(echo);
  running.client.write("POST / HTTP/1.1\r\nHost: a\r\nExpect: 100-continue\r\nContent-Length: 2\r\n\r\n");
  CHECK(running.client.read_response() == "HTTP/1.1 100 Continue\r\n\r\n");
  CHECK(running.client.ask("ok").ends_with("[ok]"));
}

TEST_CASE("a slow head, a slow body and an idle connection run out of time") {
  ServerOptions options;
  options.head_time = options.body_time = options.idle_time = 1s;
  Running running(echo, options);
  Client slow_body(running.server.port()), idle(running.server.port());
  running.client.write("GET / HTTP/1.1\r\nHost: ");
  slow_body.write("POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 10\r\n\r\nabc");
  CHECK(has_status(running.client.read_to_end(), "408"));
  CHECK(has_status(slow_body.read_to_end(), "408"));
  CHECK(idle.read_to_end() == "");
  CHECK(idle.closed());
}

TEST_CASE("a trickle of bytes does not prolong a head") {
  ServerOptions options;
  options.head_time = 1s;
  Running running(echo, options);
  running.client.write("GET / HTTP/1.1\r\n");
  std::atomic<bool> over = false;
  std::thread trickle([&] {
    while (!over) {
      running.client.write("X: y\r\n");
      std::this_thread::sleep_for(200ms);
    }
  });
  auto began = std::chrono::steady_clock::now();
  CHECK(has_status(running.client.read_response(), "408"));
  CHECK(std::chrono::steady_clock::now() - began < 4s);
  over = true;
  trickle.join();
}

TEST_CASE("a slow handler does not count as a slow client") {
  ServerOptions options;
  options.head_time = options.body_time = options.idle_time = 1s;
  Running running(
      [](Request& request) {
        std::this_thread::sleep_for(2500ms);
        return echo(request);
      },
      options);
  CHECK(has_status(running.client.ask("GET / HTTP/1.1\r\nHost: a\r\n\r\n"), "200"));
}

TEST_CASE("HEAD has the headers of GET and no body") {
  Running running([](Request&) { return text_response("12345"); });
  running.client.write("HEAD / HTTP/1.1\r\nHost: a\r\n\r\n");
  std::string head = running.client.read_response(false);
  CHECK(head.find("Content-Length: 5\r\n") != head.npos);
  std::string next = running.client.ask("GET / HTTP/1.1\r\nHost: a\r\n\r\n");
  CHECK(has_status(next, "200"));
  CHECK(next.ends_with("\r\n\r\n12345"));
}

TEST_CASE("a page is compressed for a client that accepts it") {
  Running running([](Request&) { return text_response(std::string(5000, 'x')); });
  std::string zipped = running.client.ask("GET / HTTP/1.1\r\nHost: a\r\nAccept-Encoding: gzip\r\n\r\n");
  CHECK(zipped.find("Content-Encoding: gzip") != zipped.npos);
  CHECK(zipped.size() < 500);
  CHECK(running.client.ask("GET / HTTP/1.1\r\nHost: a\r\n\r\n").size() > 5000);
}

TEST_CASE("a large answer arrives whole") {
  std::string large(8 << 20, 'x');
  Running running([&](Request&) { return text_response(large); });
  CHECK(running.client.ask("GET / HTTP/1.1\r\nHost: a\r\n\r\n").ends_with("\r\n\r\n" + large));
}

TEST_CASE("a handler that throws is answered for") {
  Running running([](Request& request) -> Response {
    if (request.path == "/bad") throw BadRequest("This is bad.");
    if (request.path == "/odd") throw 1;
    throw std::runtime_error("secret");
  });
  CHECK(running.client.ask("GET /bad HTTP/1.1\r\nHost: a\r\n\r\n").ends_with("This is bad.\n"));
  std::string fault = running.client.ask("GET / HTTP/1.1\r\nHost: a\r\n\r\n");
  CHECK(has_status(fault, "500"));
  CHECK(fault.find("secret") == fault.npos);
  CHECK(has_status(running.client.ask("GET /odd HTTP/1.1\r\nHost: a\r\n\r\n"), "500"));
}

TEST_CASE("stopping lets a running request finish and closes idle connections") {
  std::latch begun(1);
  Running running([&](Request& request) {
    begun.count_down();
    std::this_thread::sleep_for(500ms);
    return echo(request);
  });
  Client idle(running.server.port());
  running.client.write("GET / HTTP/1.1\r\nHost: a\r\n\r\n");
  begun.wait();
  auto stopped = std::async(std::launch::async, [&] { running.server.stop(); });
  CHECK(idle.read_to_end() == "");
  CHECK(idle.closed());
  std::string response = running.client.read_to_end();
  CHECK(has_status(response, "200"));
  CHECK(running.client.closed());
  CHECK(stopped.wait_for(3s) == std::future_status::ready);
  CHECK_FALSE(Client(running.server.port()).connected());
}

TEST_CASE("a second server cannot take the same port") {
  Running running(echo);
  ServerOptions options;
  options.port = running.server.port();
  Server second(options, echo);
  CHECK_THROWS_WITH_AS(second.start(), doctest::Contains("cannot listen on 127.0.0.1"), std::runtime_error);
  options.address = "nonsense";
  CHECK_THROWS_AS(Server(options, echo).start(), std::runtime_error);
}

TEST_CASE("connections beyond the limit are closed, and places are given back") {
  ServerOptions options;
  options.most_connections = 2;
  Running running(echo, options);
  std::string request = "GET / HTTP/1.1\r\nHost: a\r\n\r\n";
  auto second = std::make_unique<Client>(running.server.port());
  CHECK(has_status(running.client.ask(request), "200"));
  CHECK(has_status(second->ask(request), "200"));
  Client third(running.server.port());
  CHECK(third.read_to_end() == "");
  CHECK(third.closed());
  second.reset();
  bool served = false;
  for (int i = 0; i < 50 && !served; ++i) {
    std::this_thread::sleep_for(20ms);
    served = has_status(Client(running.server.port()).ask(request), "200");
  }
  CHECK(served);
}

namespace {

// A server whose every request opens a stream, and the streams it opened.
struct Newsroom {
  Newsroom()
      : running([this](Request&) {
          Response response;
          response.stream = std::make_shared<EventStream>();
          std::lock_guard lock(mutex);
          streams.push_back(response.stream);
          return response;
        }) {}
  std::shared_ptr<EventStream> listen(Client& client) {
    client.write("GET /events HTTP/1.1\r\nHost: a\r\n\r\n");
    client.read_until_text("\r\n\r\n");
    std::lock_guard lock(mutex);
    REQUIRE(!streams.empty());
    return streams.back();
  }
  std::mutex mutex;
  std::vector<std::shared_ptr<EventStream>> streams;
  Running running;
};

bool becomes_closed(const EventStream& stream) {
  for (int i = 0; i < 200 && stream.open(); ++i) std::this_thread::sleep_for(10ms);
  return !stream.open();
}

}  // namespace

TEST_CASE("events reach a listener in order, from any thread") {
  Newsroom newsroom;
  Client& client = newsroom.running.client;
  auto stream = newsroom.listen(client);
  std::thread publisher([&] {
    for (int i = 0; i < 1000; ++i) stream->send("count", std::to_string(i));
  });
  std::string expected;
  for (int i = 0; i < 1000; ++i) expected += "event: count\ndata: " + std::to_string(i) + "\n\n";
  std::string& received = client.read_until_text("data: 999\n\n");
  publisher.join();
  CHECK(received.find("Content-Type: text/event-stream\r\n") != received.npos);
  CHECK(received.find("Content-Length") == received.npos);
  CHECK(received.ends_with("\r\n\r\n" + expected));
}

TEST_CASE("a listener that leaves is noticed without an event being sent") {
  Newsroom newsroom;
  auto stream = newsroom.listen(newsroom.running.client);
  CHECK(stream->open());
  newsroom.running.client.leave();
  CHECK(becomes_closed(*stream));
}

TEST_CASE("a closed stream sends what it had and ends") {
  Newsroom newsroom;
  auto stream = newsroom.listen(newsroom.running.client);
  stream->send("", "last");
  stream->close();
  stream->send("", "too late");
  CHECK(newsroom.running.client.read_to_end().ends_with("\r\n\r\ndata: last\n\n"));
  CHECK(newsroom.running.client.closed());
}

TEST_CASE("a listener that does not read is closed, and disturbs nobody") {
  Newsroom newsroom;
  Client reader(newsroom.running.server.port());
  auto stuck = newsroom.listen(newsroom.running.client);
  auto stream = newsroom.listen(reader);
  for (int i = 0; i < 2000 && stuck->open(); ++i) {
    stuck->send("", std::string(10000, 'x'));
    std::this_thread::yield();
  }
  CHECK_FALSE(stuck->open());
  stream->send("", "fine");
  CHECK(reader.read_until_text("fine").ends_with("data: fine\n\n"));
}

TEST_CASE("stopping closes event streams, and a publisher may go on without harm") {
  std::shared_ptr<EventStream> stream;
  {
    Newsroom newsroom;
    stream = newsroom.listen(newsroom.running.client);
    std::thread publisher([&] {
      while (stream->open()) stream->send("", "x");
    });
    newsroom.running.server.stop();
    publisher.join();
    newsroom.running.client.read_to_end();
    CHECK(newsroom.running.client.closed());
  }
  stream->send("", "nobody listens");
  CHECK_FALSE(stream->open());
}

TEST_CASE("many clients at once are served and may break off anywhere") {
  Running running(echo);
  std::vector<std::thread> clients;
  std::atomic<int> answered = 0;
  for (int i = 0; i < 8; ++i)
    clients.emplace_back([&, i] {
      for (int turn = 0; turn < 40; ++turn) {
        Client client(running.server.port());
        std::string request = "POST /x HTTP/1.1\r\nHost: a\r\nContent-Length: 5\r\n\r\nhello";
        if (turn % 4 == 0) {
          client.write(std::string_view(request).substr(0, static_cast<size_t>(turn + i)));
          continue;
        }
        answered += client.ask(request).ends_with("[hello]");
      }
    });
  for (auto& client : clients) client.join();
  CHECK(answered == 8 * 30);
}

}  // namespace kit
