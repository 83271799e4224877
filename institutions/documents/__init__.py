"""What each letter says: facts gathered from the rows, JSON-serialisable, ready to be frozen and printed.

Every function returns plain text, numbers, lists and mappings; dates are ISO text ("2025-08-14"), times "09:00".
A fact that is missing is "" or absent and prints as a dotted line. Common to all letters:

  title               of the file (never an identity number)    document_id   at the foot of every page
  letterhead          kind, lines, address, contact, crest      zone          WIB | WITA | WIT
  number, dated_on    set again when the letter is issued       place         before the date of signing
  signature           capacity (lines), name, id_line

`printed(by)` is merged in at the moment of rendering: it says who printed and when, and is no part of what is frozen.
Layouts follow domain rules 4 and 5.1–5.6; the templates are in templates/institutions/documents/.
"""

from zoneinfo import ZoneInfo

from django.utils import timezone

from fcu_project import dates
from institutions.documents.decree import decree_facts
from institutions.documents.meeting import attendance_facts, invitation_facts, invitation_message, record_facts

__all__ = [
    "ATTENDANCE_TEMPLATE",
    "attendance_facts",
    "decree_facts",
    "facts_of",
    "file_name",
    "invitation_facts",
    "invitation_message",
    "may_read",
    "printed",
    "record_facts",
]

# The attendance list is a form, not a letter of the register: it has no number and is printed when it is needed.
ATTENDANCE_TEMPLATE = "institutions/documents/attendance_list.html"
FILE_NAMES = {"invitation": "Undangan", "attendance": "Daftar-hadir", "record": "Berita-acara", "decree": "SK-FCU"}


def facts_of(document):
    """The facts of a letter of the register as they are now."""
    if document.kind == "decree":
        return decree_facts(document.decree)
    if document.kind == "record":
        return record_facts(document.meeting, document)
    return invitation_facts(document.meeting, document)


def may_read(document, by):
    """Whether `by` may read all that the letter names: a table of families is for those who may see families."""
    facts = document.facts or (facts_of(document) if document.kind == "record" else {})
    return all(by.has_perm(section["permission"]) for section in facts.get("sections", ()))


def printed(by, now=None):
    """Who prints and when, in the zone of their place; for the foot of the page."""
    zone = by.region.zone
    moment = (now or timezone.now()).astimezone(ZoneInfo(dates.ZONES[zone]))
    return {
        "printed_on": moment.isoformat(timespec="minutes"),
        "printed_zone": zone,
        "printed_by": f"{by.person.name}, {by.role_label}",
    }


def file_name(kind, region, day):
    """The name a letter is saved under: SK-FCU_Sidomekar_2025-03-01.pdf; "belum-bertanggal" where `day` is None."""
    place = "-".join("".join(c if c.isalnum() else " " for c in region.name).split())
    return f"{FILE_NAMES[kind]}_{place}_{day.isoformat() if day else 'belum-bertanggal'}.pdf"
