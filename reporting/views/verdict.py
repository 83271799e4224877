"""The verdict on the trial: where each site stands, one verdict as its nine questions, and the forms (SME-12)."""

from dataclasses import dataclass

from django.db.models.functions import Substr
from django.http import Http404
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.views.generic import FormView, TemplateView, View

from fcu_project import audit, export, workflow
from fcu_project.forms import Form
from fcu_project.registry import panels_for
from fcu_project.views import FormUpdateView, WriteMixin
from fcu_project.workflow import TransitionRefused
from institutions.models import Lesson, Region
from institutions.models.region import ROOT_CODE
from institutions.views.listing import KeyedListView
from reporting import resources
from reporting.above.office_tables.shown import shown
from reporting.actions import verdict as actions
from reporting.documents.verdict import sheets_of
from reporting.forms.verdict import AnswerForm, BeginForm, SpanForm, WordsForm
from reporting.models import Verdict, VerdictAnswer
from reporting.verdicts import sites
from reporting.verdicts.evidence import all_tables, tables_of, verdicts_below
from reporting.verdicts.ground import span_words
from reporting.verdicts.questions import QUESTIONS, Question, question_named
from reporting.views.reach import Refusing
from reporting.workflow.verdict import reasons_given

STAGE, GRADE = Verdict.Stage, VerdictAnswer.Grade
WRITES = "reporting.change_verdict"
MARKS = {STAGE.DRAFT: ("doing", "pencil"), STAGE.CONCLUDED: ("done", "")}
GRADE_MARKS = {
    GRADE.PROVEN: "done", GRADE.MOSTLY: "done", GRADE.PARTLY: "doing", GRADE.UNPROVEN: "wrong", GRADE.UNKNOWN: "todo",
}  # fmt: skip
MOST_ABOVE, MOST_BELOW, MOST_LESSONS = 50, 100, 20


def visible_verdict(request, uid):
    return get_object_or_404(Verdict.objects.visible_to(request.assignment).with_facts(), uid=uid)


def standing_mark(row):
    """(kind, word, icon) of a site: how its latest verdict stands."""
    if not row.verdict_stage:
        return "todo", sites.STANDINGS[sites.NONE], ""
    kind, icon = MARKS[row.verdict_stage]
    return kind, STAGE(row.verdict_stage).label, icon


# --- lists ----------------------------------------------------------------------------------------------------------
class SiteStandingView(KeyedListView):
    """For whoever judges: every site of the trial and where it stands; the verdicts on territories above them."""

    template_name = "reporting/verdict_sites.html"
    columns, export_name = resources.VERDICT_SITES, "Kesimpulan uji coba menurut lokasi"
    order = ("code", "id")

    @property
    def asked(self):
        """(standing, province, words) of the address; what is none is not asked."""
        told = self.request.GET
        chosen, province = told.get("saring", ""), told.get("provinsi", "")
        province = province if province.isascii() and province.isdigit() and len(province) == 2 else ""
        wanted = told.get("cari", "").replace("\0", "").strip()
        return chosen if chosen in sites.STANDINGS else "", province, wanted

    def get_queryset(self):
        chosen, province, wanted = self.asked
        rows = sites.with_standing(sites.villages(self.request.assignment.region))
        if province:
            rows = rows.filter(code__startswith=province)
        if chosen:
            rows = sites.standing(rows, chosen)
        return sites.named(rows, wanted) if wanted else rows

    def get_context_data(self, **kwargs):
        by, (chosen, province, wanted) = self.request.assignment, self.asked
        context = super().get_context_data(**kwargs)
        for row in context["rows"]:
            row.mark = standing_mark(row)
            row.overall_words = Verdict.Overall(row.overall).label if row.overall else ""
        kept = self.request.GET.copy()
        for name in ("setelah", "saring"):
            kept.pop(name, None)
        chips = [{"label": "Semua", "url": f"?{kept.urlencode()}", "current": not chosen}, *(
            {"label": words, "url": self._with(kept, saring=name), "current": chosen == name}
            for name, words in sites.STANDINGS.items()
        )]  # fmt: skip
        codes = sites.villages(by.region).annotate(province=Substr("code", 1, 2)).order_by().values("province")
        above = Verdict.objects.visible_to(by).filter(unit=None).with_facts()[:MOST_ABOVE]
        return {
            **context, "chips": chips, "chosen": chosen, "province": province, "above": [_marked(row) for row in above],
            "provinces": list(Region.objects.filter(code__in=codes.distinct())),
            "is_narrowed": bool(chosen or province or wanted), "exports": by.has_perm("reporting.export_research"),
        }  # fmt: skip


class ConcludedListView(KeyedListView):
    """For whoever reads: what was concluded in the own territory."""

    template_name = "reporting/verdict_list.html"
    columns, export_name = resources.VERDICTS, "Kesimpulan uji coba"
    order = ("region__code", "id")

    def get_queryset(self):
        rows = Verdict.objects.visible_to(self.request.assignment).with_facts()
        wanted = self.request.GET.get("cari", "").replace("\0", "").strip()
        return rows.filter(region__name__icontains=wanted) if wanted else rows

    def get_context_data(self, **kwargs):
        context = super().get_context_data(**kwargs)
        context["rows"] = [_marked(row) for row in context["rows"]]
        return context


class VerdictListView(View):
    """The sites with their standing for the ministry, the conclusions for everybody else."""

    def get(self, request, *args, **kwargs):
        view = SiteStandingView if request.assignment.has_perm("reporting.add_verdict") else ConcludedListView
        return view.as_view()(request, *args, **kwargs)


def _marked(row):
    kind, icon = MARKS[row.stage]
    row.mark, row.span = (kind, row.get_stage_display(), icon), span_words(row)
    return row


# --- one verdict ----------------------------------------------------------------------------------------------------
@dataclass(frozen=True)
class Asked:
    """One question of a verdict: its answer, how that is shown, and the evidence beside it."""

    question: Question
    number: int
    answer: VerdictAnswer | None
    tables: tuple = ()

    @property
    def mark(self):
        if self.answer is None:
            return "todo", "Belum dijawab"
        return GRADE_MARKS[self.answer.grade], self.answer.get_grade_display()


def asked_of(verdict, tables=None):
    """The nine questions with their answers, in their order; with tables once it is concluded."""
    answers = {row.question: row for row in verdict.answers.all()}
    return [
        Asked(row, number, answers.get(code), [shown(table) for table in (tables or {}).get(code, [])])
        for number, (code, row) in enumerate(QUESTIONS.items(), 1)
    ]


class VerdictView(TemplateView):
    """Its questions as a task list while it is a draft, with what it was concluded on afterwards."""

    template_name = "reporting/verdict.html"

    def get(self, request, *args, **kwargs):
        self.verdict, by = visible_verdict(request, self.kwargs["uid"]), request.assignment
        if request.GET.get("unduh") == "xlsx":
            return export.respond_book(
                "Bukti kesimpulan", sheets_of(self.verdict, all_tables(self.verdict)), by=by,
                place=self.verdict.region.name, obj=self.verdict,
            )  # fmt: skip
        audit.record("verdict:view", by=by, obj=self.verdict)
        return super().get(request, *args, **kwargs)

    def get_context_data(self, **kwargs):
        by, verdict = self.request.assignment, self.verdict
        is_draft = verdict.stage == STAGE.DRAFT
        asked = asked_of(verdict, None if is_draft else verdict.evidence)
        buttons = workflow.available(verdict, by, by.today)
        conclude = next((button for button in buttons if button.name == "conclude"), None)
        below = verdicts_below(verdict).visible_to(by).with_facts() if verdict.unit_id is None else []
        return super().get_context_data(
            verdict=verdict, span=span_words(verdict), mark=_marked(verdict).mark, is_draft=is_draft, asked=asked,
            done=sum(one.answer is not None for one in asked), writes=is_draft and by.has_perm(WRITES),
            conclude=conclude, others=[button for button in buttons if button.name != "conclude"],
            below=list(below[: MOST_BELOW + 1]) if verdict.unit_id is None else [], papers=("F4", "A4"),
            reasons=reasons_given(verdict), panels=panels_for("verdict", self.request, verdict), **kwargs,
        )  # fmt: skip


# --- forms ----------------------------------------------------------------------------------------------------------
class VerdictCreateView(WriteMixin, FormView):
    """Begin a verdict on a place; `?wilayah=` fills the place in."""

    form_class, template_name = BeginForm, "form.html"
    submit_label = "Mulai kesimpulan"
    success_message = "Draf kesimpulan dibuka. Jawab sembilan pertanyaannya satu per satu."
    extra_context = {"title": "Mulai kesimpulan uji coba"}

    def prepare(self):
        self.object = None

    def get_initial(self):
        code = self.request.GET.get("wilayah", "").replace(".", "")
        place = Region.objects.filter(code=code).exclude(code=ROOT_CODE).first() if code.isascii() else None
        return {"scope": BeginForm.PLACE, "place": place} if place else {}

    def write(self, form):
        by, told = self.request.assignment, form.cleaned_data
        place = told["place"] if told["scope"] == BeginForm.PLACE else Region.objects.get(code=ROOT_CODE)
        return actions.begin_verdict(place, told["first"], told["last"], by=by, on=by.today)

    def get_cancel_url(self):
        return reverse("reporting:verdict-list")


class OnVerdict(Refusing):
    """A form on a draft; of what was concluded nothing is changed."""

    def get(self, request, *args, **kwargs):
        self.prepare()
        if self.verdict.stage != STAGE.DRAFT:
            raise TransitionRefused([actions.CLOSED])
        return self.render_to_response(self.get_context_data())

    def prepare(self):
        self.object = self.verdict = visible_verdict(self.request, self.kwargs["uid"])

    def get_cancel_url(self):
        return self.verdict.get_absolute_url()

    def get_success_url(self):
        return self.verdict.get_absolute_url()


class SpanView(OnVerdict, FormUpdateView):
    model, form_class = Verdict, SpanForm
    success_message = "Masa yang dinilai tersimpan. Buktinya dihitung untuk masa itu."
    extra_context = {"title": "Ubah masa yang dinilai"}

    def write(self, form):
        by, told = self.request.assignment, form.cleaned_data
        return actions.change_span(form.instance, told["first"], told["last"], by=by, on=by.today)


class AnswerView(OnVerdict, FormUpdateView):
    """One question: its evidence beside the form."""

    model, form_class = VerdictAnswer, AnswerForm
    template_name = "reporting/verdict_answer.html"
    submit_label = "Simpan jawaban"

    def prepare(self):
        self.verdict = visible_verdict(self.request, self.kwargs["uid"])
        try:
            self.question = question_named(self.kwargs["question"])
        except LookupError as unknown:
            raise Http404 from unknown
        found = VerdictAnswer.objects.filter(verdict=self.verdict, question=self.question.code).first()
        self.object = found or VerdictAnswer(verdict=self.verdict, question=self.question.code)
        self.object.verdict = self.verdict

    def get_context_data(self, **kwargs):
        tables = [shown(table) for table in tables_of(self.verdict, self.question.code)]
        codes = list(QUESTIONS)
        return super().get_context_data(
            verdict=self.verdict, question=self.question, tables=tables, span=span_words(self.verdict),
            number=codes.index(self.question.code) + 1, of=len(codes), **kwargs,
        )  # fmt: skip

    def write(self, form):
        by = self.request.assignment
        return actions.save_answer(form.instance, by=by, on=by.today)

    def get_success_message(self, form):
        return f"Jawaban “{self.question.label}” tersimpan."

    def get_success_url(self):
        return f"{self.verdict.get_absolute_url()}#{self.question.code}"


class WordsView(OnVerdict, FormUpdateView):
    """Overall word, reasons, lessons, changes; the lessons noted in the territory beside them."""

    model, form_class = Verdict, WordsForm
    template_name = "reporting/verdict_words.html"
    success_message = "Kesimpulan tersimpan."

    def get_context_data(self, **kwargs):
        rows = Lesson.objects.visible_to(self.request.assignment).within(self.verdict.region)
        lessons = rows.filter(withdrawn_on=None).select_related("region")[:MOST_LESSONS]
        return super().get_context_data(
            verdict=self.verdict, asked=asked_of(self.verdict), lessons=list(lessons), **kwargs
        )

    def write(self, form):
        by = self.request.assignment
        return actions.save_words(form.instance, fields=form.changed_data, by=by, on=by.today)


class RemoveView(OnVerdict, WriteMixin, FormView):
    """Strike a draft that was begun by mistake."""

    form_class, template_name = Form, "reporting/verdict_remove.html"
    submit_label = "Hapus draf"
    success_message = "Draf kesimpulan dihapus."

    def get_context_data(self, **kwargs):
        return super().get_context_data(verdict=self.verdict, asked=asked_of(self.verdict), **kwargs)

    def write(self, form):
        by = self.request.assignment
        actions.remove_verdict(self.verdict, by=by, on=by.today)

    def get_success_url(self):
        return reverse("reporting:verdict-list")
