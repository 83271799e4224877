"""Indicators of success in Excel: every value with its formula in words, families before and after, regions below."""

from zoneinfo import ZoneInfo

from fcu_project import dates
from fcu_project.sheets.writer import Heading, Sheet
from reporting import indicators
from reporting.models import Matrix
from reporting.success.aspects import ALL
from reporting.success.before_after import promoted_in
from reporting.success.values import formula_of, numbers_words

EDITIONS = (
    ("Edisi", lambda row: row.number),
    ("Tahap", lambda row: row.get_stage_display()),
    ("Berlaku mulai", lambda row: row.valid_from),
    ("Catatan", lambda row: row.note),
)
DEFINITIONS = (
    ("Matriks", lambda row: row.get_matrix_display()),
    ("Tanda atau aspek", lambda row: ALL[row.aspect].label),
    ("Indikator", lambda row: row.label),
    ("Penjelasan", lambda row: row.explanation),
    ("Cara membaca", lambda row: row.get_reads_display()),
    ("Angka", lambda row: indicators.label_of(row.part)),
    ("Angka pembanding", lambda row: indicators.label_of(row.whole) if row.whole else ""),
    ("Target", lambda row: float(row.target)),
    ("Bobot", lambda row: row.weight),
    ("Urutan", lambda row: row.position),
)
HEADS = (
    "Matriks", "Tanda atau aspek", "Indikator", "Nilai", "Target", "Terpenuhi", "Dibanding triwulan lalu",
    "Dibanding tahun lalu", "Cara menghitung", "Angka", "Perempuan", "Laki-laki", "Bobot", "Belum diperiksa",
)  # fmt: skip
MET = {True: "Ya", False: "Belum", None: "belum ada"}
WIDTHS = [26, 30, 34, 16, 16, 12, 18, 18, 48, 18, 18, 18, 8, 18]


def as_of(sums):
    """When the numbers were counted, in the time of the place: "30 September 2026 pukul 10.30 WIB"; "" for never."""
    if sums.counted_at is None:
        return ""
    moment = sums.counted_at.astimezone(ZoneInfo(dates.ZONES[sums.region.zone]))
    return f"{dates.long_date(moment.date())} pukul {dates.clock(moment.time())} {sums.region.zone}"


def sheets_of(overview):
    """[Sheet] of all that is told of a territory and quarter."""
    found = [
        Sheet("Indikator", _values(overview), WIDTHS),
        Sheet("Nilai menurut aspek", _scores(overview), [40, 40, 18]),
    ]
    if overview.region.level != "village":
        found.append(Sheet("Menurut wilayah", _children(overview), [30, 18, *[20] * len(overview.headings)]))
    found.append(Sheet("Sebelum dan sesudah", _changes(overview), [10, 48, 20, 20, 20, 12]))
    found.append(Sheet("Plasma menjadi pionir", _promoted(overview), [26, 18, 12, 12, 12]))
    return found


def _values(overview):
    sums, edition = overview.sums, overview.edition
    yield [f"{overview.region}, {overview.quarter.words}"]
    yield [f"Edisi indikator {edition.number if edition else '–'}"]
    yield [f"Laporan diterima: {sums.reports}. Dihitung {as_of(sums) or '–'}"]
    yield []
    yield Heading(HEADS)
    for matrix in Matrix:
        for row, lines in overview.lines(matrix):
            yield from (_value(matrix, row, line) for line in lines)


def _value(matrix, row, line):
    now = line.now
    women, men = [half.words for half in now.halves] or ("", "")
    return [
        matrix.label, row.aspect.label, now.indicator.label, now.words, now.target_words, MET[now.met],
        line.since_quarter, line.since_year, formula_of(now.indicator, in_village=now.in_village), numbers_words(now),
        women, men, now.indicator.weight, line.waiting.words if line.waiting else "",
    ]  # fmt: skip


def _scores(overview):
    yield Heading(["Tanda atau aspek", "Terpenuhi", "Nilai tertimbang"])
    for matrix in Matrix:
        score = overview.score(matrix)
        yield Heading([matrix.label, score.words, score.percent_words])
        for row in overview.measured[matrix]:
            yield [row.aspect.label, row.score.words, row.score.percent_words]


def _children(overview):
    yield Heading(["Wilayah", "Laporan diterima", *overview.headings.values()])
    for child, scores in overview.children():
        yield [str(child.region), child.reports, *(score.percent_words for score in scores)]


def _changes(overview):
    yield Heading(["Kode", "Kesulitan", "Keluarga dibandingkan", "Dahulu", "Sekarang", "Perubahan"])
    for line in overview.changes:
        yield [line.code, line.question, line.compared, line.before, line.after, line.change]


def _promoted(overview):
    rows, total = promoted_in(overview.run)
    yield Heading(["Triwulan", "Laporan diterima", "Keluarga", "KK perempuan", "KK laki-laki"])
    for row in rows:
        yield [row.quarter.words, row.reports, row.all, row.women, row.men]
    yield Heading(["Jumlah", "", *total])
