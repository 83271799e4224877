"""Guidance by the TKSK on the monitoring, evaluation and reporting of an FCU (II.F.5.2(5)(3), REP-14).

Who may guide on which quarter, how a note stands, which FCUs of a territory still wait for guidance, what a report
carries of it.
"""

from urllib.parse import quote

from django.db.models import Case, Count, IntegerField, OuterRef, Subquery, Value, When
from django.db.models.functions import Coalesce

from fcu_project import dates
from institutions.roles import SUBDISTRICT
from reporting import recap
from reporting.models import Report, ReportGuidance
from reporting.periods import Quarter, due_days, is_owed, quarter_of, quarters_to, units_owing

QUARTERS_BACK = 4  # on which the TKSK still guides, beside the running one
ANSWER_DAYS = 7  # within which the FCU should answer


def quarters_to_guide(today):
    """The running quarter and those before it that a note may be about, the latest first."""
    return quarters_to(quarter_of(today), QUARTERS_BACK + 1)[::-1]


def key_of(quarter):
    """A quarter as it stands in an address: 2026-3."""
    return f"{quarter.year}-{quarter.number}"


def quarter_named(text):
    """The quarter of such an address; None for what is none."""
    year, _, number = text.partition("-")
    plain = year.isascii() and year.isdigit() and len(year) == 4 and number in ("1", "2", "3", "4")
    return Quarter(int(year), int(number)) if plain and int(year) else None


# --- what a note has to tell ----------------------------------------------------------------------------------------
def period_problem(unit, quarter, today):
    """Why nobody guides this FCU on this quarter, or ""."""
    if unit is None:
        return "Desa/kelurahan ini belum punya FCU yang ditetapkan dengan SK."
    if not quarter.has_begun(unit.region, today):
        return f"{quarter.words} belum mulai."
    if not is_owed(unit, quarter):
        return f"{unit} tidak wajib melapor pada {quarter.words}."
    return ""


def day_problem(day, quarter, today):
    """Guidance is given from the first day of the quarter on, and not in the future."""
    if day > today:
        return "Tanggal tidak boleh setelah hari ini."
    if day < quarter.start:
        return f"{quarter.words} mulai {dates.long_date(quarter.start)}. Isi tanggal sejak hari itu."
    return ""


# --- how it stands --------------------------------------------------------------------------------------------------
def standing(rows):
    """Notes that were not withdrawn."""
    return rows.filter(withdrawn_at=None)


def unanswered(rows):
    return standing(rows).filter(answered_on=None)


def mark_of(row):
    """(kind of pill, words) of a note."""
    if row.withdrawn_at:
        return "shut", "Ditarik"
    return ("done", "Dijawab") if row.answered_on else ("due", "Menunggu jawaban")


def notes_on(report):
    """The notes on the quarter of a report that stand: those without an answer first, then the latest."""
    rows = standing(ReportGuidance.objects.filter(unit=report.unit_id, year=report.year, quarter=report.quarter))
    return sorted(rows.order_by("-given_on", "-id"), key=lambda row: row.answered_on is not None)


def guidance_told(report):
    """What a report carries of it, as plain JSON, in the order in which it was given."""
    return [
        {
            "aspect": row.get_aspect_display(), "note": row.note, "by": row.given_by_words,
            "on": row.given_on.isoformat(), "answer": row.answer,
            "answered_on": row.answered_on.isoformat() if row.answered_on else "",
        }
        for row in sorted(notes_on(report), key=lambda row: (row.given_on, row.pk))
    ]  # fmt: skip


def share_url(row):
    """A WhatsApp message to the officers: that there is a note, not what it says."""
    text = (
        f"Yth. Pengurus {row.unit}. Ada catatan bimbingan TKSK untuk {row.period.words}. "
        "Silakan baca dan jawab di aplikasi FCU, menu Laporan, Bimbingan."
    )
    return f"https://wa.me/?text={quote(text)}"


# --- whom to guide --------------------------------------------------------------------------------------------------
def may_give(by):
    return by.level == SUBDISTRICT and by.has_perm("reporting.add_reportguidance")


def units_with_guidance(region, quarter):
    """FCUs of the territory that owe the quarter, each with `notes`, `last_on`, and `guided` 0 for those without any
    guidance on it, which come first."""
    mine = standing(ReportGuidance.objects.filter(unit=OuterRef("pk"), year=quarter.year, quarter=quarter.number))
    mine = mine.order_by().values("unit")
    number = Subquery(mine.annotate(n=Count("pk")).values("n"), output_field=IntegerField())
    last = standing(ReportGuidance.objects.filter(unit=OuterRef("pk"), year=quarter.year, quarter=quarter.number))
    units = units_owing(recap.reporting_units(region), quarter)
    return units.annotate(
        notes=Coalesce(number, Value(0)), last_on=Subquery(last.order_by("-given_on").values("given_on")[:1])
    ).annotate(guided=Case(When(notes=0, then=Value(0)), default=Value(1), output_field=IntegerField()))


class Standings:
    """How the reports of a territory stand on one quarter: two queries, however many FCUs there are."""

    def __init__(self, region, quarter, today):
        self.quarter, self.today = quarter, today
        self.day_at = due_days(region)
        rows = Report.objects.within(region).of(quarter).defer(*recap.TEXTS)
        self.reports = {row.unit_id: row for row in rows}

    def of(self, unit):
        """A key of recap.LABELS."""
        due_on = self.quarter.due_on_day(self.day_at(unit.region.code))
        return recap.status_of(unit, self.quarter, self.reports.get(unit.pk), self.today, due_on=due_on)


NEEDS_HELP = ("late", "returned")


def unguided(region, year, today):
    """[(FCU, quarter)] of a year whose report is late or was given back, and on which nobody guided yet."""
    cells = [
        (row.unit, cell.quarter)
        for row in recap.matrix(region, year, today)
        for cell in row.cells
        if cell.status in NEEDS_HELP
    ]
    notes = standing(ReportGuidance.objects.within(region).filter(year=year))
    told = set(notes.order_by().values_list("unit", "quarter"))
    return [(unit, quarter) for unit, quarter in cells if (unit.pk, quarter.number) not in told]
