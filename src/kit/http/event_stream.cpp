#include "kit/http/event_stream.h"

#include <stdexcept>
#include <utility>

namespace kit {
namespace {

// The end of the first line: CR LF, CR and LF all break lines in an event stream.
size_t line_break_length(std::string_view text, size_t at) { return text.substr(at, 2) == "\r\n" ? 2 : 1; }

std::string event_text(std::string_view event, std::string_view data, std::string_view id) {
  std::string text;
  if (!id.empty()) text.append("id: ").append(id).append("\n");
  if (!event.empty()) text.append("event: ").append(event).append("\n");
  for (;;) {
    size_t end = data.find_first_of("\r\n");
    text.append("data: ").append(data.substr(0, end)).append("\n");
    if (end == data.npos) break;
    data.remove_prefix(end + line_break_length(data, end));
  }
  return text += "\n";
}

}  // namespace

void EventStream::send(std::string_view event, std::string_view data, std::string_view id) {
  if (event.find_first_of("\r\n") != event.npos || id.find_first_of("\r\n") != id.npos)
    throw std::invalid_argument("the name and the id of an event may not hold a line break");
  add(event_text(event, data, id));
}

void EventStream::keep_alive() { add(":\n\n"); }

bool EventStream::open() const {
  std::lock_guard lock(mutex_);
  return open_;
}

void EventStream::close() {
  std::lock_guard lock(mutex_);
  open_ = false;
  if (wake_) wake_();
}

void EventStream::wake() {
  std::lock_guard lock(mutex_);
  if (wake_) wake_();
}

void EventStream::attach(std::function<void()> wake) {
  std::lock_guard lock(mutex_);
  wake_ = std::move(wake);
}

void EventStream::detach() {
  std::lock_guard lock(mutex_);
  open_ = false;
  wake_ = nullptr;
}

std::string EventStream::take() {
  std::lock_guard lock(mutex_);
  return std::exchange(unsent_, {});
}

void EventStream::add(std::string_view text) {
  std::lock_guard lock(mutex_);
  if (!open_) return;
  if (unsent_.size() + text.size() > most_unsent_bytes) {
    open_ = false;
    unsent_.clear();
  } else {
    unsent_ += text;
  }
  if (wake_) wake_();
}

}  // namespace kit
