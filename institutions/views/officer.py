"""Officers of an FCU: who holds the posts and held them, and what changes that: election, leaving, acting."""

from django.core.exceptions import PermissionDenied
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.views.generic import TemplateView

from fcu_project import export
from fcu_project.views import FormCreateView, refused
from institutions import registers, resources
from institutions.actions import officer as actions
from institutions.actions.unit import may_replace_in
from institutions.forms.officer import ActingForm, LeavingForm, ReplacementForm, StatementForm
from institutions.models import Candidacy, OfficerTerm
from institutions.models.fcu import Post
from institutions.views.letter import letters_about
from institutions.views.listing import print_register
from institutions.views.unit import OnUnit, own_unit, visible_unit


def vacant_posts(unit, on):
    """[(value, label)] of the posts nobody holds on `on`, by decree or acting."""
    held = {term.post for term in unit.current_officers(on)}
    return [(value, label) for value, label in Post.choices if value not in held]


class OfficersView(TemplateView):
    """Who holds the posts, who waits for the decree, who held them before; also as Excel and on paper (MEM-12)."""

    template_name = "institutions/officers.html"

    def get(self, request, *args, **kwargs):
        self.unit = visible_unit(request, kwargs["uid"])
        if request.GET.get("unduh") == "xlsx":
            by, rows = request.assignment, self.terms()
            return export.respond("Pengurus-FCU", resources.OFFICER_TERMS, rows, by=by, place=self.unit.region.name)
        if request.GET.get("cetak") == "pdf":
            unit = self.unit
            return print_register(request, registers.OFFICERS, self.serving(), region=unit.region, unit=unit)
        return super().get(request, *args, **kwargs)

    def terms(self):
        rows = self.unit.officer_terms.select_related("membership__person", "decree__document", "elected_in")
        order = {post: number for number, post in enumerate(Post.values)}
        return sorted(rows, key=lambda t: (order[t.post], t.valid_from or t.elected_on, t.pk))

    def serving(self):
        """Who serves today or acts, and who waits for the decree; what was before stands in the Excel file."""
        unit = self.unit
        there = {term.pk for term in (*unit.current_officers(self.request.assignment.today), *unit.elected_officers())}
        return [term for term in self.terms() if term.pk in there]

    def get_context_data(self, **kwargs):
        by, unit = self.request.assignment, self.unit
        own, decreed = unit.region_id == by.region_id, unit.stage in ("decreed", "active")
        now = {term.post: term for term in unit.current_officers(by.today)}
        decree = unit.latest_decree()
        return super().get_context_data(
            unit=unit,
            own=own,
            decreed=decreed,
            posts=[{"label": label, "term": now.get(post)} for post, label in Post.choices],
            waiting=self.waiting() if decreed else [],
            history=self.terms(),
            draft=decree if decree and decree.is_change and decree.document.stage in ("draft", "ready") else None,
            meetings=decreed and may_replace_in(unit).exists(),
            may_elect=own and decreed and by.has_perm("institutions.elect_officer"),
            may_change=own and decreed and by.has_perm("institutions.change_officerterm"),
            may_write_decree=own and by.has_perm("institutions.add_decree"),
            vacant=decreed and vacant_posts(unit, by.today),
            acting_days=actions.acting_days(unit),
            acting=[(term, letters_about(by, "term", term, writes=own)) for term in now.values() if term.acting],
            **kwargs,
        )

    def waiting(self):
        """Those elected for the next decree, each with the candidacy by which the election can be undone."""
        rows = self.unit.candidacies.filter(elected=True)
        found = {(row.meeting_id, row.membership_id, row.post): row for row in rows}
        return [
            {"term": term, "row": found.get((term.elected_in_id, term.membership_id, term.post)),
             "before": term.predecessor()}
            for term in self.unit.elected_officers()
        ]  # fmt: skip


class OnOfficers:
    """A form that changes the officers of the own FCU, and leads back to their page."""

    template_name = "institutions/officer_form.html"

    def get_context_data(self, **kwargs):
        return super().get_context_data(**{**kwargs, "unit": self.unit})

    def get_cancel_url(self):
        return reverse("institutions:officers", args=[self.unit.uid])

    get_success_url = get_cancel_url


class ReplacementView(OnOfficers, FormCreateView):
    """Who was elected in whose place, after the decree."""

    model, form_class = Candidacy, ReplacementForm
    submit_label = "Simpan pengganti"
    extra_context = {
        "title": "Ganti pengurus",
        "intro": "Pengurus lama tetap menjabat sampai SK perubahan terbit. Bila dua pengurus bertukar jabatan, "
        "catat keduanya satu per satu.",
    }

    def prepare(self):
        self.object, self.unit = None, own_unit(self.request, self.kwargs["uid"])

    def get(self, request, *args, **kwargs):
        self.prepare()
        if not may_replace_in(self.unit).exists():
            reason = "Pengganti dipilih dalam rapat anggota sesudah SK. Catat dan nyatakan rapatnya terlaksana dahulu."
            return refused(request, [reason], self.get_cancel_url())
        return super().get(request, *args, **kwargs)

    def get_form_kwargs(self):
        return {**super().get_form_kwargs(), "unit": self.unit}

    def get_form(self, form_class=None):
        form = super().get_form(form_class)
        form.instance.unit, form.instance.elected = self.unit, True
        return form

    def get_initial(self):
        post = self.request.GET.get("jabatan", "")
        return {"meeting": may_replace_in(self.unit).first(), "post": post if post in Post.values else ""}

    def write(self, form):
        by, row = self.request.assignment, form.instance
        self.saved = actions.elect_replacement(row, by=by, on=row.meeting.held_on, reason=form.cleaned_data["reason"])
        return self.saved

    def get_success_message(self, form):
        row = self.saved
        elected = f"{row.membership.person.name} terpilih sebagai {row.get_post_display()}"
        return f"{elected}. Berikutnya: siapkan SK perubahan."


class OnTerm(OnOfficers, OnUnit):
    """A form about one officer of the own FCU."""

    def prepare(self):
        super().prepare()
        rows = self.unit.officer_terms.select_related("membership__person", "unit__region")
        self.term = get_object_or_404(rows, uid=self.kwargs["row"])

    def get_context_data(self, **kwargs):
        return super().get_context_data(meta=f"{self.term.title}: {self.term.membership.person.name}", **kwargs)


class OfficerLeaveView(OnTerm):
    form_class = LeavingForm
    submit_label = "Catat jabatan kosong"
    success_message = "Jabatan tercatat kosong. Tunjuk Plt. atau pilih penggantinya."
    extra_context = {
        "title": "Pengurus berhenti",
        "intro": "Jabatannya menjadi kosong. Isi dengan Plt. sambil menunggu pemilihan dan SK perubahan.",
    }

    def write(self, form):
        data = form.cleaned_data
        return actions.leave_post(self.term, by=self.request.assignment, on=data["ended_on"], reason=data["reason"])


class OfficerStatementView(OnTerm):
    form_class = StatementForm
    submit_label = "Simpan pernyataan"
    success_message = "Pernyataan tercatat."
    extra_context = {"title": "Pernyataan pengurus"}

    def get_context_data(self, **kwargs):
        paper_url = reverse("institutions:officer-statement-paper", args=[self.unit.uid, self.term.uid])
        return super().get_context_data(paper_url=paper_url, **kwargs)

    def write(self, form):
        by = self.request.assignment
        return actions.record_statement(self.term, by=by, on=form.cleaned_data["non_partisan_on"])


class ActingView(OnOfficers, FormCreateView):
    """A member acts in a vacant post until the new decree (MEM-16)."""

    model, form_class = OfficerTerm, ActingForm
    submit_label, success_message = "Simpan Plt.", "Pelaksana tugas tercatat."

    def prepare(self):
        self.object, self.unit = None, own_unit(self.request, self.kwargs["uid"])
        if self.unit.stage not in ("decreed", "active"):
            raise PermissionDenied

    def get_context_data(self, **kwargs):
        days = actions.acting_days(self.unit)
        intro = f"Untuk jabatan yang kosong, dari berita acara atau surat tugas, paling lama {days} hari."
        return super().get_context_data(title="Pelaksana tugas (Plt.)", intro=intro, **kwargs)

    def get_form_kwargs(self):
        return {**super().get_form_kwargs(), "unit": self.unit, "posts": Post.choices}

    def get_initial(self):
        vacant = vacant_posts(self.unit, self.request.assignment.today)
        return {"post": vacant[0][0]} if vacant else {}

    def write(self, form):
        by, term = self.request.assignment, form.instance
        term.unit, term.non_partisan_on = self.unit, form.cleaned_data["basis_dated_on"]
        return actions.appoint_acting(term, by=by, on=term.valid_from)
