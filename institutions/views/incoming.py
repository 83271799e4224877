"""The book of incoming letters of an office, and the guest book of an FCU."""

from django.core.exceptions import PermissionDenied
from django.db.models import Q
from django.http import Http404
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.views.generic import FormView, TemplateView

from fcu_project import audit, files
from fcu_project.views import FormCreateView, FormUpdateView, WriteMixin
from institutions import registers, resources
from institutions.actions import incoming as actions
from institutions.books import fitting, incoming_of
from institutions.documents.letter_kinds import kinds_for
from institutions.forms.incoming import GuestForm, IncomingForm
from institutions.forms.letter import StrikeForm
from institutions.models import GuestEntry, IncomingLetter, IssuedDocument
from institutions.views.listing import KeyedListView
from institutions.views.unit import own_unit, visible_unit


class IncomingListView(KeyedListView):
    """Letters that came in, the latest first, searched by sender, number or subject."""

    template_name = "institutions/incoming_list.html"
    columns, export_name, descending = resources.INCOMING, "Agenda-surat-masuk", True
    register, year_field = registers.INCOMING, "received_on"

    def get_queryset(self):
        rows = incoming_of(self.request.assignment).select_related("answered_by")
        wanted = self.request.GET.get("cari", "").strip()
        if wanted:
            rows = fitting(rows, wanted)
        if self.request.GET.get("belum") == "1":
            rows = rows.filter(answered_by=None, withdrawn_on=None)
        return rows

    def get_context_data(self, **kwargs):
        return super().get_context_data(unanswered=self.request.GET.get("belum") == "1", **kwargs)


class OwnIncoming:
    """One letter of the own book."""

    def get_object(self, queryset=None):
        return get_object_or_404(incoming_of(self.request.assignment), uid=self.kwargs["uid"])


class IncomingView(OwnIncoming, TemplateView):
    template_name = "institutions/incoming.html"

    def get_context_data(self, **kwargs):
        row, by = self.get_object(), self.request.assignment
        may_answer = not row.answered_by_id and not row.withdrawn_on and IssuedDocument.Kind.LETTER in kinds_for(by)
        return super().get_context_data(row=row, may_answer=may_answer, **kwargs)


class IncomingCreateView(FormCreateView):
    model, form_class = IncomingLetter, IncomingForm
    extra_context = {"title": "Catat surat masuk"}

    def get_initial(self):
        return {"received_on": self.request.assignment.today}

    def write(self, form):
        by, scan = self.request.assignment, form.cleaned_data["scan"]
        stored = files.store_scan(scan, by=by) if scan else None
        return actions.enter_letter(form.instance, scan=stored, by=by, on=by.today)

    def get_success_message(self, form):
        return f"Tercatat dengan nomor agenda {self.object.agenda_number}. Tuliskan nomor itu pada suratnya."

    def get_cancel_url(self):
        return reverse("institutions:incoming-list")


class IncomingUpdateView(OwnIncoming, FormUpdateView):
    model, form_class = IncomingLetter, IncomingForm
    success_message = "Perubahan tersimpan."
    extra_context = {"title": "Ubah surat masuk"}

    def write(self, form):
        by, scan = self.request.assignment, form.cleaned_data["scan"]
        stored = files.store_scan(scan, by=by) if scan else None
        return actions.change_letter(form.instance, scan=stored, by=by, on=by.today, fields=form.changed_data)


class StrikeView(WriteMixin, FormView):
    """Strike an entry out: it stays to be read, with the reason."""

    form_class, template_name = StrikeForm, "institutions/strike.html"
    submit_label, success_message = "Coret dari buku", "Baris dicoret. Alasannya tersimpan."

    def get(self, request, *args, **kwargs):
        self.prepare()
        return super().get(request, *args, **kwargs)


class IncomingStrikeView(OwnIncoming, StrikeView):
    def prepare(self):
        self.object = self.get_object()
        if self.object.withdrawn_on:
            raise PermissionDenied

    def get_context_data(self, **kwargs):
        return super().get_context_data(title=f"Coret surat masuk {self.object.agenda_number}", **kwargs)

    def write(self, form):
        by = self.request.assignment
        return actions.strike_letter(self.object, reason=form.cleaned_data["reason"], by=by, on=by.today)


class IncomingScanView(OwnIncoming, TemplateView):
    """The scan of a letter that came in."""

    def get(self, request, *args, **kwargs):
        row = self.get_object()
        if not row.scan_id:
            raise Http404
        audit.record("incoming:scan-read", by=request.assignment, obj=row)
        return files.respond(row.scan)


# --- guests -----------------------------------------------------------------------------------------------------------
class GuestListView(KeyedListView):
    """Who came to the secretariat, the latest first."""

    template_name = "institutions/guest_list.html"
    columns, export_name = resources.GUESTS, "Buku-tamu"
    order, descending = ("came_on", "id"), True
    register, year_field = registers.GUESTS, "came_on"

    def get(self, request, *args, **kwargs):
        self.unit = visible_unit(request, kwargs["uid"])
        return super().get(request, *args, **kwargs)

    def keeper(self):
        return self.unit.region, self.unit

    def get_queryset(self):
        rows = GuestEntry.objects.visible_to(self.request.assignment).filter(unit=self.unit)
        wanted = self.request.GET.get("cari", "").strip()
        if wanted:
            rows = rows.filter(Q(name__icontains=wanted) | Q(origin__icontains=wanted) | Q(purpose__icontains=wanted))
        return rows

    def get_context_data(self, **kwargs):
        by = self.request.assignment
        own = self.unit.region_id == by.region_id and by.has_perm("institutions.add_guestentry")
        return super().get_context_data(unit=self.unit, may_write=own, **kwargs)


class OnGuestBook:
    """A form on the guest book of the own FCU."""

    model, form_class = GuestEntry, GuestForm

    def write(self, form):
        by = self.request.assignment
        form.instance.unit = self.unit
        return actions.save_guest(form.instance, by=by, on=by.today, fields=form.changed_data)

    def get_success_url(self):
        return reverse("institutions:guest-list", args=[self.unit.uid])

    get_cancel_url = get_success_url


class GuestCreateView(OnGuestBook, FormCreateView):
    success_message = "Tamu tercatat."
    extra_context = {"title": "Catat tamu"}

    def prepare(self):
        self.object, self.unit = None, own_unit(self.request, self.kwargs["uid"])

    def get_initial(self):
        return {"came_on": self.request.assignment.today}


def _guest_of(request, unit, uid):
    rows = GuestEntry.objects.visible_to(request.assignment).filter(unit=unit)
    row = get_object_or_404(rows, uid=uid)
    if row.withdrawn_on:
        raise PermissionDenied
    return row


class GuestUpdateView(OnGuestBook, FormUpdateView):
    success_message = "Perubahan tersimpan."
    extra_context = {"title": "Ubah catatan tamu"}

    def get_object(self, queryset=None):
        self.unit = own_unit(self.request, self.kwargs["uid"])
        return _guest_of(self.request, self.unit, self.kwargs["row"])


class GuestStrikeView(StrikeView):
    def prepare(self):
        self.unit = own_unit(self.request, self.kwargs["uid"])
        self.object = _guest_of(self.request, self.unit, self.kwargs["row"])

    def get_context_data(self, **kwargs):
        return super().get_context_data(title=f"Coret tamu {self.object.name}", **kwargs)

    def write(self, form):
        by = self.request.assignment
        return actions.strike_guest(self.object, reason=form.cleaned_data["reason"], by=by, on=by.today)

    def get_success_url(self):
        return reverse("institutions:guest-list", args=[self.unit.uid])

    get_cancel_url = get_success_url
