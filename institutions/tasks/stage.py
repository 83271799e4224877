"""Home tasks of the trial's rhythm: late decisions, meetings that are due, stages that stall, officers not briefed."""

from datetime import timedelta

from django.urls import reverse

from fcu_project import dates
from fcu_project.registry import Task
from institutions.briefed import waiting_in
from institutions.meetings import Kind, kinds_for
from institutions.models import FamilyCareUnit, Meeting
from institutions.open_decisions import decided_by
from institutions.road import own_road
from institutions.stages import stalled_in

DAYS_OF_A_MONTH = 30
MOST_STALLED = 3


def rhythm_tasks(by, today):
    yield from _late_decisions(by, today)
    if by.level == "village":
        yield from _meeting_of_the_fcu(by, today)
    yield from _stalled(by, today)
    yield from _not_briefed(by, today)


def _late_decisions(by, today):
    if not by.has_perm("institutions.change_decision"):
        return
    late = decided_by(by).filter(closed_on=None, due_on__lt=today).order_by("due_on", "id")
    first = late.first()
    if first is not None:
        count = late.count()
        yield Task(
            f"{count} keputusan rapat lewat batas waktu", first.text[:120], reverse("institutions:decision-list"),
            "Tindak lanjuti", first.due_on, "late", 22,
        )  # fmt: skip


def due_meeting(by, today, kind, setting, since):
    """A periodic meeting that is due (II.F.8.4(3), III.A.5.3(1)): none was held within the months that the region sets
    under `setting`, counted from the last one or else from the day `since`, and none is planned for the next month. One
    planned for later leaves the gap, and is told."""
    if kind not in kinds_for(by.role):
        return
    meetings = Meeting.objects.filter(region=by.region, kind=kind)
    last = meetings.filter(stage=Meeting.Stage.HELD).order_by("-held_on").values_list("held_on", flat=True).first()
    due_on = (last or since) + timedelta(days=DAYS_OF_A_MONTH * int(by.region.setting(setting)))
    if today < due_on:
        return
    planned = meetings.filter(stage=Meeting.Stage.PLANNED, held_on__gte=today).order_by("held_on").first()
    if planned and planned.held_on <= today + timedelta(days=DAYS_OF_A_MONTH):
        return
    told = f"Terakhir {dates.long_date(last)}." if last else "Belum pernah diadakan."
    told += f" Yang direncanakan baru {dates.long_date(planned.held_on)}." if planned else ""
    yield Task(
        f"{kind.label} sudah waktunya", told, reverse("institutions:meeting-create", args=[kind]), "Rencanakan",
        due_on, "late", 26,
    )  # fmt: skip


def _meeting_of_the_fcu(by, today):
    unit, _ = own_road(by, today)
    if unit.stage == FamilyCareUnit.Stage.ACTIVE:
        yield from due_meeting(by, today, Kind.ROUTINE, "fcu_meeting_months", unit.inaugurated_on)


def _stalled(by, today):
    if not by.has_perm("institutions.change_stagerecord"):
        return
    stalled = stalled_in(by.territory, today).select_related("region").order_by("started_on", "id")
    for record in stalled[:MOST_STALLED]:
        since = dates.long_date(record.started_on)
        yield Task(
            f"Tahapan macet: {record.get_step_display()}", f"{record.region}, sejak {since}.",
            record.get_absolute_url(), "Buka papan", urgency=36,
        )  # fmt: skip


def _not_briefed(by, today):
    """For who briefs: LK3 and the Dinas (STG-15)."""
    if by.role not in ("lk3", "regency_reports"):
        return
    waiting = waiting_in(by.region, today)
    if waiting:
        yield Task(
            f"{waiting} petugas belum dibekali", "Pengurus FCU, TKSK, dan petugas kabupaten/kota.",
            reverse("institutions:briefing"), "Lihat daftar", urgency=38,
        )  # fmt: skip
