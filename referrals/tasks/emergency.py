"""Home tasks of emergencies: the paper that has to follow within a day, and what LK3 was told of (REF-15)."""

from datetime import timedelta

from django.db.models import Count, Max
from django.urls import reverse
from django.utils import timezone

from fcu_project.registry import Task
from institutions.roles import REGENCY, VILLAGE
from referrals.emergencies import mark_of, missing, moment_words
from referrals.models import Emergency

TOLD_FOR = timedelta(days=14)
MOST_OF_A_KIND = 3  # named one by one; the list holds the others


def emergency_tasks(by, today):
    """Each only with the permission to do it; no family is named."""
    if not by.has_perm("referrals.change_emergency"):
        return
    rows = Emergency.objects.visible_to(by)
    yield from _unwritten(rows.filter(keeper=by.region) if by.level == REGENCY else rows, by)
    if by.level == REGENCY:
        yield from _told(rows.exclude(keeper=by.region))


def _unwritten(rows, by):
    """The oldest first; late a day after the call."""
    now = timezone.now()
    for row in rows.unwritten().with_facts().order_by("called_at", "id")[:MOST_OF_A_KIND]:
        kind, words = mark_of(row, now)
        late = kind == "wrong"
        place = "" if by.level == VILLAGE else f" di {row.region}"
        yield Task(
            f"Lengkapi kertas kejadian darurat{place}",
            f"{row.get_place_kind_display()} dihubungi {moment_words(row.called_at)}. Belum: "
            f"{', '.join(missing(row))}. {words}.",
            row.get_absolute_url(), "Lengkapi", timezone.localdate(row.due_at), "late" if late else "soon",
            urgency=3 if late else 4,
        )  # fmt: skip


def _told(rows):
    """LK3 hears of them after the call."""
    told = rows.filter(lk3_told_at__gt=timezone.now() - TOLD_FOR).order_by()
    told = told.aggregate(n=Count("pk"), last=Max("lk3_told_at"))
    if told["n"]:
        yield Task(
            f"{told['n']} kejadian darurat diberitahukan kepada LK3",
            f"Yang terakhir {moment_words(told['last'])}. Periksa apakah keluarga perlu dibantu lebih lanjut.",
            reverse("referrals:emergency-list"), "Lihat", urgency=12,
        )  # fmt: skip
