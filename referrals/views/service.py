"""The directory: who offers what, for which problem, and when that was last checked (III.B.5.5)."""

from urllib.parse import urlencode

from django.core.exceptions import PermissionDenied
from django.db.models import F, Q
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.functional import cached_property
from django.views.generic import TemplateView

from families.views.member import Gated
from fcu_project.views import FormCreateView, FormUpdateView, WriteMixin
from fcu_project.workflow import TransitionRefused
from institutions.models import Activity
from institutions.models.person import fold
from institutions.views.listing import KeyedListView, uid_of
from referrals import places, resources
from referrals.actions import service as actions
from referrals.forms.service import ServiceCloseForm, ServiceForm, problems_to_choose
from referrals.models import Sector, Service
from referrals.models.service import stale_before
from referrals.views.reach import Prepared, visible_service

FILTERS = ("cari", "bidang", "masalah", "tingkat", "jenis", "periksa")


class ServiceListView(KeyedListView):
    """Services that can be asked for now, by institution; the village also finds what is offered above it."""

    template_name = "referrals/service_list.html"
    columns, export_name = resources.SERVICES, "Direktori-pelayanan"
    order = ("place", "id")

    def get_queryset(self):
        asked = self.request.GET
        rows = Service.objects.visible_to(self.request.assignment).offered()
        rows = rows.annotate(place=F("institution__search_name")).select_related("institution", "region")
        if asked.get("bidang") in Sector.values:
            rows = rows.filter(sector=asked["bidang"])
        if self.problem_code:
            rows = rows.filter(problems__code=self.problem_code)
        if asked.get("tingkat") in places.LEVELS:
            rows = rows.filter(places.at_level(asked["tingkat"]))
        if asked.get("jenis") in places.KINDS:
            rows = rows.filter(places.of_kind(asked["jenis"]))
        if asked.get("periksa"):
            rows = rows.stale(self.stale_before).kept_in(self.request.assignment.territory)
        wanted = fold(asked.get("cari", ""))
        if wanted:
            rows = rows.filter(Q(place__contains=wanted) | Q(name__icontains=wanted))
        return rows.prefetch_related("problems")

    @cached_property
    def stale_before(self):
        by = self.request.assignment
        return stale_before(by.region, by.today)

    @property
    def problem_code(self):
        code = self.request.GET.get("masalah", "")
        return code if len(code) <= 60 and code.replace("-", "").replace("_", "").isalnum() else ""

    def _beyond(self, text):
        """As in every list, but the sort field is the institution's name."""
        place, _, key = text.rpartition("~")
        if not (key.isascii() and key.isdigit() and len(key) <= 18):
            return Q()
        return Q(place__gt=place) | Q(place=place, id__gt=int(key))

    def get_context_data(self, **kwargs):
        by, asked = self.request.assignment, self.request.GET
        context = super().get_context_data(**kwargs)
        for row in context["rows"]:
            row.needs_check = row.is_stale(self.stale_before)
        sector = asked.get("bidang", "")
        return {
            **context,
            "chips": [
                {"label": label, "url": self._url(bidang=value), "current": value == sector}
                for value, label in (("", "Semua bidang"), *Sector.choices)
            ],
            "sector": sector,
            "problems": problems_to_choose(),
            "problem": self.problem_code,
            "levels": places.LEVELS.items(),
            "level": asked.get("tingkat", ""),
            "kinds": places.KINDS.items(),
            "kind": asked.get("jenis", ""),
            "stale": bool(asked.get("periksa")),
            "keeps": by.has_perm("referrals.change_service"),
            "is_narrowed": any(asked.get(name) for name in FILTERS),
        }

    def _url(self, **changed):
        kept = {name: self.request.GET.get(name, "") for name in FILTERS} | changed
        return f"?{urlencode({name: value for name, value in kept.items() if value})}"


class ServicePage(TemplateView):
    """A page about one service within reach, closed ones included."""

    def get(self, request, *args, **kwargs):
        self.service = visible_service(request, kwargs["uid"])
        return super().get(request, *args, **kwargs)


class OnService:
    """A form that leads back to the directory."""

    back_label = "Kembali ke direktori"

    def get_context_data(self, **kwargs):
        return super().get_context_data(back_label=self.back_label, **kwargs)

    def get_success_url(self):
        return reverse("referrals:service-list")

    get_cancel_url = closed_url = get_success_url


class ServiceCreateView(OnService, FormCreateView):
    model, form_class = Service, ServiceForm
    success_message = "Pelayanan tersimpan di direktori."
    extra_context = {"title": "Tambah pelayanan"}

    def get_initial(self):
        by = self.request.assignment
        initial = {"checked_on": by.today, "checked_by": by.person.name}
        told = self.request.GET.get("kegiatan", "")
        if told:
            note = get_object_or_404(Activity.objects.visible_to(by), uid=uid_of(told))
            if note.membership and note.membership.institution_id:
                initial |= {"name": note.title, "institution": note.membership.institution_id}
        return initial

    def write(self, form):
        by, data, service = self.request.assignment, form.cleaned_data, form.instance
        if service.institution_id is None:
            place = data["new_region"] or by.region
            service.institution = actions.add_body(
                data["new_name"], data["new_element"], place, address=data["address"], by=by, on=by.today
            )
        return actions.save_service(service, problems=data["problems"], by=by, on=by.today)


def kept_service(request, uid):
    """A service of the own territory; one offered above may be read, not changed (403)."""
    service = visible_service(request, uid)
    if not actions.may_keep(service, request.assignment):
        raise PermissionDenied
    if service.closed_on:
        raise TransitionRefused(["Pelayanan ini sudah ditutup."])
    return service


class ServiceUpdateView(OnService, Gated, FormUpdateView):
    model, form_class = Service, ServiceForm
    template_name = "referrals/service_form.html"
    success_message = "Perubahan tersimpan."
    extra_context = {"title": "Ubah pelayanan"}

    def get_object(self, queryset=None):
        return kept_service(self.request, self.kwargs["uid"])

    def write(self, form):
        by = self.request.assignment
        problems = form.cleaned_data["problems"]
        return actions.save_service(form.instance, problems=problems, fields=form.changed_data, by=by, on=by.today)


class ServiceCloseView(OnService, Gated, WriteMixin, Prepared):
    """It is not offered any more; referrals that led there keep it."""

    form_class = ServiceCloseForm
    submit_label = "Tutup pelayanan"
    success_message = "Pelayanan ditutup. Rujukan yang sudah menuju ke sana tetap tersimpan."

    def prepare(self):
        self.object = kept_service(self.request, self.kwargs["uid"])

    def get_initial(self):
        return {"closed_on": self.request.assignment.today}

    def get_context_data(self, **kwargs):
        return super().get_context_data(title="Tutup pelayanan", meta=str(self.object), **kwargs)

    def write(self, form):
        by = self.request.assignment
        return actions.close_service(self.object, by=by, on=form.cleaned_data["closed_on"])
