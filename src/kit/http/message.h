// What goes in and out of an HTTP handler: a request already taken apart, and a response to be sent. Plain values,
// copied freely, with no tie to the connection they came over. Everything in a Request was checked by the server:
// the path and all text fields are valid UTF-8 without NUL, and header values hold no line breaks.
#pragma once

#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "kit/http/bad_request.h"

namespace kit {

class EventStream;

enum class Method { get, head, post, put, del };
std::string_view name_of(Method method);  // "GET", "HEAD", "POST", "PUT", "DELETE"

// Names compare case-insensitively, values are kept as sent. Adding a name or value with a line break or NUL throws
// std::invalid_argument, so that no text of a user can start a header of its own.
class Headers {
 public:
  using Fields = std::vector<std::pair<std::string, std::string>>;

  std::optional<std::string_view> get(std::string_view name) const;  // the first of that name
  bool has(std::string_view name) const { return get(name).has_value(); }
  void set(std::string name, std::string value);  // replaces all of that name
  void add(std::string name, std::string value);
  Fields::const_iterator begin() const { return fields_.begin(); }
  Fields::const_iterator end() const { return fields_.end(); }

 private:
  Fields fields_;
};

// A file sent with a form. The name is without folders, and is only what the sender called it: never a path to open.
struct Upload {
  std::string filename;
  std::string content_type;
  std::string content;
};

// The decoded fields of a query string, an urlencoded body, or a multipart body. Order and repeats are kept.
class Form {
 public:
  using Fields = std::vector<std::pair<std::string, std::string>>;

  std::optional<std::string_view> get(std::string_view name) const;  // the first of that name
  std::string_view text(std::string_view name) const;                // "" if absent
  std::vector<std::string_view> all(std::string_view name) const;
  bool has(std::string_view name) const { return get(name).has_value(); }
  const Upload* upload(std::string_view name) const;  // null if absent
  std::vector<const Upload*> uploads(std::string_view name) const;
  void add(std::string name, std::string value);
  void add(std::string name, Upload upload);
  const Fields& fields() const { return fields_; }

 private:
  Fields fields_;
  std::vector<std::pair<std::string, Upload>> uploads_;
};

struct Request {
  Method method = Method::get;
  std::string target;  // as sent, with the query
  std::string path;    // percent-decoded, begins with a slash
  Form query;
  Headers headers;
  std::string body;
  std::string remote;  // the peer's IP address

  std::optional<std::string> cookie(std::string_view name) const;
};

struct Response {
  int status = 200;
  Headers headers;
  std::string body;
  bool gzip = true;                     // compress if the client accepts it and it pays
  std::shared_ptr<EventStream> stream;  // set for server-sent events; the body is then ignored
};

}  // namespace kit
