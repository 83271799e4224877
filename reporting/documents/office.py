"""What the report of an office says on paper (5.21): cover, chapters, who signs; its tables, how complete the records
are, photos and papers as annexes."""

from fcu_project import dates
from institutions.documents.letterhead import iso_day, letterhead, office_name_of, place_of, signature
from institutions.documents.signing import head_of
from institutions.models import Book, PsksTeam
from reporting.above import office_content
from reporting.above.office_duties import receivers_of
from reporting.above.office_history import words_of
from reporting.above.office_kinds import Chapter, Kind
from reporting.above.office_tables.shown import shown
from reporting.documents.annex import annex_facts
from reporting.documents.annexes import added_to
from reporting.models import OfficeReport, Report
from reporting.quarterly import team_report
from reporting.workflow.office import CODES
from reporting.workflow.office import is_final as stands

TEMPLATE = "reporting/documents/office.html"
TABLES = "tables"


def file_name(report):
    """Laporan-KAB-2026-3_Lombok-Utara.pdf."""
    place = "-".join("".join(c if c.isalnum() else " " for c in report.region.name).split())
    return f"Laporan-{CODES[report.kind]}-{report.year}-{report.part}_{place}.pdf"


def is_final(report, version):
    """Whether this is the text that stands: taken in by all, or of the ministry, whose report goes no further."""
    if report.stage == OfficeReport.Stage.JOINED:
        whole = team_report.whole_of(report)
        return whole is not None and whole.stage == Report.Stage.ACCEPTED
    if version is None or version.pk != report.latest_version().pk:
        return False
    return stands(report)


def annexes_of(told):
    """[{number, code, title}] of what the paper carries behind its chapters, in its order."""
    tables = [{"number": 1, "code": TABLES, "title": "Tabel menurut catatan"}] if told["tables"] else []
    return [*tables, *added_to(told, len(tables) + 1)]


def office_facts(report, version=None, *, paper="F4", told=None):
    """Facts of the paper: of a version as it was sent, else of what was `told` to its reader, usually the working
    text."""
    told = told or office_content.told_of(report, version)
    sent_on = version.sent_on if version else None
    book = Book.LK3 if report.kind == Kind.LK3 else Book.OFFICE
    return {
        "title": f"{report.get_kind_display()} {report.region}, {report.period.words}",
        "document_id": f"LKT-{(version or report).uid.hex[:8].upper()}",
        "paper": paper,
        "letterhead": letterhead(report.region, book=book),
        "heading": report.get_kind_display(),
        "period": report.period.words,
        "quarter": report.period.words,
        "office": told["office"],
        "to": [office_name_of(one.office) for one in receivers_of(report)],
        "receipt": _receipt(report, version),
        "chapters": [
            {"title": f"{dates.roman(number)}. {chapter.label}", **_chapter(chapter, told["chapters"].get(chapter, {}))}
            for number, chapter in enumerate(report.row.chapters, 1)
        ],
        "reasons": office_content.reason_lines(told),
        "tables": [shown(table) for table in told["tables"]],
        "annexes": annexes_of(told),
        "annex": annex_facts(report, told),
        "place": place_of(report.region),
        "dated_on": iso_day(sent_on),
        "signature": _signer(report, book, sent_on or report.period.end),
    }


def _chapter(chapter, told):
    return {
        "is_list": chapter == Chapter.OBSTACLES, "text": told.get("text", ""), "rows": told.get("rows", []),
        "none": bool(told.get("none")),
    }  # fmt: skip


def _signer(report, book, day):
    """The head of the office; of a PSKS team its leader."""
    if report.kind != Kind.TEAM:
        return head_of(book, report.region, day)
    team = PsksTeam.objects.filter(region=report.region).order_by("-id").first()
    posts = team.members.filter(valid_until=None, post="leader").select_related("person") if team else ()
    found = next(iter(posts), None)
    return signature([f"Ketua {team.name if team else 'Tim PSKS'}"], found.person.name if found else "")


def _receipt(report, version):
    """Where the paper stands: its version and receipt, and who took it in when."""
    if report.stage == OfficeReport.Stage.JOINED:
        return [f"Bagian laporan FCU, dikirim {dates.long_date(report.sent_on)}. Nomor: {report.receipt_number}."]
    if version is None:
        return []
    lines = [
        f"Dikirim {dates.long_date(version.sent_on)}, versi {version.number}. "
        f"Nomor tanda terima: {version.receipt_number}."
    ]
    rows = version.decisions.select_related("office")
    return lines + [
        f"{row.get_decision_display()} {dates.long_date(row.decided_on)}: {words_of(row)}." for row in rows
    ]
