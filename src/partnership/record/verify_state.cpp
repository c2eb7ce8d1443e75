#include "partnership/record/verify_state.h"

#include <filesystem>
#include <fstream>
#include <sstream>

#include "journal/encoding.h"
#include "kit/json/json.h"

namespace partnership {
namespace {

std::string text_of_file(const std::string& file) {
  std::ifstream in(file, std::ios::binary);
  std::ostringstream text;
  text << in.rdbuf();
  return text.str();
}

journal::Hash hash_in(const kit::Json& json) {
  auto hash = journal::hash_from_base64(json.as_text());
  if (!hash) throw std::runtime_error("a hash is not one");
  return *hash;
}

VerifyState state_of(const kit::Json& json) {
  VerifyState state;
  state.tables = json.at("tables").as_text();
  state.erasures = json.at("erasures").as_integer();
  state.size = json.at("size").as_integer();
  state.salts = json.at("salts").as_integer();
  state.bodies = json.at("bodies").as_integer();
  state.walled = json.at("walled").as_integer();
  state.balance = json.at("balance").as_text();
  for (auto& hash : json.at("frontier")) state.frontier.push_back(hash_in(hash));
  for (auto& node : json.at("nodes"))
    state.nodes.push_back({static_cast<int>(node.at(0).as_integer()),
                           static_cast<std::uint64_t>(node.at(1).as_integer()), hash_in(node.at(2))});
  for (auto& fact : json.at("facts"))
    state.facts.push_back({fact.at(0).as_integer(), fact.at(1).as_integer(), fact.at(2).as_text()});
  for (auto& sequence : json.at("missing")) state.missing.push_back(sequence.as_integer());
  for (auto& fault : json.at("faults")) state.faults.push_back(fault.as_text());
  for (auto& root : json.at("remembered"))
    state.remembered.push_back({root.at(0).as_integer(), hash_in(root.at(1)), SaidRoot::By::memory});
  return state;
}

std::string json_of(const VerifyState& state) {
  kit::JsonWriter json;
  json.begin_object().member("tables", state.tables).member("erasures", state.erasures).member("size", state.size);
  json.member("salts", state.salts).member("bodies", state.bodies).member("walled", state.walled);
  json.member("balance", state.balance).key("frontier").begin_array();
  for (auto& hash : state.frontier) json.value(journal::base64(hash));
  json.end_array().key("nodes").begin_array();
  for (auto& node : state.nodes)
    json.begin_array().value(node.level).value(std::int64_t(node.index)).value(journal::base64(node.hash)).end_array();
  json.end_array().key("facts").begin_array();
  for (auto& fact : state.facts)
    json.begin_array().value(fact.sequence).value(fact.position).value(fact.body).end_array();
  json.end_array().key("missing").begin_array();
  for (auto sequence : state.missing) json.value(sequence);
  json.end_array().key("faults").begin_array();
  for (auto& fault : state.faults) json.value(fault);
  json.end_array().key("remembered").begin_array();
  for (auto& root : state.remembered) json.begin_array().value(root.size).value(journal::base64(root.root)).end_array();
  json.end_array().end_object();
  return json.take();
}

}  // namespace

VerifyState read_state(const std::string& file) {
  if (file.empty() || !std::filesystem::exists(file)) return {};
  try {
    return state_of(kit::Json::parse(text_of_file(file), {.bytes = 1'000'000'000, .values = 100'000'000}));
  } catch (const std::exception& problem) {
    throw std::runtime_error("The file " + file + " does not hold the state of a check: " + problem.what());
  }
}

void write_state(const std::string& file, const VerifyState& state) {
  std::string fresh = file + ".new";
  std::ofstream out(fresh, std::ios::binary | std::ios::trunc);
  out << json_of(state) << std::flush;
  out.close();
  if (!out) throw std::runtime_error("The file " + fresh + " cannot be written.");
  std::filesystem::rename(fresh, file);
}

}  // namespace partnership
