"""Whether reports come in time: on time, late, missing. What was sent and returned still came."""

from dataclasses import dataclass

from django.db.models import Count, F, OuterRef, Q, Subquery
from django.db.models.functions import Coalesce, Substr

from institutions.models import RegionSetting
from institutions.models.region import ancestor_codes, within
from reporting import recap
from reporting.dashboards import charts
from reporting.dashboards.part import Part, Row, percent
from reporting.models import Report, ReportVersion
from reporting.periods import DUE_SETTING, USUAL_DUE_DAY, units_owing

TITLE = "Ketepatan laporan"
CAME = ("sent", "returned", "accepted")


@dataclass(frozen=True)
class Punctuality:
    """Of one region and quarter: FCUs that had to report, and how their reports came."""

    region: object
    owing: int
    on_time: int
    late: int

    @property
    def missing(self):
        return max(self.owing - self.on_time - self.late, 0)


def _late(region, quarter):
    """The condition that a report came after the day that is set there; the nearest place counts."""
    above = Q(region__code__in=ancestor_codes(region.code))
    rows = RegionSetting.objects.filter(above | within(region.code), key=DUE_SETTING)
    late = Q(came_on__gt=quarter.due_on_day(USUAL_DUE_DAY))
    for place, day in sorted(rows.values_list("region__code", "value"), key=lambda row: len(row[0])):
        here = Q(came_on__gt=quarter.due_on_day(day))
        late = here if region.code.startswith(place) else (within(place) & here) | (~within(place) & late)
    return late


def counts_below(region, quarter):
    """{code of a region just below: [FCUs that owe, reports that came, late ones]}. Four queries over the territory.

    Late is told by the first sending.
    """
    below = Substr("region__code", 1, recap.child_width(region))
    owing = units_owing(recap.reporting_units(region), quarter)
    first = ReportVersion.objects.filter(report=OuterRef("pk")).order_by("number").values("sent_on")[:1]
    came = Report.objects.within(region).of(quarter).filter(stage__in=CAME)
    late = came.annotate(came_on=Coalesce(Subquery(first), F("sent_on"))).filter(_late(region, quarter))
    found = {}
    for place, rows in enumerate((owing, came, late)):
        told = rows.order_by().annotate(child=below).values("child").annotate(n=Count("pk"))
        for code, number in told.values_list("child", "n"):
            found.setdefault(code, [0, 0, 0])[place] = number
    return found


def punctuality_of(regions, counts):
    """[Punctuality] of each of these regions, from `counts_below`."""
    found = []
    for region in regions:
        owing, came, late = counts.get(region.code, (0, 0, 0))
        found.append(Punctuality(region, owing, came - late, late))
    return found


def punctual_part(lines, quarter, due_on, today, url_of, note):
    """Of a territory, from [Punctuality]; `note` says as of when."""
    owing = sum(line.owing for line in lines)
    on_time, late, missing = (sum(getattr(line, name) for line in lines) for name in ("on_time", "late", "missing"))
    if not owing and not on_time + late:
        return Part("laporan", TITLE, empty="Pada triwulan ini belum ada FCU yang wajib melapor di wilayah ini.")
    word = "belum ada" if today > due_on else "ditunggu"
    parts = [("Tepat waktu", on_time, charts.DARK), ("Terlambat", late, charts.PALE),
             (word.capitalize(), missing, charts.OPEN)]  # fmt: skip
    desc = ", ".join(f"{label} {number}" for label, number, _ in parts)
    rows = tuple(
        Row((line.region.full_name, line.owing, line.on_time, line.late, line.missing), url_of(line.region))
        for line in sorted(lines, key=lambda line: (-line.missing, -line.late, line.region.code))
    )
    drawn = charts.whole("laporan", f"Laporan {quarter.short}", parts, desc=desc)
    return Part(
        "laporan", TITLE, headline_of(on_time, late, missing, word),
        ("Wilayah", "Wajib", "Tepat waktu", "Terlambat", word.capitalize()), rows, (drawn,), notes=(note,),
        is_narrow=True,
    )  # fmt: skip


def headline_of(on_time, late, missing, word="belum ada"):
    """As in: 6 dari 8 laporan tepat waktu (75%), 1 terlambat, 1 belum ada."""
    every = on_time + late + missing
    if on_time == every:
        return f"Semua {every} laporan tepat waktu." if every > 1 else "1 laporan, tepat waktu."
    tail = [f"{late} terlambat"] if late else []
    tail += [f"{missing} {word}"] if missing else []
    return f"{on_time} dari {every} laporan tepat waktu ({percent(on_time, every)}%), {', '.join(tail)}."


WORDS = {"sent": "Terkirim", "returned": "Dikembalikan", "accepted": "Diterima"}


def village_part(region, quarter, today):
    """Of one village the four quarters of the year: how each report came."""
    rows = []
    for row in recap.matrix(region, quarter.year, today):
        for cell in row.cells:
            sent_on = cell.report.first_sent_on or cell.report.sent_on if cell.report else None
            delay = max((sent_on - cell.due_on).days, 0) if sent_on else 0
            came = cell.status in CAME
            rows.append((cell, came, delay, row.unit))
    owed = [(cell, came, delay) for cell, came, delay, _ in rows if cell.status not in ("not_due", "running")]
    if not owed:
        return Part("laporan", TITLE, empty="Pada tahun ini belum ada laporan yang wajib dikirim.")
    on_time = sum(came and not delay for _, came, delay in owed)
    late = sum(came and delay > 0 for _, came, delay in owed)
    missing = sum(not came for _, came, _ in owed)
    table = tuple(
        Row((cell.quarter.short, cell.label, _how(cell, came, delay)))
        for cell, came, delay, _ in rows if cell.status != "not_due"
    )  # fmt: skip
    parts = [("Tepat waktu", on_time, charts.DARK), ("Terlambat", late, charts.PALE),
             ("Belum ada", missing, charts.OPEN)]  # fmt: skip
    desc = ", ".join(f"{label} {number}" for label, number, _ in parts)
    return Part(
        "laporan", TITLE, headline_of(on_time, late, missing), ("Triwulan", "Keadaan", "Ketepatan"), table,
        (charts.whole("laporan", f"Laporan tahun {quarter.year}", parts, desc=desc),), texts=(1, 2), is_narrow=True,
    )  # fmt: skip


def _how(cell, came, delay):
    if not came:
        return "–"
    return f"Terlambat {delay} hari" if delay else "Tepat waktu"
