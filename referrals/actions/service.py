"""The directory of services: kept by who knows the institution, checked once a year (III.B.5.5)."""

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction

from fcu_project import audit, dates
from fcu_project.workflow import TransitionRefused
from institutions.models import Institution, Region
from institutions.models.person import fold
from institutions.roles import VILLAGE


def kept_places(by):
    """The places whose bodies this office writes down: its own, and of an FCU its kecamatan too (III.B.5.5)."""
    codes = [by.territory]
    if by.level == VILLAGE:
        codes.append(by.region.ancestor(Region.Level.SUBDISTRICT).code)
    return Region.objects.filter(code__in=codes).order_by("-code")


def may_keep(service, by):
    """Whether this office answers for the entry: within the own territory, for an FCU also in its kecamatan.

    What the kabupaten offers is kept by LK3 (III.B.5.7(2)) and only read below.
    """
    code = service.region.code
    return code.startswith(by.territory) or (by.level == VILLAGE and len(code) == 6 and by.territory.startswith(code))


@transaction.atomic
def add_body(name, element, region, *, address, by, on):
    """A body that the register does not know yet, written down because it offers a service.

    Raises ValidationError for a name that stands there already, PermissionDenied for a place of somebody else.
    """
    if region not in kept_places(by):
        raise PermissionDenied
    body = Institution(name=name, element=element, region=region, address=address)
    if Institution.objects.filter(region=region, search_name=fold(name)).exists():
        raise ValidationError({"new_name": f"{name} sudah ada di daftar lembaga {region}. Pilih dari daftar di atas."})
    body.full_clean(exclude=["search_name"])
    body.save()
    audit.record("institution:add", by=by, obj=body, on=on)
    return body


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
