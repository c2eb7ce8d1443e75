#pragma once
#include <exception>
#include <string>
#include <string_view>
#include <vector>

// The one exception a module throws: the request is understood and refused. It names a sentence in words/, so that
// what a person reads is never written where it is thrown. Anything else that is thrown is a fault.
namespace partnership {

struct FieldError {
  std::string field;   // as the form calls it
  std::string key;     // the sentence
  std::string detail;  // fills {detail} in it
};

class Refusal : public std::exception {
 public:
  Refusal(int status, std::string key, std::string detail = {}, std::vector<FieldError> fields = {})
      : status(status), key(std::move(key)), detail(std::move(detail)), fields(std::move(fields)) {}
  const char* what() const noexcept override { return key.c_str(); }

  int status;
  std::string key;
  std::string detail;
  std::vector<FieldError> fields;
};

// What is not there and what may not be seen are the same to a stranger: 404.
[[noreturn]] inline void not_found() { throw Refusal(404, "partnership.refusal.not_found"); }

inline void allow(bool may) {
  if (!may) throw Refusal(403, "partnership.refusal.not_yours");
}
inline void require(bool holds, std::string_view key, std::string_view detail = {}) {
  if (!holds) throw Refusal(409, std::string(key), std::string(detail));
}
inline void refuse_invalid(std::vector<FieldError> fields) {
  if (!fields.empty()) throw Refusal(422, "partnership.refusal.check_fields", {}, std::move(fields));
}

}  // namespace partnership
