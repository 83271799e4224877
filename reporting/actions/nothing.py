"""A quarter without any activity: "Nihil" is an answer too, and is reported with few taps (design §8.9)."""

from django.db import transaction

from fcu_project import dates
from fcu_project.workflow import TransitionRefused
from reporting.actions.annex import save_words
from reporting.actions.report import save_finance, save_section, writable
from reporting.models import Report, Section
from reporting.money import quarter_money
from reporting.quarterly.activities import activities_of
from reporting.quarterly.aspects import lacking
from reporting.quarterly.content import TEXTS

NIHIL = {
    Section.ACTIVITIES: "Nihil. Tidak ada kegiatan pada triwulan ini.",
    Section.RESULTS: "Nihil. Tidak ada hasil yang dicapai pada triwulan ini.",
}
NO_RECORDS = "Tidak ada kegiatan pada triwulan ini."  # the word on each aspect without records
NEXT_PLAN = "Kegiatan dilanjutkan menurut rencana kerja FCU."


def nothing_problem(report):
    """Why a report can't be filled in as one without activity; or ""."""
    if report.stage != Report.Stage.DRAFT:
        return f"Laporan ini {report.get_stage_display().lower()}. Isinya tidak bisa diganti dengan nihil."
    if not report.period.is_over(report.region):
        return f"Triwulan ini belum selesai. Nihil bisa dinyatakan setelah {dates.long_date(report.period.end)}."
    if found := activities_of(report.unit, report.period):
        names = ", ".join(group["label"] for group in found)
        return f"Pada triwulan ini tercatat kegiatan: {names}. Isi laporan bagian per bagian."
    return ""


def is_untouched(report):
    """Whether nobody has written in it yet."""
    written = any(getattr(report, name).strip() for name in TEXTS.values())
    return not (written or report.no_obstacles or report.finance_kind or report.obstacles.exists())


def finance_words(report):
    """What the finance section will say."""
    if quarter_money.book_of(report):
        return "menurut buku kas"
    before = report.brought_forward()
    return f"saldo {dates.rupiah(before)} dari triwulan lalu, tanpa uang masuk atau keluar" if before else "nihil"


@transaction.atomic
def fill_nothing(report, *, next_plan, by, on):
    """Fill the sections that nobody has written in with "Nihil", finished and still open to change, and a word on every
    aspect without records. Raises PermissionDenied; TransitionRefused where something is on record."""
    writable(report, by)
    if problem := nothing_problem(report):
        raise TransitionRefused([problem])
    for section, name in TEXTS.items():
        text = getattr(report, name).strip() or NIHIL.get(section, next_plan)
        save_section(report, section, text=text, done=True, by=by, on=on)
    listed = report.obstacles.exists()
    save_section(report, Section.OBSTACLES, no_obstacles=not listed, done=True, by=by, on=on)
    if not report.finance_kind:
        before = report.brought_forward() or 0
        kind = Report.Finance.TOTALS if before else Report.Finance.NIHIL
        save_finance(report, kind=kind, amounts={"opening_balance": before}, by=by, on=on)
    return save_words(report, {aspect.code: NO_RECORDS for aspect in lacking(report)}, by=by, on=on)
