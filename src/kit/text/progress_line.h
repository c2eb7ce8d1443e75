#pragma once
#include <memory>
#include <ostream>
#include <string>

// One line that tells how far a long command is, on a terminal; where none looks on, nothing. Copies share the line.
namespace kit {

class ProgressLine {
 public:
  ProgressLine(std::ostream& out, std::string what);
  void operator()(double share);  // between 0 and 1
  void clear();

 private:
  struct Line;
  std::shared_ptr<Line> line_;
};

}  // namespace kit
