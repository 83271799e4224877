"""Families that move to another village, and those that come from one."""

from django.core.exceptions import PermissionDenied
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.views.generic import FormView

from families import destinations
from families.actions import move as actions
from families.forms.move import ArrivalForm, CancelForm, MoveForm, NotFoundForm
from families.models import FamilyMove
from families.views.family import OnFamily
from fcu_project.views import FormCreateView, WriteMixin, refused
from institutions.models.region import within
from institutions.views.listing import KeyedListView

CAME, WENT = "datang", "pergi"


class MoveView(OnFamily, FormCreateView):
    """The family moves away: where to is searched first, then the rest is asked on the same page."""

    model, form_class = FamilyMove, MoveForm
    template_name = "families/move.html"
    submit_label = "Catat pindah"
    title = "Pindah ke desa/kelurahan lain"

    def prepare(self):
        super().prepare()
        self.object = None
        self.wanted = self.request.GET.get("cari", "").strip()[:80]
        found = destinations.found(self.wanted, self.family.region) if self.wanted else []
        self.offered = found or destinations.nearest(self.family.region)
        self.found_nothing = bool(self.wanted) and not found

    def get_form_kwargs(self):
        instance = FamilyMove(family=self.family, origin=self.family.region)
        return {**super().get_form_kwargs(), "instance": instance, "offered": self.offered}

    def get_initial(self):
        return {"moved_on": self.request.assignment.today}

    def get_context_data(self, **kwargs):
        life = self.family.participations.filter(ended_on=None).first()
        return super().get_context_data(life=life, wanted=self.wanted, found_nothing=self.found_nothing, **kwargs)

    def write(self, form):
        by = self.request.assignment
        return actions.record_move(form.instance, by=by, on=by.today)

    def get_cancel_url(self):
        return self.family.get_absolute_url()

    get_success_url = get_cancel_url

    def get_success_message(self, form):
        return f"Kepindahan ke {self.object.destination} tercatat. Berkasnya tersimpan di Arsip."


class MoveListView(KeyedListView):
    """Families that come and go: of the own village, or of the whole kecamatan for its TKSK."""

    template_name = "families/move_list.html"
    order, descending = ("moved_on", "id"), True

    @property
    def direction(self):
        return WENT if self.request.GET.get("arah") == WENT else CAME

    def get_queryset(self):
        by, end = self.request.assignment, "origin" if self.direction == WENT else "destination"
        rows = FamilyMove.objects.visible_to(by).filter(within(by.territory, f"{end}__code"))
        if self.direction == CAME:
            rows = rows.exclude(state=FamilyMove.State.CANCELLED)
        return rows.select_related("family", "origin", "destination", "arrived_as")

    def get_context_data(self, **kwargs):
        by = self.request.assignment
        answers = self.direction == CAME and by.has_perm("families.change_familymove")
        chips = [
            {"label": label, "url": f"?arah={key}", "current": self.direction == key}
            for key, label in ((CAME, "Datang"), (WENT, "Pergi"))
        ]
        context = super().get_context_data(chips=chips, came=self.direction == CAME, **kwargs)
        for row in context["rows"]:
            row.waits = answers and row.state == "announced" and row.destination_id == by.region_id
            row.file = self._file(row, by.territory)
        return context

    @staticmethod
    def _file(row, territory):
        """The file this reader may open: the one that was left, or the one that was begun; else None."""
        if row.origin.code.startswith(territory):
            return row.family
        return row.arrived_as if row.destination.code.startswith(territory) else None


class OnMove(WriteMixin, FormView):
    """A form on a move that this village sees; `end` names the village that may write it."""

    end = "destination"
    open_states = (FamilyMove.State.ANNOUNCED,)

    def prepare(self):
        by = self.request.assignment
        rows = FamilyMove.objects.visible_to(by).select_related("family__region", "origin", "destination")
        self.move = get_object_or_404(rows, uid=self.kwargs["uid"])
        if getattr(self.move, f"{self.end}_id") != by.region_id:
            raise PermissionDenied
        self.object = None

    def get(self, request, *args, **kwargs):
        self.prepare()
        if self.move.state not in self.open_states:
            told = f"Kepindahan ini sudah dijawab: {self.move.get_state_display().lower()}."
            return refused(request, [told], self.get_cancel_url())
        return super().get(request, *args, **kwargs)

    def get_context_data(self, **kwargs):
        return super().get_context_data(move=self.move, **kwargs)

    def get_cancel_url(self):
        return reverse("families:move-list")

    get_success_url = get_cancel_url


class ArrivalView(OnMove):
    """The family came: this village begins its own file of it."""

    form_class = ArrivalForm
    template_name = "families/move_arrival.html"
    submit_label = "Catat kedatangan"

    def get_initial(self):
        return {"arrived_on": self.move.moved_on}

    def write(self, form):
        by, data = self.request.assignment, form.cleaned_data
        return actions.record_arrival(
            self.move, arrived_on=data["arrived_on"], place=form.place(), as_candidate=data["as_candidate"], by=by,
            on=by.today,
        )  # fmt: skip

    def get_success_url(self):
        return self.object.get_absolute_url()

    def get_success_message(self, form):
        return f"{self.object.called} tercatat di sini (No. {self.object.number})."


class NotFoundView(OnMove):
    """The family did not turn up here."""

    form_class = NotFoundForm
    template_name = "families/move_answer.html"
    submit_label = "Kirim jawaban"
    success_message = "Jawaban tersimpan. Desa/kelurahan asal membacanya."

    def get_context_data(self, **kwargs):
        told = "Jawaban Anda tampak pada berkas keluarga di desa/kelurahan asal."
        return super().get_context_data(title="Keluarga tidak ditemukan", intro=told, **kwargs)

    def write(self, form):
        by = self.request.assignment
        return actions.answer_not_found(self.move, answer=form.cleaned_data["answer"], by=by, on=by.today)


class MoveCancelView(OnMove):
    """The family did not move after all: everything goes on as before."""

    form_class = CancelForm
    template_name = "families/move_answer.html"
    submit_label = "Batalkan kepindahan"
    success_message = "Kepindahan dibatalkan. Berkas, anggota, dan keikutsertaannya kembali seperti sebelumnya."
    end = "origin"
    open_states = (FamilyMove.State.ANNOUNCED, FamilyMove.State.NOT_FOUND)

    def get_context_data(self, **kwargs):
        told = "Berkas, anggota, dan keikutsertaan keluarga ini kembali seperti sebelum kepindahan dicatat."
        return super().get_context_data(title="Batalkan kepindahan?", intro=told, **kwargs)

    def get_cancel_url(self):
        return self.move.family.get_absolute_url()

    get_success_url = get_cancel_url

    def write(self, form):
        by = self.request.assignment
        return actions.cancel_move(self.move, reason=form.cleaned_data["reason"], by=by, on=by.today)
