#!/usr/bin/env python3
"""Feeds and invitations of meetings, read by tools nobody here wrote: python3-icalendar parses them, python3-dateutil expands
the rules. A weekly series at nine crosses the change of the clocks in three zones; its second time is cancelled, its third
moved; mails say both. What a calendar program would show must be what was planned, at the moments that the zone database gives.
"""
import datetime
import subprocess
import sys
import zoneinfo

TESTS = "build/concert_test"
FIRST = datetime.datetime(2027, 3, 3, 9, 0)


def blocks():
    printed = subprocess.run([TESTS, "--test-case=*feeds of meetings for other tools*", "--no-skip", "-m"],
                             capture_output=True, check=True).stdout.decode()
    found = {}
    for block in printed.split("<<<")[1:]:
        if block.startswith("end>>>"):
            continue
        head, text = block.split(">>>\n", 1)
        kind, zone = head.split(" ", 1)
        found.setdefault(zone, {})[kind] = text
    return found


def shown_by_a_calendar(calendar, place):
    """What a program that follows RFC 5545 shows of the first six weeks: begin, on the wall, and offset."""
    from dateutil import rrule
    series = next(event for event in calendar.walk("VEVENT") if "RRULE" in event)
    instead = {event["RECURRENCE-ID"].dt.replace(tzinfo=None): event for event in calendar.walk("VEVENT") if "RECURRENCE-ID" in event}
    except_ = series.get("EXDATE", [])
    gone = {day.dt.replace(tzinfo=None) for one in (except_ if isinstance(except_, list) else [except_]) for day in one.dts}
    start = series["DTSTART"].dt.replace(tzinfo=None)
    rule = rrule.rrulestr(series["RRULE"].to_ical().decode(), dtstart=start)
    zone = calendar.walk("VTIMEZONE")[0].to_tz()
    for time in rule.between(start, start + datetime.timedelta(weeks=6), inc=True):
        if time in gone:
            continue
        at = instead[time]["DTSTART"].dt.replace(tzinfo=None) if time in instead else time
        said, known = zone.localize(at).utcoffset(), at.replace(tzinfo=place).utcoffset()
        assert said == known, (at, said, known)
        yield at, known


def check_feed(text, zone):
    import icalendar
    calendar = icalendar.Calendar.from_ical(text)
    assert calendar["METHOD"] == "PUBLISH"
    for event in calendar.walk("VEVENT"):
        assert event["UID"] and event["DTSTAMP"] and event["LAST-MODIFIED"] and "SEQUENCE" in event
    shown = list(shown_by_a_calendar(calendar, zoneinfo.ZoneInfo(zone)))
    week = datetime.timedelta(weeks=1)
    expected = [FIRST, FIRST + 2 * week + datetime.timedelta(hours=6, minutes=30), *(FIRST + n * week for n in range(3, 7))]
    assert [at for at, _ in shown] == expected, shown
    assert len({offset for _, offset in shown}) == 2, "the clocks must change in between"


def check_mail(text, zone):
    import icalendar
    calendar = icalendar.Calendar.from_ical(text)
    event, = calendar.walk("VEVENT")
    assert calendar["METHOD"] == "REQUEST"
    assert event["RECURRENCE-ID"].params["TZID"] == zone
    assert event["RECURRENCE-ID"].dt.replace(tzinfo=None) == FIRST + datetime.timedelta(weeks=2)
    assert int(event["SEQUENCE"]) == 1
    assert str(event["ATTENDEE"]) == "mailto:mia@example.org" and str(event["ORGANIZER"]) == "mailto:concert@example.org"
    assert event["ORGANIZER"].params["CN"] == "Ana Flores"


def check_cancelled(text, zone):
    import icalendar
    calendar = icalendar.Calendar.from_ical(text)
    event, = calendar.walk("VEVENT")
    assert calendar["METHOD"] == "CANCEL" and event["STATUS"] == "CANCELLED"
    assert event["RECURRENCE-ID"].params["TZID"] == zone
    assert event["RECURRENCE-ID"].dt.replace(tzinfo=None) == FIRST + datetime.timedelta(weeks=1)
    assert int(event["SEQUENCE"]) == 1


def main():
    sys.path.insert(0, "/usr/lib/python3/dist-packages")
    found = blocks()
    assert len(found) == 3, found.keys()
    for zone, texts in found.items():
        check_feed(texts["feed"], zone)
        check_mail(texts["mail"], zone)
        check_cancelled(texts["cancelled"], zone)
    print(f"{len(found)} feeds and invitations read")


main()
