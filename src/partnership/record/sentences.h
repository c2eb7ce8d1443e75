#pragma once
#include <map>

#include "journal/entry.h"
#include "kit/json/json.h"
#include "kit/text/words.h"
#include "partnership/reader.h"

// What an entry of the journal says, in a sentence: made from its body by the words of its kind. Names are looked up
// once for all the sentences of a page.
namespace partnership {

class Sentences {
 public:
  Sentences(Reader& db, Language language) : db_(db), language_(language) {}

  struct About {
    std::string id, name;
  };
  struct Said {
    std::string kind, seat;  // the true ones, also behind a wall; as far as the entry tells when the body is erased
    std::string sentence;
    About about = {};  // what the act belongs to, where the sentence does not say so itself
  };
  // An empty body has been erased.
  Said of(const journal::Entry& entry, const std::string& body);

  struct Acting {
    std::string person, name, party;
    std::string_view mark = {};  // the party's class: labor, management, physicians, neutral
  };
  // Who acted from a seat; all empty for the system itself.
  const Acting& acting(const std::string& seat);

 private:
  using Filling = std::map<std::string, std::string>;  // words of a body by field name

  std::string key_of(const std::string& kind, const Filling& filling) const;
  std::string say(const std::string& key, const Filling& filling) const;
  void fill(Filling& filling, const kit::Json& body, std::string_view part);
  std::string changes(const kit::Json& body);
  std::string shown(const std::string& table, const std::string& name, const kit::Json& value);
  std::string sentence_of(const std::string& kind, Filling& filling, const kit::Json& body);
  const std::string& name(const std::string& id);
  About about(const kit::Json& body, const std::string& sentence);

  Reader& db_;
  Language language_;
  std::map<std::string, std::string> names_;
  std::map<std::string, Acting> acting_;
};

}  // namespace partnership
