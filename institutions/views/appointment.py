"""TKSK and LK3: the register the Dinas keeps, appointing and ending; the contact card of an FCU."""

from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.views.generic import FormView

from fcu_project import dates
from fcu_project.views import WriteMixin
from institutions import registers, resources
from institutions.actions import appointment as actions
from institutions.contacts import contacts_of
from institutions.documents.contacts import CONTACTS_TEMPLATE, contacts_facts
from institutions.forms.appointment import EndAppointmentForm, Lk3Form, TkskForm
from institutions.models import Assignment
from institutions.models.person import fold
from institutions.views.listing import KeyedListView
from institutions.views.unit_profile import UnitSheetView

FORMS = {"tksk": TkskForm, "lk3": Lk3Form}
TITLES = {"tksk": "Tugaskan TKSK", "lk3": "Tugaskan LK3"}


class AppointmentListView(KeyedListView):
    """Appointments of the own territory and above it; those that are over only when asked."""

    template_name = "institutions/appointment_list.html"
    columns, export_name = resources.APPOINTMENTS, "TKSK dan LK3"
    register = registers.APPOINTMENTS

    def get_queryset(self):
        by = self.request.assignment
        rows = Assignment.objects.appointments_for(by)
        rows = rows.select_related("person__user", "region", "institution__element")
        role, wanted = self.request.GET.get("peran", ""), self.request.GET.get("cari", "").replace("\0", "").strip()
        if role in FORMS:
            rows = rows.filter(role=role)
        if wanted:
            rows = rows.filter(person__search_name__contains=fold(wanted))
        return rows if self.request.GET.get("semua") else rows.exclude(valid_until__lt=by.today)

    def get_context_data(self, **kwargs):
        by, kept = self.request.assignment, self.request.GET.copy()
        kept.pop("setelah", None)
        chips, asked = [], self.request.GET.get("peran", "")
        for value, label in (("", "Semua"), ("tksk", "TKSK"), ("lk3", "LK3")):
            kept["peran"] = value
            chips.append({"label": label, "url": f"?{kept.urlencode()}", "current": asked == value})
        context = super().get_context_data(
            chips=chips,
            with_ended=bool(self.request.GET.get("semua")),
            may_add=by.has_perm("institutions.add_appointment"),
            **kwargs,
        )
        may_end = by.has_perm("institutions.change_appointment")
        context["lines"] = [
            {
                "row": row,
                "over": row.valid_until is not None and row.valid_until < by.today,
                "has_account": hasattr(row.person, "user"),
                "may_end": may_end and row.region.code.startswith(by.territory),
            }
            for row in context["rows"]
        ]
        return context


class AppointmentCreateView(WriteMixin, FormView):
    """Appoint a TKSK for one or several kecamatan, or the LK3 of the kabupaten."""

    template_name = "form.html"
    submit_label = "Simpan penugasan"
    object = None

    def prepare(self):
        self.role = self.kwargs["role"]
        if self.role not in FORMS:
            raise Http404

    def get(self, request, *args, **kwargs):
        self.prepare()
        return super().get(request, *args, **kwargs)

    def get_form_class(self):
        return FORMS[self.role]

    def get_initial(self):
        return {"valid_from": self.request.assignment.today, "authority": Assignment.Authority.REGENT}

    def get_context_data(self, **kwargs):
        return super().get_context_data(title=TITLES[self.role], **kwargs)

    def write(self, form):
        by, data = self.request.assignment, form.cleaned_data
        given = Assignment(
            person=form.picked_person(), role=self.role, institution=data.get("institution"),
            origin=data.get("origin", ""),
            **{name: data[name] for name in ("authority", "basis", "basis_dated_on", "valid_from", "valid_until")},
        )  # fmt: skip
        regions = list(data["regions"]) if self.role == "tksk" else [by.region]
        self.rows = actions.appoint(given, regions, by=by, on=by.today)
        return self.rows[0]

    def get_success_message(self, form):
        places = ", ".join(str(row.region) for row in self.rows)
        return f"{self.rows[0].person.name} ditugaskan di {places}."

    def get_success_url(self):
        return reverse("institutions:appointment-list")

    get_cancel_url = get_success_url


class AppointmentEndView(WriteMixin, FormView):
    """End an appointment with its last day and the reason; rights end with it."""

    form_class = EndAppointmentForm
    template_name = "form.html"
    submit_label = "Akhiri penugasan"

    def prepare(self):
        by = self.request.assignment
        rows = Assignment.objects.appointments_for(by).select_related("person", "region")
        self.object = get_object_or_404(rows, uid=self.kwargs["uid"])
        if not self.object.region.code.startswith(by.territory):
            raise PermissionDenied

    def get(self, request, *args, **kwargs):
        self.prepare()
        return super().get(request, *args, **kwargs)

    def get_initial(self):
        return {"last_day": self.request.assignment.today}

    def get_context_data(self, **kwargs):
        return super().get_context_data(
            title=f"Akhiri penugasan {self.object.person.name}",
            meta=f"{self.object.role_label}, {self.object.region}", **kwargs,
        )  # fmt: skip

    def write(self, form):
        by, data = self.request.assignment, form.cleaned_data
        return actions.end_appointment(
            self.object, by=by, on=by.today, last_day=data["last_day"], reason=data["reason"]
        )

    def get_success_message(self, form):
        return f"Penugasan {self.object.person.name} berakhir {dates.long_date(self.object.valid_until)}."

    def get_success_url(self):
        return reverse("institutions:appointment-list")

    get_cancel_url = get_success_url


class ContactCardView(UnitSheetView):
    """Whom the FCU calls: LK3, TKSK, PSM; also for the wall. On a past day with ?tanggal=, as it was then (REG-09)."""

    template_name = "institutions/unit_contacts.html"
    name, paper_template = "Kartu kontak", CONTACTS_TEMPLATE

    @property
    def on(self):
        try:
            return dates.parse_date(self.request.GET.get("tanggal", ""))
        except ValueError:
            return self.request.assignment.today

    def paper_facts(self, paper):
        return contacts_facts(self.unit, contacts_of(self.region, self.on), self.on)

    def get_context_data(self, **kwargs):
        return super().get_context_data(on=self.on, contacts=contacts_of(self.region, self.on), **kwargs)
