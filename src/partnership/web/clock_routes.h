#pragma once
#include "partnership/extensions.h"
#include "partnership/web/parts.h"
#include "partnership/web/router.h"

// The pages of clocks: what is past its date in a unit, and one clock with the later dates that were asked for. Part of
// partnership_routes.
namespace partnership {

struct ClockShown {
  Clock clock;
  Party owner;
  std::string about;  // the name of what it concerns
  std::optional<Running> running;
  std::optional<ClockStop> stop;
  std::vector<ClockExtension> extensions;   // agreed, oldest first
  std::vector<ProposedExtension> proposed;  // newest first
  bool may_propose = false;
  Date suggested;

  Date due_on() const;  // with what was agreed
};

// How a proposal stands: waiting, agreed to, declined, withdrawn.
std::string standing_of(const View& view, const AssentState& state);

void clock_routes(Router& router);

}  // namespace partnership
