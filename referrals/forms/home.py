"""Where a client lives who has no file here: a village to choose."""

from django import forms

from institutions.models import Region
from institutions.models.region import within
from institutions.roles import VILLAGE

NEAR_WIDTH = 6  # digits of a kecamatan's code: a village chooses among its neighbours


def homes_for(by):
    """The villages from which clients of this office come."""
    code = by.territory[:NEAR_WIDTH] if by.level == VILLAGE else by.territory
    places = Region.objects.filter(within(code, "code"), level=VILLAGE, replaced_by=None)
    return places.select_related("parent").order_by("parent__name", "name")


class PlaceChoice(forms.ModelChoiceField):
    def label_from_instance(self, region):
        return f"{region}, {region.parent}"
