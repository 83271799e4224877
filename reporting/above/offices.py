"""The Dinas above a village: its name, and whether it acts here itself, so that nobody enters its acts from paper."""

from institutions.documents.letterhead import office_name_of
from institutions.models import Assignment, Region

REVIEWS = "regency_reports"  # the role that reviews reports
KEEPS_FUNDS = "regency_funds"


def office_of(region):
    """The kabupaten/kota whose Dinas answers for a village."""
    return region.ancestor(Region.Level.REGENCY)


def office_words(region):
    """Its Dinas by name: "Dinas Sosial Kabupaten Lombok Utara"."""
    return office_name_of(office_of(region))


def works_here(role, region, today):
    """Whether somebody of the Dinas holds this role in the application today: then no paper is entered for it."""
    held = Assignment.objects.active_on(today).filter(role=role, region=office_of(region))
    return held.exclude(person__user__is_active=False).exists()
