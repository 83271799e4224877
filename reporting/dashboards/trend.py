"""Up to eight quarters: families accompanied, needs met, services reached, plasma families that became pioneers."""

from fcu_project import dates
from institutions.roles import VILLAGE
from reporting import indicators
from reporting.dashboards import charts
from reporting.dashboards.part import Part, Row, apart, counted, moved
from reporting.models import QuarterChange, QuarterFigures, QuarterProblem, Report
from reporting.success import sums

QUARTERS = 8
TOLD = (Report.Stage.SENT, Report.Stage.ACCEPTED)
# What is followed: column, what it is called beneath the chart, what is counted.
LINES = (
    ("plasma_promoted", "Plasma yang menjadi pionir", "keluarga"),
    ("plasma_visited", "Keluarga plasma yang didampingi", "keluarga"),
    ("needs_met", "Kebutuhan terpenuhi", "kebutuhan"),
    ("referrals_reached", "Pelayanan diperoleh lewat rujukan", "rujukan"),
)


# --- a village reads its own, also before it was accepted -----------------------------------------------------------
def reads_own(region, by):
    """Whether a village reads its own figures: those it sent too, whatever the office says later."""
    return region.level == VILLAGE and by.level == VILLAGE


def own_figures(region):
    return QuarterFigures.objects.within(region).filter(report__stage__in=TOLD)


def over_time(region, quarters, by):
    """[sums.Sums] of a territory: of accepted reports; a village reads what it sent beside it. One query for a
    village."""
    if not reads_own(region, by):
        return sums.over_time(region, quarters)
    rows = {}
    for row in own_figures(region).filter(year__gte=quarters[0].year):
        rows.setdefault((row.year, row.quarter), []).append(row)
    return [_of_rows(region, quarter, rows.get((quarter.year, quarter.number), ())) for quarter in quarters]


def _of_rows(region, quarter, rows):
    values = {column: sum(getattr(row, column) for row in rows) for column in indicators.COLUMNS}
    return sums.Sums(region, quarter, len(rows), values, max((row.counted_at for row in rows), default=None))


def latest_told(region):
    """(year, number) of the last quarter that a village sent, None before the first."""
    return own_figures(region).order_by("-year", "-quarter").values_list("year", "quarter").first()


def changes_of(region, quarter, by):
    """`sums.changes_of`, for a village over what it sent too."""
    if not reads_own(region, by):
        return sums.changes_of(region, quarter)
    return sums.split_over(QuarterChange, sums.CHANGES, _own_of(region, quarter))


def problems_of(region, quarter, by):
    """`sums.problems_of`, for a village over what it sent too."""
    if not reads_own(region, by):
        return sums.problems_of(region, quarter)
    return sums.split_over(QuarterProblem, sums.PROBLEMS, _own_of(region, quarter))


def _own_of(region, quarter):
    return own_figures(region).filter(year=quarter.year, quarter=quarter.number).order_by()


# --- the part -------------------------------------------------------------------------------------------------------
def trend_part(told, by):
    """From [sums.Sums], the oldest first: a small chart of each line."""
    begun = next((place for place, one in enumerate(told) if one.reports), None)
    if begun is None:
        return Part(
            "tren", "Dari triwulan ke triwulan",
            empty="Belum ada angka dari delapan triwulan ini. Grafik terisi setelah laporan "
            + ("dikirim; yang dikembalikan, setelah dikirim lagi." if by.level == VILLAGE else "pertama diterima."),
        )  # fmt: skip
    told = told[min(begun, len(told) - 2):]
    drawings = tuple(_drawn(column, label, told) for column, label, _ in LINES)
    papers = tuple(_drawn(column, label, told, width=240, height=80) for column, label, _ in LINES)
    rows = tuple(
        Row((one.quarter.short, one.reports, *(apart(one.values, column) if one.reports else "–"
                                               for column, *_ in LINES)))
        for one in reversed(told)
    )  # fmt: skip
    counts = {one.reports for one in told}
    notes = ["P perempuan, L laki-laki, menurut kepala keluarga. Tanda – berarti tidak ada laporan."]
    if len(counts) > 1 and told[0].region.level != VILLAGE:
        notes.insert(0, "Jumlah laporan tiap triwulan tidak sama; bandingkan dengan kolom Laporan.")
    return Part(
        "tren", "Dari triwulan ke triwulan", headline_of(told, by), ("Triwulan", "Laporan", *(row[1] for row in LINES)),
        rows, drawings, papers, tuple(notes),
    )  # fmt: skip


def _drawn(column, label, told, **size):
    points = [
        (dates.roman(one.quarter.number), str(one.quarter.year) if place == 0 or one.quarter.number == 1 else "",
         one.values[column] if one.reports else None)
        for place, one in enumerate(told)
    ]  # fmt: skip
    words = ", ".join(f"{one.quarter.short} {number if number is not None else 'tanpa laporan'}"
                      for one, (*_, number) in zip(told, points, strict=True))  # fmt: skip
    return charts.columns(f"tren-{column}", label, points, desc=words, **size)


def headline_of(told, by):
    """As in: Plasma yang menjadi pionir: 3 keluarga, 2 lebih banyak dari triwulan lalu."""
    now, before = told[-1], told[-2]
    if not now.reports:
        came = "dikirim" if reads_own(now.region, by) else "diterima"
        return f"Belum ada laporan yang {came} untuk {now.quarter.words}."
    column, label, noun = LINES[0]
    was = before.values[column] if before.reports else None
    return f"{label}: {counted(now.values[column], noun)}, {moved(now.values[column], was)}."
