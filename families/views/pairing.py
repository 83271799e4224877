"""Pendamping dan dampingan: who accompanies whom, the card of a family, notes and needs."""

from contextlib import suppress
from uuid import UUID

from django.core.exceptions import PermissionDenied
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.views.generic import FormView, TemplateView

from families import periods
from families.actions import pairing as actions
from families.actions.progress import may_report, report_problem
from families.forms.pairing import (
    NeedCloseForm,
    NeedForm,
    NoteChangeForm,
    NoteForm,
    PairingEndForm,
    PairingForm,
    TermsForm,
)
from families.models import MentoringNote, Need, Pairing, Participation
from families.views.lineage import may_name
from families.views.reach import own_family, visible_family
from fcu_project import audit, registry
from fcu_project.access import may_open
from fcu_project.views import FormCreateView, FormUpdateView, WriteMixin
from institutions.models import FamilyCareUnit
from institutions.roles import VILLAGE
from institutions.views.listing import KeyedListView

SPANS_SHOWN = 3  # of the progress reports, on the card of a pairing


class PairingListView(KeyedListView):
    """Who accompanies whom; a pioneer sees their own families."""

    template_name = "families/pairing_list.html"
    descending = True

    def get_queryset(self):
        return visible_pairings(self.request.assignment, past=self.shows_past).with_last_note()

    @property
    def shows_past(self):
        return self.request.GET.get("lalu") == "1"

    def get_context_data(self, **kwargs):
        by = self.request.assignment
        waiting = []
        if by.has_perm("families.add_pairing"):
            waiting = list(actions.without_companion(by.region)[:20])
        return super().get_context_data(
            shows_past=self.shows_past,
            waiting=waiting,
            own_life=own_life(by),
            ways_on=ways_on(by),
            **kwargs,
        )


# What belongs to mentoring beside the pairs themselves, in the order of the month: (label, route).
WAYS_ON = (
    ("Laporan kemajuan", "progress-list"), ("Terlambat", "late-list"), ("Pembinaan", "coaching-list"),
    ("Kunjungan", "visit-list"), ("Rekap", "mentoring-recap"),
)  # fmt: skip


def ways_on(by):
    """The further pages of mentoring that this reader may open."""
    found = [(label, reverse(f"families:{route}")) for label, route in WAYS_ON]
    drawn = [("Garis pembinaan", lineage_url(by)), ("Perubahan keluarga", change_url(by))]
    return [(label, url) for label, url in found if may_open(by, url)] + [row for row in drawn if row[1]]


def lineage_url(by):
    """The page of who raised whom, for those of a village with an FCU who may read names there; else ""."""
    unit = FamilyCareUnit.of(by.region) if by.level == VILLAGE and may_name(by) else None
    return reverse("families:lineage", args=[unit.uid]) if unit else ""


def change_url(by):
    """The page of how the families of the own village change; "" without an FCU, or where it would only refuse."""
    unit = FamilyCareUnit.of(by.region) if by.level == VILLAGE and by.has_perm("families.view_assessment") else None
    return reverse("families:change-figures", args=[unit.uid]) if unit else ""


def own_life(by):
    """A pioneer's own participation under way, of which card and monthly sheet are theirs; None for everybody else."""
    if by.role != "pioneer":
        return None
    lives = Participation.objects.filter(representative=by.person, role="pioneer", ended_on=None)
    return lives.select_related("family").first()


class PairingCreateView(FormCreateView):
    """Choose a companion for a plasma family (MEN-01)."""

    model, form_class = Pairing, PairingForm
    template_name = "families/pairing_form.html"
    submit_label = "Pasangkan"

    def get_initial(self):
        """Opened from a family's page, that family is chosen already."""
        by, rows = self.request.assignment, Participation.objects.none()
        with suppress(ValueError):  # whatever is no address of a family chooses none
            uid = UUID(self.request.GET.get("keluarga", ""))
            rows = Participation.objects.filter(family__uid=uid, family__region=by.region, ended_on=None)
            rows = rows.exclude(designated_on=None)  # a plasma family on its way to become a pioneer is plasma here
        chosen = {row.role: row for row in rows}
        return {"paired_from": by.today, **chosen}

    def write(self, form):
        by = self.request.assignment
        return actions.pair(form.instance, by=by, on=by.today, asked=form.asked)

    def get_success_message(self, form):
        row = self.object
        return f"{row.pioneer.family.called} sekarang mendampingi {row.plasma.family.called}."

    def get_cancel_url(self):
        return reverse("families:pairing-list")


def visible_pairings(by, *, past):
    """The pairings within reach that are under way, or with `past` those that are over.

    A plasma family that withdrew stands on no list any more; its own page and the figures keep what was.
    """
    rows = Pairing.objects.visible_to(by).select_related("pioneer__family__region", "plasma__family__region")
    if past:
        return rows.exclude(paired_until=None).exclude(plasma__stage=Participation.Stage.WITHDRAWN)
    return rows.filter(paired_until=None)


def visible_pairing(request, uid):
    rows = Pairing.objects.visible_to(request.assignment)
    rows = rows.select_related("pioneer__family__region", "pioneer__representative", "plasma__family__region")
    return get_object_or_404(rows, uid=uid)


class PairingView(TemplateView):
    """The card of a family that is accompanied: notes, needs, what comes next."""

    template_name = "families/pairing.html"

    def get_context_data(self, **kwargs):
        by = self.request.assignment
        pairing = visible_pairing(self.request, self.kwargs["uid"])
        audit.record("pairing:view", by=by, obj=pairing)
        family = pairing.plasma.family
        notes = list(MentoringNote.objects.visible_to(by).filter(pairing=pairing)[:20])
        for row in notes:
            row.mends = by.has_perm("families.change_mentoringnote") and actions.may_mend(row, by)
        writes = actions.may_write_for(pairing, by)
        told = self._reports(pairing, by)
        return super().get_context_data(
            pairing=pairing,
            family=family,
            notes=notes,
            next_plan=next((row for row in notes if row.next_plan or row.next_on), None),
            needs=list(Need.objects.visible_to(by).filter(family=family).select_related("problem")),
            may_note=writes and pairing.paired_until is None and by.has_perm("families.add_mentoringnote"),
            may_add_need=writes and by.has_perm("families.add_need"),
            may_end=writes and pairing.paired_until is None and by.has_perm("families.change_pairing"),
            may_close_need=family.region_id == by.region_id and by.has_perm("families.change_need"),
            is_pioneer=by.role == "pioneer",
            reads_conflict=reads_conflict(pairing, by),
            panels=registry.panels_for("pairing", self.request, pairing),
            **told,
            **kwargs,
        )

    @staticmethod
    def _reports(pairing, by):
        """The latest spans with their report or none, and the sheet that is to be filled in next."""
        months = periods.months_of(pairing.plasma.family.region)
        spans = periods.offered(by.today, months, SPANS_SHOWN)
        spans = [day for day in spans if report_problem(pairing, day, months, by.today) == ""]
        given = {row.period: row for row in pairing.progress_reports.filter(period__in=spans)}
        lines = [{"words": periods.words(day, months), "report": given.get(day), "first": day} for day in spans]
        over = [row for row in lines if not row["report"] and row["first"] != periods.span_of(by.today, months)]
        wanted = (over[-1] if over else lines[0]) if lines else None
        if wanted is None or not may_report(pairing.pioneer, by) or not by.has_perm("families.add_progressreport"):
            return {"reports": lines}
        address = [pairing.pioneer.family.uid, periods.code(wanted["first"])]
        return {
            "reports": lines,
            "sheet_url": reverse("families:progress-sheet", args=address),
            "sheet_words": f"{'Ubah' if wanted['report'] else 'Isi'} laporan {wanted['words']}",
        }


def reads_conflict(pairing, by):
    """What stands between the two is for the officers of the FCU; everybody else reads that there is a note."""
    return pairing.plasma.family.region_id == by.region_id and by.has_perm("families.change_pairing")


class PairingUpdateView(FormUpdateView):
    """How near the two are, and what stands between them."""

    model, form_class = Pairing, TermsForm
    success_message = "Perubahan tersimpan."

    def get_object(self, queryset=None):
        row = visible_pairing(self.request, self.kwargs["uid"])
        if not reads_conflict(row, self.request.assignment):
            raise PermissionDenied
        return row

    def get_context_data(self, **kwargs):
        return super().get_context_data(title="Kedekatan dan benturan kepentingan", meta=str(self.object), **kwargs)

    def write(self, form):
        by = self.request.assignment
        return actions.save_terms(form.instance, by=by, on=by.today)


class OnPairing(WriteMixin, FormView):
    """A form on a pairing of the own village, or of the own family."""

    template_name = "form.html"
    title = ""

    def prepare(self):
        self.pairing = self.object = visible_pairing(self.request, self.kwargs["uid"])
        if not actions.may_write_for(self.pairing, self.request.assignment):
            raise PermissionDenied

    def get(self, request, *args, **kwargs):
        self.prepare()
        return super().get(request, *args, **kwargs)

    def get_context_data(self, **kwargs):
        return super().get_context_data(
            title=self.title, meta=self.pairing.plasma.family.called, pairing=self.pairing, **kwargs
        )

    def get_success_url(self):
        return self.pairing.get_absolute_url()

    get_cancel_url = get_success_url


class PairingEndView(OnPairing):
    form_class = PairingEndForm
    title = "Akhiri pendampingan"
    submit_label = "Akhiri pendampingan"
    success_message = "Pendampingan berakhir. Catatannya tetap tersimpan."

    def get_initial(self):
        return {"ended_on": self.request.assignment.today}

    def write(self, form):
        by, data = self.request.assignment, form.cleaned_data
        return actions.end_pairing(self.pairing, by=by, on=by.today, **data)


class NoteCreateView(FormCreateView):
    """A contact: by the pioneer on a phone, or typed from the paper card by the secretary."""

    model, form_class = MentoringNote, NoteForm
    template_name = "families/note_form.html"
    submit_label = "Simpan catatan"

    def prepare(self):
        self.object = None
        self.pairing = visible_pairing(self.request, self.kwargs["uid"])
        if not actions.may_write_for(self.pairing, self.request.assignment):
            raise PermissionDenied

    def get_initial(self):
        return {"held_on": self.request.assignment.today, "kind": MentoringNote.Kind.VISIT}

    def get_context_data(self, **kwargs):
        return super().get_context_data(pairing=self.pairing, family=self.pairing.plasma.family, **kwargs)

    def write(self, form):
        by = self.request.assignment
        form.instance.pairing = self.pairing
        return actions.add_note(form.instance, form.need(), by=by, on=by.today)

    def get_success_message(self, form):
        return "Catatan dan kebutuhan baru tersimpan." if form.cleaned_data["need_title"] else "Catatan tersimpan."

    def get_success_url(self):
        return self.pairing.get_absolute_url()

    def get_cancel_url(self):
        return self.pairing.get_absolute_url()


class NoteUpdateView(FormUpdateView):
    """Mend a note: its author, or the FCU."""

    model, form_class = MentoringNote, NoteChangeForm
    success_message = "Perubahan catatan tersimpan."

    def get_object(self, queryset=None):
        by = self.request.assignment
        rows = MentoringNote.objects.visible_to(by).select_related("pairing", "family__region")
        row = get_object_or_404(rows, uid=self.kwargs["uid"])
        if not actions.may_mend(row, by):
            raise PermissionDenied
        return row

    def get_context_data(self, **kwargs):
        return super().get_context_data(title="Ubah catatan", meta=self.object.family.called, **kwargs)

    def write(self, form):
        by = self.request.assignment
        return actions.change_note(form.instance, fields=form.changed_data, by=by, on=by.today)

    def get_success_url(self):
        return self.object.pairing.get_absolute_url()

    get_cancel_url = get_success_url


class NeedCreateView(FormCreateView):
    """A need of a family, opened by the FCU or by its pioneer."""

    model, form_class = Need, NeedForm
    submit_label = "Simpan kebutuhan"
    success_message = "Kebutuhan tersimpan."

    def prepare(self):
        self.object = None
        by = self.request.assignment
        find = visible_family if by.role == "pioneer" else own_family
        self.family = find(self.request, self.kwargs["uid"])

    def get_initial(self):
        return {"found_on": self.request.assignment.today, "priority": Need.Priority.SOON}

    def get_context_data(self, **kwargs):
        return super().get_context_data(title="Tambah kebutuhan", meta=self.family.called, **kwargs)

    def write(self, form):
        by = self.request.assignment
        return actions.save_need(form.instance, by=by, on=by.today, family=self.family)

    def get_success_url(self):
        return self.family.get_absolute_url()

    def get_cancel_url(self):
        return self.family.get_absolute_url()


class NeedCloseView(WriteMixin, FormView):
    """How a need ended, with its outcome."""

    form_class = NeedCloseForm
    template_name = "form.html"
    submit_label = "Simpan hasil"
    success_message = "Hasil tersimpan."

    def prepare(self):
        by = self.request.assignment
        rows = Need.objects.visible_to(by).select_related("family__region")
        self.need = self.object = get_object_or_404(rows, uid=self.kwargs["uid"])
        if self.need.family.region_id != by.region_id:
            raise PermissionDenied

    def get(self, request, *args, **kwargs):
        self.prepare()
        return super().get(request, *args, **kwargs)

    def get_initial(self):
        return {"closed_on": self.request.assignment.today, "state": Need.State.MET}

    def get_context_data(self, **kwargs):
        return super().get_context_data(title=self.need.title, meta=self.need.family.called, **kwargs)

    def write(self, form):
        by, data = self.request.assignment, form.cleaned_data
        return actions.close_need(self.need, by=by, on=data["closed_on"], state=data["state"], outcome=data["outcome"])

    def get_success_url(self):
        return self.need.family.get_absolute_url()

    def get_cancel_url(self):
        return self.need.family.get_absolute_url()
