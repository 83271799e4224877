"""Somebody was reminded of a referral: written down, so that nobody reminds twice a day (REF-10)."""

from django.core.exceptions import PermissionDenied
from django.db import transaction

from fcu_project import audit
from fcu_project.models import take
from fcu_project.workflow import TransitionRefused
from referrals.nudges import VERB, own_turn, whom_to_nudge
from referrals.parties import is_lk3, may_send


@transaction.atomic
def record_nudge(referral, *, by, on):
    """Keep that who has to act was reminded today. Raises TransitionRefused once nobody is waited for."""
    if not (may_send(referral, by) or is_lk3(referral, by)):
        raise PermissionDenied
    if reason := own_turn(referral, by):
        raise TransitionRefused([reason])
    take(referral)
    audit.record(f"{VERB}{whom_to_nudge(referral, by)}", by=by, obj=referral, on=on)
    return referral
