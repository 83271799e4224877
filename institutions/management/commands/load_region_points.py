"""Gives villages a first point on the map, from open data (see README for where to get it).

A file is CSV with a header: `code` (or `id`) of the village, `latitude`, `longitude`. What somebody set by hand stays.
"""

import csv
import gzip
import io
from pathlib import Path
from statistics import median

from django.core.management.base import BaseCommand, CommandError
from django.db import transaction
from django.utils import timezone

from fcu_project import audit
from institutions.models import Region, RegionPlace
from institutions.places import distance_km, in_indonesia

OPEN_DATA = "Data terbuka: "  # begins the source of a point that this command may correct later
FAR_KM = 75  # from the middle of the kecamatan's villages: the data have a few points that lie in another province
BATCH = 1000


class Command(BaseCommand):
    help = "Loads points of villages from CSV files. Adds and corrects, never touches a point set by hand."

    def add_arguments(self, parser):
        parser.add_argument("--file", nargs="+", required=True, metavar="CSV", help="CSV or CSV.GZ, one or many")
        parser.add_argument("--source", default="", help="where the data come from; the name of the file otherwise")

    def handle(self, *, file, source, verbosity, **options):
        points, unread = {}, 0
        for name in file:
            found, wrong = read_points(Path(name))
            points.update(found)
            unread += wrong
        kept = without_strays(points)
        told = OPEN_DATA + (source or Path(file[0]).name)
        if len(told) > RegionPlace._meta.get_field("source").max_length:
            raise CommandError("--source is too long.")
        with transaction.atomic():
            added, corrected, by_hand, unknown = load(kept, told)
            if added or corrected:
                audit.record("region-points.load", by=None)
        if verbosity:
            self.stdout.write(f"Points: {added} added, {corrected} corrected, {by_hand} set by hand were left alone.")
            left_out = {"unreadable": unread, "far from their kecamatan": len(points) - len(kept), "unknown": unknown}
            if any(left_out.values()):
                self.stdout.write("Left out: " + ", ".join(f"{n} {why}" for why, n in left_out.items() if n) + ".")


def read_points(path):
    """({code: (latitude, longitude)}, number of lines that hold no point) of one file. Raises CommandError."""
    try:
        content = gzip.open(path).read() if path.suffix == ".gz" else path.read_bytes()
        lines = csv.DictReader(io.StringIO(content.decode("utf-8-sig")))
        names = lines.fieldnames or ()
    except (OSError, UnicodeDecodeError, csv.Error) as error:
        raise CommandError(f"{path}: {error}") from error
    code = next((name for name in ("code", "id") if name in names), None)
    if code is None or not {"latitude", "longitude"} <= set(names):
        raise CommandError(f"{path}: needs the columns code (or id), latitude, longitude.")
    points, wrong = {}, 0
    for line in lines:
        try:
            point = float(line["latitude"]), float(line["longitude"])
        except (TypeError, ValueError):
            wrong += 1
            continue
        if in_indonesia(point):
            points[(line[code] or "").replace(".", "").strip()] = point
        else:
            wrong += 1
    return points, wrong


def without_strays(points):
    """The points without those that lie far from the middle of their kecamatan's villages."""
    middles, groups = {}, {}
    for code, point in points.items():
        groups.setdefault(code[:6], []).append(point)
    for code, group in groups.items():
        middles[code] = median(p[0] for p in group), median(p[1] for p in group)
    return {code: point for code, point in points.items() if distance_km(point, middles[code[:6]]) <= FAR_KM}


def load(points, source):
    """Bring the table in line with `points`. Returns the numbers of rows added, corrected, set by hand, unknown."""
    ids = dict(Region.objects.filter(level="village").values_list("code", "pk"))
    there = {place.region_id: place for place in RegionPlace.objects.all().defer("boundary")}
    new, changed, by_hand, unknown = [], [], 0, 0
    for code, point in points.items():
        region, place = ids.get(code), there.get(ids.get(code))
        latitude, longitude = (RegionPlace._meta.get_field("latitude").to_python(f"{n:.5f}") for n in point)
        if region is None:
            unknown += 1
        elif place is None:
            new.append(RegionPlace(region_id=region, latitude=latitude, longitude=longitude, source=source))
        elif place.latitude is not None and not place.source.startswith(OPEN_DATA):
            by_hand += 1
        elif (place.latitude, place.longitude, place.source) != (latitude, longitude, source):
            place.latitude, place.longitude, place.source = latitude, longitude, source
            place.version, place.updated_at = place.version + 1, timezone.now()
            changed.append(place)
    RegionPlace.objects.bulk_create(new, batch_size=BATCH)
    fields = ["latitude", "longitude", "source", "version", "updated_at"]
    RegionPlace.objects.bulk_update(changed, fields, batch_size=BATCH)
    return len(new), len(changed), by_hand, unknown
