"""Letters of the story: their numbers, and a page that stands for the signed paper."""

from django.core.files.uploadedfile import SimpleUploadedFile

from fcu_project import dates, pdf, workflow
from institutions.actions import document as act
from institutions.demonstration.page import example_page
from institutions.documents import LETTERS
from institutions.meetings import hosted_by_fcu
from institutions.models import FamilyCareUnit
from institutions.rendering import check_url

# How many letters of a kind an office writes in a year: later letters get higher numbers, and each year begins anew.
PER_YEAR = {"invitation": 150, "record": 40, "decree": 24, "fcu": 120}
SIGNED = "ttd. (contoh peragaan)"


def _serial(kind, day):
    return 1 + day.timetuple().tm_yday * PER_YEAR[kind] // 367


def number(meeting, kind, day):
    """The number a letter about a meeting gets from its office's book."""
    roman = dates.roman(day.month)
    if hosted_by_fcu(meeting.kind):
        unit = FamilyCareUnit.objects.get(region=meeting.region, stage="active")
        initials = "".join(word[0] for word in unit.name.split())
        sort = {"invitation": "UND", "record": "BA"}[kind]
        return f"{_serial('fcu', day):02d}/{sort}/FCU-{initials}/{roman}/{day.year}"
    sort = {"invitation": "005/{:03d}", "record": "140/{:02d}-BA"}[kind].format(_serial(kind, day))
    return f"{sort}/Ds.{meeting.region.name[:3].upper()}/{roman}/{day.year}"


def decree_number(day):
    """The number of a decree in the village head's own book; the decree prints the year beside it."""
    return str(_serial("decree", day))


def prepare(meeting, kind, *, by, on):
    """Open the letter of a meeting and make it ready to sign. Returns it."""
    document = act.open_letter(meeting, kind, by=by, on=on)
    return workflow.perform(document, "prepare", by=by, on=on)


def issue(meeting, kind, *, by, on):
    """Prepare the letter of a meeting and issue it with number and date. Returns it."""
    document = prepare(meeting, kind, by=by, on=on)
    return act.issue_document(document, number=number(meeting, kind, on), dated_on=on, by=by)


def signed_page(document, number, day):
    """A page that stands for the signed letter: a village that is told briefly does not show it."""
    return example_page("pindaian-SK", document.get_kind_display(), f"Nomor {number}", dates.long_date(day), "", SIGNED)


def signed_scan(document, number, day):
    """The letter as it would come from the scanner, number and date filled in, marked as an example."""
    signature = {**document.facts["signature"], "id_line": SIGNED}
    facts = {**document.facts, "number": number, "dated_on": day.isoformat(), "signature": signature}
    content = pdf.render(
        LETTERS[document.kind].template, facts, paper=document.region.setting("paper"), qr_url=check_url(document)
    )
    return SimpleUploadedFile("pindaian-SK.pdf", content, content_type="application/pdf")
