"""What a party did of one of its duties: written down, mended, withdrawn."""

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction

from fcu_project import audit, files
from fcu_project.models import take
from fcu_project.workflow import TransitionRefused
from institutions.duties import Actor, is_actor, may_log
from institutions.models import Activity, ActivityPartner


def may_change(activity, by):
    """The office that wrote it down, by a role that writes for its party; a member only what is their own."""
    if activity.keeper_id != by.region_id or not may_log(by.role, activity.duty.actor):
        return False
    return by.role != "member" or activity.membership.person_id == by.person_id


@transaction.atomic
def save_activity(activity, partners, *, by, on, scan=None):
    """Keep a note on a duty with the bodies that took part.

    Written for another party it is marked as recorded from paper and needs the paper's number or scan. A joint activity
    names its facilitator (II.E). Raises PermissionDenied for a party this role does not write for or a place outside
    its territory, ValidationError for what is missing.
    """
    duty = activity.duty
    if not may_log(by.role, duty.actor) or not activity.region.code.startswith(by.territory):
        raise PermissionDenied
    if activity.pk:
        if not may_change(activity, by):
            raise PermissionDenied
        if activity.withdrawn_on:
            raise TransitionRefused(["Catatan ini sudah dibatalkan."])
    activity.keeper, activity.recorded_by = by.region, by.signature
    if scan is not None:
        activity.paper_scan = files.store_scan(scan, by=by)
    activity.from_paper = not is_actor(by.role, duty.actor)
    _complete(activity, on)
    _own_contribution(activity, by)
    verb = "activity:change" if activity.pk else "activity:add"
    activity.full_clean()
    activity.save()
    activity.activitypartner_set.exclude(institution__in=partners).delete()
    there = set(activity.activitypartner_set.values_list("institution", flat=True))
    ActivityPartner.objects.bulk_create(
        ActivityPartner(activity=activity, institution=body) for body in partners if body.pk not in there
    )
    audit.record(verb, by=by, obj=activity, on=on)
    return activity


def _complete(activity, on):
    """What every note must have, whichever way it came."""
    errors = {}
    if activity.done_on > on:
        errors["done_on"] = "Tanggal tidak boleh setelah hari ini."
    if activity.duty.is_joint and activity.facilitator_id is None:
        errors["facilitator"] = "Kegiatan bersama harus menyebut fasilitatornya. Pilih orangnya."
    item = activity.plan_item
    if item and (item.plan.region_id != activity.keeper_id or item.plan.year != activity.done_on.year):
        errors["plan_item"] = "Pilih kegiatan dari rencana kerja sendiri, pada tahun tanggalnya."
    if activity.from_paper and not activity.paper_number and not activity.paper_scan_id:
        errors["paper_number"] = "Ini dicatat atas nama pihak lain: isi nomor suratnya atau unggah pindaiannya."
    if errors:
        raise ValidationError(errors)


def _own_contribution(activity, by):
    """A member's duty is one member's; who signs in as a member writes only for themselves."""
    if activity.duty.actor != Actor.MEMBER:
        activity.membership = None
        return
    member = activity.membership
    if member is None:
        raise ValidationError({"membership": "Pilih anggota FCU yang melakukannya."})
    if member.unit.region_id != by.region_id or (by.role == "member" and member.person_id != by.person_id):
        raise PermissionDenied


@transaction.atomic
def withdraw_activity(activity, *, by, on, reason):
    """Strike out a note that should not count; it stays readable with the reason."""
    if not may_change(activity, by):
        raise PermissionDenied
    take(activity)
    if activity.withdrawn_on:
        raise TransitionRefused(["Catatan ini sudah dibatalkan."])
    activity.withdrawn_on, activity.withdrawn_reason = on, reason
    activity.save()
    audit.record("activity:withdraw", by=by, obj=activity, on=on)
    return activity


def notices_of(meeting, by):
    """Notices about a meeting that reached somebody (III.B.6.5(1)), the first first."""
    rows = Activity.objects.visible_to(by).filter(meeting=meeting, withdrawn_on=None).exclude(recipients="")
    return rows.select_related("duty").order_by("done_on", "id")
