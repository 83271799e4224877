"""Points and outlines on the map: forms filled in, and rows for their routes."""

import json
from dataclasses import dataclass

from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from institutions.actions import place as actions
from institutions.boundary import read_boundary
from institutions.models import NeighbourhoodPoint, RegionPlace
from tests.factories import TODAY
from tests.filling import Filling, form
from tests.institutions.fill_psks import body_of

RING = [[116.1, -8.3], [116.2, -8.3], [116.2, -8.4], [116.1, -8.4], [116.1, -8.3]]
POINT = {"latitude": "-8.35012", "longitude": "116.15"}


def geojson(ring=RING, **more):
    return json.dumps({"type": "Polygon", "coordinates": [ring], **more}).encode()


def upload(content=None, name="batas.geojson"):
    return SimpleUploadedFile(name, geojson() if content is None else content, content_type="application/geo+json")


def placed(region, by, *, latitude="-8.35", longitude="116.15", source="GPS HP"):
    place = RegionPlace.of(region)
    place.latitude, place.longitude, place.source = latitude, longitude, source
    return actions.save_point(place, by=by, on=TODAY)


def outlined(region, by, *, ring=RING, source="Peta desa 2024"):
    place = RegionPlace.of(region)
    return actions.set_boundary(place, read_boundary(geojson(ring)), source=source, by=by, on=TODAY)


def neighbourhood(region, by, *, rw="002", rt="003", latitude="-8.34", longitude="116.14"):
    row = NeighbourhoodPoint(region=region, rw=rw, rt=rt, latitude=latitude, longitude=longitude)
    return actions.save_neighbourhood(row, by=by, on=TODAY)


def scene(people, unit):
    by, region = people.village_operator, unit.region
    outlined(region, by)
    return {"area": neighbourhood(region, by), "map_body": body_of(region, "pkk")}


def arguments(short, scene):
    """Arguments of the route `short`; None where it is not one of these."""
    village, area = scene["area"].region.code, scene["area"].uid
    return {
        "body-point": [scene["map_body"].uid], "place-point": [village], "boundary": [village],
        "boundary-remove": [village], "neighbourhood-list": [village], "neighbourhood-create": [village],
        "neighbourhood-update": [village, area], "neighbourhood-remove": [village, area],
    }.get(short)  # fmt: skip


@dataclass
class WithFile(Filling):
    """A filling with an outline; the file is made anew for every sending."""

    def body(self, key, **changes):
        return {"file": upload(), **super().body(key, **changes)}


def url(name, *args):
    return reverse(f"institutions:{name}", args=args)


@form("institutions:body-point", has_text=False)  # degrees only: nobody's words
def body_point(people, regions):
    row = body_of(regions.village)
    return Filling(
        people.village_operator, url("body-point", row.uid), POINT, wrong={"latitude": "seratus"}, contested=(row,),
        row=row,
    )  # fmt: skip


@form("institutions:place-point", is_update=True)
def place_point(people, regions):
    row = placed(regions.village, people.village_operator)
    return Filling(
        people.village_operator, url("place-point", regions.village.code), {**POINT, "source": "Peta kantor desa"},
        text=("source",), required=("latitude", "source"), wrong={"longitude": "200"}, contested=(row,), row=row,
    )  # fmt: skip


@form("institutions:boundary")
def boundary(people, regions):
    row = placed(regions.village, people.village_operator)
    return WithFile(
        people.village_operator, url("boundary", regions.village.code), {"source": "Peta desa 2024"}, text=("source",),
        required=("source",), wrong={"file": upload(b"{}")}, contested=(row,),
    )  # fmt: skip


@form("institutions:boundary-remove", has_text=False)
def boundary_remove(people, regions):
    row = outlined(regions.village, people.village_operator)
    return Filling(people.village_operator, url("boundary-remove", regions.village.code), {}, contested=(row,))


@form("institutions:neighbourhood-create")
def neighbourhood_create(people, regions):
    return Filling(
        people.village_operator, url("neighbourhood-create", regions.village.code),
        {"rw": "002", "rt": "004", **POINT}, text=("rw", "rt"), required=("rw", "latitude"), wrong={"rt": "x"},
    )  # fmt: skip


@form("institutions:neighbourhood-update", is_update=True)
def neighbourhood_update(people, regions):
    row = neighbourhood(regions.village, people.village_operator)
    return Filling(
        people.village_operator, url("neighbourhood-update", regions.village.code, row.uid),
        {"rw": "002", "rt": "003", **POINT}, text=("rw",), required=("rw",), wrong={"latitude": "-95"},
        contested=(row,), row=row,
    )  # fmt: skip


@form("institutions:neighbourhood-remove", has_text=False)
def neighbourhood_remove(people, regions):
    row = neighbourhood(regions.village, people.village_operator)
    return Filling(
        people.village_operator, url("neighbourhood-remove", regions.village.code, row.uid), {}, contested=(row,)
    )
