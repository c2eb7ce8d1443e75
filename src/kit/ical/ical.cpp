#include "kit/ical/ical.h"

#include <algorithm>
#include <map>
#include <stdexcept>

#include "kit/ical/component.h"
#include "kit/mail/address.h"
#include "kit/text/utf8.h"

namespace kit {
namespace {

using ical::Component;

void require(bool fulfilled, const char* sentence) {
  if (!fulfilled) throw std::invalid_argument(sentence);
}

// Without control characters but line ends; what is not UTF-8 becomes a question mark.
std::string clean(std::string_view text) {
  std::string result;
  while (!text.empty()) {
    std::size_t length = utf8_length(text);
    unsigned char first = static_cast<unsigned char>(text[0]);
    bool control = first < 0x20 ? first != '\n' && first != '\t' : first == 0x7f;
    if (length == 0) {
      result += '?';
    } else if (!control) {
      result += text.substr(0, length);
    }
    text.remove_prefix(std::max<std::size_t>(length, 1));
  }
  return result;
}

// In addresses and identifiers there is nothing to escape with, so they may hold only what needs none.
bool is_plain(std::string_view text) {
  return !text.empty() && text.size() <= 1000 && std::ranges::all_of(text, [](char c) { return c > ' ' && c < 0x7f; });
}

void check(const CalendarEvent& event, CalendarMethod method) {
  require(is_plain(event.uid), "An event needs a uid of plain characters.");
  require(event.stamped_at.micros > 0 && event.changed_at.micros > 0, "An event says when it was written and changed.");
  require(event.sequence >= 0, "The sequence of an event counts from zero.");
  require(event.begins < event.ends, "An event ends after it begins.");
  require(event.url.empty() || is_plain(event.url), "The address of an event holds a character that no address has.");
  require(!event.instead_of || event.rule.empty(), "One occurrence has no rule of its own.");
  require(method == CalendarMethod::publish || event.organizer, "An invitation comes from somebody.");
  require(method != CalendarMethod::cancel || event.standing == EventStanding::cancelled,
          "What cancels an event says that it is cancelled.");
  for (auto& person : event.invited) require(is_mail_address(person.address), "Somebody invited has no mail address.");
  if (event.organizer) require(is_mail_address(event.organizer->address), "The organizer has no mail address.");
}

class EventWriter {
 public:
  explicit EventWriter(const CalendarEvent& event)
      : event_(event), zone_(event.zone), component_(icalcomponent_new(ICAL_VEVENT_COMPONENT)) {}

  Component write() {
    identity();
    times();
    words();
    people();
    return std::move(component_);
  }

 private:
  void add(icalproperty* property) { icalcomponent_add_property(component_.get(), property); }
  void add_at_zone(icalproperty* property) {
    icalproperty_add_parameter(property, icalparameter_new_tzid(zone_.name().c_str()));
    add(property);
  }
  void identity() {
    add(icalproperty_new_uid(event_.uid.c_str()));
    add(icalproperty_new_dtstamp(ical::moment(event_.stamped_at)));
    add(icalproperty_new_lastmodified(ical::moment(event_.changed_at)));
    add(icalproperty_new_sequence(event_.sequence));
    add(icalproperty_new_status(standing()));
    add(icalproperty_new_transp(event_.standing == EventStanding::cancelled ? ICAL_TRANSP_TRANSPARENT
                                                                            : ICAL_TRANSP_OPAQUE));
  }
  icalproperty_status standing() const {
    switch (event_.standing) {
      case EventStanding::tentative: return ICAL_STATUS_TENTATIVE;
      case EventStanding::cancelled: return ICAL_STATUS_CANCELLED;
      default: return ICAL_STATUS_CONFIRMED;
    }
  }
  void times() {
    add_at_zone(icalproperty_new_dtstart(ical::wall(event_.begins)));
    add_at_zone(icalproperty_new_dtend(ical::wall(event_.ends)));
    if (event_.instead_of) add_at_zone(icalproperty_new_recurrenceid(ical::wall(*event_.instead_of)));
    if (!event_.rule.empty()) rule();
    for (const WallTime& time : event_.except) add_at_zone(icalproperty_new_exdate(ical::wall(time)));
  }
  // Beside a start with a zone the end of a series is said in UTC.
  void rule() {
    icalrecurrencetype rule = ical::read_rule(event_.rule, zone_);
    if (!icaltime_is_null_time(rule.until)) {
      int second = rule.until.second;
      Instant until = instant_at(ical::wall_time_of(rule.until), zone_);
      rule.until = ical::moment(plus_seconds(until, second));
    }
    add(icalproperty_new_rrule(rule));
  }
  void words() {
    add(icalproperty_new_summary(clean(event_.summary).c_str()));
    if (!event_.description.empty()) add(icalproperty_new_description(clean(event_.description).c_str()));
    if (!event_.location.empty()) add(icalproperty_new_location(clean(event_.location).c_str()));
    if (!event_.url.empty()) add(icalproperty_new_url(event_.url.c_str()));
  }
  void people() {
    if (event_.organizer) add(named(icalproperty_new_organizer(mailto(*event_.organizer).c_str()), *event_.organizer));
    for (const Invited& person : event_.invited) add(invited(person));
  }
  icalproperty* invited(const Invited& person) {
    icalproperty* property = named(icalproperty_new_attendee(mailto(person).c_str()), person);
    icalproperty_add_parameter(
        property, icalparameter_new_role(person.required ? ICAL_ROLE_REQPARTICIPANT : ICAL_ROLE_OPTPARTICIPANT));
    icalproperty_add_parameter(property, icalparameter_new_partstat(ICAL_PARTSTAT_NEEDSACTION));
    icalproperty_add_parameter(property, icalparameter_new_rsvp(ICAL_RSVP_TRUE));
    return property;
  }
  static std::string mailto(const Invited& person) { return "mailto:" + person.address; }
  static icalproperty* named(icalproperty* property, const Invited& person) {
    std::string name = clean(person.name);
    std::ranges::replace(name, '\n', ' ');
    if (!name.empty()) icalproperty_add_parameter(property, icalparameter_new_cn(name.c_str()));
    return property;
  }

  const CalendarEvent& event_;
  Zone zone_;
  Component component_;
};

icalproperty_method method_of(CalendarMethod method) {
  switch (method) {
    case CalendarMethod::request: return ICAL_METHOD_REQUEST;
    case CalendarMethod::cancel: return ICAL_METHOD_CANCEL;
    default: return ICAL_METHOD_PUBLISH;
  }
}

// The first day each zone is spoken of.
std::map<std::string, Date> zones_of(const std::vector<CalendarEvent>& events) {
  std::map<std::string, Date> zones;
  for (const CalendarEvent& event : events) {
    Date first = event.instead_of ? std::min(event.begins.day, event.instead_of->day) : event.begins.day;
    auto known = zones.try_emplace(Zone(event.zone).name(), first).first;
    known->second = std::min(known->second, first);
  }
  return zones;
}

std::string text_of(const Component& component) {
  char* text = icalcomponent_as_ical_string_r(component.get());
  if (!text) throw std::runtime_error("the calendar could not be written");
  std::string result(text);
  icalmemory_free_buffer(text);
  return result;
}

}  // namespace

std::string_view method_name(CalendarMethod method) {
  constexpr std::string_view names[] = {"PUBLISH", "REQUEST", "CANCEL"};
  return names[static_cast<std::size_t>(method)];
}

std::string write_calendar(const std::vector<CalendarEvent>& events, CalendarMethod method, const std::string& name) {
  for (const CalendarEvent& event : events) check(event, method);
  Component calendar(icalcomponent_new(ICAL_VCALENDAR_COMPONENT));
  icalcomponent_add_property(calendar.get(), icalproperty_new_version("2.0"));
  icalcomponent_add_property(calendar.get(), icalproperty_new_prodid("-//Concert//Concert//EN"));
  icalcomponent_add_property(calendar.get(), icalproperty_new_method(method_of(method)));
  if (!name.empty()) {
    icalproperty* shown = icalproperty_new_x(clean(name).c_str());
    icalproperty_set_x_name(shown, "X-WR-CALNAME");
    icalcomponent_add_property(calendar.get(), shown);
  }
  for (auto& [zone, first] : zones_of(events))
    icalcomponent_add_component(calendar.get(), ical::zone_component(Zone(zone), first).release());
  for (const CalendarEvent& event : events)
    icalcomponent_add_component(calendar.get(), EventWriter(event).write().release());
  return text_of(calendar);
}

}  // namespace kit
