"""Where villages, their RT and RW lie, in the admin: read here, set on the map's own pages."""

from django.contrib import admin

from fcu_project.admin import ReadOnlyAdmin
from institutions.admin import site
from institutions.models import NeighbourhoodPoint, RegionPlace


@admin.register(RegionPlace, site=site)
class RegionPlaceAdmin(ReadOnlyAdmin):
    list_display = ("region", "latitude", "longitude", "source")
    fields = ("region", "latitude", "longitude", "source", "boundary_source")
    list_select_related = ("region",)

    @admin.display(description="sumber batas wilayah")
    def boundary_source(self, obj):
        return obj.boundary_source


@admin.register(NeighbourhoodPoint, site=site)
class NeighbourhoodPointAdmin(ReadOnlyAdmin):
    list_display = ("region", "rw", "rt", "latitude", "longitude")
    list_select_related = ("region",)
