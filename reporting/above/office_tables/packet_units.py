"""Recap per FCU of a semester or year: reports due, accepted, late, and the key figures of those accepted.

Of a figure that happened the quarters are added up; of one that stands the last quarter of the time is told. An FCU
whose report of a quarter was not accepted is not in that quarter's figures, and stands among those that are missing.
"""

from functools import cached_property

from fcu_project import dates
from reporting import indicators, recap
from reporting.above.office_tables.table import DATE, NUMBER, TEXT, Table
from reporting.indicators import FLOW, REPORT_FIGURES
from reporting.models import QuarterFigures, Report, ReportVersion, Section
from reporting.quarterly.help_given import names_by_village, shortened, told_without

ACCEPTED = Report.Stage.ACCEPTED
MOST_OBSTACLES = 100
NOT_YET = ("not_due", "running")  # quarters on which nobody had to report so far
# {heading: how a quarter stands}, by the keys of `recap.LABELS`.
STANDINGS = {
    "Diterima": ("accepted",), "Belum diperiksa": ("sent",), "Dikembalikan": ("returned",),
    "Belum dikirim": ("missing", "draft", "late"),
}  # fmt: skip
WITH_A_NAME = "(menyebut nama keluarga; lihat laporan FCU)"


def accepted_in(region, quarters):
    """The frozen figures of accepted reports of these quarters, all of one year, in the territory."""
    numbers = [quarter.number for quarter in quarters]
    rows = QuarterFigures.objects.within(region).filter(year=quarters[0].year, quarter__in=numbers)
    return rows.filter(report__stage=ACCEPTED)


def added_up(rows, last):
    """{column: number} of rows of figures: a flow over all of them, a stock over those of the quarter `last`; "" where
    there is no row to read it from."""
    at_end = [row for row in rows if row.quarter == last.number]
    told = {}
    for figure in REPORT_FIGURES.values():
        read = rows if figure.kind == FLOW else at_end
        told |= {column: sum(getattr(row, column) for row in read) if read else "" for column in figure.columns}
    return told


def whole_of(region, quarters):
    """{column: number} of the whole territory over these quarters."""
    return added_up(list(accepted_in(region, quarters)), quarters[-1])


def split(code, what):
    """A figure that is split, as two columns of a table."""
    return ((f"{what}, P", f"{code}_women"), (f"{what}, L", f"{code}_men"))


PEOPLE = (
    *split("members_end", "Anggota"), *split("pioneers_end", "Keluarga pionir"),
    *split("plasma_end", "Keluarga plasma"), *split("plasma_visited", "Plasma dihubungi"),
    ("Plasma menjadi pionir", "plasma_promoted"),
)  # fmt: skip
WORK = (
    ("Pertemuan", "meetings_held"), ("Catatan pendampingan", "mentoring_notes"), ("Kegiatan pelayanan", "help_held"),
    *split("help_participants", "Peserta"), *split("consultations", "Konsultasi"), ("Kasus dibuka", "cases_opened"),
    ("Rujukan dikirim", "referrals_sent"), ("Rujukan selesai", "referrals_closed"),
)  # fmt: skip


class Units:
    """The FCUs of a kabupaten in a semester or year, each with the quarters on which it had to report."""

    def __init__(self, region, span):
        self.region, self.span = region, span

    def tables(self):
        return [
            self._reports(),
            self._not_accepted(),
            self._per_unit(
                PEOPLE, "Anggota dan keluarga per FCU",
                "Keadaan pada triwulan terakhir masa ini; plasma dihubungi dan menjadi pionir dijumlahkan.",
            ),
            self._per_unit(WORK, "Kegiatan dan rujukan per FCU", "Jumlah triwulan-triwulan pada masa ini."),
            self._whole(),
        ]  # fmt: skip

    @cached_property
    def cells(self):
        """{FCU: its quarters of the time that are over or reported}, by code of the village."""
        found = {}
        for row in recap.matrix(self.region, self.span.year, dates.today_in(self.region.zone)):
            mine = [cell for cell in row.cells if cell.quarter in self.span.quarters and cell.status not in NOT_YET]
            if mine:
                found[row.unit] = mine
        return found

    @cached_property
    def figures(self):
        """{key of an FCU: its accepted figures of the time}."""
        found = {}
        for row in accepted_in(self.region, self.span.quarters):
            found.setdefault(row.unit_id, []).append(row)
        return found

    def _reports(self):
        """How many quarters each FCU owed and what became of them; who sent after the day it was due, by its first
        sending."""
        rows = []
        for unit, cells in self.cells.items():
            counts = [sum(cell.status in statuses for cell in cells) for statuses in STANDINGS.values()]
            late = sum(cell.days_late > 0 for cell in cells)
            rows.append([str(unit.region), str(unit.region.parent), unit.name, len(cells), *counts, late])
        total = ["Jumlah", "", "", *(sum(row[at] for row in rows) for at in range(3, 9))] if rows else []
        return Table(
            "Laporan triwulan per FCU",
            ["Desa/kelurahan", "Kecamatan", "FCU", "Wajib", *STANDINGS, "Terlambat dikirim"],
            [TEXT, TEXT, TEXT, *[NUMBER] * 6], rows, total,
            "Terlambat dikirim: dikirim pertama kali sesudah batas waktunya. Angka pada tabel berikut hanya dari "
            "laporan yang sudah diterima.",
        )  # fmt: skip

    def _not_accepted(self):
        """Whose quarter is missing in the figures, and how it stands."""
        rows = [
            [str(unit.region), str(unit.region.parent), unit.name, cell.quarter.words, cell.due_on.isoformat(),
             cell.label]
            for unit, cells in self.cells.items() for cell in cells if cell.status != "accepted"
        ]  # fmt: skip
        return Table(
            "Laporan yang belum masuk angka",
            ["Desa/kelurahan", "Kecamatan", "FCU", "Triwulan", "Batas waktu", "Keadaan"],
            [TEXT, TEXT, TEXT, TEXT, DATE, TEXT], rows,
            note="" if rows else "Semua laporan pada masa ini sudah diterima.",
        )  # fmt: skip

    def _per_unit(self, chosen, heading, note):
        """Some figures of each FCU; empty where no report of it was accepted."""
        columns = [column for _, column in chosen]
        rows, sums = [], [0] * len(columns)
        for unit in self.cells:
            told = added_up(self.figures.get(unit.pk, []), self.span.quarters[-1])
            numbers = [told[column] for column in columns]
            rows.append([str(unit.region), unit.name, *numbers])
            sums = [total + (number or 0) for total, number in zip(sums, numbers, strict=True)]
        return Table(
            heading, ["Desa/kelurahan", "FCU", *(words for words, _ in chosen)],
            [TEXT, TEXT, *[NUMBER] * len(columns)], rows, ["Jumlah", "", *sums] if rows else [], note,
        )  # fmt: skip

    def _whole(self):
        """Every figure of the kabupaten, in the words and the order of the FCUs' reports."""
        values = whole_of(self.region, self.span.quarters)
        rows = [
            [heading, label, every, *("" if number is None else number for number in both)]
            for heading, figures in indicators.table(values) for label, every, *both in figures
        ]  # fmt: skip
        return Table(
            "Angka seluruh wilayah", ["Bagian", "Angka", "Jumlah", "Perempuan", "Laki-laki"],
            [TEXT, TEXT, NUMBER, NUMBER, NUMBER], rows,
            note="Yang terjadi dijumlahkan per triwulan: keluarga yang sama pada dua triwulan terhitung dua kali. "
            "Keadaan: pada triwulan terakhir masa ini; kosong bila laporannya belum ada yang diterima.",
        )  # fmt: skip


# --- obstacles ------------------------------------------------------------------------------------------------------
def obstacles(region, span):
    """What hindered the FCUs and how they solved it, as told in accepted reports; no family is named (domain 5.21)."""
    told = []
    for version in _last_versions(region, span.quarters):
        section = version.content.get("sections", {}).get(Section.OBSTACLES.value, {})
        told += [(version.report, row) for row in section.get("rows", ())]
    left = len(told) - MOST_OBSTACLES
    told = told[:MOST_OBSTACLES]
    named = names_by_village({report.region_id for report, _ in told})
    rows = [
        [str(report.region), report.period.short, *(
            told_without(shortened(row[name]), named[report.region_id]) or WITH_A_NAME
            for name in ("obstacle", "solution")
        ), row["due_on"]]
        for report, row in told
    ]  # fmt: skip
    return Table(
        "Kendala dan solusi dari laporan FCU", ["Desa/kelurahan", "Triwulan", "Kendala", "Solusi", "Batas waktu"],
        [TEXT, TEXT, TEXT, TEXT, DATE], rows,
        note=f"{left} kendala lagi tidak dirinci di sini." if left > 0 else "",
    )  # fmt: skip


def _last_versions(region, quarters):
    """The last version of every accepted report of these quarters, by village and quarter."""
    numbers = [quarter.number for quarter in quarters]
    rows = ReportVersion.objects.within(region).filter(
        report__stage=ACCEPTED, report__year=quarters[0].year, report__quarter__in=numbers
    )
    rows = rows.select_related("report__region")
    rows = rows.order_by("report__region__code", "report__quarter", "report", "-number")
    last = {}
    for row in rows:
        last.setdefault(row.report_id, row)
    return last.values()
