"""What is written on a visit: aspect by aspect, what it comes to, both signatures; the note of watching; its papers."""

from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.urls import reverse
from django.views.generic import View

from families.views.member import Gated
from fcu_project import audit, files
from fcu_project.views import FormCreateView, FormUpdateView, WriteMixin
from fcu_project.workflow import TransitionRefused
from institutions.models import Region
from institutions.views.sheet import PaperView
from referrals.views.reach import Prepared
from reporting.actions import visit as actions
from reporting.documents.visit import VISIT_TEMPLATE, paper_name, visit_facts
from reporting.forms.visit import AnswerForm, AspectForm, ConclusionForm, NoteForm, SignedPageForm
from reporting.models import Visit
from reporting.views.visit import visible_visit
from reporting.visits.answers import state_of, states_of
from reporting.visits.kinds import may_note, office_words, target_words
from reporting.workflow.visit import SignedPage, is_own, is_visited

STAGE = Visit.Stage
NOT_HANDED = "Hasilnya belum ditandatangani petugas, atau sudah ditandatangani kedua pihak."


class OnVisit(Gated):
    """A form on a visit within reach; a subclass says who may fill it."""

    title = ""

    def find(self):
        self.visit = self.object = visible_visit(self.request, self.kwargs["uid"])
        self.check()

    prepare = find

    def check(self):
        """Raises PermissionDenied for who may not, TransitionRefused where this is not the moment."""

    def closed_url(self):
        return reverse("reporting:visit", args=[self.kwargs["uid"]])

    get_success_url = get_cancel_url = closed_url

    def get_context_data(self, **kwargs):
        kwargs.setdefault("title", self.title)
        return super().get_context_data(
            visit=self.visit, meta=f"{self.visit.get_aim_display()}, {target_words(self.visit)}",
            back_label=f"Kembali ke {self.visit.get_aim_display().lower()}", **kwargs,
        )  # fmt: skip


class Filling:
    """Only the office that visits, and what was signed only by its own step back."""

    def check(self):
        by = self.request.assignment
        if self.request.method == "GET":
            actions.fillable(self.visit, by)
        elif not is_own(self.visit, by):
            raise PermissionDenied


class VisitFillView(Filling, OnVisit, WriteMixin, Prepared):
    """The questions of one aspect; saved, the next one that is not finished follows."""

    form_class, template_name = AspectForm, "reporting/visit_fill.html"
    submit_label = "Simpan & lanjut"

    def prepare(self):
        super().prepare()
        self.state = state_of(self.visit, self.kwargs["aspect"])
        if self.state is None:
            raise Http404

    def get_form_kwargs(self):
        return {**super().get_form_kwargs(), "visit": self.visit, "state": self.state}

    def get_context_data(self, **kwargs):
        codes = [state.code for state in states_of(self.visit)]
        place = f"Aspek {codes.index(self.state.code) + 1} dari {len(codes)}"
        return super().get_context_data(title=self.state.label, place=place, **kwargs)

    def write(self, form):
        by = self.request.assignment
        posted = self.request.POST.get("_version", "")
        self.visit.version = int(posted) if posted.isascii() and posted.isdigit() and len(posted) < 10 else 0
        return actions.save_aspect(self.visit, self.state.code, form.answers(), by=by, on=by.today)

    def get_success_url(self):
        """The next aspect after this one that is not finished, else what it comes to."""
        states = states_of(Visit.objects.with_facts().get(pk=self.visit.pk))
        codes = [state.code for state in states]
        place = codes.index(self.state.code) + 1
        left = next((state for state in states[place:] if not state.is_done), None)
        if left:
            return reverse("reporting:visit-fill", args=[self.visit.uid, left.code])
        if any(not state.is_done for state in states):
            return self.closed_url()
        return reverse("reporting:visit-conclusion", args=[self.visit.uid])

    def get_success_message(self, form):
        state = state_of(Visit.objects.with_facts().get(pk=self.visit.pk), self.state.code)
        done = "selesai" if state.is_done else f"{state.answered} dari {len(state.lines)} pertanyaan terjawab"
        return f"“{self.state.label}” tersimpan: {done}."


class VisitConclusionView(Filling, OnVisit, FormUpdateView):
    """What it comes to."""

    model, form_class = Visit, ConclusionForm
    title, success_message = "Simpulan", "Simpulan tersimpan. Periksa, lalu tandatangani dari halaman ini."
    submit_label = "Simpan simpulan"

    def get_object(self, queryset=None):
        self.find()
        if self.visit.aim == "note":
            raise Http404
        return self.visit

    def prepare(self):
        self.object = self.get_object()

    def write(self, form):
        by = self.request.assignment
        return actions.save_conclusion(form.instance, by=by, on=by.today, fields=form.changed_data)


class VisitAnswerView(OnVisit, WriteMixin, Prepared):
    """The visited side reads, answers and signs."""

    form_class, submit_label = AnswerForm, "Tandatangani"
    title, success_message = "Tandatangani dan tanggapi", "Ditandatangani. Kedua pihak dapat mencetak laporannya."

    def check(self):
        if not is_visited(self.visit, self.request.assignment):
            raise PermissionDenied
        if self.visit.signed_by == self.request.assignment.actor_uid:
            raise PermissionDenied
        if self.request.method == "GET" and self.visit.stage != STAGE.HANDED:
            raise TransitionRefused([NOT_HANDED])

    def get_form_kwargs(self):
        return {**super().get_form_kwargs(), "visit": self.visit}

    def get_context_data(self, **kwargs):
        told = f"Ditandatangani petugas: {self.visit.signed_by_words}. Baca hasilnya dahulu di halaman sebelumnya."
        return super().get_context_data(intro=told, **kwargs)

    def write(self, form):
        by = self.request.assignment
        return actions.answer_visit(self.visit, answer=form.cleaned_data["answer"], by=by, on=by.today)


class VisitSignedPaperView(OnVisit, WriteMixin, Prepared):
    """The office that visited records the page that the other side signed on paper."""

    form_class, submit_label = SignedPageForm, "Simpan"
    title, success_message = "Catat halaman bertanda tangan", "Tercatat: ditandatangani kedua pihak di kertas."

    def check(self):
        if not is_own(self.visit, self.request.assignment):
            raise PermissionDenied
        if self.request.method == "GET" and self.visit.stage != STAGE.HANDED:
            raise TransitionRefused([NOT_HANDED])

    def get_form_kwargs(self):
        return {**super().get_form_kwargs(), "visit": self.visit}

    def get_initial(self):
        return {"paper_date": self.request.assignment.today}

    def get_context_data(self, **kwargs):
        told = "Cetak laporannya, minta yang dikunjungi menandatangani, lalu catat di sini."
        return super().get_context_data(intro=told, **kwargs)

    def write(self, form):
        data, by = form.cleaned_data, self.request.assignment
        page = SignedPage(data["signed_by"], data["paper_date"], data["paper_number"], data.get("scan"))
        return actions.record_signed_page(self.visit, page, answer=data["answer"], by=by, on=by.today)


# --- notes ----------------------------------------------------------------------------------------------------------
class NoteCreateView(Gated, FormCreateView):
    """A short note of watching by LK3, TKSK or the head of the village (SME-10)."""

    model, form_class = Visit, NoteForm
    submit_label = "Simpan catatan"
    success_message = "Catatan tersimpan. FCU dapat membacanya."

    def prepare(self):
        super().prepare()
        by = self.request.assignment
        if not may_note(by):
            raise PermissionDenied
        self.from_paper = by.role == "village_operator"
        if by.level == Region.Level.VILLAGE and actions.unit_visited(by.region) is None:
            raise TransitionRefused([actions.NO_UNIT])

    def get_form_kwargs(self):
        about = Visit(aim="note", target="fcu")
        return {**super().get_form_kwargs(), "instance": about, "from_paper": self.from_paper}

    def get_initial(self):
        by = self.request.assignment
        officers = office_words(by.role, by.region) if self.from_paper else f"{by.person.name}, {by.role_label}"
        return {"village": self.request.GET.get("desa", ""), "held_on": by.today, "officers": officers}

    def get_context_data(self, **kwargs):
        told = "Catatan singkat tentang kegiatan FCU yang dilihat sendiri. FCU dan kantor di atasnya membacanya."
        if self.from_paper:
            told = f"Salin dari kertas {office_words('village_head', self.request.assignment.region)}."
        return super().get_context_data(
            title="Catatan pantauan", intro=told, back_label="Kembali ke pembinaan", **kwargs
        )

    def closed_url(self):
        return reverse("reporting:visit-list")

    get_cancel_url = closed_url

    def write(self, form):
        data, by = form.cleaned_data, self.request.assignment
        paper = None
        if self.from_paper:
            paper = SignedPage(data["officers"][:160], data["held_on"], data["paper_number"], data.get("scan"))
        return actions.write_note(form.instance, by=by, on=by.today, paper=paper)


# --- papers ---------------------------------------------------------------------------------------------------------
class VisitPaperView(PaperView):
    """The report to be signed by both sides; DRAF as long as its office has not signed."""

    paper_template = VISIT_TEMPLATE

    def find_region(self, request, uid):
        self.printed_row = visible_visit(request, uid)
        self.is_draft = self.printed_row.signed_on is None
        self.name = paper_name(self.printed_row)
        return self.printed_row.region

    def paper_facts(self, paper):
        return visit_facts(self.printed_row, paper, by=self.request.assignment)


class VisitScanView(View):
    """The page that was signed on paper, through the visit it belongs to."""

    def get(self, request, *args, **kwargs):
        visit = visible_visit(request, self.kwargs["uid"])
        if not visit.paper_scan_id:
            raise Http404
        audit.record("visit:scan-read", by=request.assignment, obj=visit)
        return files.respond(visit.paper_scan)
