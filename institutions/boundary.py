"""The outline of a village as an uploaded GeoJSON file: read as data, checked, thinned, kept as one MultiPolygon.

A polygon is a list of rings, the outer one first; a ring is a list of (longitude, latitude), closed.
"""

import json

from django.core.exceptions import ValidationError

from institutions.places import EAST, FAR_KM, NORTH, SOUTH, WEST, distance_km

MOST_BYTES = 500_000
MOST_POINTS = 5_000  # kept
SHOWN_POINTS = 1_500  # sent to a page
MOST_FEATURES = 1_000
WIDEST = 3  # degrees, about 330 km
DIGITS = 5  # about one metre
DEGREES = ("CRS84", "4326")  # names of the one reference system that GeoJSON knows

NOT_WHOLE = "Berkas ini bukan GeoJSON yang utuh. Simpan ulang dari aplikasi petanya sebagai GeoJSON."
NO_AREA = "Berkas ini tidak berisi batas wilayah (Polygon atau MultiPolygon)."
NOT_DEGREES = "Koordinatnya bukan derajat. Simpan ulang dengan sistem koordinat WGS 84 (EPSG:4326)."
TURNED = "Lintang dan bujurnya tertukar. Dalam GeoJSON bujur ditulis lebih dahulu."
ELSEWHERE = "Batas ini di luar Indonesia. Periksa berkasnya."


def read_boundary(content, near=None):
    """The polygons in an uploaded file.

    `near` is the village's point (latitude, longitude), where it has one. Raises ValidationError in plain words for a
    file that is too large, no GeoJSON, without an area, or of another place.
    """
    if len(content) > MOST_BYTES:
        raise ValidationError(f"Berkas terlalu besar. Paling besar {MOST_BYTES // 1000} kB.")
    polygons = [_polygon(rings) for geometry in _areas(_parsed(content)) for rings in geometry]
    if not polygons:
        raise ValidationError(NO_AREA)
    _check_place(polygons, near)
    return thinned(polygons, MOST_POINTS)


def _parsed(content):
    try:
        told = json.loads(content.decode("utf-8-sig"), parse_constant=_no_number)
    except (ValueError, RecursionError) as error:  # no text, no JSON, numbers without end, brackets without end
        raise ValidationError(NOT_WHOLE) from error
    if not isinstance(told, dict):
        raise ValidationError(NOT_WHOLE)
    system = told.get("crs")
    if system is not None and not any(name in str(system)[:500] for name in DEGREES):
        raise ValidationError(NOT_DEGREES)
    return told


def _no_number(name):
    raise ValueError(name)


def _areas(told):
    """The coordinates of every area in the file, each as a list of polygons."""
    if told.get("type") == "FeatureCollection":
        features = told.get("features")
        if not isinstance(features, list):
            raise ValidationError(NOT_WHOLE)
        if len(features) > MOST_FEATURES:
            raise ValidationError("Berkas ini berisi terlalu banyak bagian. Simpan batas wilayahnya saja.")
    else:
        features = [told]
    for feature in features:
        shape = feature.get("geometry") if isinstance(feature, dict) and feature.get("type") == "Feature" else feature
        if not isinstance(shape, dict):
            continue
        if shape.get("type") == "Polygon":
            yield [shape.get("coordinates")]
        elif shape.get("type") == "MultiPolygon":
            rows = shape.get("coordinates")
            if not isinstance(rows, list):
                raise ValidationError(NOT_WHOLE)
            yield rows


def _polygon(rings):
    if not isinstance(rings, list) or not rings:
        raise ValidationError(NOT_WHOLE)
    return [_ring(ring) for ring in rings]


def _ring(ring):
    """A closed ring with rounded degrees; heights are left out."""
    if not isinstance(ring, list) or len(ring) < 4:
        raise ValidationError(NOT_WHOLE)
    points = [_position(position) for position in ring]
    return points if points[0] == points[-1] else [*points, points[0]]


def _position(position):
    if not isinstance(position, list) or len(position) < 2:
        raise ValidationError(NOT_WHOLE)
    numbers = position[:2]
    if not all(isinstance(n, int | float) and not isinstance(n, bool) and abs(n) < 1e9 for n in numbers):
        raise ValidationError(NOT_WHOLE)
    return tuple(round(float(number), DIGITS) for number in numbers)


def _check_place(polygons, near):
    west, south, east, north = extent(polygons)
    if max(abs(west), abs(east)) > 180 or max(abs(south), abs(north)) > 180:
        raise ValidationError(NOT_DEGREES)
    if west < WEST or east > EAST or south < SOUTH or north > NORTH:
        turned = SOUTH <= west and east <= NORTH and WEST <= south and north <= EAST
        raise ValidationError(TURNED if turned else ELSEWHERE)
    if east - west > WIDEST or north - south > WIDEST:
        raise ValidationError("Batas ini terlalu luas untuk satu desa/kelurahan. Simpan batas wilayahnya saja.")
    if near is not None:
        nearest = (min(max(near[0], south), north), min(max(near[1], west), east))
        far = distance_km(near, nearest)
        if far > FAR_KM / 2:
            raise ValidationError(
                f"Batas ini {round(far)} km dari titik desa/kelurahan. Periksa berkasnya, atau betulkan titiknya."
            )


def extent(polygons):
    """(west, south, east, north) of polygons, in degrees."""
    points = [point for polygon in polygons for ring in polygon for point in ring]
    longitudes, latitudes = [point[0] for point in points], [point[1] for point in points]
    return min(longitudes), min(latitudes), max(longitudes), max(latitudes)


def thinned(polygons, most):
    """The polygons with at most `most` points: what lies closer together than a growing distance is left out.

    Rings that shrink to nothing go. Raises ValidationError where too little would be left of it.
    """
    apart = 0.00002
    while sum(len(ring) for polygon in polygons for ring in polygon) > most:
        polygons = [rings for polygon in polygons if (rings := _thinned_polygon(polygon, apart))]
        apart *= 2
        if not polygons or apart > WIDEST:
            raise ValidationError("Batas ini terlalu rumit. Sederhanakan garisnya, lalu unggah lagi.")
    return polygons


def _thinned_polygon(polygon, apart):
    rings = [_thinned_ring(ring, apart) for ring in polygon]
    return [ring for ring in rings if len(ring) >= 4] if len(rings[0]) >= 4 else []


def _thinned_ring(ring, apart):
    kept = [ring[0]]
    for point in ring[1:-1]:
        if abs(point[0] - kept[-1][0]) > apart or abs(point[1] - kept[-1][1]) > apart:
            kept.append(point)
    return [*kept, ring[-1]]


def as_geojson(polygons, source=""):
    """Polygons as they are kept and sent: one MultiPolygon, with where it comes from as a member of its own."""
    shape = {"type": "MultiPolygon", "coordinates": [[[list(p) for p in ring] for ring in row] for row in polygons]}
    return {**shape, "source": source} if source else shape


def polygons_of(boundary):
    """The polygons of a boundary that was kept; none for None."""
    return boundary["coordinates"] if boundary else []
