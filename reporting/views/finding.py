"""Findings of visits: the list of follow-ups, one finding, how it is written, changed, closed and checked (SME-11)."""

from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.shortcuts import get_object_or_404
from django.views.generic import TemplateView, View

from families.views.member import Gated
from fcu_project import audit, dates, files, workflow
from fcu_project.views import FormCreateView, FormUpdateView, WriteMixin
from fcu_project.workflow import TransitionRefused
from institutions.views.listing import uid_of
from referrals.views.reach import Prepared
from reporting.actions import finding as actions
from reporting.forms.finding import FINE, CheckForm, CloseForm, FindingForm
from reporting.models import Finding, InstrumentQuestion, Visit
from reporting.views.receipt import carry_on, guard
from reporting.visits import findings


def visible_finding(request, uid):
    return get_object_or_404(findings.with_facts(Finding.objects.visible_to(request.assignment)), uid=uid)


def visit_asked(request):
    """The visit named in the address (`?kunjungan=`), within reach; None without one. Raises Http404."""
    asked = request.GET.get("kunjungan", "")
    if not asked:
        return None
    return get_object_or_404(Visit.objects.visible_to(request.assignment).with_facts(), uid=uid_of(asked))


# --- one finding ----------------------------------------------------------------------------------------------------
class FindingView(TemplateView):
    """What was found, how it was seen to, who checked it; what may be done next."""

    template_name = "reporting/finding.html"

    def get_context_data(self, **kwargs):
        by, row = self.request.assignment, visible_finding(self.request, kwargs["uid"])
        buttons = workflow.available(row, by, by.today)
        if any(button.name == findings.CONFIRM for button in buttons):  # one screen asks for both, during a visit
            may_check = findings.visits_to_check_in(row, by).exists()
            buttons = [button for button in buttons if may_check and button.name != findings.REOPEN]
        events = [
            {"when": dates.long_date(dates.parse_date(line["on"])), "title": findings.STEP_WORDS[line["step"]],
             "text": line["note"], "by": " · ".join(filter(None, (line["by"], line["visit"])))}
            for line in reversed(row.history)
        ]  # fmt: skip
        return super().get_context_data(
            row=row, mark=findings.mark_of(row, by.today), place=findings.place_of(row), buttons=buttons,
            may_change=actions.may_change(row, by) and row.stage == Finding.Stage.OPEN, events=events,
            waits_for_others=row.stage == Finding.Stage.CLOSED and not buttons, **kwargs,
        )  # fmt: skip


class EvidenceView(View):
    """The photo or paper by which a finding was closed."""

    def get(self, request, uid):
        row = visible_finding(request, uid)
        if row.evidence_file is None:
            raise Http404
        audit.record("finding:evidence", by=request.assignment, obj=row)
        return files.respond(row.evidence_file, name=f"Bukti-temuan-{row.uid.hex[:8]}")


# --- written and changed --------------------------------------------------------------------------------------------
class FindingCreateView(Gated, FormCreateView):
    """Something found at a visit; from a question of its instrument with `?pertanyaan=`."""

    model, form_class = Finding, FindingForm
    submit_label, success_message = "Simpan temuan", "Temuan tersimpan."

    def prepare(self):
        super().prepare()
        visits = Visit.objects.visible_to(self.request.assignment).with_facts()
        self.visit = get_object_or_404(visits, uid=self.kwargs["uid"])
        if not actions.may_add(self.visit, self.request.assignment):
            raise PermissionDenied
        problem = actions.adding_problem(self.visit) if self.request.method == "GET" else ""
        if problem:
            raise TransitionRefused([problem])

    def get_form_kwargs(self):
        found_on = actions.day_of(self.visit, self.request.assignment.today)
        return {**super().get_form_kwargs(), "visit": self.visit, "instance": Finding(found_on=found_on)}

    def get_initial(self):
        by = self.request.assignment
        initial = {"due_on": actions.day_of(self.visit, by.today) + findings.USUAL_TERM}
        if question := self.question_asked():
            answer = self.visit.answers.filter(question=question).first()
            initial |= {"question": question.pk, "found": answer.words[:500] if answer else ""}
        return initial

    def question_asked(self):
        asked = self.request.GET.get("pertanyaan", "")
        rows = InstrumentQuestion.objects.filter(instrument=self.visit.instrument_id)
        return rows.filter(uid=uid_of(asked)).first() if asked and self.visit.instrument_id else None

    def get_context_data(self, **kwargs):
        return super().get_context_data(
            title="Catat temuan", meta=self.visit, back_label="Kembali ke kunjungan",
            intro="Sesuatu yang perlu ditindaklanjuti: oleh siapa, sampai kapan. Yang dikunjungi membacanya setelah "
            "kunjungan diserahkan untuk ditandatangani.", **kwargs,
        )  # fmt: skip

    def closed_url(self):
        return self.visit.get_absolute_url()

    get_cancel_url = closed_url

    def get_success_url(self):
        return f"{self.visit.get_absolute_url()}#temuan"

    def write(self, form):
        by = self.request.assignment
        return actions.add_finding(form.instance, self.visit, by=by, on=by.today)


class OnFinding(Gated):
    """A form on one finding."""

    title = ""

    def find(self):
        self.object = self.row = visible_finding(self.request, self.kwargs["uid"])

    def closed_url(self):
        return self.row.get_absolute_url()

    get_success_url = get_cancel_url = closed_url

    def get_context_data(self, **kwargs):
        return super().get_context_data(
            title=self.title, meta=findings.place_of(self.row), row=self.row, back_label="Kembali ke temuan", **kwargs
        )


class FindingUpdateView(OnFinding, FormUpdateView):
    """Change a finding that is open, with a reason once the visited side has read it."""

    model, form_class = Finding, FindingForm
    title, success_message = "Ubah temuan", "Temuan tersimpan."

    def prepare(self):
        self.find()
        if not actions.may_change(self.row, self.request.assignment):
            raise PermissionDenied
        if self.request.method == "GET" and self.row.stage != Finding.Stage.OPEN:
            raise TransitionRefused([actions.NOT_OPEN.format(stage=self.row.get_stage_display().lower())])

    def get_form_kwargs(self):
        return {**super().get_form_kwargs(), "visit": self.row.visit}

    def write(self, form):
        by, reason = self.request.assignment, form.cleaned_data.get("reason", "")
        return actions.change_finding(form.instance, reason=reason, by=by, on=by.today, fields=form.changed_data)


# --- closed and checked ---------------------------------------------------------------------------------------------
class StepView(OnFinding, WriteMixin, Prepared):
    """A step that needs more than a date; `step` names it."""

    template_name = "reporting/finding_step.html"
    step = ""

    def prepare(self):
        self.find()
        buttons = workflow.available(self.row, self.request.assignment, self.request.assignment.today)
        if not any(button.name == self.step for button in buttons):
            if self.request.method == "GET" or not self.may(self.request.assignment):
                workflow.find_transition(self.row, self.step)  # says so where it is only too late
                raise PermissionDenied
        guard(self.request, self.row)

    def may(self, by):
        """Whether this reader is a party of the step at all, whatever the stage."""
        raise NotImplementedError

    def get_form_kwargs(self):
        return {**super().get_form_kwargs(), "row": self.row}

    def _refuse(self, form, problem):
        return super()._refuse(carry_on(form, problem, self.row), problem)


class CloseView(StepView):
    """Tell that it was seen to, with evidence."""

    form_class, step = CloseForm, findings.CLOSE
    title, submit_label = "Catat penyelesaian temuan", "Simpan penyelesaian"
    success_message = "Penyelesaian tersimpan. Diperiksa pada kunjungan berikutnya."

    def may(self, by):
        return actions.of_either_side(self.row, by)

    def get_form_kwargs(self):
        own = findings.is_visited(self.row, self.request.assignment)
        return {**super().get_form_kwargs(), "own": own}

    def get_initial(self):
        return {"on": self.request.assignment.today}

    def write(self, form):
        data = form.cleaned_data
        return actions.close_finding(
            self.row, evidence=data["evidence"], upload=data["scan"], told_by=form.told(), on=data["on"],
            by=self.request.assignment,
        )  # fmt: skip


class CheckView(StepView):
    """Whether it is as it was told, looked at during a visit of the own office."""

    form_class, step = CheckForm, findings.CONFIRM
    title, submit_label = "Periksa penyelesaian temuan", "Simpan pemeriksaan"
    success_message = "Pemeriksaan tersimpan."

    def may(self, by):
        return findings.is_checker(self.row, by)

    def prepare(self):
        super().prepare()
        self.visits = list(findings.visits_to_check_in(self.row, self.request.assignment))
        if self.request.method == "GET" and not self.visits:
            raise TransitionRefused([
                "Temuan diperiksa saat kunjungan berikutnya. Buat kunjungan kantor Anda ke "
                f"{findings.place_of(self.row)} dan mulai mengisinya, lalu periksa temuan ini dari halamannya."
            ])  # fmt: skip

    def get_initial(self):
        asked = visit_asked(self.request)
        chosen = asked if asked in self.visits else self.visits[0] if len(self.visits) == 1 else None
        return {"visit": chosen.pk if chosen else None}

    def get_success_url(self):
        asked = visit_asked(self.request)
        return f"{asked.get_absolute_url()}#temuan-lama" if asked else self.row.get_absolute_url()

    def write(self, form):
        by, data = self.request.assignment, form.cleaned_data
        return actions.check_finding(
            self.row, data["visit"], is_fine=data["verdict"] == FINE, note=data["note"], due_on=data["due_on"], by=by,
            on=by.today,
        )  # fmt: skip
