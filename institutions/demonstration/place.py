"""Where the villages of the story lie, for their social maps."""

import json
import tomllib
from pathlib import Path

from institutions.actions import place as act
from institutions.boundary import read_boundary
from institutions.models import NeighbourhoodPoint, Region, RegionPlace


def lay_out(cast, calendar):
    """Play `places.toml` once the villages have their bodies."""
    told = tomllib.loads((Path(__file__).parent / "places.toml").read_text(encoding="utf-8"))
    for village in told["villages"]:
        by, on = cast.acting("operator", village["place"]), calendar.ago(1)
        place = RegionPlace(region=Region.objects.get(code=village["code"]), source=village["source"])
        place.latitude, place.longitude = village["latitude"], village["longitude"]
        act.save_point(place, by=by, on=on)
        if "boundary" in village:
            ring = village["boundary"]["points"]
            file = json.dumps({"type": "Polygon", "coordinates": [[*ring, ring[0]]]}).encode()
            polygons = read_boundary(file, place.middle)
            act.set_boundary(place, polygons, source=village["boundary"]["source"], by=by, on=on)
        for rw, rt, latitude, longitude in village["neighbourhoods"]:
            row = NeighbourhoodPoint(region=place.region, rw=rw, rt=rt, latitude=latitude, longitude=longitude)
            act.save_neighbourhood(row, by=by, on=on)
