#include "kit/xlsx/archive.h"

#include <fmt/format.h>
#include <zip.h>

#include <algorithm>

#include "kit/text/utf8.h"

namespace kit {

namespace {

constexpr std::size_t small_part = 1'000'000;  // below this no ratio is suspicious

[[noreturn]] void refuse(std::string reason, const std::string& sentence) {
  throw SheetRefused(std::move(reason), 0, sentence);
}

[[noreturn]] void refuse_damaged() {
  refuse("damaged", "The workbook is damaged. Open it in a spreadsheet program, save it again, and send that file.");
}

[[noreturn]] void refuse_large(std::size_t bytes) {
  refuse("too_large", fmt::format("The workbook unpacks to more than {} million bytes. Send the table as CSV instead.",
                                  bytes / 1'000'000));
}

[[noreturn]] void refuse_bomb() {
  refuse("zip_bomb", "The workbook unpacks to far more than an honest file of its size would, so it is not opened.");
}

struct CloseFile {
  void operator()(zip_file_t* file) const { zip_fclose(file); }
};

zip* open_archive(std::string_view file) {
  zip_error_t error;
  zip_error_init(&error);
  zip_source_t* source = zip_source_buffer_create(file.data(), file.size(), 0, &error);
  zip* archive = source ? zip_open_from_source(source, ZIP_RDONLY, &error) : nullptr;
  if (!archive && source) zip_source_free(source);
  zip_error_fini(&error);
  if (!archive) refuse_damaged();
  return archive;
}

}  // namespace

void Archive::Close::operator()(zip* archive) const { zip_discard(archive); }

Archive::Archive(std::string_view file, const XlsxLimits& limits)
    : limits_(limits), left_(limits.unpacked_bytes), zip_(open_archive(file)) {
  auto entries = static_cast<std::size_t>(zip_get_num_entries(zip_.get(), 0));
  if (entries > limits.entries)
    refuse("too_many_parts", fmt::format("The workbook has {} parts; at most {} are taken.", entries, limits.entries));
}

bool Archive::has(const std::string& path) const { return zip_name_locate(zip_.get(), path.c_str(), 0) >= 0; }

std::optional<std::string> Archive::part(const std::string& path) {
  zip_int64_t index = zip_name_locate(zip_.get(), path.c_str(), 0);
  if (index < 0) return std::nullopt;
  zip_stat_t facts;
  constexpr auto needed = ZIP_STAT_SIZE | ZIP_STAT_COMP_SIZE | ZIP_STAT_ENCRYPTION_METHOD;
  if (zip_stat_index(zip_.get(), static_cast<zip_uint64_t>(index), 0, &facts) != 0 || (facts.valid & needed) != needed)
    refuse_damaged();
  if (facts.encryption_method != ZIP_EM_NONE)
    refuse("locked", "The workbook is locked with a password. Save it without one and send that file.");
  if (facts.size > left_) refuse_large(limits_.unpacked_bytes);
  return unpack(static_cast<std::uint64_t>(index), facts.comp_size);
}

std::string Archive::required_part(const std::string& path) {
  if (auto content = part(path)) return std::move(*content);
  refuse_damaged();
}

// Counts what really comes out: the sizes an archive states may lie.
std::string Archive::unpack(std::uint64_t index, std::uint64_t packed) {
  std::unique_ptr<zip_file_t, CloseFile> file(zip_fopen_index(zip_.get(), index, 0));
  if (!file) refuse_damaged();
  std::string content;
  std::string piece(64 * 1024, '\0');
  for (;;) {
    zip_int64_t got = zip_fread(file.get(), piece.data(), piece.size());
    if (got < 0) refuse_damaged();
    if (got == 0) break;
    content.append(piece, 0, static_cast<std::size_t>(got));
    if (content.size() > left_) refuse_large(limits_.unpacked_bytes);
    if (content.size() > small_part && content.size() / limits_.ratio > packed) refuse_bomb();
  }
  left_ -= content.size();
  if (!is_utf8(content)) refuse_damaged();
  return content;
}

}  // namespace kit
