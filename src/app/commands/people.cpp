#include <iostream>

#include "app/commands/commands.h"
#include "partnership/sign_in.h"

namespace app {
namespace {

partnership::Id<partnership::Person> person_of(kit::Session& db, const std::string& external_id) {
  auto id = db.maybe_value<std::string>("select id from people where external_id = $1", {external_id});
  if (!id) throw std::runtime_error("nobody has the external id " + external_id);
  return {*id};
}

}  // namespace

int password_command(const Options& options, Console console) {
  if (options.plain.empty()) throw std::runtime_error("concert password LOGIN --person EXTERNAL_ID");
  Program program(options.setting());
  std::string password;
  std::getline(std::cin, password);
  if (password.size() < 10) throw std::runtime_error("a password has at least ten characters");
  std::string login = options.plain.front();
  program.act([&](partnership::Tx& tx) {
    partnership::set_password(tx, person_of(tx.db(), options.get("person", login)), login, password);
  });
  console.out << login << " can sign in.\n";
  return 0;
}

int session_command(const Options& options, Console console) {
  Program program(options.setting());
  std::string token;
  program.act([&](partnership::Tx& tx) {
    token = partnership::open_session(tx.db(), person_of(tx.db(), options.get("person", "")), tx.now());
  });
  console.out << token << "\n";
  return 0;
}

}  // namespace app
