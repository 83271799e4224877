"""The home page and the road."""

from datetime import datetime
from zoneinfo import ZoneInfo

from django.core.paginator import Paginator
from django.http import Http404
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.views.generic import TemplateView

from fcu_project import dates, registry
from institutions.models import FamilyCareUnit, Region
from institutions.road import current_step, events_of, own_road, road_of, standing, unit_of, words_of
from institutions.tasks.founding import greeting

MOST_TASKS = 60  # three show on a phone; the others unfold


class HomeView(TemplateView):
    """Greeting, what to do, where the road stands."""

    template_name = "institutions/home.html"

    def get_context_data(self, **kwargs):
        by = self.request.assignment
        hour = datetime.now(ZoneInfo(dates.ZONES[by.region.zone])).hour
        tasks = registry.tasks_for(by, by.today)
        context = {
            "greeting": greeting(by, hour),
            "intro": f"{by.role_label}, {by.region}",
            "tasks": tasks[:MOST_TASKS],
            "tiles": [
                {
                    "label": entry.label,
                    "icon": entry.icon,
                    "url": reverse(entry.route),
                    "note": entry.note(by) if entry.note else "",
                }
                for entry in registry.menu_for(by)[1:]
            ],
            "tasks_note": f"{len(tasks)} tugas" if len(tasks) > 1 else "",
        }
        if by.level == "village" and by.has_perm("institutions.view_road"):
            unit, steps = own_road(by, by.today)
            now = current_step(steps)
            context |= {
                "road": steps,
                "road_title": f"Jalan {unit}" if unit.pk else f"Jalan FCU {by.region}",
                "road_note": f"Langkah {now.number} dari {len(steps)}" if now else "Selesai",
            }
        elif by.has_perm("institutions.view_road"):
            context |= {"events": events_of(by.region, by), "standing": standing(by.region)}
        return super().get_context_data(**context, **kwargs)


class RoadView(TemplateView):
    """The village's own road, or, above the village, the own events and the villages on their way."""

    def get_template_names(self):
        own = self.request.assignment.level == "village"
        return ["institutions/road.html" if own else "institutions/road_above.html"]

    def get_context_data(self, **kwargs):
        by = self.request.assignment
        if by.level == "village":
            return super().get_context_data(**village_road(by.region, by), **kwargs)
        units = (
            FamilyCareUnit.objects.visible_to(by)
            .exclude(stage="inactive")
            .select_related("region__parent__parent__parent")
        )
        page = Paginator(units, 50).get_page(self.request.GET.get("halaman"))
        rows = [
            {
                "unit": unit,
                "region": unit.region,
                "words": words_of(unit),
                "subdistrict": where(unit.region, by),
            }
            for unit in page
        ]
        return super().get_context_data(
            events=events_of(by.region, by), standing=standing(by.region), rows=rows, page=page, **kwargs
        )


class VillageRoadView(TemplateView):
    """The road of one village, read from above (or one's own)."""

    template_name = "institutions/road.html"

    def get_context_data(self, **kwargs):
        by = self.request.assignment
        region = get_object_or_404(Region, code=self.kwargs["code"], level="village")
        if not region.code.startswith(by.territory):
            raise Http404
        return super().get_context_data(**village_road(region, by), **kwargs)


def where(village, by):
    """The places between a village and its reader: the kecamatan, for readers above the kabupaten also that."""
    places = [village.parent, village.parent.parent, village.parent.parent.parent]
    return ", ".join(str(place) for place in places if len(place.code) > len(by.territory))


def village_road(region, by):
    """Context of a village's road page."""
    unit = unit_of(region)
    steps = road_of(unit, by=by, on=by.today)
    return {
        "region": region,
        "unit": unit,
        "steps": steps,
        "now": current_step(steps),
        "own": by.region_id == region.pk,
    }
