#pragma once
#include <string_view>

// Reading a body without building anything: views of its members' own bytes, for checks that look at millions of
// bodies. Accepts what body.h writes; text with other spacing or escaped names is not a body.
namespace partnership {

// The members of a body, each as it stands there; empty when it has no such member.
struct ScannedBody {
  std::string_view table;  // without its quotation marks
  std::string_view row, key, from, to, gone, was, fields, rows, about, covers, lines;
};
// False: these bytes are not a body.
bool scan_body(std::string_view bytes, ScannedBody& body);

// One member of an object after another, or one value of an array after another, in their order.
class Scan {
 public:
  // Requires the bytes of one object or array, brackets included.
  explicit Scan(std::string_view bytes) : rest_(bytes) {}
  bool member(std::string_view& name, std::string_view& value);
  bool value(std::string_view& value);
  bool sound() const { return sound_; }  // false once something was no JSON, or followed the end

 private:
  bool enter(char open, char close);
  bool take_value(std::string_view& value);
  bool take_text(std::string_view& text);
  bool stop();

  std::string_view rest_;
  bool entered_ = false, sound_ = true;
};

}  // namespace partnership
