// One browser that listens for server-sent events. A handler makes it, keeps a copy where events are published, and
// returns another in Response::stream. Thread-safe: anyone may send at any time, before the response too; nothing
// here waits for the network. A listener that reads too slowly is closed, and its browser connects again by itself.
#pragma once

#include <functional>
#include <mutex>
#include <string>
#include <string_view>

namespace kit {

class EventStream {
 public:
  virtual ~EventStream() = default;
  static constexpr size_t most_unsent_bytes = 256 * 1024;

  // Data of several lines arrives as such. An empty event name is the browser's "message". Throws
  // std::invalid_argument if the event name or the id holds a line break. The browser names the last id it got when it
  // connects again (Last-Event-ID); without an id that one stays. Does nothing once closed.
  void send(std::string_view event, std::string_view data, std::string_view id = {});
  bool open() const;  // false once either side has closed: forget the stream then
  void close();       // what was sent before still goes out

  // For the server's side. `wake` is called, with the stream locked, whenever there is something to take.
  void attach(std::function<void()> wake);
  void detach();              // closes, and never calls `wake` again
  virtual void keep_alive();  // sends a comment, so that proxies do not take the silence for a dead connection
  virtual std::string take();

 protected:
  // For a stream that has its bytes from elsewhere: there is something to take.
  void wake();

 private:
  void add(std::string_view text);

  mutable std::mutex mutex_;
  std::string unsent_;
  bool open_ = true;
  std::function<void()> wake_;
};

}  // namespace kit
