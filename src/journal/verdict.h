#pragma once
// What a check or a strict reader answers: yes, or one plain sentence saying why not. A refusal is an expected outcome
// of reading bytes somebody else wrote, so it is a value and never an exception. The sentences are in English and meant
// for the operator and for `concert verify`, not for the pages.
#include <optional>
#include <string>
#include <utility>

namespace journal {

class Verdict {
 public:
  static Verdict accepted() { return Verdict(""); }
  static Verdict refused(std::string problem) { return Verdict(std::move(problem)); }

  explicit operator bool() const { return problem_.empty(); }
  const std::string& problem() const { return problem_; }

 private:
  explicit Verdict(std::string problem) : problem_(std::move(problem)) {}
  std::string problem_;
};

/// Either a value or a refusal. Reading the value of a refusal throws std::bad_optional_access.
template <typename T>
class Checked {
 public:
  Checked(T value) : value_(std::move(value)) {}
  Checked(Verdict refusal) : problem_(refusal.problem()) {}

  explicit operator bool() const { return value_.has_value(); }
  const T& value() const { return value_.value(); }
  const T& operator*() const { return value_.value(); }
  const T* operator->() const { return &value_.value(); }
  const std::string& problem() const { return problem_; }

 private:
  std::optional<T> value_;
  std::string problem_;
};

}  // namespace journal
