"""Who was let into a secret case, by name: opening it to somebody, and ending that. Each is an event of the trail."""

from fcu_project import audit
from institutions.models import Assignment
from referrals.models import CaseConflict, CaseGrant

Scope = CaseGrant.Scope


def holds(case, by):
    """Whether the case is open to this assignment in full today."""
    return type(case).objects.opened_to(by).filter(pk=case.pk).exists()


def held_by_somebody(case, day):
    """Whether anybody who takes cases has it in hand."""
    return CaseGrant.objects.held(day).filter(case=case).exists()


def is_in_conflict(case, person):
    """Whether this person must not handle or read the case."""
    return CaseConflict.objects.filter(case=case, person=person).exists()


def opened_to_another(case, by, day):
    """Whether the case is open in full to anybody else who still works there."""
    working = Assignment.objects.active_on(day).exclude(person=by.person_id).values("uid")
    return CaseGrant.objects.live(day).filter(case=case, scope=Scope.FULL, assignment_uid__in=working).exists()


def may_end(grant, by):
    """Nobody closes a case to the person who opened it to them."""
    own = CaseGrant.objects.filter(case=grant.case_id, assignment_uid=by.uid, revoked_on=None)
    return grant.assignment_uid == by.uid or not own.filter(granted_uid=grant.assignment_uid).exists()


def task_of(case, by):
    """The live stub of this assignment, or None."""
    return CaseGrant.objects.live(by.today).filter(case=case, assignment_uid=by.uid, scope=Scope.STUB).first()


def open_grant(case, assignment, *, scope=Scope.FULL, task="", reason, until=None, by, on):
    """Open the case to one assignment; what was open to it before (run out, or a stub) ends with that."""
    for earlier in CaseGrant.objects.filter(case=case, assignment_uid=assignment.uid, revoked_on=None):
        end_grant(earlier, by=by, on=on)
    grant = CaseGrant.objects.create(
        case=case, person=assignment.person, assignment_uid=assignment.uid, scope=scope,
        task={"words": task} if task else {}, reason=reason, since=on, until=until, granted_by=by.signature,
        granted_uid=by.uid,
    )  # fmt: skip
    audit.record("secret:grant", by=by, obj=grant, fields=["scope", "until"], on=on)
    return grant


def end_grant(grant, *, by, on):
    """From this moment the case is closed to that assignment."""
    grant.revoked_on = on
    grant.save()
    audit.record("secret:revoke", by=by, obj=grant, fields=["revoked_on"], on=on)


def end_all(grants, *, by, on):
    for grant in grants.filter(revoked_on=None):
        end_grant(grant, by=by, on=on)
