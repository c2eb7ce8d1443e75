#pragma once
#include "partnership/notifications.h"
#include "partnership/web/router.h"

// The page on which somebody chooses what they hear of by mail and reads what they were told, and the link at the end
// of each mail. Opening any link changes nothing; a POST does, from the page or from a mail program's own button.
namespace partnership {

void notification_routes(Router& router);

struct NotificationsShown {
  std::string address;  // empty: none is known
  std::optional<BouncedAddress> bounced;
  Choices choices;
  std::vector<std::string> zones;
  std::vector<Told> told;
};
std::string told_sentence(const View& view, const Told& told);

}  // namespace partnership
