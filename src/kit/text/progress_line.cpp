#include "kit/text/progress_line.h"

#include <fmt/format.h>
#include <unistd.h>

#include <iostream>

namespace kit {

struct ProgressLine::Line {
  std::ostream& out;
  std::string what;
  bool watched;
  int percent = -1;
};

ProgressLine::ProgressLine(std::ostream& out, std::string what)
    : line_(std::make_shared<Line>(Line{out, std::move(what), &out == &std::cout && isatty(STDOUT_FILENO) == 1})) {}

void ProgressLine::operator()(double share) {
  int percent = static_cast<int>(share * 100);
  if (!line_->watched || percent == std::exchange(line_->percent, percent)) return;
  line_->out << fmt::format("\r{} {} %", line_->what, percent) << std::flush;
}

void ProgressLine::clear() {
  if (line_->watched && line_->percent >= 0) line_->out << "\r\x1b[K" << std::flush;
  line_->percent = -1;
}

}  // namespace kit
