// Proofs made by other tools, most of them broken on purpose (tests/vectors/merkle/README.md).
#include <boost/json.hpp>
#include <map>

#include "journal/encoding.h"
#include "journal/frontier.h"
#include "journal/tile.h"
#include "journal/vectors_for_tests.h"

namespace journal {
namespace {

namespace json = boost::json;

json::value read_json(const std::string& name) { return json::parse(read_vector("merkle/" + name)); }

std::uint64_t number(const json::value& of, const char* key) { return of.at(key).to_number<std::uint64_t>(); }
std::string text(const json::value& value) { return std::string(value.as_string()); }
Hash hex_hash(const json::value& value) { return hash_from_bytes(hex_decode(text(value)).value()).value(); }

std::vector<Hash> hex_hashes(const json::value& list) {
  std::vector<Hash> hashes;
  for (const auto& item : list.as_array()) hashes.push_back(hex_hash(item));
  return hashes;
}

// The authors of these cases let a hash be any bytes and so test with short ones; here a hash has 32 bytes by type. No
// bytes at all are refused in reading; other lengths are padded, which keeps equal hashes equal and different ones
// different.
std::optional<Hash> lenient_hash(const json::value& value) {
  std::string bytes = value.is_null() ? "" : base64_decode(text(value)).value();
  if (bytes.empty()) return std::nullopt;
  bytes.resize(hash_size);
  return hash_from_bytes(bytes);
}

std::vector<Hash> lenient_proof(const json::value& list) {
  std::vector<Hash> proof;
  if (list.is_null()) return proof;
  for (const auto& item : list.as_array()) proof.push_back(lenient_hash(item).value_or(Hash{}));
  return proof;
}

// Counts what was accepted and refused, so that a file that lost its cases is noticed.
template <typename Verify>
void check_cases(const std::string& name, int accepted, int refused, Verify verify) {
  const json::value file = read_json(name);
  int seen_accepted = 0, seen_refused = 0;
  for (const auto& one : file.at("cases").as_array()) {
    CAPTURE(text(one.at("file")));
    const bool should_refuse = one.at("wantErr").as_bool();
    CHECK(verify(one) == !should_refuse);
    ++(should_refuse ? seen_refused : seen_accepted);
  }
  CHECK(seen_accepted == accepted);
  CHECK(seen_refused == refused);
}

}  // namespace

TEST_CASE("inclusion proofs of transparency-dev get the verdicts of their authors") {
  check_cases("tdev-inclusion.json", 6, 92, [](const json::value& one) {
    const auto leaf = lenient_hash(one.at("leafHash")), root = lenient_hash(one.at("root"));
    return leaf && root &&
           verify_inclusion(number(one, "leafIdx"), number(one, "treeSize"), *leaf, lenient_proof(one.at("proof")),
                            *root);
  });
}

TEST_CASE("subtree inclusion proofs of transparency-dev get the verdicts of their authors") {
  check_cases("tdev-subtreeinclusion.json", 12, 192, [](const json::value& one) {
    const auto leaf = lenient_hash(one.at("leafHash")), root = lenient_hash(one.at("root"));
    return leaf && root &&
           verify_subtree_inclusion(number(one, "leafIdx"), number(one, "start"), number(one, "end"), *leaf,
                                    lenient_proof(one.at("proof")), *root);
  });
}

TEST_CASE("consistency proofs of transparency-dev get the verdicts of their authors") {
  check_cases("tdev-consistency.json", 6, 92, [](const json::value& one) {
    const auto old_root = lenient_hash(one.at("root1")), new_root = lenient_hash(one.at("root2"));
    return old_root && new_root &&
           verify_consistency(number(one, "size1"), number(one, "size2"), *old_root, *new_root,
                              lenient_proof(one.at("proof")));
  });
}

TEST_CASE("subtree consistency proofs of transparency-dev get the verdicts of their authors") {
  check_cases("tdev-subtreeconsistency.json", 12, 106, [](const json::value& one) {
    const auto subtree = lenient_hash(one.at("root1")), root = lenient_hash(one.at("root2"));
    return subtree && root &&
           verify_subtree_consistency(number(one, "start"), number(one, "end"), number(one, "size"), *subtree, *root,
                                      lenient_proof(one.at("proof")));
  });
}

TEST_CASE("the reference tree of eight leaves is made and proved as published") {
  const json::value file = read_json("rfc6962-reference-tree.json");
  std::vector<Hash> leaves;
  for (const auto& leaf : file.at("leaves_hex").as_array()) leaves.push_back(leaf_hash(*hex_decode(text(leaf))));
  const auto source = reference_source(leaves);
  const auto roots = hex_hashes(file.at("roots_hex_size_0_to_8"));
  REQUIRE(roots.size() == 9);
  for (std::size_t size = 0; size <= 8; ++size) CHECK(root(size, source) == roots[size]);
  for (const auto& one : file.at("inclusion").as_array()) {
    const auto index = number(one, "index"), size = number(one, "size");
    const auto proof = hex_hashes(one.at("proof"));
    CHECK(inclusion_proof(index, size, source) == proof);
    CHECK(verify_inclusion(index, size, leaves[index], proof, roots[size]));
  }
  for (const auto& one : file.at("consistency").as_array()) {
    const auto old_size = number(one, "old"), new_size = number(one, "new");
    const auto proof = hex_hashes(one.at("proof"));
    CHECK(consistency_proof(old_size, new_size, source) == proof);
    CHECK(verify_consistency(old_size, new_size, roots[old_size], roots[new_size], proof));
  }
}

TEST_CASE("a log of 1,100 entries has the roots, proofs and tiles that other tools give it") {
  const json::value file = read_json("tlog-vectors.json");
  const auto leaves = numbered_leaves(1100);
  const auto roots = hex_hashes(file.at("roots_hex_by_size_from_1"));
  REQUIRE(roots.size() == leaves.size());

  std::map<std::pair<int, std::uint64_t>, Hash> nodes;
  Frontier frontier;
  for (std::size_t i = 0; i < leaves.size(); ++i) {
    frontier.append(leaves[i], [&](int level, std::uint64_t index, const Hash& hash) { nodes[{level, index}] = hash; });
    CHECK(frontier.root() == roots[i]);
  }
  const HashSource source = [&](int level, std::uint64_t index) { return nodes.at({level, index}); };

  CHECK(file.at("inclusion").as_array().size() == 300);
  for (const auto& one : file.at("inclusion").as_array()) {
    const auto index = number(one, "index"), size = number(one, "size");
    const auto proof = hex_hashes(one.at("proof"));
    const Hash root_hash = hex_hash(one.at("root"));
    CHECK(inclusion_proof(index, size, source) == proof);
    CHECK(verify_inclusion(index, size, hex_hash(one.at("leaf_hash")), proof, root_hash));
    CHECK_FALSE(verify_inclusion(index, size, leaf_hash("forged"), proof, root_hash));
  }
  CHECK(file.at("consistency").as_array().size() == 300);
  for (const auto& one : file.at("consistency").as_array()) {
    const auto old_size = number(one, "old"), new_size = number(one, "new");
    const auto proof = hex_hashes(one.at("proof"));
    CHECK(consistency_proof(old_size, new_size, source) == proof);
    CHECK(verify_consistency(old_size, new_size, hex_hash(one.at("old_root")), hex_hash(one.at("new_root")), proof));
  }
  for (const auto& one : file.at("tiles_for_size_1100").as_array()) {
    const auto path = parse_tile_path(text(one.at("path")));
    REQUIRE(path);
    CHECK(path->tile.width == one.at("width").to_number<int>());
    const std::uint64_t first = path->tile.index * tile_width;
    std::vector<Hash> hashes;
    std::vector<std::string> entries;
    for (std::uint64_t i = first; i < first + path->tile.width; ++i) {
      if (path->is_bundle)
        entries.push_back("entry " + std::to_string(i));
      else
        hashes.push_back(source(path->tile.level * tile_height, i));
    }
    const std::string bytes = path->is_bundle ? bundle_bytes(entries) : tile_bytes(hashes);
    CHECK(hex(sha256(bytes)) == text(one.at("sha256")));
  }
}

}  // namespace journal
