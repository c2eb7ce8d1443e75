// The one unit that knows Boost.JSON: its parser reports what it meets, and the value is built from that.
#include <fmt/format.h>

#include <algorithm>
#include <boost/json/basic_parser_impl.hpp>
#include <charconv>
#include <unordered_set>

#include "kit/json/json.h"
#include "kit/text/utf8.h"

namespace kit {

namespace {

namespace json = boost::json;
using json::error_code;
using json::string_view;

// Names Boost's parser calls; each answers whether to go on.
class Builder {
 public:
  static constexpr std::size_t max_object_size = std::size_t(-1);
  static constexpr std::size_t max_array_size = std::size_t(-1);
  static constexpr std::size_t max_key_size = std::size_t(-1);
  static constexpr std::size_t max_string_size = std::size_t(-1);

  std::size_t values_left = 0;
  std::string complaint;

  Json take() { return std::move(root_); }

  bool on_document_begin(error_code&) { return true; }
  bool on_document_end(error_code&) { return true; }
  bool on_object_begin(error_code& ec) { return open(Json::Object{}, ec); }
  bool on_object_end(std::size_t, error_code& ec) { return close(ec); }
  bool on_array_begin(error_code& ec) { return open(Json::Array{}, ec); }
  bool on_array_end(std::size_t, error_code& ec) { return close(ec); }

  bool on_key_part(string_view part, std::size_t, error_code&) { return gather(part); }
  bool on_key(string_view part, std::size_t, error_code& ec) {
    gather(part);
    auto& level = open_.back();
    if (!level.keys.insert(gathered_).second)
      return refuse(ec, fmt::format("The field “{}” is given twice", gathered_));
    level.key = std::exchange(gathered_, {});
    return true;
  }
  bool on_string_part(string_view part, std::size_t, error_code&) { return gather(part); }
  bool on_string(string_view part, std::size_t, error_code& ec) {
    gather(part);
    return put(std::exchange(gathered_, {}), ec);
  }

  bool on_number_part(string_view part, error_code&) { return gather(part); }
  bool on_int64(std::int64_t, string_view part, error_code& ec) { return put_number(part, ec); }
  bool on_uint64(std::uint64_t, string_view part, error_code& ec) { return put_number(part, ec); }
  bool on_double(double, string_view part, error_code& ec) { return put_number(part, ec); }
  bool on_bool(bool truth, error_code& ec) { return put(truth, ec); }
  bool on_null(error_code& ec) { return put(nullptr, ec); }
  bool on_comment_part(string_view, error_code&) { return true; }
  bool on_comment(string_view, error_code&) { return true; }

 private:
  struct Level {
    Json::Content content;
    std::string key;
    std::unordered_set<std::string> keys;
  };

  bool refuse(error_code& ec, std::string sentence) {
    complaint = std::move(sentence);
    ec = json::make_error_code(json::error::syntax);
    return false;
  }

  bool gather(string_view part) {
    gathered_.append(part.data(), part.size());
    return true;
  }

  bool open(Json::Content content, error_code& ec) {
    if (!count(ec)) return false;
    open_.push_back({std::move(content), {}, {}});
    return true;
  }

  bool close(error_code&) {
    Json value(std::move(open_.back().content));
    open_.pop_back();
    place(std::move(value));
    return true;
  }

  bool put(Json::Content content, error_code& ec) {
    if (!count(ec)) return false;
    place(Json(std::move(content)));
    return true;
  }

  // From the digits themselves: the parser's own double may be a last place off.
  bool put_number(string_view part, error_code& ec) {
    gather(part);
    std::string digits = std::exchange(gathered_, {});
    const char* end = digits.data() + digits.size();
    std::int64_t whole = 0;
    if (auto read = std::from_chars(digits.data(), end, whole); read.ec == std::errc{} && read.ptr == end)
      return put(whole, ec);
    double real = 0;
    if (std::from_chars(digits.data(), end, real).ec != std::errc{})
      return refuse(ec, fmt::format("The number {} is too large or too small", digits.substr(0, 40)));
    return put(real, ec);
  }

  void place(Json value) {
    if (open_.empty()) {
      root_ = std::move(value);
      return;
    }
    Level& level = open_.back();
    if (auto* array = std::get_if<Json::Array>(&level.content)) array->push_back(std::move(value));
    if (auto* object = std::get_if<Json::Object>(&level.content))
      object->emplace_back(std::move(level.key), std::move(value));
  }

  bool count(error_code& ec) { return values_left-- > 0 || refuse(ec, "There are too many values"); }

  Json root_;
  std::vector<Level> open_;
  std::string gathered_;
};

std::string place_in(std::string_view text, std::size_t at) {
  std::string_view before = text.substr(0, at);
  auto lines = std::ranges::count(before, '\n');
  std::size_t line_start = before.rfind('\n') + 1;  // npos + 1 is 0
  return fmt::format("line {}, column {}", lines + 1, at - line_start + 1);
}

std::string problem(error_code ec, const Builder& builder, const JsonLimits& limits) {
  if (!builder.complaint.empty()) return builder.complaint;
  if (ec == json::error::incomplete) return "The JSON ends too early";
  if (ec == json::error::extra_data) return "There is more text after the JSON";
  if (ec == json::error::too_deep) return fmt::format("The JSON is nested more than {} levels deep", limits.depth);
  return "This is not JSON";
}

}  // namespace

Json Json::parse(std::string_view text, const JsonLimits& limits) {
  if (text.size() > limits.bytes) throw JsonRefused(fmt::format("The JSON is larger than {} bytes.", limits.bytes));
  if (!is_utf8(text)) throw JsonRefused("The JSON is not UTF-8 text.");
  json::parse_options options;
  options.max_depth = limits.depth;
  json::basic_parser<Builder> parser(options);
  parser.handler().values_left = limits.values;
  error_code ec;
  std::size_t at = parser.write_some(false, text.data(), text.size(), ec);
  if (!ec && at < text.size()) ec = json::make_error_code(json::error::extra_data);
  if (!ec) return parser.handler().take();
  throw JsonRefused(fmt::format("{} ({}).", problem(ec, parser.handler(), limits), place_in(text, at)));
}

}  // namespace kit
