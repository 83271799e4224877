"""The file for researchers: places, figures, changes, problems, visits and verdicts, without anybody in it (SME-12).

No name, no code of a place, no day, no free text: every sheet is built from the columns named here, never from a whole
row. Rows come in an order that tells nothing.
"""

from collections import Counter

from django.db.models import Avg, Count, OuterRef, Subquery

from families.models import Indicator, IndicatorSet, ProblemType
from families.small_numbers import is_small
from fcu_project import dates
from fcu_project.sheets.writer import Sheet
from institutions.models import FamilyCareUnit, PilotSite, Region
from reporting import indicators
from reporting.models import Aim, QuarterChange, QuarterFigures, QuarterProblem, Report, Verdict, Visit, VisitAnswer
from reporting.periods import quarter_of
from reporting.success.sums import CHANGES, PROBLEMS
from reporting.verdicts import masking, sites
from reporting.verdicts.questions import QUESTIONS
from reporting.visits.aspects import label_of

ROWS_AT_ONCE = 1000
SITE, YEAR, QUARTER = "Nomor lokasi", "Tahun", "Triwulan"
CONTENTS = (
    ("Lokasi", "Nomor acak, provinsi bila lokasinya sedikitnya tiga, status, lama sampai SK dalam bulan."),
    ("Angka", "Semua angka laporan triwulan yang diterima, per lokasi dan triwulan."),
    ("Perubahan", "Kesulitan keluarga plasma sebelum dan sesudah, per indikator."),
    ("Masalah", "Jumlah kebutuhan menurut jenis masalah."),
    ("Kunjungan", "Jenis, waktu, dan skor rata-rata menurut aspek."),
    ("Kesimpulan", "Penilaian atas sembilan pertanyaan dan kesimpulan akhirnya."),
    ("Keterangan", "Arti setiap kolom, tanggal dibuat, dan cara menyamarkannya."),
)
HIDDEN = (
    "Nama orang, keluarga, lembaga, FCU, dan desa/kelurahan tidak ada; kode wilayah, NIK, nomor KK, dan nomor HP juga.",
    "Waktu paling rinci adalah triwulan. Tulisan bebas tidak ikut.",
    "Jenis masalah rahasia di bawah 5 ditulis <5; jumlah kebutuhan pada triwulan itu lalu disembunyikan.",
    "Bila perempuan atau laki-laki kurang dari 5, keduanya ditulis <5 atau ≥5.",
    "Nomor lokasi disamarkan dengan kunci milik aplikasi ini; sama pada setiap unduhan, dan tidak mengikuti kode.",
)
# Which sum of the figures would tell what was hidden among the problems.
TELLS = {"needs_opened": "found", "needs_met": "met", "needs_open_end": "open_end"}
PROBLEM_WORDS = {
    "found": "ditemukan", "met": "terpenuhi", "open_end": "belum selesai pada akhir triwulan",
    "without_service_end": "belum selesai dan belum pernah dirujuk",
}  # fmt: skip
CHANGE_WORDS = {"compared": "dibandingkan", "before": "punya kesulitan ini dahulu", "after": "punya kesulitan ini kini"}


def sheets(today):
    """[Sheet] of the whole trial; the rows are read while they are written."""
    numbers = {row.pk: masking.number_of(row.code) for row in sites.villages_of_all().only("pk", "code").iterator()}
    columns = indicators.COLUMNS
    return [
        _sheet("Lokasi", (SITE, "Provinsi", "Status", "Bulan sampai SK"), _sites(numbers)),
        _sheet("Angka", (SITE, YEAR, QUARTER, *columns), _figures(numbers, columns)),
        _sheet("Perubahan", (SITE, YEAR, QUARTER, "indikator", *CHANGES), _changes(numbers)),
        _sheet("Masalah", (SITE, YEAR, QUARTER, "jenis", "rahasia", *PROBLEMS), _problems(numbers)),
        _sheet(
            "Kunjungan", (SITE, YEAR, QUARTER, "jenis", "waktu", "aspek", "pertanyaan berskor", "skor rata-rata"),
            _visits(numbers),
        ),
        _sheet(
            "Kesimpulan", (SITE, "dari", "sampai", "kesimpulan", *QUESTIONS), _verdicts(numbers),
        ),
        _sheet("Keterangan", ("Lembar", "Kolom", "Arti"), _legend(today, columns), [16, 34, 90]),
    ]  # fmt: skip


def _sheet(title, headings, rows, widths=None):
    return Sheet(title, rows, widths or [16 for _ in headings], list(headings))


# --- places ---------------------------------------------------------------------------------------------------------
def _sites(numbers):
    units = FamilyCareUnit.objects.filter(region=OuterRef("pk")).order_by("-id")
    chosen = PilotSite.objects.filter(region=OuterRef("pk"), stage__in=sites.TRIED).order_by("-id")
    rows = sites.villages_of_all().annotate(
        formed=Subquery(units.values("formed_on")[:1]), decreed=Subquery(units.values("decreed_on")[:1]),
        unit_stage=Subquery(units.values("stage")[:1]), chosen=Subquery(chosen.values("stage")[:1]),
    )  # fmt: skip
    found = list(rows.values_list("pk", "code", "formed", "decreed", "unit_stage", "chosen"))
    in_province = Counter(code[:2] for _, code, *_ in found)
    names = dict(_provinces(in_province))
    labels = dict(FamilyCareUnit.Stage.choices)
    lines = []
    for pk, code, formed, decreed, stage, is_chosen in found:
        named = in_province[code[:2]] >= masking.LEAST_SITES
        status = f"{'lokasi uji coba' if is_chosen else 'mandiri'}, FCU {labels.get(stage, 'belum ada').lower()}"
        months = round((decreed - formed).days / 30.4) if formed and decreed else None
        lines.append([numbers[pk], names.get(code[:2], "") if named else masking.ELSEWHERE, status, months])
    return sorted(lines, key=lambda line: line[0])


def _provinces(codes):
    return Region.objects.filter(code__in=list(codes)).values_list("code", "name")


# --- figures --------------------------------------------------------------------------------------------------------
def _accepted():
    """The frozen rows of accepted reports of sites, in an order that tells nothing but the time."""
    rows = QuarterFigures.objects.filter(report__stage=Report.Stage.ACCEPTED)
    return rows.filter(region__in=sites.villages_of_all().order_by().values("pk"))


def _figures(numbers, columns):
    hidden = _hidden_sums()
    rows = _accepted().order_by("year", "quarter", "uid").values("pk", "region_id", "year", "quarter", *columns)
    for row in rows.iterator(chunk_size=ROWS_AT_ONCE):
        shown = dict(row)
        for figure in indicators.FIGURES.values():
            if figure.is_split:
                _, women, men = figure.columns
                shown[women], shown[men] = masking.split(row[women], row[men])
        for name in hidden.get(row["pk"], ()):
            shown[name] = masking.HIDDEN
        yield [numbers[row["region_id"]], row["year"], row["quarter"], *(shown[name] for name in columns)]


def _plain_kinds():
    """Kinds of problems that are told as they are; of an unknown kind nothing small is told."""
    return list(ProblemType.objects.filter(is_sensitive=False).values_list("code", flat=True))


def _hidden_sums():
    """{pk of figures: columns} whose sum would tell a small number of a sensitive problem."""
    found = {}
    rows = QuarterProblem.objects.filter(figures__in=_accepted().order_by().values("pk")).exclude(
        code__in=_plain_kinds()
    )
    for row in rows.order_by().values("figures_id", *TELLS.values()).iterator(chunk_size=ROWS_AT_ONCE):
        small = {name for name, part in TELLS.items() if is_small(row[part])}
        if small:
            found.setdefault(row["figures_id"], set()).update(small)
    return found


def _changes(numbers):
    rows = QuarterChange.objects.filter(figures__in=_accepted().order_by().values("pk"))
    order = ("figures__year", "figures__quarter", "figures__uid", "code")
    told = rows.order_by(*order).values_list("figures__region_id", *order[:2], "code", *CHANGES)
    for region, year, quarter, code, *counts in told.iterator(chunk_size=ROWS_AT_ONCE):
        pairs = [masking.split(*counts[place : place + 2]) for place in range(0, len(counts), 2)]
        yield [numbers[region], year, quarter, code, *(value for pair in pairs for value in pair)]


def _problems(numbers):
    kinds = {row.code: row for row in ProblemType.objects.all()}
    rows = QuarterProblem.objects.filter(figures__in=_accepted().order_by().values("pk"))
    order = ("figures__year", "figures__quarter", "figures__uid", "code")
    told = rows.order_by(*order).values_list("figures__region_id", *order[:2], "code", *PROBLEMS)
    for region, year, quarter, code, *counts in told.iterator(chunk_size=ROWS_AT_ONCE):
        kind = kinds.get(code)
        is_sensitive = kind is None or kind.is_sensitive
        values = [masking.small(value) for value in counts] if is_sensitive else counts
        yield [numbers[region], year, quarter, kind.name if kind else "lainnya", "ya" if is_sensitive else "", *values]


# --- visits and verdicts --------------------------------------------------------------------------------------------
def _visits(numbers):
    visits = Visit.objects.filter(stage=Visit.Stage.SIGNED, unit__isnull=False).exclude(aim=Aim.NOTE)
    answers = VisitAnswer.objects.filter(visit__in=visits.order_by().values("pk"), score__isnull=False)
    order = ("visit__uid", "question__aspect")
    told = answers.order_by(*order).values(
        *order, "visit__region_id", "visit__held_on", "visit__aim", "visit__phase"
    ).annotate(n=Count("pk"), mean=Avg("score"))  # fmt: skip
    aims, phases = dict(Aim.choices), dict(Visit.Phase.choices)
    for row in told.iterator(chunk_size=ROWS_AT_ONCE):
        if (number := numbers.get(row["visit__region_id"])) is None:
            continue
        quarter = quarter_of(row["visit__held_on"])
        yield [
            number, quarter.year, quarter.number, aims[row["visit__aim"]], phases[row["visit__phase"]],
            label_of(row["visit__aim"], row["question__aspect"]), row["n"], round(row["mean"], 2),
        ]  # fmt: skip


def _verdicts(numbers):
    rows = Verdict.objects.filter(stage=Verdict.Stage.CONCLUDED, unit__isnull=False).order_by("uid")
    for row in rows.prefetch_related("answers").iterator(chunk_size=ROWS_AT_ONCE):
        if (number := numbers.get(row.region_id)) is None:
            continue
        grades = {answer.question: answer.get_grade_display() for answer in row.answers.all()}
        span = (f"{row.from_year}-{row.from_quarter}", f"{row.until_year}-{row.until_quarter}")
        yield [number, *span, row.get_overall_display(), *(grades.get(code, "") for code in QUESTIONS)]


# --- what it all means ----------------------------------------------------------------------------------------------
def _legend(today, columns):
    yield ["Semua", "Dibuat", dates.long_date(today)]
    for line in HIDDEN:
        yield ["Semua", "Disamarkan", line]
    for title, words in CONTENTS:
        yield [title, "", words]
    yield ["Lokasi", "Bulan sampai SK", "Dari musyawarah pembentukan sampai tanggal SK, dibulatkan."]
    for figure in indicators.FIGURES.values():
        when = "pada akhir triwulan" if figure.kind == indicators.STOCK else "selama triwulan"
        for column in figure.columns:
            yield ["Angka", column, f"{indicators.label_of(column)}, {when}"]
    for row in Indicator.objects.filter(set=IndicatorSet.PLASMA).order_by("order"):
        yield ["Perubahan", row.code, row.question]
    for name, words in CHANGE_WORDS.items():
        for sex, called in (("women", "perempuan"), ("men", "laki-laki")):
            yield ["Perubahan", f"{name}_{sex}", f"Keluarga plasma yang {words}, kepala keluarga {called}"]
    for name, words in PROBLEM_WORDS.items():
        yield ["Masalah", name, f"Kebutuhan yang {words}"]
    yield ["Kunjungan", "skor rata-rata", "1 sampai 4, rata-rata pertanyaan berskor pada aspek itu"]
    for code, row in QUESTIONS.items():
        yield ["Kesimpulan", code, f"{row.label}: {row.asks}"]
