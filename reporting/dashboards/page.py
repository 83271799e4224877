"""One dashboard: a territory and a quarter, put together for the reader; the same for screen, paper and Excel."""

from dataclasses import dataclass

from django.urls import reverse

from institutions.models import Region
from institutions.roles import VILLAGE
from reporting.dashboards import change, compare, gaps, punctual, stalls, synergy, trend
from reporting.dashboards.kept import as_of, kept
from reporting.dashboards.part import Below, apart, moved
from reporting.periods import quarters_to
from reporting.success import sums


@dataclass(frozen=True)
class Card:
    """One figure at the top: what it is, its value, a line on it; where on the page it is explained."""

    label: str
    value: str
    note: str
    part: str


@dataclass(frozen=True)
class Dashboard:
    region: object
    quarter: object
    cards: tuple
    parts: tuple
    reports: int


def dashboard_of(region, quarter, by, *, figure="", query=""):
    """All parts for this reader; `figure` is what is compared, `query` is kept in links to the regions below.

    As many queries for one village as for all of them.
    """
    told = trend.over_time(region, quarters_to(quarter, trend.QUARTERS), by)
    parts = [trend.trend_part(told, by)]
    changes = trend.changes_of(region, quarter, by)
    problems = trend.problems_of(region, quarter, by)
    changed = change.change_part(changes, above=by.level != VILLAGE)
    gap = gaps.gaps_part(problems, region, by, told[-1].reports > 0)
    stalled = stalls.stalls_part(region, by)
    if region.level == VILLAGE:
        together = synergy.village_part(region, told[-1].values, told[-1].reports, by)
        came = punctual.village_part(region, quarter, by.today)
        parts = [stalled, parts[0], changed, gap, together, came]
        cards = _cards(told, None)
    else:
        counts, counted_at = kept(
            region, f"laporan {quarter.year}-{quarter.number}", lambda: punctual.counts_below(region, quarter), by.today
        )
        children = _below(region, quarter, counts)

        def url_of(below):
            return reverse("reporting:dashboard-region", args=[below.code]) + query

        lines = punctual.punctuality_of([child.region for child in children], counts)
        note = as_of(counted_at, by.today)
        came = punctual.punctual_part(lines, quarter, quarter.due_on(region), by.today, url_of, note)
        parts += [compare.compare_part(children, figure, url_of), stalled, changed, gap,
                  synergy.children_part(children, url_of), came]  # fmt: skip
        cards = _cards(told, children)
    return Dashboard(region, quarter, cards, tuple(parts), told[-1].reports)


def _below(region, quarter, counts):
    """[Below] of the regions just below in which an FCU owes or sent a report, in the order of the codes."""
    accepted = {told.region.code: told for told in sums.of_children(region, quarter)}
    found = []
    for place in Region.objects.filter(code__in=accepted.keys() | counts.keys()).order_by("code"):
        told, (owing, came, _) = accepted.get(place.code), counts.get(place.code, (0, 0, 0))
        reports = told.reports if told else 0
        found.append(Below(place, told.values if told else {}, reports, owing, max(owing - max(came, reports), 0)))
    return found


def _came_note(owing, missing, accepted):
    """What became of the reports that were not accepted."""
    waiting = owing - missing - accepted
    told = [f"{missing} belum melapor"] * (missing > 0) + [f"{waiting} belum diterima"] * (waiting > 0)
    return ", ".join(told) or ("Semua diterima" if owing else "Belum ada yang wajib")


def _cards(told, children):
    now, before = told[-1], told[-2]
    values, was = now.values, before.values if before.reports else {}
    cards = []
    if children is not None:
        owing, missing = sum(one.owing for one in children), sum(one.missing for one in children)
        note = _came_note(owing, missing, now.reports)
        cards.append(Card("Laporan diterima", f"{now.reports} dari {owing}", note, "laporan"))
    if not now.reports:
        return tuple(cards)
    for column, label in (
        ("plasma_end", "Keluarga plasma"), ("plasma_promoted", "Plasma menjadi pionir"),
        ("needs_met", "Kebutuhan terpenuhi"), ("referrals_reached", "Pelayanan diperoleh"),
    )[: 3 if children is not None else 4]:  # fmt: skip
        told_apart = str(apart(values, column))
        number, _, split = told_apart.partition(" (")
        delta = moved(values[column], was.get(column))
        if was and children is not None and now.reports != before.reports:  # no fair comparison
            delta = f"triwulan lalu {was[column]} dari {before.reports} laporan"
        note = f"{split.rstrip(')')}; {delta}" if split else delta[:1].upper() + delta[1:]
        cards.append(Card(label, number, note, "tren"))
    return tuple(cards)
