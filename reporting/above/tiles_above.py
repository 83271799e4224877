"""One line under the tiles of offices: what waits to be reviewed, decided or settled, what was set aside."""

from reporting.models import BudgetLine, Disbursement, OfficeReport, Report, StimulusCheck
from reporting.periods import quarter_of


def matrix_note(by):
    if not by.has_perm("reporting.review_report"):
        return "FCU dan triwulannya"
    waiting = Report.objects.visible_to(by).filter(stage=Report.Stage.SENT).count()
    return f"{waiting} perlu diperiksa" if waiting else "Tidak ada yang menunggu"


def recap_note(by):
    return f"Angka {quarter_of(by.today).previous.short}"


def office_reports_note(by):
    """How many reports of offices wait to be taken in, or to be sent."""
    waiting = OfficeReport.objects.awaiting(by).count()
    if waiting:
        return f"{waiting} menunggu diterima"
    own = OfficeReport.objects.visible_to(by).filter(region=by.region, stage__in=OfficeReport.OPEN).count()
    return f"{own} belum dikirim" if own else "Kegiatan, temuan, dan usulan"


def budgets_note(by):
    """How many lines of the running year the own office keeps."""
    year = by.today.year
    told = BudgetLine.objects.standing().filter(region=by.region, year=year).count()
    return f"{told} baris tahun {year}" if told else f"Belum ada untuk tahun {year}"


def stimulus_note(by):
    """How many requests wait, payments are not accounted for, findings are open, as far as the reader sees."""
    rows = Disbursement.objects.visible_to(by)
    counts = (
        (rows.filter(stage=Disbursement.Stage.ASKED).count(), "permohonan menunggu"),
        (rows.filter(stage=Disbursement.Stage.PAID).count(), "belum dipertanggungjawabkan"),
        (StimulusCheck.objects.visible_to(by).open().count(), "temuan terbuka"),
    )
    return ", ".join(f"{number} {words}" for number, words in counts if number) or "Tidak ada yang menunggu"


def checks_note(by):
    """What stands under the tile of inspections."""
    still_open = StimulusCheck.objects.visible_to(by).open().count()
    return f"{still_open} temuan terbuka" if still_open else "Tidak ada temuan terbuka"
