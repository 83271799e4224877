"""Social preparation of a village: the five parts as a list of work, the people, the village's sheet (II.F.1)."""

from django.http import Http404
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.views.generic import FormView, TemplateView

from fcu_project import files
from fcu_project.views import FormUpdateView, WriteMixin
from institutions import preparation
from institutions.actions import mapping as actions
from institutions.forms.mapping import HumanResourceForm, HumanResourceUpdateForm, PreparationForm
from institutions.models import HumanResource, SocialPreparation
from institutions.views.sheet import ChooseVillageView, OnVillage, SheetView, village_of, writes_in


class PreparationView(SheetView):
    """The five parts of one village (PSK-03)."""

    template_name = "institutions/preparation.html"
    name, lies = "Persiapan sosial", False
    columns = (
        ("SDM Kesos atau lembaga", lambda row: row[0]),
        ("Jenis", lambda row: row[1]),
        ("Keterampilan, atau peran dan tugas", lambda row: row[2]),
        ("Pelatihan, atau sasaran", lambda row: row[3]),
    )

    def people(self):
        rows = HumanResource.objects.filter(region=self.region, left_on=None)
        return list(rows.select_related("person", "psks_type").order_by("person__name", "id"))

    def rows(self):
        people = [(row.person.name, str(row.psks_type or ""), row.skill, row.training) for row in self.people()]
        bodies = [body for body in preparation.active_bodies(self.region) if preparation.served(body)]
        return people + [(b.name, str(b.element), b.duties, preparation.served(b)) for b in bodies]

    def notes(self):
        sheet = preparation.sheet_of(self.region)
        officer = ", ".join(filter(None, (sheet.officer.name if sheet.officer else "", sheet.office)))
        return (
            ("Masalah dalam pelayanan", sheet.problems), ("Peran yang disinergikan", sheet.synergy),
            ("Petugas", officer),
        )  # fmt: skip

    def get_context_data(self, **kwargs):
        by, region = self.request.assignment, self.region
        parts, bodies = preparation.parts(region), list(preparation.active_bodies(region))
        former = HumanResource.objects.filter(region=region).exclude(left_on=None).select_related("person")
        return super().get_context_data(
            parts=parts,
            done=sum(part.done for part in parts),
            sheet=preparation.sheet_of(region),
            people=self.people(),
            former=list(former),
            serving=[(body, preparation.served(body)) for body in bodies if preparation.served(body)],
            others=[body for body in bodies if not preparation.served(body)],
            may_change=writes_in(by, region, "institutions.change_socialpreparation"),
            may_change_bodies=writes_in(by, region, "institutions.change_institution"),
            **kwargs,
        )


class PreparationsView(ChooseVillageView):
    target, title, page = "institutions:preparation-village", "Persiapan sosial", PreparationView


class PreparationFormView(OnVillage, FormUpdateView):
    """Begin or change the village's own sheet; problems and synergy start from what the bodies wrote."""

    model, form_class = SocialPreparation, PreparationForm
    success_message = "Lembar persiapan sosial tersimpan."
    extra_context = {"title": "Lembar persiapan sosial"}

    def prepare(self):
        super().prepare()
        self.object = preparation.sheet_of(self.region)

    def get_initial(self):
        by = self.request.assignment
        first = {} if self.object.pk else {"started_on": by.today, "officer": by.person_id}
        texts = {"problems": "service_problems", "synergy": "joint_role"}
        return first | {
            name: preparation.suggested(self.region, field)
            for name, field in texts.items()
            if not getattr(self.object, name)
        }

    def write(self, form):
        by = self.request.assignment
        return actions.save_preparation(form.instance, by=by, on=by.today, scan=form.cleaned_data.get("scan"))

    def get_success_url(self):
        return reverse("institutions:preparation-village", args=[self.region.code])

    get_cancel_url = get_success_url


class HumanResourceCreateView(OnVillage, WriteMixin, FormView):
    form_class = HumanResourceForm
    template_name = "form.html"
    submit_label = "Simpan orang"
    extra_context = {"title": "Tambah SDM Kesos"}

    def get_form_kwargs(self):
        return {**super().get_form_kwargs(), "home": self.region}

    def get_initial(self):
        return {"noted_on": self.request.assignment.today}

    def write(self, form):
        by, data = self.request.assignment, form.cleaned_data
        facts = {name: data[name] for name in ("psks_type", "skill", "training", "noted_on")}
        row = HumanResource(region=self.region, person=form.picked_person(), **facts)
        self.saved = actions.save_human_resource(row, by=by, on=data["noted_on"])
        return self.saved

    def get_success_message(self, form):
        return f"{self.saved.person.name} tercatat sebagai SDM Kesos."

    def get_success_url(self):
        return reverse("institutions:preparation-village", args=[self.region.code])

    get_cancel_url = get_success_url


class HumanResourceUpdateView(FormUpdateView):
    """What changed about a person, or since when they are no longer active."""

    model, form_class = HumanResource, HumanResourceUpdateForm
    success_message = "Perubahan tersimpan."

    def get_object(self, queryset=None):
        rows = HumanResource.objects.visible_to(self.request.assignment).filter(left_on=None)
        return get_object_or_404(rows.select_related("person", "region"), uid=self.kwargs["uid"])

    def get_context_data(self, **kwargs):
        return super().get_context_data(title=self.object.person.name, **kwargs)

    def write(self, form):
        by = self.request.assignment
        return actions.save_human_resource(form.instance, by=by, on=by.today)

    def get_success_url(self):
        return reverse("institutions:preparation-village", args=[self.object.region.code])

    get_cancel_url = get_success_url


class PreparationPaperView(TemplateView):
    """The scanned paper from which the sheet was copied."""

    def get(self, request, *args, **kwargs):
        sheet = preparation.sheet_of(village_of(request.assignment, self.kwargs["code"]))
        if not sheet.paper_scan_id:
            raise Http404
        return files.respond(sheet.paper_scan)
