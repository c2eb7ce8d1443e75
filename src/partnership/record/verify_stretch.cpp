#include "partnership/record/verify_stretch.h"

#include <fmt/format.h>

#include <algorithm>
#include <cstring>

#include "journal/checkpoint.h"
#include "journal/tile.h"
#include "kit/json/json.h"
#include "partnership/actor.h"
#include "partnership/covered_rows.h"
#include "partnership/record/body_scan.h"
#include "partnership/record/record_words.h"
#include "partnership/record/salt_check.h"

namespace partnership {
namespace {

// A body's last member, which is short: most bodies need not be read to see that they have none. By memmem, because
// find() stops at every quotation mark.
bool may_cover(std::string_view body) {
  constexpr std::size_t longest = 300;
  constexpr std::string_view member = "\"covers\":{";
  body.remove_prefix(body.size() - std::min(longest, body.size()));
  return ::memmem(body.data(), body.size(), member.data(), member.size()) != nullptr;
}

bool is_fact(std::string_view body) {
  constexpr std::string_view beginning = "{\"table\":\"";
  if (!body.starts_with(beginning)) return false;
  body.remove_prefix(beginning.size());
  for (std::string_view table : {"policies\"", "policy_starts\"", "parties\"", "log_keys\"", "erasure_endings\""})
    if (body.starts_with(table)) return true;
  return false;
}

// What heads, signed checkpoints and the caller say of the tree at sizes in (begin, end], smallest first.
std::vector<SaidRoot> said_of(kit::Session& db, std::int64_t begin, std::int64_t end,
                              const std::vector<SaidRoot>& remembered) {
  std::vector<SaidRoot> said;
  db.each("select size, root from journal_checkpoints where size > $1 and size <= $2", {begin, end},
          [&](const kit::Row& row) {
            if (auto root = journal::hash_from_bytes(row.bytes(1))) said.push_back({row.integer(0), *root});
          });
  db.each("select size, note from journal_notes where size > $1 and size <= $2", {begin, end},
          [&](const kit::Row& row) {
            auto note = journal::parse_note(std::string(row.text(1)));
            if (!note) return;  // said by check_signatures
            if (auto checkpoint = journal::parse_checkpoint(note->text))
              said.push_back({row.integer(0), checkpoint->root, SaidRoot::By::checkpoint});
          });
  for (const SaidRoot& known : remembered)
    if (known.size > begin && known.size <= end) said.push_back(known);
  std::ranges::stable_sort(said, {}, &SaidRoot::size);
  return said;
}

}  // namespace

ReadEntry read_entry(const kit::Row& row) {
  ReadEntry read{.position = row.is_null(1) ? -1 : row.integer(1),
                 .sequence = row.integer(0),
                 .has_entry = !row.is_null(3),
                 .has_body = !row.is_null(6)};
  if (read.position >= 0) read.hash = row.bytes(2);
  if (read.has_entry) read.entry = row.text(3), read.wall = row.text(4);
  if (read.has_body) read.salt = row.bytes(5), read.body = row.text(6);
  return read;
}

std::optional<std::string> compare_node(kit::Session& db, const ComputedNode& node) {
  auto stored = db.maybe_value<kit::Bytes>("select hash from journal_nodes where level = $1 and node_index = $2",
                                           {node.level, node.index});
  if (stored && stored->data == journal::bytes_of(node.hash)) return std::nullopt;
  return fmt::format("The stored node {} of level {} of the tree is not the hash of what lies under it.",
                     grouped(static_cast<std::int64_t>(node.index)), node.level);
}

void StretchCheck::read(kit::Session& db, std::int64_t end) {
  said_ = said_of(db, begin_, end, rules_.remembered);
  db.each(
      "select journal_leaves.sequence, position, hash, entry, wall, salt, body from journal_leaves"
      " left join journal_entries on journal_entries.sequence = journal_leaves.sequence"
      " left join journal_bodies on journal_bodies.sequence = journal_leaves.sequence"
      " where position >= $1 and position < $2 order by position",
      {begin_, end}, [&](const kit::Row& row) { check(read_entry(row)); });
  if (found_.in_order && found_.leaves < end - begin_) {
    found_.in_order = false;
    fault(fmt::format("Position {} of the tree is missing. Leaves were deleted.", grouped(begin_ + found_.leaves)));
  }
}

Stretch StretchCheck::finish(kit::Session& db) {
  for (const ComputedNode& node : nodes_)
    if (auto problem = compare_node(db, node)) fault(std::move(*problem));
  for (auto& [seat, sequence] : seats_)
    if (seat != host_seat && rules_.books && !db.maybe_value<std::int64_t>("select 1 from seats where id = $1", {seat}))
      fault(fmt::format("Entry {} acts from the seat {}, which nobody was ever given.", grouped(sequence), seat));
  for (auto& [sequence, covers] : covering_) check_covered(db, sequence, covers);
  return std::move(found_);
}

void StretchCheck::check_covered(kit::Session& db, std::int64_t sequence, const std::string& covers) {
  std::optional<std::string> unread;
  auto problem = read_covered(db, sequence, covers, [&](std::string_view part) {
    if (found_.balance && !unread) unread = found_.balance->add_covered(sequence, part);
  });
  if (problem || unread) fault(std::move(problem ? *problem : *unread));
}

void StretchCheck::check(const ReadEntry& read) {
  ++found_.entries;
  if (!read.has_entry) {
    found_.in_order = false;
    fault(
        fmt::format("Entry {} stands in the tree and is not there any more: it was deleted.", grouped(read.sequence)));
    return;
  }
  if (read.position >= 0) check_leaf(read);
  auto entry = journal::view(read.entry);
  if (!entry || static_cast<std::int64_t>(entry->sequence) != read.sequence || entry->wall != read.wall) {
    fault(
        fmt::format("Entry {} is not what was written: its bytes do not read as that entry.", grouped(read.sequence)));
    return;
  }
  check_body(read, *entry);
  meet_seat(entry->seat, read.sequence);
}

void StretchCheck::check_leaf(const ReadEntry& read) {
  if (read.position != begin_ + found_.leaves && found_.in_order) {
    found_.in_order = false;
    fault(fmt::format("Position {} of the tree is missing; entry {} follows instead. Leaves were deleted.",
                      grouped(begin_ + found_.leaves), grouped(read.sequence)));
  }
  ++found_.leaves;
  journal::Hash leaf = journal::leaf_hash(read.entry);
  if (read.hash != journal::bytes_of(leaf))
    fault(fmt::format("Entry {} was changed after it was taken into the tree.", grouped(read.sequence)));
  if (!found_.in_order) return;
  found_.tree.append(leaf, [this](int level, std::uint64_t index, const journal::Hash& hash) {
    if (level == journal::tile_height)
      nodes_.push_back({level, (static_cast<std::uint64_t>(begin_) >> level) + index, hash});
  });
  for (; next_said_ < said_.size() && said_[next_said_].size == begin_ + found_.leaves; ++next_said_)
    found_.roots.push_back({said_[next_said_], found_.tree.nodes()});
}

void StretchCheck::check_body(const ReadEntry& read, const journal::EntryView& entry) {
  if (!read.has_body) {
    if (!rules_.wall.empty() && entry.wall != "joint" && entry.wall != rules_.wall)
      ++found_.walled;
    else
      found_.missing.push_back(read.sequence);
    return;
  }
  ++found_.bodies;
  if (read.salt.size() != journal::salt_size) {
    fault(fmt::format("The salt of entry {} was changed: it has {} bytes.", grouped(read.sequence), read.salt.size()));
    return;
  }
  found_.salts.push_back(SaltCheck::beginning(read.salt));
  if (journal::body_digest(read.salt, read.body) != entry.body_digest) {
    fault(fmt::format("What entry {} says was changed: it does not fit the digest in the entry.",
                      grouped(read.sequence)));
    return;
  }
  read_body(read);
}

void StretchCheck::read_body(const ReadEntry& read) {
  try {
    if (is_fact(read.body)) keep_fact(read);
  } catch (const std::exception& problem) {
    fault(fmt::format("What entry {} says cannot be read: {}", grouped(read.sequence), problem.what()));
  }
  if (ScannedBody body; may_cover(read.body) && scan_body(read.body, body) && !body.covers.empty())
    covering_.emplace_back(read.sequence, body.covers);
  if (!found_.balance) return;
  if (auto problem = found_.balance->add(read.sequence, read.body)) fault(std::move(*problem));
}

void StretchCheck::keep_fact(const ReadEntry& read) {
  found_.facts.push_back({read.sequence, read.position, std::string(read.body)});
  if (!found_.balance || !read.body.starts_with("{\"table\":\"erasure_endings\"")) return;
  kit::Json body = kit::Json::parse(read.body);
  const kit::Json* row = body.get("row");
  if (!row) return;
  for (const kit::Json& remains : kit::Json::parse(row->at("remains").as_text()))
    if (auto problem = found_.balance->restate(read.sequence, remains.text())) fault(std::move(*problem));
}

// Mostly the one that acted before.
void StretchCheck::meet_seat(std::string_view seat, std::int64_t sequence) {
  if (seat.empty() || seat == last_seat_) return;
  last_seat_ = seat;
  seats_.try_emplace(last_seat_, sequence);
}

}  // namespace partnership
