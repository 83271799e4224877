"""The social map of a village: on the screen, in words beside it, and as a paper for the wall (PSK-05)."""

from django.conf import settings
from django.urls import reverse

from fcu_project import registry
from institutions.documents.social_map import ROOM, SOCIAL_MAP_TEMPLATE, social_map_facts
from institutions.map_drawing import drawing_of
from institutions.social_map import SHAPES, as_data, map_of
from institutions.views.sheet import ChooseVillageView, SheetView, writes_in

DRAWN = (720, 560, 24)  # width, height and sign of the drawing for readers without a script


def screen_data(social_map, by):
    """What the script of the page draws: the map, and tiles beneath it where the installation has a server of its own.

    An address is given only to who may open it."""
    may_open = by.has_perm("institutions.view_institution")
    data = as_data(social_map, lambda row: row.get_absolute_url() if may_open else "")
    tiles = {"url": settings.TILE_URL, "credit": settings.TILE_CREDIT} if settings.TILE_URL else None
    return data | {"tiles": tiles}


class SocialMapView(SheetView):
    """One village's map: the name of a leader or a private number never stands on it."""

    template_name = "institutions/social_map.html"
    name, paper_template = "Peta sosial", SOCIAL_MAP_TEMPLATE
    columns = (
        ("No", lambda body: body.number),
        ("Lembaga", lambda body: body.row.name),
        ("Unsur", lambda body: body.row.element.name),
        ("Alamat", lambda body: body.row.address),
        ("Kegiatan dan pelayanan", lambda body: body.row.activities),
        ("Lintang", lambda body: body.row.latitude),
        ("Bujur", lambda body: body.row.longitude),
    )

    def rows(self):
        return map_of(self.region).bodies

    def paper_facts(self, paper):
        return social_map_facts(self.region, paper, self.request.assignment.today)

    def get_context_data(self, **kwargs):
        by = self.request.assignment
        social_map = map_of(self.region, by)
        return super().get_context_data(
            map=social_map,
            papers=list(ROOM),
            data=screen_data(social_map, by),
            drawing=drawing_of(social_map, *DRAWN),
            shapes=[(shape, label) for shape, label in SHAPES if any(b.shape == shape for b in social_map.placed)],
            may_change=writes_in(by, self.region, "institutions.change_regionplace"),
            point_url=reverse("institutions:place-point", args=[self.region.code]),
            panels=registry.panels_for("social-map", self.request, self.region),
            **kwargs,
        )


class SocialMapsView(ChooseVillageView):
    target, title, page = "institutions:social-map-village", "Peta sosial", SocialMapView
