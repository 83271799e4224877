"""Home tasks of guidance: FCUs that wait for the TKSK's, notes that wait for the FCU's answer (REP-14)."""

from datetime import timedelta

from django.urls import reverse

from fcu_project import dates
from fcu_project.registry import Task
from institutions.roles import VILLAGE
from reporting.models import ReportGuidance
from reporting.periods import quarter_of
from reporting.quarterly import guided

MOST_NAMED = 3


def guidance_tasks(by, today):
    if guided.may_give(by):
        yield from _to_guide(by, today)
    elif by.level == VILLAGE and by.has_perm("reporting.answer_reportguidance"):
        yield from _to_answer(by, today)


def _to_guide(by, today):
    """FCUs whose report is late or was given back, and to whom nobody said anything on that quarter."""
    left = guided.unguided(by.region, quarter_of(today).previous.year, today)
    if not left:
        return
    names = list(dict.fromkeys(str(unit.region) for unit, _ in left))
    more = f" dan {len(names) - MOST_NAMED} lagi" if len(names) > MOST_NAMED else ""
    latest = guided.key_of(max(quarter for _, quarter in left))
    yield Task(
        f"{len(names)} FCU perlu bimbingan pelaporan",
        f"{', '.join(names[:MOST_NAMED])}{more}: laporannya terlambat atau dikembalikan, belum dibimbing.",
        f"{reverse('reporting:guidance-list')}?triwulan={latest}", "Lihat", urgency=22,
    )  # fmt: skip


def _to_answer(by, today):
    """Notes that have waited for a week, the oldest first."""
    until = today - timedelta(days=guided.ANSWER_DAYS)
    rows = guided.unanswered(ReportGuidance.objects.visible_to(by)).filter(given_on__lte=until)
    for row in rows.order_by("given_on", "id")[:MOST_NAMED]:
        yield Task(
            f"Jawab bimbingan TKSK untuk {row.period.words}",
            f"Diberikan {dates.long_date(row.given_on)}, tentang {row.get_aspect_display().lower()}.",
            row.get_absolute_url(), "Jawab", row.given_on + timedelta(days=guided.ANSWER_DAYS), "late", urgency=18,
        )  # fmt: skip
