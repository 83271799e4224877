"""Handling of one case: opened, its steps, its conferences, its end (II.H, III.A.4.1.3, III.C.2.5)."""

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction

from families.actions.family import not_archived
from fcu_project import audit, dates, workflow
from fcu_project.models import take
from fcu_project.workflow import TransitionRefused
from institutions.models import LetterSeries
from referrals.actions.counselling import tie_case
from referrals.advisers import wrong_plan
from referrals.joint import JOINT_FROM
from referrals.models import Case, CaseStep
from referrals.workflow.case import keeps

CASES = "case"  # series of the numbers of cases, beside those of letters
NOT_IN_THIS_BOOK = "Jenis masalah ini rahasia dan tidak dicatat di buku kasus. Laporkan lewat Lapor kasus rahasia."


def own(case, by):
    """Refuse whoever does not carry this case."""
    if not keeps(case, by):
        raise PermissionDenied


def still_open(case):
    """Why nothing is added or changed any more, "" while the case is open."""
    if case.stage == Case.Stage.OPEN:
        return ""
    return f"Kasus ini selesai pada {dates.long_date(case.closed_on)}. Buka kembali dahulu bila masih ada langkah."


def _guard(case, by):
    own(case, by)
    if refusal := still_open(case):
        raise TransitionRefused([refusal])


@transaction.atomic
def open_case(case, *, by, on, counselling=None):
    """A new case of this office, with the next number of its book; it may have grown out of a consultation."""
    case.keeper = by.region
    case.region = case.family.region if case.family_id else by.region
    case.recorded_by = by.signature
    if case.family_id:
        if not by.has_perm("families.view_family") or not case.region.code.startswith(by.territory):
            raise PermissionDenied
        not_archived(case.family)
    _complete(case, on)
    number = LetterSeries.next_number(by.region, CASES, case.opened_on.year)
    case.number = f"K-{number:03d}/{case.opened_on.year}"
    case.full_clean()
    case.save()
    audit.record("case:open", by=by, obj=case, on=case.opened_on)
    if counselling is not None:
        tie_case(counselling, case, by=by, on=on)
    return case


@transaction.atomic
def save_case(case, *, by, on, fields=()):
    """Change what is written of an open case; not whom it is about."""
    _guard(Case.objects.get(pk=case.pk), by)
    _complete(case, on)
    first = case.steps.order_by("done_on").values_list("done_on", flat=True).first()
    if first and first < case.opened_on:
        raise ValidationError({"opened_on": f"Langkah pertama sudah tercatat pada {dates.long_date(first)}."})
    case.full_clean()
    case.save()
    audit.record("case:change", by=by, obj=case, fields=fields, on=on)
    return case


def _complete(case, on):
    """What holds of a case, whichever way it came."""
    if case.need_id:
        if case.need.family_id != case.family_id:
            raise ValidationError({"need": "Kebutuhan ini milik keluarga lain."})
        case.problem = case.problem or case.need.problem
    if is_secret(case.problem) or (case.need_id and is_secret(case.need.problem)):
        raise TransitionRefused([NOT_IN_THIS_BOOK])
    errors = {}
    if case.opened_on > on:
        errors["opened_on"] = "Tanggal tidak boleh setelah hari ini."
    if case.kind == Case.Kind.ADVOCACY and not case.right_claimed:
        errors["right_claimed"] = "Tuliskan hak yang diperjuangkan."
    if wrong := wrong_plan(case.plan_item, case.keeper, case.opened_on):
        errors["plan_item"] = wrong
    if errors:
        raise ValidationError(errors)


def is_secret(problem):
    """Kinds of problem that are kept out of this book."""
    return problem is not None and problem.is_sensitive


def kept_as_it_is(step):
    """Why a step can't be corrected at all, "" if it can."""
    return "Catatan ini dibuat saat kasus dibuka kembali dan tidak diubah." if step.is_automatic else ""


@transaction.atomic
def save_step(step, *, bodies, by, on, fields=()):
    """Write down or correct one step. Locks the case: none is added to one that closes in the same moment."""
    case = step.case
    _guard(case, by)
    before = CaseStep.objects.filter(pk=step.pk).first() if step.pk else None
    if before and (refusal := kept_as_it_is(before)):
        raise TransitionRefused([refusal])
    take(case)
    errors = {}
    if step.done_on < case.opened_on:
        errors["done_on"] = f"Langkah tidak boleh mendahului hari kasus dibuka ({dates.long_date(case.opened_on)})."
    elif step.done_on > on:
        errors["done_on"] = "Tanggal tidak boleh setelah hari ini."
    elif case.family_id and case.family.archived_on and step.done_on > case.family.archived_on:
        day = dates.long_date(case.family.archived_on)
        errors["done_on"] = f"Berkas keluarga ini diarsipkan pada {day}. Catat langkah sampai hari itu, lalu tutup."
    if step.kind == CaseStep.Kind.CONFERENCE:
        errors |= _conference(step, bodies)
    if step.referral_id and (case.family_id is None or step.referral.family_id != case.family_id):
        errors["referral"] = "Pilih rujukan keluarga yang sama."
    if errors:
        raise ValidationError(errors)
    is_new = step.pk is None
    if is_new:
        step.recorded_by = by.signature
    step.full_clean()
    step.save()
    step.bodies.set(bodies)
    audit.record("case-step:add" if is_new else "case-step:change", by=by, obj=step, fields=fields, on=step.done_on)
    return step


def _conference(step, bodies):
    """Several bodies sit together, and something is agreed."""
    errors = {}
    if len(bodies) < JOINT_FROM:
        errors["bodies"] = "Konferensi kasus dihadiri sedikitnya dua lembaga. Centang lembaganya."
    if not step.decisions:
        errors["decisions"] = "Tuliskan yang disepakati."
    if step.women is None or step.men is None:
        errors["women" if step.women is None else "men"] = "Isi jumlahnya, 0 bila tidak ada."
    elif step.women + step.men < JOINT_FROM:
        errors["women"] = "Konferensi kasus dihadiri sedikitnya dua orang."
    return errors


@transaction.atomic
def close_case(case, *, by, on, outcome, result, follow_up):
    """The end of a case: what came of it and what follows."""
    _guard(case, by)
    case.outcome, case.result, case.follow_up = outcome, result, follow_up
    case.save()
    return workflow.perform(case, "close", by=by, on=on)


def reopen_case(case, *, by, on, reason):
    """A closed case goes on."""
    own(case, by)
    return workflow.perform(case, "reopen", by=by, on=on, note=reason)
