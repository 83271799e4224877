"""A territory in an address: one's own without a code, one below it by its code, the country by a word."""

from django.http import Http404
from django.shortcuts import get_object_or_404

from institutions.models import Region

NATION = "nasional"  # of the one region whose code is empty


def address_of(region):
    """How a region stands in an address."""
    return region.code or NATION


def region_asked(by, code):
    """The region of an address: the own territory without one. Raises Http404 for any outside it."""
    code = "" if code == NATION else code
    if code is None or code == by.territory:
        return by.region
    if not code.startswith(by.territory):
        raise Http404
    return get_object_or_404(Region.objects.select_related("parent"), code=code)
