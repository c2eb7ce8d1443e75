// Reads fixed patterns of digits and marks, as dates and times are written. After the first thing that does not fit,
// everything else reads as zero and `all_read` says no, so a pattern is read straight through and judged once.
#pragma once

#include <string_view>

namespace kit {

class Digits {
 public:
  explicit Digits(std::string_view text) : rest_(text) {}

  int take(int count) {
    int number = 0;
    for (int i = 0; i < count; ++i) number = number * 10 + digit();
    return number;
  }
  int take_some(int most) {  // one digit at least
    int number = digit();
    for (int i = 1; i < most && next_is_digit(); ++i) number = number * 10 + digit();
    return number;
  }
  void skip(char mark) {
    if (!try_skip(mark)) fits_ = false;
  }
  bool try_skip(char mark) {
    if (!fits_ || rest_.empty() || rest_.front() != mark) return false;
    rest_.remove_prefix(1);
    return true;
  }
  bool next_is_digit() const { return fits_ && !rest_.empty() && rest_.front() >= '0' && rest_.front() <= '9'; }
  bool all_read() const { return fits_ && rest_.empty(); }

 private:
  int digit() {
    if (!next_is_digit()) return fits_ = false, 0;
    int value = rest_.front() - '0';
    rest_.remove_prefix(1);
    return value;
  }

  std::string_view rest_;
  bool fits_ = true;
};

}  // namespace kit
