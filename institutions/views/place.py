"""Putting a village, its RT and RW and its bodies on the map: by tapping it, or by typing degrees."""

from dataclasses import replace

from django.http import Http404
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.views.generic import FormView, TemplateView

from fcu_project.views import FormCreateView, FormUpdateView, WriteMixin
from institutions.actions import place as actions
from institutions.forms.meeting import ConfirmForm
from institutions.forms.place import BodyPointForm, BoundaryForm, NeighbourhoodForm, VillagePointForm
from institutions.models import Institution, NeighbourhoodPoint, RegionPlace
from institutions.social_map import map_of, neighbourhoods_of
from institutions.views.mapping import body_to_write
from institutions.views.sheet import OnVillage, village_of, writes_in
from institutions.views.social_map import screen_data


class OnMap:
    """A form that is filled by tapping the map of `self.region`; what is there already is shown on it."""

    template_name = "institutions/place_form.html"
    submit_label, success_message = "Simpan titik", "Titik tersimpan."

    def around(self, social_map):
        """What is shown around the point that is being set: everything but itself."""
        return social_map

    def get_context_data(self, **kwargs):
        by = self.request.assignment
        data = screen_data(self.around(map_of(self.region, by)), by)
        return super().get_context_data(data=data, **kwargs)

    def get_success_url(self):
        return reverse("institutions:social-map-village", args=[self.region.code])

    get_cancel_url = get_success_url


class VillagePointView(OnMap, OnVillage, FormUpdateView):
    """Where the village lies: usually its office."""

    model, form_class = RegionPlace, VillagePointForm

    def find(self):
        self.object = RegionPlace.of(self.region)

    def around(self, social_map):
        return replace(social_map, place=RegionPlace(boundary=social_map.place.boundary))

    def get_context_data(self, **kwargs):
        return super().get_context_data(title=f"Titik {self.region}", **kwargs)

    def write(self, form):
        by = self.request.assignment
        return actions.save_point(form.instance, by=by, on=by.today)


class BodyPointView(OnMap, FormUpdateView):
    """Where a body is. One that belongs to a kecamatan or kabupaten is not on a village's map and has no page here."""

    model, form_class = Institution, BodyPointForm

    def get_object(self, queryset=None):
        body = body_to_write(self.request, self.kwargs["uid"])
        if body.region.level != "village":
            raise Http404
        self.region = body.region
        return body

    def around(self, social_map):
        return replace(social_map, bodies=[body for body in social_map.bodies if body.row.pk != self.object.pk])

    def get_context_data(self, **kwargs):
        return super().get_context_data(region=self.region, title=f"Titik {self.object.name}", **kwargs)

    def write(self, form):
        by = self.request.assignment
        return actions.save_body_point(form.instance, by=by, on=by.today)


class NeighbourhoodListView(TemplateView):
    """Every RT with families and every RT or RW with a point: which are still to be placed."""

    template_name = "institutions/neighbourhood_list.html"

    def get_context_data(self, **kwargs):
        by = self.request.assignment
        region = village_of(by, self.kwargs["code"])
        rows = neighbourhoods_of(region, by)
        return super().get_context_data(
            region=region,
            rows=rows,
            placed=sum(1 for row in rows if row.point),
            may_change=writes_in(by, region, "institutions.change_neighbourhoodpoint"),
            **kwargs,
        )


class ToNeighbourhoods:
    """Writing leads back to the list: usually the next RT follows."""

    def get_success_url(self):
        return reverse("institutions:neighbourhood-list", args=[self.region.code])

    get_cancel_url = get_success_url


class NeighbourhoodCreateView(ToNeighbourhoods, OnMap, OnVillage, FormCreateView):
    model, form_class = NeighbourhoodPoint, NeighbourhoodForm
    extra_context = {"title": "Titik RT/RW"}

    def get_initial(self):
        asked = self.request.GET
        return {name: asked.get(name, "")[:3] for name in ("rw", "rt")}

    def get_form(self, form_class=None):
        form = super().get_form(form_class)
        form.instance.region = self.region
        return form

    def write(self, form):
        by = self.request.assignment
        return actions.save_neighbourhood(form.instance, by=by, on=by.today)


def neighbourhood_of(request, village, uid):
    """A point of an RT or RW of the village. Raises Http404."""
    rows = NeighbourhoodPoint.objects.visible_to(request.assignment).select_related("region")
    return get_object_or_404(rows, region=village, uid=uid)


class NeighbourhoodUpdateView(ToNeighbourhoods, OnMap, FormUpdateView):
    model, form_class = NeighbourhoodPoint, NeighbourhoodForm

    def get_object(self, queryset=None):
        self.region = village_of(self.request.assignment, self.kwargs["code"])
        return neighbourhood_of(self.request, self.region, self.kwargs["uid"])

    def around(self, social_map):
        rest = [area for area in social_map.neighbourhoods if area.row is None or area.row.pk != self.object.pk]
        return replace(social_map, neighbourhoods=rest)

    def get_context_data(self, **kwargs):
        return super().get_context_data(region=self.region, title=f"Titik {self.object}", **kwargs)

    def write(self, form):
        by = self.request.assignment
        return actions.save_neighbourhood(form.instance, by=by, on=by.today)


class NeighbourhoodRemoveView(ToNeighbourhoods, OnVillage, WriteMixin, FormView):
    form_class = ConfirmForm
    template_name = "institutions/place_remove.html"
    submit_label, success_message = "Hapus titik", "Titik dihapus dari peta."

    def find(self):
        self.object = neighbourhood_of(self.request, self.region, self.kwargs["uid"])

    def get_context_data(self, **kwargs):
        return super().get_context_data(what=f"titik {self.object}", **kwargs)

    def write(self, form):
        by = self.request.assignment
        actions.remove_neighbourhood(self.object, by=by, on=by.today)
        return self.object


class OnBoundary(OnVillage, WriteMixin, FormView):
    def find(self):
        self.object = RegionPlace.of(self.region)

    def get_success_url(self):
        return reverse("institutions:social-map-village", args=[self.region.code])

    get_cancel_url = get_success_url


class BoundaryView(OnBoundary):
    """The outline of the village, from a GeoJSON file."""

    form_class = BoundaryForm
    template_name = "form.html"
    submit_label, success_message = "Unggah batas", "Batas wilayah tersimpan."
    extra_context = {
        "title": "Batas wilayah",
        "intro": "Unggah garis batas desa/kelurahan. Batas yang lama diganti. Peta tetap bisa dipakai tanpa batas.",
    }

    def get_form_kwargs(self):
        return {**super().get_form_kwargs(), "place": self.object}

    def get_initial(self):
        return {"source": self.object.boundary_source}

    def write(self, form):
        by, data = self.request.assignment, form.cleaned_data
        return actions.set_boundary(self.object, data["file"], source=data["source"], by=by, on=by.today)


class BoundaryRemoveView(OnBoundary):
    form_class = ConfirmForm
    template_name = "institutions/place_remove.html"
    submit_label, success_message = "Hapus batas", "Batas wilayah dihapus. Titik-titiknya tetap ada."

    def find(self):
        super().find()
        if not self.object.boundary:
            raise Http404

    def get_context_data(self, **kwargs):
        return super().get_context_data(what=f"batas wilayah {self.region}", **kwargs)

    def write(self, form):
        by = self.request.assignment
        actions.remove_boundary(self.object, by=by, on=by.today)
        return self.object
