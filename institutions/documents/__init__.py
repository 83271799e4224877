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

from collections.abc import Callable
from dataclasses import dataclass
from zoneinfo import ZoneInfo

from django.utils import timezone

from fcu_project import dates
from institutions.documents import letter as own_words
from institutions.documents.decree import decree_facts
from institutions.documents.meeting import attendance_facts, invitation_facts, invitation_message, record_facts

__all__ = [
    "ATTENDANCE_TEMPLATE",
    "LETTERS",
    "Letter",
    "attendance_facts",
    "decree_facts",
    "facts_of",
    "file_name",
    "invitation_facts",
    "invitation_message",
    "may_read",
    "printed",
    "record_facts",
    "register_letter",
]

# The attendance list is a form, not a letter of the register: it has no number and is printed when it is needed.
ATTENDANCE_TEMPLATE = "institutions/documents/attendance_list.html"
OTHER_FILES = {"attendance": "Daftar-hadir", "bundle": "Berkas-rapat"}


@dataclass(frozen=True)
class Letter:
    """A kind of letter: its facts, its template, the name its file is saved under, who may read what it names.

    `right`, where given, is the permission with which an office acts on such letters of its own.
    """

    facts: Callable[[object], dict]
    template: str
    file_name: str
    readable: Callable[[object, object], bool] = lambda document, by: True
    right: str = ""


def _names_nobody_hidden(document, by):
    """A table of families in a record is for those who may see families."""
    facts = document.facts or facts_of(document)
    return all(by.has_perm(section["permission"]) for section in facts.get("sections", ()))


LETTERS = {
    "invitation": Letter(
        lambda document: invitation_facts(document.meeting, document), "institutions/documents/invitation.html",
        "Undangan",
    ),
    "record": Letter(
        lambda document: record_facts(document.meeting, document), "institutions/documents/official_record.html",
        "Berita-acara", readable=_names_nobody_hidden,
    ),
    "decree": Letter(
        lambda document: decree_facts(document.decree), "institutions/documents/decree.html", "SK-FCU"
    ),
    **{
        kind: Letter(own_words.letter_facts, own_words.LETTER_TEMPLATE, name, readable=own_words.readable)
        for kind, name in own_words.file_names().items()
    },
}  # fmt: skip


def register_letter(kind, letter):
    """What an upper floor's letter of `kind` says and looks like (called once, in its `apps.py`)."""
    LETTERS[kind] = letter


def facts_of(document):
    """The facts of a letter of the register as they are now."""
    return LETTERS[document.kind].facts(document)


def may_read(document, by):
    """Whether `by` may read all that the letter names."""
    return LETTERS[document.kind].readable(document, by)


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
    name = LETTERS[kind].file_name if kind in LETTERS else OTHER_FILES[kind]
    return f"{name}_{place}_{day.isoformat() if day else 'belum-bertanggal'}.pdf"
