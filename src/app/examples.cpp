#include "app/examples.h"

namespace app {

int make_example(Program&, const std::vector<std::string>&, const std::map<std::string, std::string>&, std::ostream&) {
  throw std::runtime_error("examples are not wired yet");
}

std::string how_to_sign_in(kit::Database& database) {
  kit::Session db = database.read();
  if (!db.maybe_value<std::string>("select person_id from credentials where login = 'ana'")) return "";
  return "Sign in as ana, ben, quist, amari, olga, paul or sato; the password of the example is concert-example\n";
}

}  // namespace app
