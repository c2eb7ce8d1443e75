// Walks the elements of one name in a large XML text, giving each as its own piece of text, so that a sheet of a
// million rows is never held as a tree. Any namespace prefix is taken. The text must outlive the walk.
#pragma once

#include <cstddef>
#include <optional>
#include <string_view>

namespace kit {

class Elements {
 public:
  Elements(std::string_view xml, std::string_view name) : xml_(xml), name_(name) {}

  // Nothing after the last one, and when an element is not closed (`cut_short` then says so).
  std::optional<std::string_view> next();
  bool cut_short() const { return cut_short_; }

 private:
  std::string_view xml_;
  std::string_view name_;
  std::size_t at_ = 0;
  bool cut_short_ = false;
};

// "row" of "x:row".
std::string_view local_name(std::string_view name);

}  // namespace kit
