"""Home tasks of the offices above: what waits to be reviewed, who is late with a report (REP-12, REP-15)."""

from datetime import timedelta

from django.db.models import Count, Min, Q
from django.urls import reverse

from fcu_project import dates
from fcu_project.registry import Task
from institutions.roles import NATION, PROVINCE, REGENCY
from reporting import recap
from reporting.models import Report
from reporting.periods import quarter_of
from reporting.quarterly.reviewing import REVIEW_DAYS, earliest, with_sendings

MOST_NAMED = 3


def office_tasks(by, today):
    """Tasks of an office above the village; each only with the permission to do it."""
    if not by.has_perm("reporting.view_recap"):
        return
    if by.level in (PROVINCE, NATION):
        yield from _silent_below(by, today)
    elif by.has_perm("reporting.review_report"):
        yield from _to_review(by, today)
        yield from _late(by, today)
    elif by.has_perm("reporting.view_report"):
        yield from _late(by, today)
        yield from _returned(by)


def _matrix(year, chosen):
    return f"{reverse('reporting:matrix')}?tahun={year}&saring={chosen}"


# --- kabupaten and kecamatan ----------------------------------------------------------------------------------------
def _to_review(by, today):
    waiting = Report.objects.visible_to(by).filter(stage=Report.Stage.SENT)
    told = with_sendings(waiting).order_by().aggregate(
        n=Count("pk"), first=Min("sent_on"), again=Count("pk", filter=Q(first_time=0))
    )
    if not told["n"]:
        return
    due = earliest(waiting) + timedelta(days=REVIEW_DAYS)
    again = f"{told['again']} kiriman ulang. " if told["again"] else ""
    state = "late" if due < today else "soon" if due - today <= timedelta(days=7) else "later"
    yield Task(
        f"{told['n']} laporan menunggu diperiksa",
        f"{again}Yang pertama dikirim {dates.long_date(told['first'])}.",
        _first(waiting) if told["n"] == 1 else f"{reverse('reporting:report-list')}?saring=menunggu", "Periksa", due,
        state, urgency=14,
    )  # fmt: skip


def _first(reports):
    return reverse("reporting:review", args=[reports.values_list("uid", flat=True).get()])


def _late(by, today):
    """FCUs with a quarter past its due day, in the year of the quarter that ended last."""
    year = quarter_of(today).previous.year
    late = [row for row in recap.matrix(by.region, year) if any(cell.status == "late" for cell in row.cells)]
    if not late:
        return
    yield Task(
        f"{len(late)} FCU terlambat melapor",
        f"{_named(row.unit.region for row in late)}. Ingatkan, atau bantu bila ada kendala.",
        _matrix(year, "terlambat"), "Lihat", urgency=24 if by.level == REGENCY else 21,
    )  # fmt: skip


def _returned(by):
    """What the Dinas gave back: the TKSK helps to mend it."""
    rows = Report.objects.visible_to(by).filter(stage=Report.Stage.RETURNED).select_related("region")
    returned = list(rows.defer(*recap.TEXTS).order_by("returned_on", "id"))
    if returned:
        yield Task(
            f"{len(returned)} laporan dikembalikan Dinas Sosial",
            f"{_named(row.region for row in returned)}. Bantu FCU memperbaikinya.",
            returned[0].get_absolute_url() if len(returned) == 1 else _matrix(returned[0].year, "dikembalikan"),
            "Lihat", returned[0].returned_on, urgency=23,
        )  # fmt: skip


def _named(regions):
    """The first few by name, the others by their number."""
    names = [str(region) for region in regions]
    more = f" dan {len(names) - MOST_NAMED} lagi" if len(names) > MOST_NAMED else ""
    return f"{', '.join(names[:MOST_NAMED])}{more}"


# --- province and ministry ------------------------------------------------------------------------------------------
def _silent_below(by, today):
    """Regions just below with FCUs that have not reported on the quarter that ended last, once its due day is over."""
    quarter = quarter_of(today).previous
    if today <= quarter.due_on(by.region):
        return
    rows = [(row.region, row.standings[quarter.number - 1].missing)
            for row in recap.standings_by_child(by.region, quarter.year)]  # fmt: skip
    silent = sorted((row for row in rows if row[1]), key=lambda row: -row[1])
    if not silent:
        return
    below = "kabupaten/kota" if by.level == PROVINCE else "provinsi"
    words = _named(f"{region} {missing} FCU" for region, missing in silent)
    url = f"{reverse('reporting:recap')}?tahun={quarter.year}&triwulan={quarter.number}"
    yield Task(
        f"{len(silent)} {below} belum lengkap laporannya", f"{quarter.words}: {words}.", url, "Lihat rekap", urgency=32
    )
