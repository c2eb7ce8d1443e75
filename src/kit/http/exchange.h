// One request and the bytes of its answer, on their way between a connection and a worker. Part of the server; knows
// nothing of sockets.
#pragma once

#include <memory>
#include <string>

#include "kit/http/event_stream.h"
#include "kit/http/message.h"
#include "kit/http/server.h"

namespace kit {

struct Exchange {
  Request request;
  bool keep_alive = false;
  bool refused = false;  // answered by the server itself; the connection then ends
  std::string wire;
  std::shared_ptr<EventStream> stream;
};

void refuse(Exchange& exchange, int status, std::string sentence);

// Fills in target, path and query. Throws BadRequest.
void read_target(Request& request, std::string target);

// Asks the handler and leaves its answer in `wire`, compressed where that pays. Whatever the handler throws, there is
// an answer; without memory for one, `wire` stays empty and the connection is to end.
void work(Exchange& exchange, const Handler& handler) noexcept;

}  // namespace kit
