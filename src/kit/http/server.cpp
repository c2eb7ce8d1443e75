// The one translation unit with Asio and Beast. Each io thread runs its own io_context, and everything that belongs
// to a connection is touched by that thread only; others reach it through asio::post. Of Beast only the parser is
// used. Kept to what g++ 12 compiles correctly: no structured bindings, no capturing lambdas and no non-trivial
// temporaries inside a co_await expression.
#include "kit/http/server.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <atomic>
#include <boost/asio/awaitable.hpp>
#include <boost/asio/co_spawn.hpp>
#include <boost/asio/detached.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/post.hpp>
#include <boost/asio/redirect_error.hpp>
#include <boost/asio/steady_timer.hpp>
#include <boost/asio/thread_pool.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <boost/beast/http/parser.hpp>
#include <boost/beast/http/string_body.hpp>
#include <condition_variable>
#include <mutex>
#include <stdexcept>
#include <thread>
#include <unordered_set>

#include "kit/http/exchange.h"
#include "kit/http/token.h"

namespace kit {
namespace {

namespace asio = boost::asio;
namespace beast_http = boost::beast::http;
using asio::ip::tcp;
using boost::system::error_code;
using Clock = std::chrono::steady_clock;
using Parser = beast_http::request_parser<beast_http::string_body>;
using namespace std::chrono_literals;

constexpr auto stop_time = 10s;
constexpr auto linger_time = 2s;
constexpr auto silence_before_keep_alive = 20s;
constexpr size_t slowest_body_per_second = 16 * 1024;
constexpr size_t buffer_kept_while_idle = 4 * 1024;

class Connection;

// One io thread and its share of the connections.
struct Loop {
  std::unordered_set<Connection*> connections;
  std::array<char, 64 * 1024> scratch;  // for reads, which never suspend between reading and copying out
  std::thread thread;
  asio::io_context context{1};
};

// ---- What Beast read ----------------------------------------------------------------------------------------------

void refuse_unparsed(Exchange& exchange, error_code error) {
  if (error == beast_http::error::header_limit) return refuse(exchange, 431, "The head of the request is too long.");
  if (error == beast_http::error::body_limit) return refuse(exchange, 413, "The body of the request is too large.");
  refuse(exchange, 400, "This is not a valid HTTP/1.1 request.");
}

std::string_view view_of(boost::beast::string_view text) { return {text.data(), text.size()}; }

// What Beast lets pass and this server does not; nullptr if the head is fine.
const char* fault_in_head(const Parser::value_type& message) {
  auto hosts = message.count(beast_http::field::host);
  if (message.version() == 11 && hosts == 0) return "An HTTP/1.1 request must name its host.";
  if (hosts > 1) return "The request names its host twice.";
  auto encoding = view_of(message[beast_http::field::transfer_encoding]);
  auto encodings = message.count(beast_http::field::transfer_encoding);
  // Two readers of one request must agree where it ends, so only the one encoding everybody knows is admitted.
  bool plain = encodings == 1 && message.version() == 11 && equal_ignoring_case(encoding, "chunked");
  if (encodings > 0 && !plain) return "The only transfer encoding understood is chunked.";
  return nullptr;
}

std::optional<Method> method_of(beast_http::verb verb) {
  switch (verb) {
    case beast_http::verb::get: return Method::get;
    case beast_http::verb::head: return Method::head;
    case beast_http::verb::post: return Method::post;
    case beast_http::verb::put: return Method::put;
    case beast_http::verb::delete_: return Method::del;
    default: return std::nullopt;
  }
}

// Headers are copied before the body comes: what a chunked body carries behind itself is not taken for a header.
void read_head(Exchange& exchange, const Parser::value_type& message) try {
  if (const char* fault = fault_in_head(message)) return refuse(exchange, 400, fault);
  auto method = method_of(message.method());
  if (!method) return refuse(exchange, 501, "This server knows the methods GET, HEAD, POST, PUT and DELETE.");
  Request& request = exchange.request;
  exchange.keep_alive = message.keep_alive();
  request.method = *method;
  read_target(request, std::string(view_of(message.target())));
  for (auto& field : message)
    request.headers.add(std::string(view_of(field.name_string())), std::string(view_of(field.value())));
} catch (const BadRequest& fault) {
  refuse(exchange, 400, fault.what());
}

// ---- The server's state -------------------------------------------------------------------------------------------

}  // namespace

struct Server::Inside {
  Inside(ServerOptions given, Handler answer);

  void listen();
  void start_loop(Loop& loop);
  void adopt(Loop& loop, tcp::socket socket);
  bool take_place();
  void give_back_place();
  void stop();
  void close_gently();
  bool wait_for_connections();
  void close_hard();

  const ServerOptions options;
  const Handler handler;
  std::atomic<bool> stopping{false};
  bool started = false;
  uint16_t port = 0;
  std::mutex places_mutex;
  std::condition_variable place_freed;
  int places_taken = 0;
  std::vector<std::unique_ptr<Loop>> loops;
  std::unique_ptr<tcp::acceptor> acceptor;  // belongs to the first loop
  asio::thread_pool workers;
};

namespace {

// ---- One connection -----------------------------------------------------------------------------------------------

std::string address_of_peer(const tcp::socket& socket) {
  error_code error;
  auto address = socket.remote_endpoint(error).address();
  if (address.is_v6() && address.to_v6().is_v4_mapped())
    address = asio::ip::make_address_v4(asio::ip::v4_mapped, address.to_v6());
  return address.to_string();
}

class Connection : public std::enable_shared_from_this<Connection> {
 public:
  Connection(Server::Inside& server, Loop& loop, tcp::socket socket)
      : server_(server),
        loop_(loop),
        socket_(std::move(socket)),
        remote_(address_of_peer(socket_)),
        wake_(loop.context, Clock::time_point::max()) {
    loop_.connections.insert(this);
  }
  ~Connection() {
    detach_stream();
    loop_.connections.erase(this);
    server_.give_back_place();
  }

  asio::awaitable<void> serve();
  asio::awaitable<void> watch_for_leaving();
  void check_time(Clock::time_point now);
  void stop_gently();
  void stop_hard();
  void wake() { wake_.cancel(); }
  void detach_stream() {
    if (stream_) stream_->detach();
  }

 private:
  asio::awaitable<bool> serve_one();
  asio::awaitable<bool> receive(Exchange& exchange);
  asio::awaitable<bool> receive_message(Parser& parser, Exchange& exchange);
  asio::awaitable<bool> admit_head(Parser& parser, Exchange& exchange);
  asio::awaitable<bool> read_more();
  asio::awaitable<void> answer(Exchange& exchange);
  asio::awaitable<bool> send(std::string_view bytes);
  asio::awaitable<void> stream(Exchange& exchange);
  asio::awaitable<void> linger();
  void become_idle();
  void reward_progress();
  error_code feed(Parser& parser);
  void connect_stream(std::shared_ptr<EventStream> stream);
  void give(std::chrono::seconds time) { deadline_ = Clock::now() + time; }

  Server::Inside& server_;
  Loop& loop_;
  tcp::socket socket_;
  std::string remote_;
  std::string input_;  // received and not yet parsed
  Clock::time_point deadline_ = Clock::time_point::max();
  bool expired_ = false;  // the deadline passed
  bool idle_ = true;      // no byte of a next request has come
  size_t received_ = 0;   // bytes of the present request
  std::shared_ptr<EventStream> stream_;
  Clock::time_point last_sent_;
  asio::steady_timer wake_;  // never expires; cancelled when the stream has something to send
};

asio::awaitable<void> Connection::serve() {
  auto self = shared_from_this();
  for (bool again = true; again;) again = co_await serve_one();
}

// False when the connection is to end.
asio::awaitable<bool> Connection::serve_one() {
  Exchange exchange;
  if (!co_await receive(exchange)) co_return false;
  if (!exchange.refused) co_await answer(exchange);
  if (exchange.stream) {
    co_await stream(exchange);
    co_return false;
  }
  bool sent = co_await send(exchange.wire);
  if (sent && exchange.refused) co_await linger();
  co_return sent&& exchange.keep_alive && !server_.stopping;
}

// False if there is no one left to answer. The parser lives no longer than this.
asio::awaitable<bool> Connection::receive(Exchange& exchange) {
  auto parser = std::make_unique<Parser>();
  parser->header_limit(static_cast<std::uint32_t>(server_.options.longest_head));
  parser->body_limit(server_.options.longest_body);
  become_idle();
  if (!co_await receive_message(*parser, exchange)) {
    if (!expired_ || idle_) co_return false;
    refuse(exchange, 408, "The request did not arrive in time.");
  }
  exchange.request.remote = remote_;
  exchange.request.body = std::move(parser->get().body());
  co_return true;
}

void Connection::become_idle() {
  if (input_.empty() && input_.capacity() > buffer_kept_while_idle) input_.shrink_to_fit();
  idle_ = input_.empty();
  received_ = input_.size();
  give(idle_ ? server_.options.idle_time : server_.options.head_time);
}

// True once a whole message lies in the parser, or the exchange was refused.
asio::awaitable<bool> Connection::receive_message(Parser& parser, Exchange& exchange) {
  bool head_seen = false;
  for (;;) {
    if (error_code error = feed(parser)) {
      refuse_unparsed(exchange, error);
      co_return true;
    }
    if (!head_seen && parser.is_header_done()) {
      head_seen = true;
      if (!co_await admit_head(parser, exchange)) co_return exchange.refused;
      continue;
    }
    if (parser.is_done()) co_return true;
    if (!co_await read_more()) co_return false;
    if (head_seen) reward_progress();
  }
}

void Connection::reward_progress() {
  deadline_ += 1s * (received_ / slowest_body_per_second);
  received_ %= slowest_body_per_second;
}

error_code Connection::feed(Parser& parser) {
  error_code error;
  // An empty line before a request is what some old clients leave behind a form (RFC 9112, 2.2).
  if (!parser.got_some() && input_.starts_with("\r\n")) input_.erase(0, 2);
  bool half_of_it = !parser.got_some() && input_ == "\r";
  if (input_.empty() || half_of_it || parser.is_done()) return error;
  size_t used = parser.put(asio::buffer(input_), error);
  input_.erase(0, used);
  if (error == beast_http::error::need_more) error = {};
  return error;
}

// False if the request ends here.
asio::awaitable<bool> Connection::admit_head(Parser& parser, Exchange& exchange) {
  read_head(exchange, parser.get());
  if (exchange.refused) co_return false;
  bool must_ask = !parser.is_done() && input_.empty();
  if (must_ask && equal_ignoring_case(exchange.request.headers.get("Expect").value_or(""), "100-continue"))
    if (!co_await send("HTTP/1.1 100 Continue\r\n\r\n")) co_return false;
  parser.eager(true);
  give(server_.options.body_time);
  co_return true;
}

// Waits without a buffer, so that an idle connection costs none. False if the peer left or its time is over.
asio::awaitable<bool> Connection::read_more() {
  for (;;) {
    error_code error;
    size_t count = socket_.read_some(asio::buffer(loop_.scratch), error);
    if (!error) {
      if (idle_) give(server_.options.head_time);
      idle_ = false;
      received_ += count;
      input_.append(loop_.scratch.data(), count);
      co_return true;
    }
    if (error != asio::error::would_block || expired_ || (idle_ && server_.stopping)) co_return false;
    auto token = asio::redirect_error(asio::use_awaitable, error);
    co_await socket_.async_wait(tcp::socket::wait_read, token);
    if (error) co_return false;
  }
}

// Runs the handler on a worker and resumes the coroutine on its own loop.
struct StartWork {
  template <class Resume>
  void operator()(Resume resume, Server::Inside* server, Exchange* exchange) const {
    auto loop = asio::get_associated_executor(resume);
    auto task = [resume = std::move(resume), loop, server, exchange]() mutable {
      work(*exchange, server->handler);
      asio::post(loop, std::move(resume));
    };
    asio::post(server->workers, std::move(task));
  }
};

asio::awaitable<void> Connection::answer(Exchange& exchange) {
  deadline_ = Clock::time_point::max();
  if (server_.stopping) exchange.keep_alive = false;
  StartWork start;
  Server::Inside* server = &server_;
  Exchange* work = &exchange;
  co_await asio::async_initiate<const asio::use_awaitable_t<>, void()>(start, asio::use_awaitable, server, work);
}

// The time is for each piece the peer takes, not for all of them: a large answer may go over a slow line.
asio::awaitable<bool> Connection::send(std::string_view bytes) {
  give(server_.options.body_time);
  expired_ = false;
  while (!bytes.empty()) {
    error_code error;
    size_t count = socket_.write_some(asio::buffer(bytes), error);
    if (error == asio::error::would_block && !expired_) {
      auto token = asio::redirect_error(asio::use_awaitable, error);
      co_await socket_.async_wait(tcp::socket::wait_write, token);
    } else if (count > 0) {
      give(server_.options.body_time);
    }
    if (error) co_return false;
    bytes.remove_prefix(count);
  }
  last_sent_ = Clock::now();
  co_return true;
}

// Closing while the peer still sends would reset the connection and destroy the answer before it is read.
asio::awaitable<void> Connection::linger() {
  error_code error;
  socket_.shutdown(tcp::socket::shutdown_send, error);
  deadline_ = Clock::now() + linger_time;
  idle_ = false;
  while (!error && Clock::now() < deadline_) {
    input_.clear();
    if (!co_await read_more()) break;
  }
}

// ---- Server-sent events -------------------------------------------------------------------------------------------

asio::awaitable<void> Connection::stream(Exchange& exchange) {
  std::string().swap(input_);
  exchange.request = {};
  connect_stream(std::move(exchange.stream));
  asio::co_spawn(loop_.context, shared_from_this()->watch_for_leaving(), asio::detached);
  bool sent = co_await send(exchange.wire);
  std::string().swap(exchange.wire);
  while (sent) {
    std::string text = stream_->take();
    if (!text.empty()) {
      sent = co_await send(text);
      continue;
    }
    if (!stream_->open()) break;
    deadline_ = Clock::time_point::max();
    error_code error;
    auto token = asio::redirect_error(asio::use_awaitable, error);
    co_await wake_.async_wait(token);
  }
  stream_->detach();
  error_code error;
  socket_.shutdown(tcp::socket::shutdown_send, error);
  socket_.close(error);
}

void Connection::connect_stream(std::shared_ptr<EventStream> stream) {
  stream_ = std::move(stream);
  // Only a weak hold, taken on the loop: a connection must not be destroyed by the thread of a publisher.
  auto wake = [context = &loop_.context, weak = weak_from_this()] {
    asio::post(*context, [weak] {
      if (auto connection = weak.lock()) connection->wake();
    });
  };
  stream_->attach(std::move(wake));
  if (server_.stopping) stream_->close();
}

// A listener sends nothing more; reading is how its leaving is noticed.
asio::awaitable<void> Connection::watch_for_leaving() {
  auto self = shared_from_this();
  error_code error;
  while (!error) {
    socket_.read_some(asio::buffer(loop_.scratch), error);
    if (error != asio::error::would_block) continue;
    auto token = asio::redirect_error(asio::use_awaitable, error);
    co_await socket_.async_wait(tcp::socket::wait_read, token);
  }
  stream_->close();
  socket_.cancel(error);  // a writer that waits for this peer waits in vain
}

// ---- From the loop's sweep, and when the server stops -------------------------------------------------------------

void Connection::check_time(Clock::time_point now) {
  error_code error;
  if (now >= deadline_) {
    expired_ = true;
    deadline_ = Clock::time_point::max();
    socket_.cancel(error);
  }
  if (stream_ && now - last_sent_ >= silence_before_keep_alive) {
    last_sent_ = now;
    stream_->keep_alive();
  }
}

void Connection::stop_gently() {
  error_code error;
  if (stream_) stream_->close();
  if (idle_) socket_.cancel(error);
}

void Connection::stop_hard() {
  error_code error;
  detach_stream();
  wake_.cancel();
  socket_.close(error);
}

// ---- Accepting and sweeping ---------------------------------------------------------------------------------------

asio::awaitable<void> serve_connection(std::shared_ptr<Connection> connection) { co_await connection->serve(); }

// One sweep a second for all connections of a loop is far cheaper than a timer for each read.
asio::awaitable<void> sweep(Loop& loop) {
  asio::steady_timer second(loop.context);
  for (;;) {
    second.expires_after(1s);
    co_await second.async_wait(asio::use_awaitable);
    auto now = Clock::now();
    for (Connection* connection : loop.connections) connection->check_time(now);
  }
}

// Connections go to the loops in turn, which spreads a few busy ones better than the kernel's hash would.
asio::awaitable<void> accept(Server::Inside& server) {
  for (size_t turn = 0;; ++turn) {
    Loop& loop = *server.loops[turn % server.loops.size()];
    tcp::socket socket(loop.context);
    error_code error;
    auto token = asio::redirect_error(asio::use_awaitable, error);
    co_await server.acceptor->async_accept(socket, token);
    if (!server.acceptor->is_open()) co_return;
    if (!error) {
      server.adopt(loop, std::move(socket));
      continue;
    }
    // Out of descriptors, most likely: the waiting connection stays in the queue.
    asio::steady_timer pause(server.loops.front()->context, 100ms);
    co_await pause.async_wait(token);
  }
}

template <class Act>
void for_each_connection(Loop& loop, Act act) {
  asio::post(loop.context, [&loop, act] {
    for (Connection* connection : loop.connections) act(*connection);
  });
}

}  // namespace

Server::Inside::Inside(ServerOptions given, Handler answer)
    : options(std::move(given)),
      handler(std::move(answer)),
      workers(static_cast<size_t>(std::max(1, options.workers))) {
  for (int i = 0; i < std::max(1, options.io_threads); ++i) loops.push_back(std::make_unique<Loop>());
}

void Server::Inside::listen() try {
  tcp::endpoint endpoint(asio::ip::make_address(options.address), options.port);
  acceptor = std::make_unique<tcp::acceptor>(loops.front()->context, endpoint);
  port = acceptor->local_endpoint().port();
} catch (const boost::system::system_error& fault) {
  throw std::runtime_error(
      fmt::format("cannot listen on {} port {}: {}", options.address, options.port, fault.code().message()));
}

void Server::Inside::start_loop(Loop& loop) {
  asio::co_spawn(loop.context, sweep(loop), asio::detached);
  loop.thread = std::thread([&loop] { loop.context.run(); });
}

void Server::Inside::adopt(Loop& loop, tcp::socket socket) {
  if (stopping || !take_place()) return;
  error_code error;
  socket.non_blocking(true, error);
  socket.set_option(tcp::no_delay(true), error);
  auto begin = [this, &loop, socket = std::move(socket)]() mutable {
    auto connection = std::make_shared<Connection>(*this, loop, std::move(socket));
    asio::co_spawn(loop.context, serve_connection(std::move(connection)), asio::detached);
  };
  asio::post(loop.context, std::move(begin));
}

bool Server::Inside::take_place() {
  std::lock_guard lock(places_mutex);
  if (places_taken == options.most_connections) return false;
  ++places_taken;
  return true;
}

void Server::Inside::give_back_place() {
  std::lock_guard lock(places_mutex);
  --places_taken;
  place_freed.notify_all();
}

void Server::Inside::stop() {
  if (!started || stopping.exchange(true)) return;
  close_gently();
  if (!wait_for_connections()) close_hard();
  workers.join();
  for (auto& loop : loops) loop->context.stop();
  for (auto& loop : loops) loop->thread.join();
  // Publishers may outlive the server, and must not wake a loop that is gone.
  for (auto& loop : loops)
    for (Connection* connection : loop->connections) connection->detach_stream();
}

void Server::Inside::close_gently() {
  asio::post(loops.front()->context, [this] {
    error_code error;
    acceptor->close(error);
  });
  for (auto& loop : loops) for_each_connection(*loop, [](Connection& connection) { connection.stop_gently(); });
}

bool Server::Inside::wait_for_connections() {
  std::unique_lock lock(places_mutex);
  return place_freed.wait_for(lock, stop_time, [this] { return places_taken == 0; });
}

void Server::Inside::close_hard() {
  workers.stop();  // those not begun are dropped
  for (auto& loop : loops) for_each_connection(*loop, [](Connection& connection) { connection.stop_hard(); });
}

Server::Server(ServerOptions options, Handler handler)
    : inside_(std::make_unique<Inside>(std::move(options), std::move(handler))) {}

Server::~Server() { stop(); }

void Server::start() {
  inside_->listen();
  asio::co_spawn(inside_->loops.front()->context, accept(*inside_), asio::detached);
  inside_->started = true;
  for (auto& loop : inside_->loops) inside_->start_loop(*loop);
}

uint16_t Server::port() const { return inside_->port; }

void Server::stop() { inside_->stop(); }

}  // namespace kit
