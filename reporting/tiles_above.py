"""One line under the tiles of the offices above: what waits to be reviewed, what was set aside."""

from reporting.models import BudgetLine, Report
from reporting.periods import quarter_of


def matrix_note(by):
    if not by.has_perm("reporting.review_report"):
        return "FCU dan triwulannya"
    waiting = Report.objects.visible_to(by).filter(stage=Report.Stage.SENT).count()
    return f"{waiting} perlu diperiksa" if waiting else "Tidak ada yang menunggu"


def recap_note(by):
    return f"Angka {quarter_of(by.today).previous.short}"


def budgets_note(by):
    """How many lines of the running year the own office keeps."""
    year = by.today.year
    told = BudgetLine.objects.standing().filter(region=by.region, year=year).count()
    return f"{told} baris tahun {year}" if told else f"Belum ada untuk tahun {year}"
