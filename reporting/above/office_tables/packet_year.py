"""A whole year beside its semesters and the year before: figures of accepted reports, and money (REP-08)."""

from fcu_project import dates
from reporting import indicators
from reporting.above.office_tables.packet_units import whole_of
from reporting.above.office_tables.table import AMOUNT, NUMBER, TEXT, Table
from reporting.models import Disbursement
from reporting.money import realised
from reporting.periods import WHOLE_YEAR, Span

COLUMNS = ("Semester I", "Semester II", "Setahun", "Tahun lalu", "Selisih")


def spans_of(year):
    """The semesters, the year, the year before: in the order of the columns."""
    return Span(year, 1), Span(year, 2), Span(year, WHOLE_YEAR), Span(year - 1, WHOLE_YEAR)


def tables(region, span):
    return [_figures(region, span), _money(region, span)]


def _figures(region, span):
    """Every figure; a time of which no report was accepted is empty and compared with nothing."""
    told, rows = [whole_of(region, one.quarters) for one in spans_of(span.year)], []
    for _, heading, figures in indicators.GROUPS:
        for figure in figures:
            numbers = [values[figure.code] for values in told]
            rows.append([heading, figure.label, *numbers, _difference(numbers)])
    return Table(
        "Angka per semester dan dibandingkan dengan tahun lalu", ["Bagian", "Angka", *COLUMNS],
        [TEXT, TEXT, *[NUMBER] * len(COLUMNS)], rows,
        note="Dari laporan triwulan yang sudah diterima. Keadaan: pada triwulan terakhir setiap masa.",
    )  # fmt: skip


def _difference(numbers):
    *_, this, before = numbers
    return "" if "" in (this, before) else this - before


MONEY = (
    ("Dicairkan kepada keluarga pada masa ini", lambda row, start: row.paid if row.payment.paid_on >= start else 0),
    ("Kuitansi masa ini", lambda row, start: row.shown),
    ("Dikembalikan", lambda row, start: row.returned if row.payment.returned_on and row.payment.returned_on >= start
     else 0),
    ("Belum ada kuitansi pada hari terakhir", lambda row, start: row.left),
)  # fmt: skip


def _money(region, span):
    today, told = dates.today_in(region.zone), []
    for one in spans_of(span.year):
        accounts = []
        if one.start <= today:
            accounts = realised.accounts_in(Disbursement.objects.within(region), one, min(one.end, today))
        told.append([sum(amount(row, one.start) for row in accounts) for _, amount in MONEY])
    rows = []
    for at, (words, _) in enumerate(MONEY):
        amounts = [sums[at] for sums in told]
        rows.append([words, *amounts, amounts[2] - amounts[3]])
    return Table(
        "Dana stimulan per semester dan dibandingkan dengan tahun lalu", ["Uang", *COLUMNS],
        [TEXT, *[AMOUNT] * len(COLUMNS)], rows,
    )  # fmt: skip
