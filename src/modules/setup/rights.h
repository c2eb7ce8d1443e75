#pragma once
#include <map>

#include "modules/setup/setup.h"

// What a set of files may say, by whose it is. Until a party has an administrator of its own, anybody who may import
// may put its people forward: that is setting up. From then on each party speaks for itself, and what all of them build
// on or have signed is not changed by a file of one of them, nor by the host unless it says that it acts as the host.
namespace setup {

class Rights {
 public:
  Rights(Reader& db, Speaker speaker);

  // Another party has an administrator of its own: set-up is over.
  bool settled() const { return !others_.empty(); }
  // The name of the party, where it alone may speak for itself; empty: these files may.
  std::string kept_by(const Id<Party>& party) const;
  // The same for a person, by the seats they hold today.
  std::string kept_by(Reader& db, const Id<Person>& person) const;

 private:
  std::map<std::string, std::string> others_;  // names of the parties that speak for themselves, by id
};

}  // namespace setup
