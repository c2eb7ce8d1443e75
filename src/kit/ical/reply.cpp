#include "kit/ical/reply.h"

#include <cstring>

#include "kit/ical/component.h"
#include "kit/mail/address.h"

namespace kit {
namespace {

using ical::Component;

constexpr std::size_t longest = 200'000, longest_uid = 200, most_replies = 50;

Component parsed(const std::string& text) {
  if (text.size() > longest || text.find('\0') != std::string::npos) return {};
  return Component(icalparser_parse_string(text.c_str()));
}

std::string address_of(const char* mailto) {
  if (!mailto || strncasecmp(mailto, "mailto:", 7) != 0) return {};
  std::string address(mailto + 7);
  return is_mail_address(address) ? address : std::string();
}

std::optional<Coming> coming_in(icalproperty* attendee) {
  icalparameter* said = icalproperty_get_first_parameter(attendee, ICAL_PARTSTAT_PARAMETER);
  if (!said) return std::nullopt;
  switch (icalparameter_get_partstat(said)) {
    case ICAL_PARTSTAT_ACCEPTED: return Coming::yes;
    case ICAL_PARTSTAT_TENTATIVE: return Coming::perhaps;
    case ICAL_PARTSTAT_DECLINED: return Coming::no;
    default: return std::nullopt;
  }
}

std::optional<CalendarReply> reply_in(icalcomponent* event) {
  const char* uid = icalcomponent_get_uid(event);
  icalproperty* attendee = icalcomponent_get_first_property(event, ICAL_ATTENDEE_PROPERTY);
  if (!uid || !attendee || std::strlen(uid) > longest_uid) return std::nullopt;
  auto coming = coming_in(attendee);
  CalendarReply reply{.uid = uid, .address = address_of(icalproperty_get_attendee(attendee))};
  if (!coming || reply.address.empty()) return std::nullopt;
  reply.coming = *coming;
  icaltimetype time = icalcomponent_get_recurrenceid(event);
  if (icaltime_is_null_time(time)) return reply;
  if (!icaltime_is_valid_time(time) || time.year < 1970 || time.year > 2200) return std::nullopt;
  reply.instead_of = ical::wall_time_of(time);
  reply.in_utc = icaltime_is_utc(time) != 0;
  return reply;
}

}  // namespace

std::vector<CalendarReply> read_replies(std::string_view calendar) {
  std::vector<CalendarReply> replies;
  Component read = parsed(std::string(calendar));
  if (!read || icalcomponent_isa(read.get()) != ICAL_VCALENDAR_COMPONENT ||
      icalcomponent_get_method(read.get()) != ICAL_METHOD_REPLY)
    return replies;
  for (icalcomponent* event = icalcomponent_get_first_component(read.get(), ICAL_VEVENT_COMPONENT);
       event && replies.size() < most_replies;
       event = icalcomponent_get_next_component(read.get(), ICAL_VEVENT_COMPONENT))
    if (auto reply = reply_in(event)) replies.push_back(std::move(*reply));
  return replies;
}

std::string with_replies_to(const std::string& invitation, const std::string& address) {
  Component read = parsed(invitation);
  if (!read || icalcomponent_isa(read.get()) != ICAL_VCALENDAR_COMPONENT) return invitation;
  for (icalcomponent* event = icalcomponent_get_first_component(read.get(), ICAL_VEVENT_COMPONENT); event;
       event = icalcomponent_get_next_component(read.get(), ICAL_VEVENT_COMPONENT))
    if (icalproperty* organizer = icalcomponent_get_first_property(event, ICAL_ORGANIZER_PROPERTY))
      icalproperty_set_organizer(organizer, ("mailto:" + address).c_str());
  char* text = icalcomponent_as_ical_string_r(read.get());
  std::string result = text;
  icalmemory_free_buffer(text);
  return result;
}

}  // namespace kit
