"""The monthly sheet on which a pioneer reports (III.A.6.2(8)): blank to be filled in by pen, or as it was typed."""

from families import periods
from families.documents.pairing import coordinator_block, fcu_head
from families.models import MentoringNote, ProgressReport
from fcu_project import dates
from institutions.documents.letterhead import iso_day, place_of, signature

PROGRESS_TEMPLATE = "families/documents/progress.html"
PROGRESS_LINES = 5  # families on one page: as many as a pioneer usually accompanies
COLUMNS = ("contacts", "done", *MentoringNote.CHANGES, "obstacle", "request")


def headings():
    """The words of the sheet, the same on the screen: {name: heading}."""
    labels = {name: str(ProgressReport._meta.get_field(name).verbose_name) for name in COLUMNS}
    return {name: words[:1].upper() + words[1:] for name, words in labels.items()}


def progress_facts(pioneer, pairings, paper, first=None, months=1):
    """The sheet of one pioneer. Without `first` the month is written by pen; with it, what was reported stands in it.

    families [{name, place, contacts, done, changes [bool], obstacle, request, answer, given}], headings, lines, span,
    handed_on.
    """
    region, representative = pioneer.family.region, pioneer.representative
    reports = ProgressReport.objects.filter(pairing__in=pairings, period=first) if first else ()
    given = {row.pairing_id: row for row in reports}
    handed = max((row.reported_on for row in given.values()), default=None)
    on = f"Diterima FCU tanggal {dates.long_date(handed)}" if handed else f"Diterima FCU tanggal {'.' * 24}"
    labels = headings()
    return {
        "title": f"Laporan kemajuan keluarga dampingan, {region}",
        "document_id": f"LK-{pioneer.uid.hex[:8].upper()}",
        "paper": paper,
        "letterhead": fcu_head(region),
        "village": str(region),
        "place": place_of(region),
        "span": periods.words(first, months) if first else "",
        "companion": pioneer.family.called,
        "families": [_line(row, given.get(row.pk)) for row in pairings],
        "headings": labels,
        "changes": [labels[name] for name in MentoringNote.CHANGES],
        "lines": 0 if given else PROGRESS_LINES,
        "signed_on": iso_day(handed),
        "received": coordinator_block(region, on),
        "signature": signature(["Keluarga pionir"], representative.name if representative else ""),
    }  # fmt: skip


def _line(pairing, report):
    family = pairing.plasma.family
    line = {"name": family.called, "place": family.neighbourhood, "given": report is not None, "changes": [False] * 4}
    if report is None:
        return line
    return line | {
        "contacts": report.contacts, "done": report.done, "obstacle": report.obstacle, "request": report.request,
        "answer": report.answer, "changes": [getattr(report, name) for name in MentoringNote.CHANGES],
    }  # fmt: skip
