"""Bodies from which somebody is a member of the FCU: where a family is referred within the village (III.A.5.3(3))."""

from django.db.models import Q

from institutions.models import Institution, Membership


def members_on(region, on):
    """Memberships in the FCU of this village on the day `on` that stand for a body which is still active."""
    present = Q(joined_on__lte=on) & (Q(left_on=None) | Q(left_on__gt=on))
    rows = Membership.objects.filter(present, unit__region=region, institution__closed_on=None)
    return rows.exclude(unit__stage="inactive").exclude(institution=None)


def members_bodies(region, on):
    """The bodies themselves, each once, by name."""
    return Institution.objects.filter(pk__in=members_on(region, on).values("institution")).order_by("search_name", "id")


def is_members_body(body, region, on):
    """Whether somebody from this body is a member of the FCU of the village on that day."""
    return members_on(region, on).filter(institution=body).exists()


def helpers(region, on):
    """Every member on that day, of a body or not: whoever brings the family there (III.A.6.2(5))."""
    present = Q(joined_on__lte=on) & (Q(left_on=None) | Q(left_on__gt=on))
    rows = Membership.objects.filter(present, unit__region=region).exclude(unit__stage="inactive")
    return rows.select_related("person", "institution").order_by("person__name", "id")


def service_is_gone(service):
    """Whether a service that was chosen is not offered any more, or its body has ended."""
    return service is not None and bool(service.closed_on or service.institution.closed_on)
