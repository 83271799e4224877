"""The Dinas of a kabupaten keeps who is TKSK and who is LK3; their rights begin and end with the appointment."""

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.db.models import Q

from fcu_project import audit, dates
from fcu_project.models import take
from fcu_project.workflow import TransitionRefused
from institutions.models import Assignment, Person
from institutions.roles import ROLES

KEPT_ROLES = ("tksk", "lk3")


@transaction.atomic
def appoint(appointment, regions, *, by, on):
    """Appoint one person for each of `regions`: a TKSK to kecamatan, LK3 to the kabupaten (REG-07, REG-08).

    `appointment` is an unsaved Assignment with everything but the region. Returns the rows. Raises PermissionDenied for
    another role or a place outside the own kabupaten, ValidationError for missing facts or a term that overlaps.
    """
    if not by.has_perm("institutions.add_appointment") or appointment.role not in KEPT_ROLES:
        raise PermissionDenied
    level = ROLES[appointment.role].level
    if any(not region.code.startswith(by.territory) or region.level != level for region in regions):
        raise PermissionDenied
    _complete(appointment, regions, by)
    take(Person.objects.get(pk=appointment.person_id))  # two clerks who appoint the same person at once
    return [_appoint_to(region, appointment, by, on) for region in regions]


def _appoint_to(region, given, by, on):
    facts = {
        name: getattr(given, name)
        for name in ("person", "role", "institution", "valid_from", "valid_until", "basis", "basis_dated_on",
                     "authority", "origin")
    }  # fmt: skip
    row = Assignment(region=region, **facts)
    row.full_clean()
    if _overlapping(row).exists():
        raise ValidationError({"valid_from": f"{row.person.name} sudah ditugaskan di {region} pada masa itu."})
    row.save()
    audit.record("appointment:add", by=by, obj=row, on=on)
    return row


def _overlapping(row):
    same = Assignment.objects.filter(person=row.person, role=row.role, region=row.region)
    same = same.filter(Q(valid_until=None) | Q(valid_until__gte=row.valid_from))
    return same.filter(valid_from__lte=row.valid_until) if row.valid_until else same


def _complete(row, regions, by):
    errors = {}
    if not regions:
        errors["regions"] = "Pilih sedikitnya satu kecamatan."
    if not row.basis:
        errors["basis"] = "Nomor SK belum diisi."
    if row.basis_dated_on is None:
        errors["basis_dated_on"] = "Tanggal SK belum diisi."
    elif row.basis_dated_on > dates.today_in(by.region.zone):
        errors["basis_dated_on"] = "Tanggal SK tidak boleh setelah hari ini."
    if not row.authority:
        errors["authority"] = "Pilih siapa yang menetapkan."
    if row.role == "tksk" and not row.origin:
        errors["origin"] = "Pilih asal TKSK."
    if row.role == "lk3" and (row.institution is None or row.institution.region_id != by.region_id):
        errors["institution"] = "Pilih lembaganya dari daftar lembaga kabupaten/kota ini."
    if errors:
        raise ValidationError(errors)


@transaction.atomic
def end_appointment(row, *, by, on, last_day, reason):
    """End an appointment: `last_day` is the last one that gives rights. The row stays as history.

    Raises PermissionDenied for another role or another kabupaten, TransitionRefused for one that is over,
    ValidationError for a day before it began or after it would have ended anyway.
    """
    allowed = by.has_perm("institutions.change_appointment") and row.role in KEPT_ROLES
    if not allowed or not row.region.code.startswith(by.territory):
        raise PermissionDenied
    take(row)
    if row.valid_until is not None and row.valid_until < on:
        raise TransitionRefused([f"Penugasan ini sudah berakhir {dates.long_date(row.valid_until)}."])
    if last_day < row.valid_from:
        raise ValidationError({"last_day": "Hari terakhir tidak boleh mendahului tanggal mulai."})
    if row.valid_until is not None and last_day > row.valid_until:
        raise ValidationError({"last_day": f"SK-nya berlaku sampai {dates.long_date(row.valid_until)} saja."})
    row.valid_until, row.ended_reason = last_day, reason
    row.save()
    audit.record("appointment:end", by=by, obj=row, on=on)
    return row
