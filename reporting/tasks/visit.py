"""Home tasks of visits: plans of the own office, visits announced, signatures awaited, FCUs without an evaluation at
the end (SME-04, 09)."""

from datetime import timedelta

from django.urls import reverse

from fcu_project import dates
from fcu_project.registry import Task
from institutions.documents.letterhead import lower_first
from institutions.roles import VILLAGE
from reporting.models import Aim, Visit
from reporting.visits import phases
from reporting.visits.kinds import TARGET, aims_of, may_note, needs_both, target_words
from reporting.workflow.visit import is_visited

STAGE = Visit.Stage
MOST_NAMED = 3
DUE_WITHIN = timedelta(days=14)
SIGN_WITHIN = timedelta(days=14)
SOON = timedelta(days=7)
LIST = "reporting:visit-list"


def visit_tasks(by, today):
    """Of whoever visits and of whoever is visited, each only with the permission to do it."""
    if aims_of(by):
        yield from _own(by, today)
    if may_note(by) or aims_of(by):
        yield from _unfinished(by, today)
    if by.has_perm("reporting.answer_visit"):
        yield from _to_sign(by, today)
        yield from _announced(by, today)
    if Aim.EVALUATION in aims_of(by):
        yield from _unevaluated(by, today)


def _state(due, today):
    if due < today:
        return "late"
    return "soon" if due - today <= SOON else "later"


def _own(by, today):
    rows = phases.of_own_office(Visit.objects.filter(stage=STAGE.PLANNED), by).with_facts()
    for row in rows.filter(planned_on__lte=today + DUE_WITHIN).order_by("planned_on", "id")[:MOST_NAMED]:
        late = row.planned_on < today
        yield Task(
            f"{row.get_aim_display()}: {target_words(row)}",
            f"{'Rencananya sudah lewat' if late else 'Direncanakan'} {dates.long_date(row.planned_on)}.",
            row.get_absolute_url(), "Buka", row.planned_on, _state(row.planned_on, today), 14 if late else 24,
        )  # fmt: skip


def _unfinished(by, today):
    """What was begun and nobody signed."""
    rows = phases.of_own_office(Visit.objects.filter(stage=STAGE.FILLING), by).with_facts()
    for row in rows.order_by("held_on", "id")[:MOST_NAMED]:
        due = row.held_on + SIGN_WITHIN
        yield Task(
            f"Selesaikan {lower_first(row.get_aim_display())}: {target_words(row)}",
            f"Dilaksanakan {dates.long_date(row.held_on)}, belum ditandatangani.",
            row.get_absolute_url(), "Lanjutkan", due, _state(due, today), 20,
        )  # fmt: skip


def _of_visited(by, stage):
    """Those of the own place that this reader answers for; the village government is not the FCU."""
    if by.role == "village_operator":
        return []
    rows = Visit.objects.filter(region=by.region, stage=stage).exclude(aim=Aim.NOTE).with_facts()
    rows = rows.filter(target=TARGET.FCU) if by.level == VILLAGE else rows.exclude(target=TARGET.FCU)
    return [row for row in rows.order_by("planned_on", "id")[:10] if is_visited(row, by)]


def _to_sign(by, today):
    for row in _of_visited(by, STAGE.HANDED)[:MOST_NAMED]:
        if row.signed_by == by.actor_uid:
            continue
        due = row.signed_on + SIGN_WITHIN
        yield Task(
            f"Tandatangani hasil {lower_first(row.get_aim_display())}",
            f"{row.by_words}, {dates.long_date(row.held_on)}. Baca, tanggapi, lalu tandatangani.",
            row.get_absolute_url(), "Baca", due, _state(due, today), 16,
        )  # fmt: skip


def _announced(by, today):
    for row in [one for one in _of_visited(by, STAGE.PLANNED) if one.planned_on >= today and needs_both(one)][:2]:
        yield Task(
            f"{row.get_aim_display()} oleh {row.by_words}",
            f"{row.get_mode_display()} {dates.long_date(row.planned_on)}{f' di {row.place}' if row.place else ''}.",
            row.get_absolute_url(), "Lihat", row.planned_on, _state(row.planned_on, today), 34,
        )  # fmt: skip


def _unevaluated(by, today):
    """Only a line, in the last quarter of the year: which FCUs nobody evaluated at the end."""
    if today.month < 10:
        return
    many = phases.unevaluated(by.region, today).order_by().values("pk")[:101].count()
    if many:
        yield Task(
            f"{many if many <= 100 else 'Lebih dari 100'} FCU belum dievaluasi di akhir kegiatan",
            "Setiap FCU dievaluasi sekali di akhir kegiatannya.", reverse("reporting:visit-phases"), "Lihat",
            urgency=40,
        )  # fmt: skip


def visits_note(by):
    """What stands under the tile: late plans of the own office, or how many are announced."""
    rows = Visit.objects.visible_to(by).filter(stage=STAGE.PLANNED)
    if by.level != VILLAGE:
        rows = phases.of_own_office(rows, by)
        late = phases.overdue(rows, by.today).count()
        if late:
            return f"{late} rencana terlambat"
    many = rows.filter(planned_on__gte=by.today).count()
    return f"{many} direncanakan" if many else "Tidak ada rencana"
