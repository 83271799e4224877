"""The social map drawn by the server: for paper, and for a page whose reader has no script.

Equirectangular, shrunk by the cosine of the middle latitude: over one village that is as good as any projection. The
drawing is plain numbers and path texts; one template turns it into SVG.
"""

from dataclasses import dataclass
from math import cos, hypot, pi, radians, sin

from institutions.places import point_of
from institutions.social_map import CIRCLE, DIAMOND, PENTAGON, SHAPES, SQUARE

KM_PER_DEGREE = 111.195
LEAST_KM = 0.4  # what the drawing is wide at least, so that one point alone has ground around it
STEPS = 80  # in which signs that lie on each other are moved apart
NICE = (1, 2, 5)
LOWER = 0.4  # of a sign: how far the middle of an RT with its name lies below the number


@dataclass(frozen=True)
class Projection:
    """Degrees to units of the drawing; north is up."""

    west: float
    north: float
    east_scale: float
    north_scale: float
    left: float
    top: float

    def at(self, point):
        latitude, longitude = point
        x = self.left + (longitude - self.west) * self.east_scale
        return x, self.top + (self.north - latitude) * self.north_scale


def drawing_of(social_map, width, height, size):
    """The map in a box of `width` × `height`, signs with a radius of `size`; {} where there is nothing to draw."""
    if social_map.is_empty:
        return {}
    points = [row.point for row in (*social_map.placed, *social_map.areas)]
    points += [(y, x) for polygon in social_map.polygons for x, y in polygon[0]]
    home = point_of(social_map.place)
    projection, unit_km = _fitted([*points, home] if home else points, width, height, 2 * size)
    signs = [(projection.at(row.point), size) for row in social_map.placed]
    signs += [(_lower(projection.at(row.point), size * LOWER), size * 2) for row in social_map.areas]  # with the name
    signs += [(projection.at(home), size)] if home else []
    moved = apart(signs, width, height)
    pins = [
        {"number": row.number, "shape": row.shape, "path": shape_path(row.shape, *at, size), **_text(at)}
        for row, at in zip(social_map.placed, moved, strict=False)
    ]
    areas = [
        {"words": row.words or "0", "radius": round(size * 1.2), **_text(at), **_plate(row, at, size)}
        for row, at in zip(social_map.areas, (_lower(at, -size * LOWER) for at in moved[len(pins) :]), strict=False)
    ]
    return {
        "width": width, "height": height, "size": size, "font": round(size * 1.05),
        "small": round(size * 0.75), "halo": round(size * 0.25),
        "dot": max(round(size * 0.15), 1),
        "outline": [_line(projection, ring) for polygon in social_map.polygons for ring in polygon],
        "leaders": _leaders(signs, moved, size),
        "pins": pins, "areas": areas,
        "home": star_path(*moved[-1], size) if home else "",
        "scale": _scale(unit_km, width, height, size), "arrow": _arrow(width, size),
        "legend": [
            {"shape": shape, "label": label, "path": shape_path(shape, size, size, size * 0.8)}
            for shape, label in SHAPES if any(row.shape == shape for row in social_map.placed)
        ],
    }  # fmt: skip


def _lower(at, by):
    return at[0], at[1] + by


def _text(at):
    return {"x": round(at[0]), "y": round(at[1])}


def _plate(row, at, size):
    """The name of an RT or RW beneath its number; it is drawn above all signs, with white around it."""
    label = f"{row.rt}/{row.rw}" if row.rt else f"RW {row.rw}"
    return {"label": label, "base": round(at[1] + size * 1.95)}


def _fitted(points, width, height, margin):
    """The projection that shows all points, and how many kilometres one unit is."""
    latitudes, longitudes = [point[0] for point in points], [point[1] for point in points]
    middle = (min(latitudes) + max(latitudes)) / 2, (min(longitudes) + max(longitudes)) / 2
    narrow = max(cos(radians(middle[0])), 0.01)
    wide_km = (max(longitudes) - min(longitudes)) * KM_PER_DEGREE * narrow
    tall_km = (max(latitudes) - min(latitudes)) * KM_PER_DEGREE
    room = width - 2 * margin, height - 2 * margin
    unit_km = max(wide_km / room[0], tall_km / room[1], LEAST_KM / min(room))
    scale = KM_PER_DEGREE / unit_km
    west = middle[1] - width / 2 / (scale * narrow)
    north = middle[0] + height / 2 / scale
    return Projection(west, north, scale * narrow, scale, 0, 0), unit_km


def apart(signs, width, height):
    """The places of signs [((x, y), radius)], moved until none covers another and all lie in the box."""
    places = [list(at) for at, _ in signs]
    for _ in range(STEPS):
        moved = False
        for first in range(len(signs)):
            for second in range(first + 1, len(signs)):
                moved |= _push(places, signs, first, second)
        for place, (_, radius) in zip(places, signs, strict=True):
            place[0] = min(max(place[0], radius), width - radius)
            place[1] = min(max(place[1], radius), height - radius)
        if not moved:
            break
    return [tuple(place) for place in places]


def _push(places, signs, first, second):
    """Move two signs apart if they touch; says whether they did."""
    one, other = places[first], places[second]
    need = (signs[first][1] + signs[second][1]) * 1.05
    dx, dy = other[0] - one[0], other[1] - one[1]
    if abs(dx) >= need or abs(dy) >= need:
        return False
    distance = hypot(dx, dy)
    if distance >= need:
        return False
    if distance < 0.01:  # on the very same spot: each pair leaves in a direction of its own
        turn = (first * 7 + second * 3) * 0.7
        dx, dy, distance = cos(turn), sin(turn), 1
        gap = need / 2
    else:
        gap = (need - distance) / 2
    step = gap / distance
    one[0] -= dx * step
    one[1] -= dy * step
    other[0] += dx * step
    other[1] += dy * step
    return True


def _leaders(signs, moved, size):
    """Thin lines from a sign that had to move farther than beside its place to the dot where it belongs."""
    return [
        {"x1": round(at[0]), "y1": round(at[1]), "x2": round(to[0]), "y2": round(to[1])}
        for (at, _), to in zip(signs, moved, strict=True)
        if hypot(at[0] - to[0], at[1] - to[1]) > 1.6 * size
    ]


def _line(projection, ring):
    """The path of a ring, without the points that fall on the same spot of the drawing."""
    spots = [tuple(map(round, projection.at((y, x)))) for x, y in ring]
    kept = [spot for number, spot in enumerate(spots) if number == 0 or spot != spots[number - 1]]
    return "M" + "L".join(f"{x} {y}" for x, y in kept) + "Z"


def shape_path(shape, x, y, size):
    """The path of a sign around (x, y)."""
    if shape == CIRCLE:
        r, x, y = round(size), round(x), round(y)
        return f"M{x - r} {y}a{r} {r} 0 1 0 {2 * r} 0a{r} {r} 0 1 0 {-2 * r} 0Z"
    corners, reach, turn = {
        SQUARE: (4, 1.25, pi / 4), DIAMOND: (4, 1.35, 0), PENTAGON: (5, 1.2, -pi / 2),
    }[shape]  # fmt: skip
    return _polygon(x, y, [size * reach] * corners, turn)


def star_path(x, y, size):
    return _polygon(x, y, [size if number % 2 == 0 else size * 0.45 for number in range(10)], -pi / 2)


def _polygon(x, y, reaches, turn):
    spots = [
        (round(x + reach * cos(turn + 2 * pi * number / len(reaches))),
         round(y + reach * sin(turn + 2 * pi * number / len(reaches))))
        for number, reach in enumerate(reaches)
    ]  # fmt: skip
    return "M" + "L".join(f"{a} {b}" for a, b in spots) + "Z"


def _scale(unit_km, width, height, size):
    """The bar of the scale: a round distance, at most a quarter of the drawing wide."""
    most = width / 4 * unit_km
    power = 0.001
    while power * 10 <= most:
        power *= 10
    length = max(nice * power for nice in NICE if nice * power <= most * 1.0001)
    words = f"{length:g} km" if length >= 1 else f"{round(length * 1000)} m"
    left, bottom = round(size), round(height - size * 0.8)
    right = left + round(length / unit_km)
    return {
        "words": words, "x": left, "y": bottom, "right": right, "middle": (left + right) // 2,
        "tick": bottom - round(size * 0.4), "text": bottom - round(size * 0.6),
    }  # fmt: skip


def _arrow(width, size):
    """The arrow that points north, in the upper right corner."""
    x, top, s = round(width - 1.6 * size), round(0.6 * size), round(size)
    spots = (x, top), (x + round(0.6 * s), top + 2 * s), (x, top + round(1.5 * s)), (x - round(0.6 * s), top + 2 * s)
    return {"path": "M" + "L".join(f"{a} {b}" for a, b in spots) + "Z", "x": x, "y": top + round(3.1 * s)}
