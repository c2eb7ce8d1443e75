#include "kit/deflate/deflate.h"

#include <zlib.h>

#include <stdexcept>

namespace kit {
namespace {

constexpr int without_frame = -15;

Bytef* bytes_in(std::string_view text) { return reinterpret_cast<Bytef*>(const_cast<char*>(text.data())); }

struct Packer : z_stream {
  Packer() : z_stream{} {
    if (deflateInit2(this, 9, Z_DEFLATED, without_frame, 9, Z_DEFAULT_STRATEGY) != Z_OK)
      throw std::runtime_error("no memory to compress with");
  }
  ~Packer() { deflateEnd(this); }
};

struct Unpacker : z_stream {
  Unpacker() : z_stream{} {
    if (inflateInit2(this, without_frame) != Z_OK) throw std::runtime_error("no memory to unpack with");
  }
  ~Unpacker() { inflateEnd(this); }
};

}  // namespace

std::string deflate(std::string_view bytes) {
  Packer packer;
  std::string stream(deflateBound(&packer, bytes.size()), '\0');
  packer.next_in = bytes_in(bytes), packer.avail_in = static_cast<uInt>(bytes.size());
  packer.next_out = bytes_in(stream), packer.avail_out = static_cast<uInt>(stream.size());
  if (::deflate(&packer, Z_FINISH) != Z_STREAM_END) throw std::runtime_error("compression did not finish");
  stream.resize(packer.total_out);
  return stream;
}

std::optional<std::string> inflate(std::string_view stream, std::size_t most) {
  Unpacker unpacker;
  std::string bytes(most, '\0');
  unpacker.next_in = bytes_in(stream), unpacker.avail_in = static_cast<uInt>(stream.size());
  unpacker.next_out = bytes_in(bytes), unpacker.avail_out = static_cast<uInt>(bytes.size());
  if (::inflate(&unpacker, Z_FINISH) != Z_STREAM_END || unpacker.avail_in != 0) return std::nullopt;
  bytes.resize(unpacker.total_out);
  return bytes;
}

}  // namespace kit
