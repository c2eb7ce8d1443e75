#pragma once
#include "kit/json/json_writer.h"
#include "partnership/web/view.h"

// One request as a handler sees it, and the two answers it gives: show something, or say that something was done.
// Both answer as a page or as JSON from the same handler, so that rights and rules cannot drift apart.
namespace partnership {

using kit::Response;

class Request {
 public:
  Request(const kit::Request& http, const Actor& actor, View view)
      : http_(http), actor_(actor), view_(std::move(view)) {}

  const kit::Request& http() const { return http_; }
  const Actor& actor() const { return actor_; }
  const View& view() const { return view_; }
  View& view() { return view_; }

  const std::string& part(std::string_view name) const;  // {name} of the route; throws on a name it does not have
  template <class T>
  Id<T> id(std::string_view name = "id") const {
    return {part(name)};
  }
  std::string_view query(std::string_view name) const { return http_.query.text(name); }
  const kit::Form& form() const { return form_; }
  std::string_view text(std::string_view name) const;  // of the form, without spaces around; "" if absent
  std::string words(std::string_view name) const { return std::string(text(name)); }

  bool wants_json() const { return json_; }
  const std::string& token() const { return token_; }

  // `page` and `json` are called only for the answer that is wanted.
  template <class Page, class WriteJson>
  Response show(Page page, WriteJson write_json) const {
    if (!json_) return html(page(), 200);
    kit::JsonWriter json;
    write_json(json);
    return json_response(json.take(), 200);
  }
  // After a POST: a page goes on to `url` and says `said` there; JSON carries the fact.
  template <class T>
  requires requires { T::table(); }
  Response done(const T& fact, const std::string& url, std::string_view said = {}) const {
    return json_ ? json_response(json_of(T::table(), &fact), 201) : go_to(url, said);
  }
  Response done(const std::string& url, std::string_view said = {}) const {
    return json_ ? json_response("{}", 200) : go_to(url, said);
  }
  Response html(kit::Html page, int status) const;
  Response go_to(const std::string& url, std::string_view said = {}) const;
  static Response json_response(std::string body, int status);
  static std::string json_of(const Table& table, const void* record);

 private:
  friend class Router;
  const kit::Request& http_;
  const Actor& actor_;
  View view_;
  kit::Form form_;
  std::vector<std::pair<std::string, std::string>> parts_;
  std::string token_;
  bool json_ = false;
};

// A record as the API gives it: names of the field table, instants and dates in ISO form, quantities as numbers.
void write_record(kit::JsonWriter& json, const Table& table, const void* record);
template <class T>
void write_json(kit::JsonWriter& json, const T& record) {
  write_record(json, T::table(), &record);
}
template <class T>
void write_json(kit::JsonWriter& json, const std::vector<T>& records) {
  json.begin_array();
  for (const T& record : records) write_json(json, record);
  json.end_array();
}

// Reads the named fields of a form into a record by its field table; the result says what is wrong with which.
std::vector<FieldError> read_fields(const kit::Form& form, const Table& table, void* record,
                                    std::initializer_list<std::string_view> names);
template <class T>
T decode(const Request& request, std::initializer_list<std::string_view> names, T record = {}) {
  refuse_invalid(read_fields(request.form(), T::table(), &record, names));
  return record;
}
std::string trimmed(std::string_view text);

}  // namespace partnership
