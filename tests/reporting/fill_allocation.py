"""Forms of shares agreed in a meeting; and rows for the tests of who may open what."""

from django.urls import reverse

from tests.filling import Filling, form, typed_date
from tests.reporting import shares


@form("reporting:allocation-create")
def allocation_create(people, regions):
    shares.make.unit_of(people.treasurer.region)
    meeting = shares.meeting(people.treasurer)
    return Filling(
        people.treasurer, reverse("reporting:allocation-create"),
        {"meeting": meeting.pk, "valid_from": typed_date(shares.HELD_ON), "note": "Usaha keluarga didahulukan.",
         **{f"share_{category}": str(percent) for category, percent in shares.SHARES.items()}},
        text=("note",), required=("meeting", "valid_from"), wrong={"share_office": "15"},
    )  # fmt: skip


def scene(people):
    """Rows of Desa Sidomekar at which the routes of this part point."""
    return {"allocation": shares.agreed(people.treasurer)}


def arguments(short, scene):
    """Arguments of a route of this part; None for others."""
    return [scene["allocation"].uid] if short == "allocation" else None
