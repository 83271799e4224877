"""The FCU accompanies its pioneers; the TKSK the FCU and its pioneers (III.B.6.7(5), III.B.6.5(4))."""

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction

from families.models import AccompanyingVisit
from fcu_project import audit, dates
from fcu_project.workflow import TransitionRefused
from institutions.models import FamilyCareUnit

FCU, TKSK = AccompanyingVisit.Visitor.FCU, AccompanyingVisit.Visitor.TKSK


def has_unit(region, day):
    """Whether the FCU of the village had been formed by that day."""
    unit = FamilyCareUnit.of(region)
    since = (unit.formed_on or unit.decreed_on or unit.inaugurated_on) if unit else None
    return since is not None and since <= day


def may_log_in(region, by):
    """The FCU in its village (also what the TKSK did there, from paper), the TKSK in the villages of the kecamatan."""
    return region.code.startswith(by.territory) if by.role == "tksk" else region.pk == by.region_id


def may_change(visit, by):
    """Whoever logged it: the TKSK the own visits, the FCU its own and those it typed from the TKSK's paper."""
    if not may_log_in(visit.region, by):
        return False
    return (
        (visit.by_whom == TKSK and not visit.from_paper)
        if by.role == "tksk"
        else (visit.by_whom == FCU or visit.from_paper)
    )


@transaction.atomic
def save_visit(visit, *, by, on):
    """Keep a visit, a call or a meeting. Raises PermissionDenied, TransitionRefused, ValidationError."""
    if not may_log_in(visit.region, by) or (by.role == "tksk" and visit.by_whom != TKSK):
        raise PermissionDenied
    is_new = visit.pk is None
    if not is_new and not may_change(visit, by):
        raise PermissionDenied
    pioneer = visit.pioneer
    if pioneer is not None and pioneer.family.region_id != visit.region_id:
        raise TransitionRefused(["Keluarga pionir ini bukan dari desa/kelurahan yang dipilih."])
    if pioneer is not None and (pioneer.designated_on is None or visit.held_on < pioneer.designated_on):
        day = f" ({dates.long_date(pioneer.designated_on)})" if pioneer.designated_on else ""
        raise ValidationError({"held_on": f"{pioneer.family.called} belum ditetapkan pada tanggal itu{day}."})
    if pioneer is None and not has_unit(visit.region, visit.held_on):
        raise ValidationError({"pioneer": f"{visit.region} belum punya FCU pada tanggal itu. Pilih keluarga pionir."})
    visit.visitor = visit.visitor or (None if by.role != "tksk" and visit.by_whom == TKSK else by.person)
    if is_new:
        visit.from_paper = visit.visitor_id != by.person_id
    visit.recorded_by = by.signature
    visit.full_clean()
    visit.save()
    audit.record("visit:add" if is_new else "visit:change", by=by, obj=visit, on=visit.held_on)
    return visit
