"""Points on the map in degrees (WGS 84): whether one can be meant, and how far two lie apart."""

from math import asin, cos, radians, sin, sqrt

SOUTH, NORTH, WEST, EAST = -12, 7, 94, 142  # Indonesia lies between, in degrees
EARTH_KM = 6371
FAR_KM = 100  # no village is as wide: a point farther from its village is a slip of the hand


def point_of(row):
    """(latitude, longitude) of a row in degrees, None where it has no point."""
    if row.latitude is None or row.longitude is None:
        return None
    return float(row.latitude), float(row.longitude)


def in_indonesia(point):
    latitude, longitude = point
    return SOUTH <= latitude <= NORTH and WEST <= longitude <= EAST


def distance_km(one, other):
    """Kilometres between two points over the ground."""
    (lat1, lon1), (lat2, lon2) = (tuple(map(radians, point)) for point in (one, other))
    half = sin((lat2 - lat1) / 2) ** 2 + cos(lat1) * cos(lat2) * sin((lon2 - lon1) / 2) ** 2
    return 2 * EARTH_KM * asin(sqrt(min(half, 1)))


def problem_of(point, near=None, what="titik desa/kelurahan"):
    """Why nobody can mean this point, or "". `near` is a point that it has to lie close to, called `what`."""
    if not in_indonesia(point):
        return (
            f"Titik ini di luar Indonesia. Lintang di Indonesia antara {SOUTH} dan {NORTH}, "
            f"bujur antara {WEST} dan {EAST}."
        )
    if near is not None and (far := distance_km(point, near)) > FAR_KM:
        return f"Titik ini {round(far)} km dari {what}. Periksa lintang dan bujurnya."
    return ""
