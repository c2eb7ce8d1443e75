#pragma once
#include "partnership/conversation.h"
#include "partnership/web/router.h"

// Talk on the pages of things: a card that any page can show (conversation_part), and a page of its own, which asks
// back what was unclear.
namespace partnership {

struct ConversationShown {
  std::string subject;
  Talk talk;
  std::vector<SaidNote> said;
  std::string own_party;               // of the seat from which the reader would speak
  std::string drafted;                 // what they had begun to say
  std::string live;                    // where the page listens; empty: it does so elsewhere
  std::vector<Mentioned> unclear;      // names typed just now that fit several
  std::optional<SaidNote> correcting;  // the reader's own

  std::string url() const { return "/conversations/" + subject; }
  std::string title(const View& view) const;  // "Talk", or "Talk: Purpose" of a part
};
ConversationShown conversation_shown(Reader& db, const View& view, const std::string& subject);
// As the API gives it: a list.
void write_conversation(kit::JsonWriter& json, const ConversationShown& shown);

void conversation_routes(Router& router);

}  // namespace partnership
