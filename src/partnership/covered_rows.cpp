#include "partnership/covered_rows.h"

#include <fmt/format.h>

#include "journal/encoding.h"
#include "kit/crypto/crypto.h"
#include "kit/field/insert.h"
#include "kit/json/json.h"
#include "partnership/record/body.h"
#include "partnership/record/record_words.h"

namespace partnership {
namespace {

std::string part_of(const Table& table, const void* rows, std::size_t count, std::size_t size,
                    std::span<const int> lines) {
  std::string part = body_of_rows(table, rows, count, size);
  part.back() = ',';
  part += "\"lines\":[";
  for (std::size_t i = 0; i < lines.size(); ++i) part += (i > 0 ? "," : "") + std::to_string(lines[i]);
  return part += "]}";
}

std::string key_of(const Table& table, const void* row) {
  std::string key;
  for (const kit::Field& field : table.fields())
    if (field.rules.key) key += (key.empty() ? "" : ",") + field.print(row);
  return key;
}

std::string digest_of(std::string_view digests) { return journal::base64(kit::sha256(digests)); }

}  // namespace

CoveredRows::CoveredRows(Tx& tx, const Table& table) : tx_(tx), table_(table), sequence_(tx.number_entry()) {}

void CoveredRows::write_part(const void* rows, std::size_t count, std::size_t size) {
  kit::insert_all(tx_.db(), table_, rows, count, size);
  std::string part = part_of(table_, rows, count, size, lines_);
  digests_ += kit::sha256(part);
  tx_.run("insert into journal_parts (sequence, part, first_key, content) values ($1, $2, $3, $4)",
          {sequence_, parts_++, key_of(table_, rows), std::move(part)});
  count_ += static_cast<std::int64_t>(count);
}

void CoveredRows::write_entry(const Table& table, const void* fact) {
  kit::JsonWriter covers;
  covers.begin_object().member("table", table_.name()).member("rows", count_).member("parts", parts_);
  covers.member("digest", digest_of(digests_)).end_object();
  tx_.insert_covering(table, fact, covers.take(), sequence_);
}

std::optional<std::string> read_covered(kit::Session& db, std::int64_t sequence, std::string_view covers,
                                        const std::function<void(std::string_view part)>& on_part) {
  kit::Json said = kit::Json::parse(covers);
  std::string digests;
  std::int64_t parts = 0;
  db.each("select part, content from journal_parts where sequence = $1 order by part", {sequence},
          [&](const kit::Row& row) {
            digests += kit::sha256(row.text(1));
            parts += row.integer(0) == parts;
            on_part(row.text(1));
          });
  if (parts == said.at("parts").as_integer() && digest_of(digests) == said.at("digest").as_text()) return std::nullopt;
  return fmt::format("The rows that entry {} covers were changed: they do not fit the digest in it.",
                     grouped(sequence));
}

std::optional<std::int64_t> line_of_covered(Reader& db, std::int64_t sequence, std::span<const std::string> key) {
  std::string text;
  for (const std::string& one : key) text += (text.empty() ? "" : ",") + one;
  auto part = db.maybe_value<std::string>(
      "select content from journal_parts where sequence = $1 and first_key <= $2 order by first_key desc limit 1",
      {sequence, text});
  if (!part) return std::nullopt;
  kit::Json json = kit::Json::parse(*part);
  const kit::Json& rows = json.at("rows");
  for (std::size_t i = 0; i < rows.size(); ++i) {
    bool same = true;
    for (std::size_t k = 0; same && k < key.size(); ++k) {
      const kit::Json& value = rows.at(i).at(k);
      same = (value.is_text() ? value.as_text() : value.text()) == key[k];
    }
    if (same) return json.at("lines").at(i).as_integer();
  }
  return std::nullopt;
}

}  // namespace partnership
