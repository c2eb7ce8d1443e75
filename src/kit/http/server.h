// An HTTP/1.1 server. Sockets are served by a few threads that never block; handlers run on worker threads and may
// wait for a database. Requests of one connection are handled one after another, those of different connections at
// the same time: a handler must be thread-safe. Every size and time a peer could abuse has a limit, below.
//
// The server refuses by itself, with a plain sentence: malformed requests 400, slow ones 408, large bodies 413, large
// heads 431, other methods 501. BadRequest thrown by the handler becomes 400, any other exception 500.
#pragma once

#include <chrono>
#include <cstdint>
#include <functional>
#include <memory>
#include <string>

#include "kit/http/event_stream.h"
#include "kit/http/message.h"

namespace kit {

struct ServerOptions {
  std::string address = "127.0.0.1";
  uint16_t port = 8080;  // 0: any free one
  int io_threads = 2;
  int workers = 2;
  size_t longest_head = 32 * 1024;
  size_t longest_body = 32 << 20;
  std::chrono::seconds head_time{15};  // from the first byte of a request to the end of its head
  std::chrono::seconds body_time{60};  // for the body; a steady sender gets a second more for each 16 KiB
  std::chrono::seconds idle_time{75};  // between two requests
  int most_connections = 20000;        // one more is closed at once
};

using Handler = std::function<Response(Request&)>;

class Server {
 public:
  Server(ServerOptions options, Handler handler);
  ~Server();  // stops
  Server(const Server&) = delete;
  Server& operator=(const Server&) = delete;

  // Returns once connections are accepted. Throws std::runtime_error with a plain sentence if the address cannot be
  // listened on. A server is started once.
  void start();
  uint16_t port() const;  // the real one, after start

  // Accepts no new connections, closes idle ones and event streams, and lets running requests finish for up to 10
  // seconds. Then closes what is left; a handler that still runs is waited for, because it cannot be interrupted.
  // Must not be called from a handler.
  void stop();

  struct Inside;  // known to server.cpp only

 private:
  std::unique_ptr<Inside> inside_;
};

}  // namespace kit
