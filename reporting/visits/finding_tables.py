"""Findings as tables of reports: of an FCU's quarter, of the territory of an office, of its own visits (SME-11).

Told by dates, as it stood on the last day of the time, of a time that still runs as it stands today.
"""

from dataclasses import asdict

from django.db.models import Count, Q
from django.db.models.functions import Substr

from fcu_project import dates
from institutions.models import Region
from reporting import recap
from reporting.above.office_tables.table import DATE, NUMBER, TEXT, Table
from reporting.models import Finding
from reporting.visits import findings

HEADING = "Temuan pembinaan dan tindak lanjutnya"
OWN_HEADING = "Temuan kunjungan kantor ini"
MOST_LISTED = 100
COUNTS = ("Ditemukan", "Diselesaikan", "Belum selesai", "Lewat batas waktu")


def last_day(region, span):
    """The day as of which a time is told."""
    return min(span.end, dates.today_in(region.zone))


def of_span(span, day):
    """{name of a count: the condition for its rows}."""
    return dict(zip(
        COUNTS,
        (findings.found_between(span.start, day), findings.closed_between(span.start, day), findings.open_on(day),
         findings.overdue_on(day)),
        strict=True,
    ))  # fmt: skip


def told_rows(rows, span, day):
    """Rows that a report on this time tells: found or closed in it, or still open at its end."""
    conditions = of_span(span, day)
    wanted = conditions["Ditemukan"] | conditions["Diselesaikan"] | conditions["Belum selesai"]
    return findings.with_facts(rows.filter(wanted)).order_by("due_on", "id")


def counted(rows, span, day):
    """[found, closed, still open, of these overdue]."""
    return list(rows.aggregate(**_counts(span, day)).values())


def _counts(span, day):
    return {f"n{place}": Count("pk", filter=one) for place, one in enumerate(of_span(span, day).values())}


# --- of an FCU ------------------------------------------------------------------------------------------------------
def unit_findings(unit, quarter):
    """The table of an FCU's quarterly report, as plain JSON to be frozen with it."""
    day = last_day(unit.region, quarter)
    rows = findings.handed(Finding.objects.filter(visit__unit=unit))
    found, closed, left, late = counted(rows, quarter, day)
    lines = [
        [row.found, row.advice, row.owner, row.found_on.isoformat(), row.due_on.isoformat(),
         findings.standing_words(row, day)]
        for row in told_rows(rows, quarter, day)[:MOST_LISTED]
    ]  # fmt: skip
    return asdict(Table(
        HEADING, ["Temuan", "Rekomendasi", "Penanggung jawab", "Ditemukan", "Batas waktu", "Keadaan"],
        [TEXT, TEXT, TEXT, DATE, DATE, TEXT], lines,
        note=f"Ditemukan {found}, diselesaikan {closed}, belum selesai {left}, di antaranya {late} lewat batas waktu, "
        f"per {dates.long_date(day)}.",
    ))  # fmt: skip


# --- of an office ---------------------------------------------------------------------------------------------------
def office_findings(report):
    """[Table] of the chapter on findings: counts region by region in the territory, then those of the own visits."""
    territory = [_by_child(report.region, report.period)] if report.row.sums else []
    return [*territory, _of_own_visits(report)]


def _by_child(region, span):
    day, width = last_day(region, span), recap.child_width(region)
    rows = findings.handed(Finding.objects.within(region)).order_by()
    counts = _counts(span, day)
    grouped = rows.annotate(child=Substr("region__code", 1, width)).values("child").annotate(**counts)
    found = {told["child"]: [told[name] for name in counts] for told in grouped}
    found = {code: numbers for code, numbers in found.items() if any(numbers)}
    names = {place.code: str(place) for place in Region.objects.filter(code__in=found)}
    lines = [[names[code], *found[code]] for code in sorted(found)]
    return Table(
        HEADING, ["Wilayah", *COUNTS], [TEXT, *[NUMBER] * len(COUNTS)], lines,
        ["Jumlah", *(sum(column) for column in zip(*found.values(), strict=True))] if found else [],
        note="Dari kunjungan semua kantor di wilayah ini. Yang lewat batas waktu termasuk yang belum selesai.",
    )  # fmt: skip


def _of_own_visits(report):
    day = last_day(report.region, report.period)
    own = Q(visit__by_region=report.region, visit__by_role__in=report.row.writers)
    rows = list(told_rows(findings.handed(Finding.objects.filter(own)), report.period, day)[: MOST_LISTED + 1])
    return Table(
        OWN_HEADING, ["Yang dikunjungi", "Temuan", "Penanggung jawab", "Ditemukan", "Batas waktu", "Keadaan"],
        [TEXT, TEXT, TEXT, DATE, DATE, TEXT],
        [
            [findings.place_of(row), row.found, row.owner, row.found_on.isoformat(), row.due_on.isoformat(),
             findings.standing_words(row, day)]
            for row in rows[:MOST_LISTED]
        ],
        note=f"Hanya {MOST_LISTED} yang pertama ditampilkan." if len(rows) > MOST_LISTED else "",
    )  # fmt: skip
