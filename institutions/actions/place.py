"""Where a village, its RT and RW and its bodies lie: points and the outline, written and taken away."""

from django.core.exceptions import PermissionDenied
from django.db import transaction

from fcu_project import audit
from fcu_project.models import take
from fcu_project.workflow import TransitionRefused
from institutions.boundary import as_geojson


def _within(region, by):
    if not region.code.startswith(by.territory):
        raise PermissionDenied


@transaction.atomic
def save_point(place, *, by, on):
    """Keep the village's own point with its source."""
    _within(place.region, by)
    place.full_clean()
    place.save()
    audit.record("place:point", by=by, obj=place, on=on)
    return place


@transaction.atomic
def set_boundary(place, polygons, *, source, by, on):
    """Keep the outline of a village, checked polygons (`institutions.boundary`) and who made them."""
    _within(place.region, by)
    place.boundary = as_geojson(polygons, source)
    place.full_clean()
    place.save()
    audit.record("place:boundary", by=by, obj=place, on=on)
    return place


@transaction.atomic
def remove_boundary(place, *, by, on):
    """Take the outline away; the point stays. Raises TransitionRefused where there is none."""
    _within(place.region, by)
    if not place.boundary:
        raise TransitionRefused(["Batas wilayah ini sudah dihapus."])
    place.boundary = None
    place.save()
    audit.record("place:boundary-remove", by=by, obj=place, on=on)
    return place


@transaction.atomic
def save_neighbourhood(row, *, by, on):
    """Keep where an RT or a whole RW lies."""
    _within(row.region, by)
    verb = "neighbourhood:change" if row.pk else "neighbourhood:add"
    row.full_clean()
    row.save()
    audit.record(verb, by=by, obj=row, on=on)
    return row


@transaction.atomic
def remove_neighbourhood(row, *, by, on):
    """Take the point of an RT or RW off the map; nothing rests on it."""
    _within(row.region, by)
    take(row)
    audit.record("neighbourhood:remove", by=by, obj=row, on=on)
    row.delete()


@transaction.atomic
def save_body_point(body, *, by, on):
    """Keep where a body is, or that it has no point any more."""
    _within(body.region, by)
    body.save()
    audit.record("institution:point", by=by, obj=body, fields=("latitude", "longitude"), on=on)
    return body

