#include "kit/http/gzip.h"

#include <zlib.h>

#include <algorithm>
#include <array>
#include <stdexcept>

#include "kit/http/token.h"

namespace kit {
namespace {

constexpr size_t smallest_worth_compressing = 1024;

// Setting up costs more than compressing a page, so each thread keeps its compressor.
class Compressor {
 public:
  explicit Compressor(int level) : level_(level) {
    constexpr int gzip_format = 15 + 16;
    if (deflateInit2(&state_, level, Z_DEFLATED, gzip_format, 8, Z_DEFAULT_STRATEGY) != Z_OK)
      throw std::runtime_error("no memory to compress with");
  }
  ~Compressor() { deflateEnd(&state_); }
  Compressor(const Compressor&) = delete;
  Compressor& operator=(const Compressor&) = delete;

  int level() const { return level_; }
  std::string run(std::string_view content) {
    deflateReset(&state_);
    std::string result(deflateBound(&state_, content.size()), '\0');
    state_.next_in = reinterpret_cast<Bytef*>(const_cast<char*>(content.data()));
    state_.avail_in = static_cast<uInt>(content.size());
    state_.next_out = reinterpret_cast<Bytef*>(result.data());
    state_.avail_out = static_cast<uInt>(result.size());
    if (deflate(&state_, Z_FINISH) != Z_STREAM_END) throw std::runtime_error("compression did not finish");
    result.resize(state_.total_out);
    return result;
  }

 private:
  z_stream state_{};
  int level_;
};

// The quality of one coding of a list, "gzip;q=0.5" giving true: zero is the only value that forbids.
bool is_admitted(std::string_view parameters) {
  size_t quality = parameters.find("q=");
  if (quality == parameters.npos) return true;
  return parameters.substr(quality + 2).find_first_of("123456789") != parameters.npos;
}

// A strong tag promises the same bytes, and compressed bytes are others.
void weaken_tag(Headers& headers) {
  auto tag = headers.get("ETag");
  if (tag && !tag->starts_with("W/")) headers.set("ETag", "W/" + std::string(*tag));
}

}  // namespace

std::string gzip(std::string_view content, int level) {
  thread_local std::unique_ptr<Compressor> compressor;
  if (!compressor || compressor->level() != level) compressor = std::make_unique<Compressor>(level);
  return compressor->run(content);
}

bool accepts_gzip(std::string_view list) {
  bool any = false;
  while (!list.empty()) {
    std::string_view item = list.substr(0, list.find(','));
    list.remove_prefix(std::min(item.size() + 1, list.size()));
    std::string_view coding = item.substr(0, item.find(';'));
    bool admitted = is_admitted(item.substr(coding.size()));
    coding = without_blanks(coding);
    if (equal_ignoring_case(coding, "gzip")) return admitted;
    if (coding == "*") any = admitted;
  }
  return any;
}

bool is_compressible(std::string_view content_type) {
  if (content_type.starts_with("text/")) return true;
  static constexpr std::array kinds = {"application/json",       "application/problem+json",
                                       "application/javascript", "application/ld+json",
                                       "image/svg+xml",          "application/xml"};
  std::string_view kind = without_blanks(content_type.substr(0, content_type.find(';')));
  return std::ranges::find(kinds, kind) != kinds.end();
}

void compress(Response& response, const Headers& request) {
  if (!response.gzip || response.body.size() < smallest_worth_compressing) return;
  if (response.headers.has("Content-Encoding")) return;
  if (!is_compressible(response.headers.get("Content-Type").value_or(""))) return;
  response.headers.add("Vary", "Accept-Encoding");
  if (!accepts_gzip(request.get("Accept-Encoding").value_or(""))) return;
  std::string smaller = gzip(response.body);
  if (smaller.size() >= response.body.size()) return;
  response.body = std::move(smaller);
  response.headers.set("Content-Encoding", "gzip");
  weaken_tag(response.headers);
}

}  // namespace kit
