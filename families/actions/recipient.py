"""Candidate recipients: collected by the village, prepared or dropped by the Dinas of the kabupaten (FAM-16)."""

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction

from families.actions.family import not_archived
from families.models import Recipient
from families.recipients import is_live, may_collect, may_settle
from fcu_project import audit, dates
from fcu_project.models import take
from fcu_project.workflow import TransitionRefused

State = Recipient.State


def _open(site):
    if not is_live(site):
        raise TransitionRefused(["Usulan lokasi ini sudah berakhir; daftarnya tidak diubah lagi."])


def _may_change(row, by):
    """Refuse another village, a proposal that is over, and a row on which the Dinas has decided."""
    _open(row.site)
    if not may_collect(row.site, by) or not by.has_perm("families.change_recipient"):
        raise PermissionDenied
    if row.state != State.COLLECTED:
        raise TransitionRefused([f"{row.family.called} sudah diputuskan Dinas Sosial; baris ini tidak diubah lagi."])


@transaction.atomic
def collect(site, rows, *, by, on):
    """Put families of the village on the list of its proposal. `rows` are unsaved, with support, reason and day."""
    _open(site)
    if not may_collect(site, by):
        raise PermissionDenied
    take(site)
    for row in rows:
        if row.family.region_id != site.region_id:
            raise PermissionDenied
        not_archived(row.family)
        row.site, row.recorded_by = site, by.signature
        row.full_clean()
        row.save()
        audit.record("recipient:add", by=by, obj=row, on=row.collected_on)
    return site


@transaction.atomic
def change(row, *, by, on, fields=()):
    """Say the support or the reason otherwise, until the Dinas has decided."""
    _may_change(row, by)
    row.full_clean()
    row.save()
    audit.record("recipient:change", by=by, obj=row, fields=fields, on=on)
    return row


@transaction.atomic
def take_off(row, *, by, on):
    """Take a family off the list again, until the Dinas has decided. Returns the proposal."""
    _may_change(row, by)
    take(row)
    audit.record("recipient:remove", by=by, obj=row, on=on)
    row.delete()
    return row.site


@transaction.atomic
def settle(site, decisions, *, by, on):
    """The Dinas prepares or drops candidates: {recipient: (state, reason)}, true from `on`.

    Whoever is dropped is told why. A decision may be changed until the proposal is over; an empty state takes it back.
    """
    _open(site)
    if not may_settle(site, by):
        raise PermissionDenied
    take(site)
    for row, (state, reason) in decisions.items():
        if state == State.DROPPED and not reason:
            raise ValidationError({"reason": f"{row.family.called}: tuliskan mengapa tidak dilanjutkan."})
        if on < row.collected_on:
            day = dates.long_date(row.collected_on)
            raise ValidationError({"settled_on": f"{row.family.called} baru diusulkan {day}."})
        decided = state != State.COLLECTED
        row.state, row.settled_reason = state, reason
        row.settled_on, row.settled_by = (on, by.signature) if decided else (None, "")
        row.save()
        audit.record(f"recipient:{state}", by=by, obj=row, on=on)
    return site
