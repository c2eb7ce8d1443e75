#pragma once
#include "partnership/log/log_policy.h"
#include "partnership/web/parts.h"
#include "partnership/web/router.h"

// Naming the witnesses of the journal: a table to read and to fill in, put before every party as a new version of the
// policy "journal".
namespace partnership {

struct WitnessRowShown {  // one line of the form: the names of its fields, and what they hold
  std::string name_field, party_field, url_field, key_field;
  std::string name, party, url, key;
  int number = 0;  // from 1
};

struct WitnessesShown {
  LogPolicy policy;
  std::vector<WitnessRowShown> rows;              // those named, and a few to fill in
  std::vector<Choice> parties;                    // by external id
  std::vector<std::string> parties_of_witnesses;  // by name, in the order of the policy
  int version = 0;
  bool may_change = false;
  std::string waiting;  // address of a version that is before the parties; empty if none
};

void witness_routes(Router& router);

}  // namespace partnership
