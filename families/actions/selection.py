"""The ranking sheet of an FGD, the list of a designation, the reasons for unmet indicators."""

from django.db import transaction

from families.actions.family import own
from families.models import Participation, SelectionDecision, UnmetReason
from fcu_project import audit
from fcu_project.models import take
from fcu_project.workflow import TransitionRefused
from institutions.actions.meeting import editable

NEVER_TWICE_PLASMA = "{name} sudah menjadi dampingan. Pilih “Calon keluarga pionir” atau “Belum dipilih”."


def candidates(region):
    """Candidates of the village that wait for an FGD, in the order of the list: one pool (FAM-07).

    Families recorded straight for it and plasma families that are to rise stand side by side; the FGD sets the role.
    """
    rows = Participation.objects.filter(family__region=region, stage="candidate", family__archived_on=None)
    return rows.select_related("family__socio_economic", "family__occupation").order_by("family__number")


def may_stand_on(meeting, family):
    """Refuse a family of another village, or one whose file was put away since the sheet was begun."""
    if family.region_id != meeting.region_id:
        raise TransitionRefused(["Keluarga ini bukan dari desa/kelurahan tempat pertemuan."])
    if family.archived_on is not None:
        raise TransitionRefused([f"Berkas {family.called} diarsipkan. Pulihkan dahulu, atau hapus centangnya."])


def choices_for(participation):
    """What an FGD may decide about this family: who is plasma already is never made plasma a second time (MEN-05)."""
    never = {SelectionDecision.Choice.PLASMA} if participation.is_rise else set()
    return [choice for choice in SelectionDecision.Choice.choices if choice[0] not in never]


def _keep_lines(meeting, sheet, lines, *, by):
    """Keep the lines of a planned meeting's `sheet` (its related rows); those left out are removed."""
    editable(meeting, by)
    take(meeting)
    sheet.exclude(participation__in=[row.participation for row in lines]).delete()
    for row in lines:
        may_stand_on(meeting, row.participation.family)
        row.meeting = meeting
        row.full_clean()
        row.save()


@transaction.atomic
def save_ranking(meeting, lines, *, by, on):
    """Keep the ranking sheet of a planned FGD: one `SelectionDecision` per candidate, those left out are removed."""
    for row in lines:
        if row.choice and row.choice not in dict(choices_for(row.participation)):
            raise TransitionRefused([NEVER_TWICE_PLASMA.format(name=row.participation.family.called)])
    _keep_lines(meeting, meeting.selections, lines, by=by)
    audit.record("selection:save", by=by, obj=meeting, on=on)
    return meeting


def asked_for_consent(meeting):
    """Families chosen for the role this meeting gives that have not answered yet."""
    return _of_role(meeting, "proposed")


def may_be_designated(meeting):
    """Families that answered "bersedia" for the role this meeting gives, their files not put away."""
    return _of_role(meeting, "willing")


def _of_role(meeting, stage):
    role = "pioneer" if meeting.kind == "pioneer_designation" else "plasma"
    rows = Participation.objects.filter(
        family__region=meeting.region, family__archived_on=None, stage=stage, role=role
    )
    return rows.select_related("family").order_by("family__number")


@transaction.atomic
def save_designations(meeting, lines, *, by, on):
    """Keep which families a planned meeting designates; those left out are removed."""
    _keep_lines(meeting, meeting.designations, lines, by=by)
    audit.record("designation:save", by=by, obj=meeting, on=on)
    return meeting


@transaction.atomic
def save_unmet_reasons(participation, reasons, *, by, on):
    """Keep why unmet indicators do not stand in the way: {indicator: reason}; an empty reason is taken back."""
    own(participation.family, by)
    if participation.designated_on is not None:
        raise TransitionRefused(["Keluarga ini sudah ditetapkan; alasannya tidak diubah lagi."])
    take(participation)
    for indicator, reason in reasons.items():
        if reason.strip():
            UnmetReason.objects.update_or_create(
                participation=participation, indicator=indicator, defaults={"reason": reason.strip()}
            )
        else:
            UnmetReason.objects.filter(participation=participation, indicator=indicator).delete()
    audit.record("unmet-reasons:save", by=by, obj=participation, on=on)
    return participation
