#!/usr/bin/env python3
"""Calendars that Concert writes, read by tools nobody here wrote: python3-icalendar parses them, python3-dateutil expands the
rules, and the moments must be those that the zone database gives, before and after the clocks change, in three zones.
The mails they come in are read by Python's email package.
"""
import datetime
import subprocess
import sys
import zoneinfo

CALENDARS = "build/concert_test"


def calendars():
    """(zone, text) of each calendar, as the test prints them."""
    printed = subprocess.run([CALENDARS, "--test-case=*calendars for other tools*", "--no-skip", "-m"],
                             capture_output=True, check=True).stdout.decode()
    for block in printed.split("<<<calendar ")[1:]:
        zone, text = block.split(">>>\n", 1)
        yield zone, text.split("<<<end>>>")[0]


def main():
    sys.path.insert(0, "/usr/lib/python3/dist-packages")
    import icalendar
    from dateutil import rrule
    seen = 0
    for zone, text in calendars():
        calendar = icalendar.Calendar.from_ical(text)
        events = calendar.walk("VEVENT")
        assert len(events) == 2, events
        for event in events:
            assert event["UID"] and event["DTSTAMP"] and "SEQUENCE" in event
        series, moved = events
        timezone = calendar.walk("VTIMEZONE")[0].to_tz()
        place = zoneinfo.ZoneInfo(zone)
        start = series["DTSTART"].dt.replace(tzinfo=None)
        until = series["RRULE"]["UNTIL"][0].astimezone(place).replace(tzinfo=None)
        rule = series["RRULE"].to_ical().decode().split(";")
        rule = ";".join(part for part in rule if not part.startswith("UNTIL")) + f";UNTIL={until:%Y%m%dT%H%M%S}"
        times = list(rrule.rrulestr(rule, dtstart=start))
        assert len(times) == 6, times
        offsets = set()
        for time in times:
            said, known = timezone.localize(time).utcoffset(), time.replace(tzinfo=place).utcoffset()
            assert said == known, (zone, time, said, known)
            offsets.add(known)
        assert len(offsets) == 2, "the clocks must change in between"
        assert moved["RECURRENCE-ID"].dt.replace(tzinfo=None) in times
        assert moved["RECURRENCE-ID"].params["TZID"] == zone
        seen += 1
    assert seen == 3, seen
    print(f"{seen} calendars read")


main()
