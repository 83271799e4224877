"""What the social map of a village shows: bodies, RT and RW with the number of families, the village's point, its
outline (III.A.4.2(1)). Never where a family lives: a family is a number of its RT."""

from dataclasses import dataclass, field

from fcu_project import registry
from institutions.boundary import SHOWN_POINTS, as_geojson, polygons_of, thinned
from institutions.models import Institution, NeighbourhoodPoint, RegionPlace
from institutions.places import point_of
from institutions.preparation import FAMILY

# Shape of a body's sign, so that its kind is told without colour; the number in it is that of the list.
CIRCLE, SQUARE, PENTAGON, DIAMOND = "circle", "square", "pentagon", "diamond"
SHAPES = (
    (CIRCLE, "Lembaga dan kelompok warga"), (PENTAGON, "Kesehatan dan pendidikan"), (DIAMOND, "Usaha"),
    (SQUARE, "Kantor pemerintah"),
)  # fmt: skip
CARES = {
    "paud", "posyandu", "pkbm", "pusaka", "kantor-puskesmas", "kantor-rumah-sakit", "kantor-sekolah",
}  # fmt: skip
TRADES = {"kube", "uppks", "dunia-usaha"}
UNKNOWN = "-"  # an RT or RW that nobody has written down


@dataclass(frozen=True)
class Body:
    """A body with its number in the list and its place, None where it has no point yet."""

    number: int
    row: object

    @property
    def point(self):
        return point_of(self.row)

    @property
    def shape(self):
        element = self.row.element
        if element.code in CARES:
            return PENTAGON
        if element.code in TRADES:
            return DIAMOND
        return SQUARE if element.group == "office" else CIRCLE


@dataclass(frozen=True)
class Neighbourhood:
    """An RT, or a whole RW: the number of its families in the words the reader may see, its point if it has one."""

    rw: str
    rt: str
    words: str = ""
    row: object = None

    @property
    def label(self):
        if UNKNOWN in (self.rw, self.rt):
            return "RT/RW belum dicatat" if self.rw == UNKNOWN else f"RW {self.rw}, RT belum dicatat"
        return f"RT {self.rt}/RW {self.rw}" if self.rt else f"RW {self.rw}"

    @property
    def point(self):
        return point_of(self.row) if self.row is not None else None

    @property
    def is_known(self):
        return UNKNOWN not in (self.rw, self.rt)


@dataclass(frozen=True)
class SocialMap:
    """Everything on the map of one village, as `by` may read it; for nobody in particular, as the public may."""

    region: object
    place: RegionPlace
    bodies: list = field(default_factory=list)
    neighbourhoods: list = field(default_factory=list)

    @property
    def placed(self):
        return [body for body in self.bodies if body.point]

    @property
    def unplaced(self):
        return [body for body in self.bodies if not body.point]

    @property
    def areas(self):
        """Those RT and RW that have a point."""
        return [area for area in self.neighbourhoods if area.point]

    @property
    def polygons(self):
        return polygons_of(self.place.boundary)

    @property
    def is_empty(self):
        return not (self.placed or self.areas or self.polygons or point_of(self.place))


def map_of(region, by=None):
    """The social map of a village. Four queries, however many bodies and families there are."""
    rows = Institution.objects.filter(region=region, closed_on=None).exclude(element__code=FAMILY)
    rows = rows.select_related("element").order_by("element__order", "name", "id")
    bodies = [Body(number, row) for number, row in enumerate(rows, 1)]
    return SocialMap(region, RegionPlace.of(region), bodies, neighbourhoods_of(region, by))


def neighbourhoods_of(region, by=None):
    """Every RT with families or a point, and every RW with a point of its own, in their order."""
    words = registry.spread_of("families", region, by)
    points = {(row.rw, row.rt): row for row in NeighbourhoodPoint.objects.filter(region=region)}
    keys = {key for key in words if key[1]} | set(points)
    return [Neighbourhood(*key, words.get(key, ""), points.get(key)) for key in sorted(keys)]


def as_data(social_map, link):
    """The map as the page's script reads it: plain numbers and words. `link(row)` gives the address of a body."""
    place = social_map.place
    return {
        "boundary": as_geojson(thinned(social_map.polygons, SHOWN_POINTS)) if social_map.polygons else None,
        "village": {"at": point_of(place), "title": str(social_map.region)} if point_of(place) else None,
        "bodies": [
            {
                "at": body.point, "number": body.number, "shape": body.shape, "title": body.row.name,
                "kind": body.row.element.name, "does": body.row.activities, "for": body.row.target_group,
                "url": link(body.row),
            }
            for body in social_map.placed
        ],
        "areas": [
            {"at": area.point, "title": area.label, "words": area.words or "0"} for area in social_map.areas
        ],
    }  # fmt: skip
