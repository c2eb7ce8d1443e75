#include "modules/setup/setup.h"

namespace setup {
namespace {

constexpr std::string_view first_compass = R"({"points":[
{"key":"quality","en":"Best quality","es":"La mejor calidad"},
{"key":"service","en":"Best service","es":"El mejor servicio"},
{"key":"affordable","en":"Most affordable","es":"Lo más accesible"},
{"key":"workplace","en":"Best place to work","es":"El mejor lugar para trabajar"}]})";

constexpr std::string_view first_clocks = R"({"sponsor_contact":{"days":30}})";

}  // namespace

void enact_first_policies(Tx& tx) {
  enact_first(tx, "team_path", path::first_team_path());
  enact_first(tx, "compass", std::string(first_compass));
  enact_first(tx, "clocks", std::string(first_clocks));
}

}  // namespace setup
