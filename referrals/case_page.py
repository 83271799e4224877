"""What the page of a case says: how it stands, who takes part, what was done, what comes next."""

from django.urls import reverse

from fcu_project import dates, workflow
from fcu_project.access import may_open
from referrals.joint import JOINT_FROM, bodies_of
from referrals.models import Case, CaseStep
from referrals.models.case import QUIET_AFTER
from referrals.reading import knows_families
from referrals.workflow.case import ASKED_THERE, keeps

STAGE = Case.Stage
# Kind of pill and its icon, by stage.
MARKS = {STAGE.OPEN: ("doing", "arrow-repeat"), STAGE.CLOSED: ("done", "check-circle-fill")}
MOST_OTHERS = 5


def last_day(case):
    """The day of the last step, else that of the opening."""
    return max([case.opened_on, *(step.done_on for step in case.told_steps)])


def quiet_days(case, today):
    """Days without a step, where they are more than thirty; else 0."""
    days = (today - last_day(case)).days if case.is_open else 0
    return days if days > QUIET_AFTER else 0


def next_thing(case, today):
    """What comes next, in one sentence."""
    if not case.is_open:
        return f"Tindak lanjut: {case.follow_up}" if case.follow_up else ""
    if case.family_id and case.family.archived_on:
        return "Keluarga ini tidak lagi dilayani di sini. Tutup kasusnya dengan hasil terakhir."
    if not case.told_steps:
        return "Catat langkah pertama: siapa yang ditemui, apa yang dilakukan."
    if days := quiet_days(case, today):
        return f"Sudah {days} hari tanpa langkah. Catat langkah berikutnya, atau tutup dengan hasil."
    return "Catat langkah berikutnya, atau tutup dengan hasil."


def family_gone(case):
    """What happened to the file of the family meanwhile, "" while it is kept here."""
    family = case.family
    if family is None or family.archived_on is None:
        return ""
    day = dates.long_date(family.archived_on)
    if family.merged_into_id:
        return f"Berkas keluarga ini digabung ke No. {family.merged_into.number} pada {day}."
    move = family.moves.exclude(state="cancelled").select_related("destination").order_by("-id").first()
    if move is not None:
        return f"Keluarga ini pindah ke {move.destination} pada {dates.long_date(move.moved_on)}."
    return f"Berkas keluarga ini diarsipkan pada {day}."


def page_of(case, by):
    """The context of the page."""
    bodies, own = list(bodies_of(case)), keeps(case, by)
    writes = own and case.is_open and by.has_perm("referrals.change_case")
    return {
        "case": case,
        "mark": MARKS[case.stage],
        "quiet": quiet_days(case, by.today),
        "bodies": bodies,
        "joint": len(bodies) >= JOINT_FROM,
        "steps": [_told(step, by, writes) for step in reversed(case.told_steps)],
        "next_thing": next_thing(case, by.today),
        "gone": family_gone(case),
        "family_url": case.family.get_absolute_url() if case.family_id and knows_families(by) else "",
        "others": _others(case, by),
        "counsellings": _counsellings(case, by),
        "transitions": _buttons(case, by),
        "own": own,
        "writes": writes,
        "links": {name: reverse(f"referrals:case-{name}", args=[case.uid]) for name in ("update", "paper")},
    }


def _told(step, by, writes):
    """One step of the timeline, with the ways to its correction and its paper."""
    referral = step.referral if step.referral_id else None
    mends = writes and not step.is_automatic
    shows_referral = referral is not None and by.has_perm("referrals.view_referral")
    return {
        "step": step,
        "bodies": ", ".join(body.name for body in step.bodies.all()),
        "is_conference": step.kind == CaseStep.Kind.CONFERENCE,
        "update_url": reverse("referrals:case-step-update", args=[step.uid]) if mends else "",
        "referral_url": referral.get_absolute_url() if shows_referral else "",
    }


def _others(case, by):
    """Other cases of the same family."""
    if not case.family_id:
        return []
    rows = Case.objects.visible_to(by).filter(family=case.family_id).exclude(pk=case.pk)
    return list(rows.select_related("family")[:MOST_OTHERS])


def _counsellings(case, by):
    """The consultations it grew out of, where the reader keeps that book."""
    if not by.has_perm("referrals.view_counselling"):
        return []
    rows = case.counsellings.filter(keeper=by.region_id, is_confidential=False)
    return list(rows.select_related("family"))


def _buttons(case, by):
    """The steps of the workflow; what one asks on its own screen does not close the way there."""
    found = []
    for button in workflow.available(case, by, by.today):
        if may_open(by, button.url):
            found.append(button.__class__(
                button.transition, button.url, [gate for gate in button.gates if gate.name not in ASKED_THERE]
            ))  # fmt: skip
    return found
