#pragma once
#include "modules/governance/governance.h"

// Two bodies for the known cast: a council of Cascade, and below it one of Sunny Ridge that Ana and Ben chair. For
// tests only, which include the world before it.
namespace governance {

using tests::status_of;

struct GovernedWorld : tests::World {
  GovernedWorld() {
    region = formed("Cascade council", cascade);
    council = formed("Sunny Ridge council", sunny_ridge, region);
    chair(region, olga, paul);
    chair(council, ana, ben);
  }

  Id<Body> formed(const std::string& name, const Id<Unit>& unit, std::optional<Id<Body>> parent = {}) {
    return does(olga, [&](Tx& tx) {
      NewBody asked{.body = {.name = name, .unit = unit, .parent = std::move(parent)},
                    .seats = {{labor.text, 3}, {management.text, 2}}};
      return form_body(tx, asked).id;
    });
  }
  void chair(const Id<Body>& body, const Id<Person>& of_labor, const Id<Person>& of_management) {
    does(olga, [&](Tx& tx) { put_forward(tx, body, of_labor, labor, Role::co_lead); });
    does(paul, [&](Tx& tx) { put_forward(tx, body, of_management, management, Role::co_lead); });
  }

  Id<Body> region, council;
};

}  // namespace governance
