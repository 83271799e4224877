"""The office's list of people."""

from django.core.exceptions import PermissionDenied
from django.urls import reverse

from fcu_project import audit
from fcu_project.views import FormCreateView, FormUpdateView
from institutions import registers, resources
from institutions.forms.person import PersonForm
from institutions.models import Person
from institutions.models.person import fold
from institutions.views.listing import KeyedListView


class PersonListView(KeyedListView):
    """People of the own office and territory, searched by name."""

    model = Person
    template_name = "institutions/person_list.html"
    columns, export_name = resources.PEOPLE, "Orang"
    register = registers.PEOPLE
    order = ("search_name", "id")

    def get_queryset(self):
        people = Person.objects.visible_to(self.request.assignment).select_related("region")
        wanted = fold(self.request.GET.get("cari", ""))
        return people.filter(search_name__contains=wanted) if wanted else people


class PersonCreateView(FormCreateView):
    model, form_class = Person, PersonForm
    success_message = "Orang ini sudah masuk daftar."
    extra_context = {"title": "Tambah orang", "back_route": "institutions:person-list"}

    def write(self, form):
        form.instance.region = self.request.assignment.region
        person = form.save()
        audit.record("person:add", by=self.request.assignment, obj=person)
        return person

    def get_success_url(self):
        return self.get_cancel_url()

    def get_cancel_url(self):
        return reverse("institutions:person-list")


class PersonUpdateView(FormUpdateView):
    model, form_class = Person, PersonForm
    success_message = "Perubahan tersimpan."
    extra_context = {"title": "Ubah data orang"}

    def get_object(self, queryset=None):
        person = super().get_object()
        if person.region_id != self.request.assignment.region_id:
            raise PermissionDenied  # each office keeps its own list
        return person

    def write(self, form):
        person = form.save()
        audit.record("person:change", by=self.request.assignment, obj=person, fields=form.changed_data)
        return person

    get_success_url = PersonCreateView.get_success_url
    get_cancel_url = PersonCreateView.get_cancel_url
