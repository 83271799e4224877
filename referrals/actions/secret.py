"""Secret cases: reported, written on, opened to somebody by name, given back, closed (VAL-09).

Every word goes into a sealed column; the trail tells that something was done, never what.
"""

import secrets

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone

from fcu_project import audit, workflow
from fcu_project.models import take
from fcu_project.workflow import TransitionRefused
from institutions.actions.document import number_sealed_letter
from institutions.books import book_of
from institutions.models import IssuedDocument, Region
from referrals.grants import (
    end_all,
    end_grant,
    held_by_somebody,
    holds,
    is_in_conflict,
    may_end,
    open_grant,
    opened_to_another,
    task_of,
)
from referrals.models import CaseConflict, CaseGrant, SecretCase, SecretEvent
from referrals.secrecy import NOBODY_LEFT, leaves_nobody, may_be_let_in, nobody_else_could_take

STAGE, Kind = SecretCase.Stage, SecretEvent.Kind
OVER = "Kasus ini sudah selesai. Buka kembali dahulu."
LAST_ONE = (
    "Anda orang terakhir yang dapat menangani kasus ini. Beri dahulu izin membaca dan menangani kepada orang lain, "
    "lalu nyatakan hubungan Anda."
)
NOT_YOURS_TO_END = "Orang ini yang memberi Anda izin. Anda tidak dapat mencabut izinnya."
# Without 0, O, 1, I and L, which are mistaken for each other.
SIGNS, LENGTH = "23456789ABCDEFGHJKMNPQRSTUVWXYZ", 4


def new_number(regency, year):
    """A number by chance: one that ran on would tell by its gaps that a case is hidden, and how many there are."""
    while True:
        number = f"KR-{''.join(secrets.choice(SIGNS) for _ in range(LENGTH))}/{year}"
        if not SecretCase.objects.filter(regency=regency, number=number).exists():
            return number


@transaction.atomic
def report_case(case, *, words, avoid=(), call=None, by, on):
    """A report gets its number; from here on the reporter can't read it. `avoid` are people who must not handle it,
    `call` is (when, words) of a call for help that was made before.

    Raises TransitionRefused where nobody could take it.
    """
    case.regency = case.region.ancestor(Region.Level.REGENCY)
    if leaves_nobody(case.regency, on, avoid):
        raise TransitionRefused([NOBODY_LEFT])
    case.number = new_number(case.regency, on.year)
    case.reported_at, case.reporter_uid = timezone.now(), by.actor_uid
    case.report = {**words, "by": by.signature}
    case.save()
    for person in avoid:
        CaseConflict.objects.create(case=case, person=person, on=on)
    if call:
        happened_at, told = call
        SecretEvent.objects.create(
            case=case, kind=Kind.CALL, happened_at=happened_at, words={**told, "by": by.signature}
        )
    audit.record("secret:report", by=by, obj=case, on=on)
    return case


def _handled(case, by):
    """Lock a case that is under way and open to `by` in full. Raises PermissionDenied, TransitionRefused."""
    if not holds(case, by):
        raise PermissionDenied
    if case.stage != STAGE.TAKEN:
        raise TransitionRefused([OVER])
    take(case)


@transaction.atomic
def add_event(case, *, kind, happened_at, words, letter=None, by, on):
    """One more step, its words sealed."""
    _handled(case, by)
    event = SecretEvent.objects.create(
        case=case, kind=kind, happened_at=happened_at, words={**words, "by": by.signature}, letter=letter
    )
    audit.record("secret:event", by=by, obj=case, on=on)
    return event


@transaction.atomic
def refer(case, *, happened_at, words, number="", by, on):
    """A letter of the own book under a number and "Rahasia"; what it says stands in the sealed step alone."""
    if not by.has_perm("referrals.take_secretcase"):
        raise PermissionDenied
    letter = number_sealed_letter(kind=IssuedDocument.Kind.REFERRAL, book=book_of(by.role), number=number, by=by, on=on)
    return add_event(case, kind=Kind.REFERRAL, happened_at=happened_at, words=words, letter=letter, by=by, on=on)


@transaction.atomic
def grant_case(case, assignment, *, scope, task="", reason, until=None, by, on):
    """Let somebody in by name. Raises TransitionRefused for who must not read it or has no work in that place."""
    _handled(case, by)
    if is_in_conflict(case, assignment.person):
        raise TransitionRefused(["Orang ini tidak boleh menangani kasus ini. Pilih orang lain."])
    if not may_be_let_in(case, assignment, on):
        raise TransitionRefused(["Orang ini tidak bertugas di tempat kejadian. Pilih dari daftar."])
    return open_grant(case, assignment, scope=scope, task=task, reason=reason, until=until, by=by, on=on)


@transaction.atomic
def revoke_grant(grant, *, by, on):
    """Close the case to somebody, not to who let the writer in; the last handler does not leave it in nobody's hand."""
    case = grant.case
    if not holds(case, by):
        raise PermissionDenied
    take(case)
    if grant.revoked_on:
        raise TransitionRefused(["Izin ini sudah dicabut."])
    if not may_end(grant, by):
        raise TransitionRefused([NOT_YOURS_TO_END])
    end_grant(grant, by=by, on=on)
    if case.stage == STAGE.TAKEN and not held_by_somebody(case, on):
        raise TransitionRefused([
            "Ini izin penangan terakhir. Beri izin kepada rekan dahulu, atau nyatakan hubungan Anda."
        ])  # fmt: skip
    return grant


@transaction.atomic
def declare_conflict(case, *, by, on):
    """Who has ties to the family leaves at once; a case in nobody's hand waits to be taken again.

    The last person who could handle it opens it to somebody else first. Raises TransitionRefused.
    """
    another = opened_to_another(case, by, on)
    if case.stage == STAGE.TAKEN and holds(case, by) and not another and nobody_else_could_take(case, by, on):
        raise TransitionRefused([LAST_ONE])
    take(case)
    CaseConflict.objects.get_or_create(case=case, person=by.person, defaults={"declared_by_self": True, "on": on})
    end_all(CaseGrant.objects.filter(case=case, person=by.person), by=by, on=on)
    if case.stage == STAGE.TAKEN and by.has_perm("referrals.take_secretcase") and not another:
        workflow.perform(case, "release", by=by, on=on)
    audit.record("secret:conflict", by=by, obj=case, on=on)
    return case


@transaction.atomic
def answer_task(case, *, words, by, on):
    """What came of a task, told by who was given it."""
    if task_of(case, by) is None:
        raise PermissionDenied
    if case.stage != STAGE.TAKEN:
        raise TransitionRefused(["Kasus ini sudah selesai."])
    take(case)
    told = {"what": "Hasil tugas", "result": words, "by": by.signature}
    event = SecretEvent.objects.create(case=case, kind=Kind.NOTE, happened_at=timezone.now(), words=told)
    audit.record("secret:answer", by=by, obj=case, on=on)
    return event


@transaction.atomic
def close_case(case, *, ending, words, by, on):
    """The end of a case, in sealed words."""
    case.ending, case.closing = ending, {"words": words, "by": by.signature}
    case.save()
    return workflow.perform(case, "close", by=by, on=on)
