"""What the directory adds to the leaflet of an FCU: services of the village, and places of referral above it (5.23)."""

from institutions.models.region import ancestor_codes
from referrals.models import Service


def offered_here(region):
    """Services of the bodies in the village: the service and the body."""
    rows = Service.objects.offered().filter(region=region).select_related("institution").order_by("name", "id")
    return {
        "title": "Layanan di sini",
        "headers": ["Layanan", "Lembaga"],
        "rows": [[row.name, row.institution.name] for row in rows],
    }


def places_above(region):
    """Bodies of the kecamatan, the kabupaten and above, the nearest first: name, number, what they offer.

    The number is printed for offices only: that of another body is often somebody's own.
    """
    rows = Service.objects.offered().filter(region__code__in=ancestor_codes(region.code, include_self=False))
    places = {}
    for row in rows.select_related("institution__element", "institution__region").order_by("name", "id"):
        places.setdefault(row.institution, []).append(row.name)
    nearest = sorted(places, key=lambda body: (-len(body.region.code), body.name))
    return {
        "title": "Tempat rujukan",
        "headers": ["Tempat", "Telepon", "Layanan"],
        "rows": [
            [body.name, body.phone if body.element.group == "office" else "", ", ".join(places[body])]
            for body in nearest
        ],
    }
