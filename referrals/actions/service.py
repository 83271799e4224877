"""The directory of services: kept by who knows the institution, checked once a year (III.B.5.5)."""

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction

from fcu_project import audit, dates
from fcu_project.workflow import TransitionRefused


def may_keep(service, by):
    """Whether the service's institution lies within the reader's own territory; what is above is only read."""
    return service.region.code.startswith(by.territory)


@transaction.atomic
def save_service(service, *, problems, by, on, fields=()):
    """Add or change a service. Raises PermissionDenied for an institution outside the actor's territory."""
    service.region = service.institution.region
    if not may_keep(service, by):
        raise PermissionDenied
    if service.closed_on:
        raise TransitionRefused(["Pelayanan ini sudah ditutup."])
    verb = "service:change" if service.pk else "service:add"
    service.save()
    service.problems.set(problems)
    audit.record(verb, by=by, obj=service, fields=fields, on=on)
    return service


@transaction.atomic
def close_service(service, *, by, on):
    """The institution does not offer it any more; referrals that led there keep it."""
    if not may_keep(service, by):
        raise PermissionDenied
    if service.closed_on:
        raise TransitionRefused(["Pelayanan ini sudah ditutup."])
    service.closed_on = on
    service.save()
    audit.record("service:close", by=by, obj=service, on=on)
    return service


@transaction.atomic
def recheck_service(service, *, by, on, checked_on, surveyed, checked_by):
    """Somebody made sure that it is still offered as written (SRC-05). Raises TransitionRefused, ValidationError."""
    if not may_keep(service, by):
        raise PermissionDenied
    if service.closed_on:
        raise TransitionRefused(["Pelayanan ini sudah ditutup."])
    if checked_on < service.checked_on:
        last = dates.long_date(service.checked_on)
        raise ValidationError({"checked_on": f"Pemeriksaan terakhir sudah tercatat {last}. Isi tanggal sesudahnya."})
    service.checked_on, service.surveyed, service.checked_by = checked_on, surveyed, checked_by
    service.save()
    audit.record("service:check", by=by, obj=service, fields=["checked_on"], on=checked_on)
    return service
