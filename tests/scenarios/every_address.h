#pragma once
#include <functional>

#include "tests/world/world.h"

// Every address of the router's own table, with every thing there is in each hole: what a test walks that looks for
// something nobody may see. A route whose {id} names things of a table that is not known here is a fault, so that a new
// one is walked from its first day.
namespace tests {

struct EveryAddress {
  std::vector<std::string> to_read, to_send;  // GET; POST
  std::vector<std::string> unknown;           // patterns with a hole that nothing is known for
};

// `sequences` are the numbers of the entries whose own pages are asked for, `tokens` the secret parts of addresses.
EveryAddress every_address(World& world, const std::vector<std::int64_t>& sequences,
                           const std::vector<std::string>& tokens);

}  // namespace tests
