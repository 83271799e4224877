"""Meetings as a calendar file (iCalendar, RFC 5545), which every phone reads."""

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

from django.utils import timezone

from fcu_project import dates

FOLD_AT = 73  # octets; a longer line goes on in the next one, behind a space
USUAL_HOURS = timedelta(hours=2)


def calendar_of(meetings):
    """The text of a calendar with one event per meeting; a meeting without a time fills the whole day."""
    lines = ["BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//FCU//Rapat//ID", "CALSCALE:GREGORIAN"]
    for meeting in meetings:
        lines += _event(meeting)
    lines.append("END:VCALENDAR")
    return "".join(f"{part}\r\n" for line in lines for part in _folded(line))


def _event(meeting):
    return [
        "BEGIN:VEVENT",
        f"UID:{meeting.uid}@fcu",
        f"DTSTAMP:{_instant(timezone.now())}",
        *_when(meeting),
        f"SUMMARY:{_escaped(str(meeting))}",
        f"LOCATION:{_escaped(meeting.place)}",
        f"DESCRIPTION:{_escaped(meeting.agenda)}",
        "END:VEVENT",
    ]


def _when(meeting):
    if meeting.starts_at is None:
        after = meeting.held_on + timedelta(days=1)
        return [f"DTSTART;VALUE=DATE:{meeting.held_on:%Y%m%d}", f"DTEND;VALUE=DATE:{after:%Y%m%d}"]
    zone = ZoneInfo(dates.ZONES[meeting.region.zone])
    start = datetime.combine(meeting.held_on, meeting.starts_at, zone)
    end = datetime.combine(meeting.held_on, meeting.ends_at, zone) if meeting.ends_at else start + USUAL_HOURS
    return [f"DTSTART:{_instant(start)}", f"DTEND:{_instant(end)}"]


def _instant(moment):
    return f"{moment.astimezone(UTC):%Y%m%dT%H%M%SZ}"


WRITTEN_OUT = (("\\", "\\\\"), (";", "\\;"), (",", "\\,"), ("\r\n", "\\n"), ("\n", "\\n"), ("\r", "\\n"))


def _escaped(text):
    """Words as a value: backslash, semicolon, comma and line breaks written out."""
    for plain, written in WRITTEN_OUT:
        text = text.replace(plain, written)
    return text


def _folded(line):
    """A line in parts of at most FOLD_AT octets, never within a letter."""
    part, size = "", 0
    for letter in line:
        octets = len(letter.encode())
        if size + octets > FOLD_AT:
            yield part
            part, size = " ", 1
        part, size = part + letter, size + octets
    yield part
