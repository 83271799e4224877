"""The PSKS team of a village: formed, filled, recognised; and its stakeholders (II.F.7, II.F.8)."""

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import IntegrityError, transaction

from fcu_project import audit, dates, files, workflow
from fcu_project.models import take
from fcu_project.workflow import TransitionRefused
from institutions.meetings import Kind
from institutions.models import Meeting, PsksTeam
from institutions.workflow.team import NO_PAPER


@transaction.atomic
def form_team(team, *, by, on):
    """Form the team, in a held meeting of the village or on a day that is told. Raises ValidationError for a second."""
    if by.level != "village":
        raise PermissionDenied
    team.region, meeting = by.region, team.formed_in
    if meeting:
        if meeting.region_id != by.region_id or meeting.stage != Meeting.Stage.HELD or not _forms(meeting):
            raise ValidationError({"formed_in": "Pilih musyawarah pembentukan tim PSKS yang sudah terlaksana."})
        team.formed_on = meeting.held_on
    if team.formed_on is None:
        raise ValidationError({"formed_on": "Isi tanggal dibentuk, atau pilih musyawarahnya."})
    if team.formed_on > on:
        raise ValidationError({"formed_on": "Tanggal tidak boleh setelah hari ini."})
    team.validate_constraints()
    try:
        with transaction.atomic():
            team.save()
    except IntegrityError as twin:  # formed by somebody else in the same moment
        raise ValidationError("Desa/kelurahan ini sudah punya tim PSKS.") from twin
    audit.record("team:form", by=by, obj=team, on=on)
    return team


def _forms(meeting):
    return meeting.purposes.filter(kind=Kind.TEAM_FORMATION).exists()


@transaction.atomic
def save_member(row, *, by, on, fields=()):
    """Put a person in the team or change post and task. Raises ValidationError for a taken post or a second seat."""
    _own(row.team, by)
    _alive(row.team)
    take(row.team)
    if row.valid_from < row.team.formed_on:
        raise ValidationError({"valid_from": f"Tim baru dibentuk {dates.long_date(row.team.formed_on)}."})
    if row.valid_until:
        raise TransitionRefused(["Orang ini sudah berhenti dari tim."])
    verb = "team-member:change" if row.pk else "team-member:add"
    row.full_clean()
    row.save()
    audit.record(verb, by=by, obj=row, fields=fields, on=on)
    return row


@transaction.atomic
def end_member(row, *, by, on):
    """The person leaves the team on the day `on`; the row stays as its history."""
    _own(row.team, by)
    take(row.team)
    if row.valid_until:
        raise TransitionRefused(["Orang ini sudah berhenti dari tim."])
    if on < row.valid_from:
        raise ValidationError({"valid_until": f"Orang ini baru masuk {dates.long_date(row.valid_from)}."})
    row.valid_until = on
    row.save()
    audit.record("team-member:end", by=by, obj=row, on=on)
    return row


@transaction.atomic
def recognise(team, *, number, dated_on, scan=None, by):
    """The village's head recognises the team by a letter (STG-08); others record it from the signed paper.

    Raises ValidationError where the paper has neither number nor scan, TransitionRefused while a gate is closed.
    """
    if by.role != "village_head":
        if not number and not scan:
            raise ValidationError({"number": NO_PAPER})
        team.from_paper, team.recorded_by = True, by.signature
    team.paper_number, team.paper_date = number, dated_on
    if scan:
        team.paper_scan = files.store_scan(scan, by=by)
    return workflow.perform(team, "recognise", by=by, on=dated_on)


@transaction.atomic
def save_stakeholder(row, *, by, on, fields=()):
    """Add or change a stakeholder of the own village (STG-10)."""
    _own(row, by)
    verb = "stakeholder:change" if row.pk else "stakeholder:add"
    row.full_clean()
    row.save()
    audit.record(verb, by=by, obj=row, fields=fields, on=on)
    return row


@transaction.atomic
def end_stakeholder(row, *, by, on):
    """No stakeholder any longer since the day `on`."""
    _own(row, by)
    if on < row.noted_on:
        raise ValidationError({"left_on": f"Baru dicatat {dates.long_date(row.noted_on)}."})
    row.left_on = on
    row.save()
    audit.record("stakeholder:end", by=by, obj=row, on=on)
    return row


def _own(row, by):
    if row.region_id != by.region_id:
        raise PermissionDenied


def _alive(team):
    if team.stage == PsksTeam.Stage.ENDED:
        raise TransitionRefused(["Tim ini sudah berakhir."])
