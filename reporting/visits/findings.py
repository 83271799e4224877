"""Findings of visits: who has to see to them, who checks them, how they stand on a day (SME-03, SME-11).

`Finding.history` holds one line per step, the oldest first: {"step", "on", "by", "note", "visit"}; the evidence of a
closing that was found wanting is kept there.
"""

from datetime import timedelta

from django.db.models import Case, IntegerField, Q, Value, When

from reporting.models import Aim, Finding, Visit

USUAL_TERM = timedelta(days=30)  # offered as the due date
SOON = timedelta(days=7)
STAGE = Finding.Stage
HANDED = (Visit.Stage.HANDED, Visit.Stage.SIGNED)  # from here on the visited side reads what was found
# Who answers for whom was visited: the roles of its office, at its own region.
VISITED = {
    Visit.Target.FCU: ("coordinator", "secretary", "village_operator"),
    Visit.Target.TKSK: ("tksk",),
    Visit.Target.LK3: ("lk3",),
    Visit.Target.REGENCY: ("regency_reports",),
    Visit.Target.PROVINCE: ("province",),
}
CLOSE, CONFIRM, REOPEN, WITHDRAW, CHANGE = "close", "confirm", "reopen", "withdraw", "change"
STEP_WORDS = {
    CLOSE: "Dinyatakan selesai", CONFIRM: "Diperiksa, sesuai", REOPEN: "Diperiksa, belum sesuai", WITHDRAW: "Ditarik",
    CHANGE: "Diubah",
}  # fmt: skip


# --- parties --------------------------------------------------------------------------------------------------------
def is_visitor(visit, by):
    """The office that made the visit."""
    return visit.by_region_id == by.region_id and visit.by_role == by.role


def is_visited(finding, by):
    """The side that was visited and has to see to it."""
    return finding.region_id == by.region_id and by.role in VISITED[finding.visit.target]


def is_checker(finding, by):
    """An office that visits in this territory, never the side that was visited."""
    return finding.region.code.startswith(by.territory) and not is_visited(finding, by)


def targets_of(by):
    """Whom a role answers for when it is visited."""
    return [target for target, roles in VISITED.items() if by.role in roles]


# --- visits ---------------------------------------------------------------------------------------------------------
def is_written(visit):
    """Whether its office is writing it now: what was signed stays as it was. A note is never handed over to sign."""
    if visit.aim == Aim.NOTE:
        return visit.stage != Visit.Stage.CANCELLED
    return visit.stage == Visit.Stage.FILLING


def same_place(visit):
    """The condition for rows of whoever this visit is about, from a finding."""
    if visit.unit_id:
        return Q(visit__unit=visit.unit_id)
    return Q(region=visit.region_id, visit__target=visit.target)


def earlier_of(visit, by):
    """Findings of other visits to the same place that still need an eye: open ones, and closed ones unchecked."""
    rows = Finding.objects.visible_to(by).filter(same_place(visit), stage__in=(STAGE.OPEN, STAGE.CLOSED))
    return with_facts(rows.exclude(visit=visit)).order_by("due_on", "id")


def visits_to_check_in(finding, by):
    """The own visits, being written, to the place of this finding, in which it may be checked."""
    rows = Visit.objects.visible_to(by).filter(by_region=by.region_id, by_role=by.role).exclude(pk=finding.visit_id)
    place = {"unit": finding.visit.unit_id} if finding.visit.unit_id else {
        "region": finding.region_id, "target": finding.visit.target,
    }  # fmt: skip
    note = Q(aim=Aim.NOTE) & ~Q(stage=Visit.Stage.CANCELLED)
    return rows.filter(note | Q(stage=Visit.Stage.FILLING), **place).with_facts().order_by("-planned_on", "-id")


# --- rows -----------------------------------------------------------------------------------------------------------
def with_facts(rows):
    return rows.select_related("visit__unit", "visit__by_region", "region__parent")


def handed(rows):
    """Without those of visits that are still being written, or did not take place."""
    return rows.filter(visit__stage__in=HANDED)


def overdue_first(rows, today):
    """With `rank`: overdue, open, waiting to be checked, checked, withdrawn."""
    late = When(stage=STAGE.OPEN, due_on__lt=today, then=Value(0))
    others = [When(stage=stage, then=Value(place)) for place, stage in enumerate(STAGE.values, 1)]
    return rows.annotate(rank=Case(late, *others, default=Value(9), output_field=IntegerField()))


def overdue(rows, today):
    return rows.filter(stage=STAGE.OPEN, due_on__lt=today)


# --- by dates, whatever the stage is today ----------------------------------------------------------------------------
def standing_on(day):
    """Found by that day and not withdrawn by then."""
    return Q(found_on__lte=day) & (Q(withdrawn_on=None) | Q(withdrawn_on__gt=day))


def open_on(day):
    """Not closed by then. A closing that was found wanting was none."""
    return standing_on(day) & (Q(closed_on=None) | Q(closed_on__gt=day))


def overdue_on(day):
    return open_on(day) & Q(due_on__lt=day)


def found_between(start, end):
    return standing_on(end) & Q(found_on__gte=start)


def closed_between(start, end):
    return standing_on(end) & Q(closed_on__range=(start, end))


MARKS = {
    STAGE.CLOSED: ("doing", "Menunggu pemeriksaan"), STAGE.CHECKED: ("done", "Diperiksa, sesuai"),
    STAGE.WITHDRAWN: ("shut", "Ditarik"),
}  # fmt: skip


# --- in words -------------------------------------------------------------------------------------------------------
def mark_of(finding, today):
    """(kind, words) of its mark."""
    if finding.is_overdue(today):
        return "wrong", "Lewat batas waktu"
    return MARKS.get(finding.stage) or ("due", finding.get_stage_display())


def place_of(finding):
    """Whom it is about: "FCU Melati, Desa Sidomekar", "TKSK, Kecamatan Gangga"."""
    visit = finding.visit
    return f"{visit.unit or visit.get_target_display()}, {finding.region}"


def line(step, *, by, on, note="", visit=None):
    """One line of the history."""
    return {
        "step": step, "on": on.isoformat(), "by": by, "note": note, "visit": str(visit) if visit else "",
    }  # fmt: skip


def was_open_at_end(finding, day):
    return finding.found_on <= day and (finding.closed_on is None or finding.closed_on > day)


def standing_words(finding, day):
    """How it stood at the end of a day, for reports."""
    if was_open_at_end(finding, day):
        return "Lewat batas waktu" if finding.due_on < day else "Belum selesai"
    if finding.checked_on and finding.checked_on <= day:
        return "Selesai, sudah diperiksa"
    return "Selesai"
