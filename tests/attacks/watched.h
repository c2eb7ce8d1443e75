#pragma once
#include <doctest/doctest.h>

#include <filesystem>

#include "app/tables.h"
#include "journal/add_checkpoint.h"
#include "partnership/record/verify.h"
#include "tests/world/world.h"

// A partnership whose journal is signed and cosigned, and somebody with full access to the host: the file, the program
// and the log's own key, but not the witnesses' keys and not what others remember. An attack changes the database as
// it likes; what the victim reads is what `concert verify`, `concert diff` or a witness then says.
namespace tests {

// The attacks are made on SQLite, where an attacker can do anything at all; the checks are the same on both engines.
inline bool on_postgres() { return std::getenv("CONCERT_TEST_DATABASE") != nullptr; }
#define NOT_ON_POSTGRES() \
  if (on_postgres()) return

class Watched : public World {
 public:
  Watched();

  // Takes everything into the tree and has it signed and cosigned.
  void sign_and_cosign();
  // Act as the host: no trigger and no foreign key is in the way.
  void attack(const std::function<void(kit::Connection&)>& act);
  void attack(const std::string& script);

  // What the attacker can make good again with the host's means.
  void rewrite(std::int64_t sequence, const std::function<void(journal::Entry&, std::string& body)>& change);
  void rehash();          // every leaf, node and head anew, over the entries as they are now
  void resign();          // every checkpoint anew, with the host's key
  void forget_signing();  // no checkpoint was ever signed

  std::vector<std::string> verify_as(partnership::VerifyOptions options = {});
  // That somebody is told so; says what they were told instead.
  void expect(const std::string& words, partnership::VerifyOptions options = {});

  // What a victim keeps.
  partnership::SaidRoot head();
  std::string checkpoint();  // the newest signed one
  std::string file();
  std::int64_t entry_of(const std::string& kind,
                        const std::string& part = "");  // the last one whose body has this part
  std::string body_of(std::int64_t sequence);

  journal::SigningKey log_key, labor_witness, management_witness;

 private:
  std::string signed_note(std::int64_t size, const journal::Hash& root);
  void cosign(std::int64_t size, const std::string& note, const journal::SigningKey& witness);
};

}  // namespace tests
