"""The social map as a sheet for the wall: bodies, what they offer, families by number; no personal data (PSK-05)."""

from fcu_project import registry
from institutions.models import Institution
from institutions.preparation import FAMILY
from institutions.views.sheet import ChooseVillageView, SheetView

WIDTH, HEIGHT, MARGIN = 400, 280, 24  # of the sketch, in its own units


def sketch(bodies):
    """[(number, x, y)] of the bodies with a map point, scaled into the box; north is up, a lone point in the middle."""
    there = [(number, body) for number, body in enumerate(bodies, 1) if body.latitude is not None]
    if not there:
        return []
    east = [float(body.longitude) for _, body in there]
    north = [float(body.latitude) for _, body in there]
    span = max(max(east) - min(east), max(north) - min(north))
    scale = min(WIDTH, HEIGHT) - 2 * MARGIN
    middle = (max(east) + min(east)) / 2, (max(north) + min(north)) / 2
    return [
        (
            number,
            round(WIDTH / 2 + ((x - middle[0]) / span * scale if span else 0)),
            round(HEIGHT / 2 - ((y - middle[1]) / span * scale if span else 0)),
        )
        for (number, _), x, y in zip(there, east, north, strict=True)
    ]


class SocialMapView(SheetView):
    """One village's map: the name of a leader or a private number never stands on it."""

    template_name = "institutions/social_map.html"
    name, lies = "Peta sosial", False
    columns = (
        ("Lembaga", lambda row: row.name),
        ("Unsur", lambda row: str(row.element)),
        ("Alamat", lambda row: row.address),
        ("Kegiatan dan pelayanan", lambda row: row.activities),
    )

    def rows(self):
        rows = Institution.objects.filter(region=self.region, closed_on=None).exclude(element__code=FAMILY)
        return list(rows.select_related("element").order_by("element__order", "name", "id"))

    def get_context_data(self, **kwargs):
        rows = self.rows()
        return super().get_context_data(
            bodies=list(enumerate(rows, 1)),
            points=sketch(rows),
            width=WIDTH,
            height=HEIGHT,
            panels=registry.panels_for("social-map", self.request, self.region),
            **kwargs,
        )


class SocialMapsView(ChooseVillageView):
    target, title, page = "institutions:social-map-village", "Peta sosial", SocialMapView
