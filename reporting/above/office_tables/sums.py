"""Sums of the FCUs below an office, who is missing among them, and what the offices below sent on (REP-07).

Accepted reports make the sums; what was sent and is not reviewed stands beside them. Women and men apart.
"""

from django.db.models import Sum
from django.db.models.functions import Substr

from institutions.roles import REGENCY, SUBDISTRICT
from reporting import indicators, recap
from reporting.above.office_below import kinds_below, offices_below
from reporting.above.office_kinds import Chapter, Kind
from reporting.above.office_tables.table import AMOUNT, DATE, NUMBER, TEXT, Table
from reporting.models import OfficeReport, OfficeReportVersion, Report
from reporting.models.report import AMOUNTS, INCOMES
from reporting.money.quarter_money import AMOUNT_WORDS
from reporting.visits.finding_tables import office_findings

MOST_SILENT = 500  # FCUs by name in one table
AT_ONCE = 5  # regions side by side: what a page holds
QUOTED = 300  # letters of what an office below wrote
SPLIT = "P perempuan, L laki-laki; keluarga menurut jenis kelamin kepala keluarganya."


def tables(report):
    """The tables of an office that adds up: who reported, figures, figures by region, money, missing, offices."""
    region, quarter = report.region, report.period
    whole = recap.sums_for(region, quarter.year, quarter.number)
    children = recap.by_child(region, quarter.year, quarter.number)
    return [
        _reported(whole, children),
        *_figures(whole),
        *_by_region(whole, children),
        _money(region, quarter, children),
        *_silent(region, quarter, children),
        *office_findings(report),
        *_offices(report),
    ]


# --- who reported ---------------------------------------------------------------------------------------------------
def _counts(told):
    return [told.owing, told.accepted_reports, told.waiting_reports, told.returned_reports, told.missing]


def _reported(whole, children):
    return Table(
        "FCU yang melapor",
        ["Wilayah", "Wajib melapor", "Diterima", "Terkirim, belum diperiksa", "Dikembalikan", "Belum ada"],
        [TEXT, *[NUMBER] * 5],
        [[str(child.region), *_counts(child)] for child in children],
        ["Jumlah", *_counts(whole)],
    )


# --- figures --------------------------------------------------------------------------------------------------------
def _figures(whole):
    """A table per group of figures: accepted, and beside it sent and not yet reviewed."""
    columns = ["Angka", "Diterima", "P", "L", "Belum diperiksa", "P", "L"]
    return [
        Table(
            heading, columns, [TEXT, *[NUMBER] * 6],
            [[one.label, *_split(whole.accepted, one), *_split(whole.waiting, one)] for one in figures], note=SPLIT,
        )
        for _, heading, figures in indicators.GROUPS
    ]  # fmt: skip


def _split(values, figure):
    """[all, women, men]; None where a figure is not split."""
    found = [values[column] for column in figure.columns]
    return [*found, *[None] * (3 - len(found))]


def _by_region(whole, children):
    """Accepted figures, region beside region, a page's width at a time. A line that is zero everywhere is left out."""
    columns = [column for column in indicators.REPORT_COLUMNS if whole.accepted[column]]
    if not columns:
        return []
    parts = [children[start : start + AT_ONCE] for start in range(0, len(children), AT_ONCE)]
    return [
        Table(
            f"Angka menurut wilayah{f' ({place} dari {len(parts)})' if len(parts) > 1 else ''}",
            ["Angka", "Jumlah", *(str(child.region) for child in part)],
            [TEXT, *[NUMBER] * (len(part) + 1)],
            [
                [indicators.label_of(column), whole.accepted[column], *(child.accepted[column] for child in part)]
                for column in columns
            ],
            note="Dari laporan yang diterima. Angka yang nol di semua wilayah tidak ditampilkan.",
        )
        for place, part in enumerate(parts, 1)
    ]  # fmt: skip


# --- money ----------------------------------------------------------------------------------------------------------
def _money(region, quarter, children):
    """What the FCUs' accepted reports say of their money: income by source, spending (II.G.4.2)."""
    width = recap.child_width(region)
    rows = Report.objects.within(region).of(quarter).filter(stage=Report.Stage.ACCEPTED).order_by()
    grouped = rows.annotate(child=Substr("region__code", 1, width)).values("child")
    found = {row["child"]: row for row in grouped.annotate(**{f"{name}_sum": Sum(name) for name in AMOUNTS})}

    def line(code):
        amounts = {name: found.get(code, {}).get(f"{name}_sum") or 0 for name in AMOUNTS}
        return [*amounts.values(), _left(amounts)]

    lines = [line(child.region.code) for child in children]
    total = [sum(column) for column in zip(*lines, strict=True)] if lines else [0] * (len(AMOUNTS) + 1)
    return Table(
        "Keuangan FCU menurut laporan yang diterima",
        ["Wilayah", *(AMOUNT_WORDS[name] for name in AMOUNTS), "Saldo akhir"],
        [TEXT, *[AMOUNT] * (len(AMOUNTS) + 1)],
        [[str(child.region), *told] for child, told in zip(children, lines, strict=True)],
        ["Jumlah", *total],
        note="Kas FCU saja; dana stimulan keluarga dan anggaran kantor tidak termasuk.",
    )


def _left(amounts):
    return amounts["opening_balance"] + sum(amounts[name] for name in INCOMES) - amounts["expense_total"]


# --- who is missing -------------------------------------------------------------------------------------------------
def _silent(region, quarter, children):
    """By name where the office knows its FCUs, else the regions with how many."""
    if region.level in (SUBDISTRICT, REGENCY):
        units = list(recap.silent_units(region, quarter)[: MOST_SILENT + 1])
        rows = [[str(unit), str(unit.region), str(unit.region.parent)] for unit in units[:MOST_SILENT]]
        note = f"Hanya {MOST_SILENT} yang pertama ditampilkan." if len(units) > MOST_SILENT else ""
        columns, kinds = ["FCU", "Desa/kelurahan", "Kecamatan"], [TEXT] * 3
    else:
        rows = [[str(child.region), child.missing, child.owing] for child in children if child.missing]
        columns, kinds, note = ["Wilayah", "FCU belum melapor", "dari yang wajib"], [TEXT, NUMBER, NUMBER], ""
    return [Table("FCU yang belum melapor", columns, kinds, rows, note=note)] if rows else []


# --- offices below --------------------------------------------------------------------------------------------------
def _offices(report):
    """Which offices below sent their own report, and in short what they found and propose."""
    if not kinds_below(report.kind):
        return []
    lines = offices_below(report.kind, report.region, report.period)
    sent = [line.report.pk for line in lines if line.report]
    latest = {row.report_id: row for row in OfficeReportVersion.objects.filter(report__in=sent).order_by("number")}
    rows = []
    for line in lines:
        version = latest.get(line.report.pk) if line.report else None
        on = version.sent_on.isoformat() if version else ""
        rows.append([line.label, line.word, on, *(_quoted(version, names) for names in (FOUND, PROPOSED))])
    return [Table(
        "Laporan kantor di bawah", ["Kantor", "Keadaan", "Dikirim", "Temuan atau hasil", "Usulan"],
        [TEXT, TEXT, DATE, TEXT, TEXT], rows, note=_teams(report),
    )]  # fmt: skip


FOUND, PROPOSED = (Chapter.FINDINGS, Chapter.RESULTS), (Chapter.PROPOSALS,)


def _quoted(version, names):
    """The first of these chapters that the version has, in short."""
    chapters = version.content["chapters"] if version else {}
    text = next((chapters[name]["text"] for name in names if name in chapters), "")
    plain = " ".join(text.split())
    return plain if len(plain) <= QUOTED else f"{plain[:QUOTED].rsplit(' ', 1)[0]} …"


def _teams(report):
    """How many PSKS teams sent a report of their own to this Dinas."""
    if report.kind != Kind.REGENCY:
        return ""
    rows = OfficeReport.objects.within(report.region).of(Kind.TEAM, report.year, report.part)
    sent = rows.filter(sent_on__isnull=False).count()
    return f"Laporan tim PSKS yang dikirim tersendiri: {sent}." if sent else ""
