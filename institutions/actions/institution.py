"""The register of institutions and the answers of source identification."""

from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction

from fcu_project import audit
from fcu_project.workflow import TransitionRefused
from institutions.models import Institution, SourceCheck


@transaction.atomic
def save_institution(body, *, by, on, fields=()):
    """Add or change a body. Once it carries a date of identification, it also says who identified it (FCU-04).

    Raises PermissionDenied for a place outside the actor's territory.
    """
    if not body.region.code.startswith(by.territory):
        raise PermissionDenied
    if body.identified_on is None:
        body.identified_by = None
    elif body.identified_by_id is None:
        body.identified_by = by.person
    verb = "institution:change" if body.pk else "institution:add"
    body.save()
    SourceCheck.objects.filter(region=body.region, element=body.element).delete()
    audit.record(verb, by=by, obj=body, fields=fields, on=on)
    return body


@transaction.atomic
def mark_absent(element, *, by, on):
    """Note that this kind of body was looked for in vain here. Doing it twice changes nothing.

    Raises TransitionRefused while such a body stands in the register.
    """
    if Institution.objects.filter(region=by.region, element=element, closed_on=None).exists():
        raise TransitionRefused([f"{element} sudah terdaftar di sini."])
    try:
        with transaction.atomic():
            check = SourceCheck.objects.create(region=by.region, element=element, absent_on=on)
    except IntegrityError:
        return SourceCheck.objects.get(region=by.region, element=element)
    audit.record("source:absent", by=by, obj=check, on=on)
    return check


@transaction.atomic
def reset_check(element, *, by, on):
    """Take the answer "tidak ada" back."""
    gone, _ = SourceCheck.objects.filter(region=by.region, element=element).delete()
    if gone:
        audit.record("source:reset", by=by, on=on)
