"""Assessments: a new round, an unfinished round, a round with its indicator grid."""

from django.http import Http404
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.views.generic import TemplateView

from families.actions import assessment as actions
from families.actions.assessment import STANDING, standing_of
from families.forms.assessment import HELP, WHEN_YES, AssessmentForm
from families.models import Assessment, Indicator, IndicatorSet
from families.views.reach import own_family
from fcu_project import audit
from fcu_project.views import FormCreateView, FormUpdateView, refused


class OnRound:
    """A form with the questions of one round."""

    model, form_class = Assessment, AssessmentForm
    template_name = "families/assessment_form.html"
    submit_label = "Simpan & selesai"

    def get_form_kwargs(self):
        return {**super().get_form_kwargs(), "questions": self.questions()}

    def get_context_data(self, **kwargs):
        label = IndicatorSet(self.which).label
        return super().get_context_data(
            family=self.family,
            which=self.which,
            title=f"Penilaian {label}",
            help_text=HELP[self.which],
            **kwargs,
        )

    def write(self, form):
        by, row = self.request.assignment, form.instance
        row.family, row.set = self.family, self.which
        return actions.save_assessment(row, form.answers(), by=by, on=by.today)

    def get_success_message(self, form):
        left = form.left_open()
        if left:
            return f"Tersimpan. {left} pertanyaan belum dijawab; lanjutkan kapan saja."
        return f"Penilaian putaran {self.object.round} tersimpan."

    def get_success_url(self):
        return reverse("families:assessment", args=[self.object.uid])

    def get_cancel_url(self):
        return self.get_success_url() if self.object else self.family.get_absolute_url()


class AssessmentCreateView(OnRound, FormCreateView):
    """A new round of one of the two lists; earlier rounds stay as they are."""

    def prepare(self):
        self.object = None
        self.which = self.kwargs["which"]
        if self.which not in IndicatorSet.values:
            raise Http404
        self.family = own_family(self.request, self.kwargs["uid"])

    def questions(self):
        return Indicator.current(self.which)

    def get_initial(self):
        by = self.request.assignment
        return {"assessed_on": by.today, "interviewer": by.person_id}

    def get_context_data(self, **kwargs):
        return super().get_context_data(before=actions.latest(self.family, self.which), **kwargs)


class AssessmentUpdateView(OnRound, FormUpdateView):
    """A round that is not finished yet, or was mistyped, before an FGD decided on it."""

    def get(self, request, *args, **kwargs):
        self.prepare()
        if actions.is_relied_upon(self.object):
            return refused(request, [actions.RELIED_UPON], self.get_success_url())
        return super().get(request, *args, **kwargs)

    def get_object(self, queryset=None):
        row = visible_assessment(self.request, self.kwargs["uid"])
        self.which, self.family = row.set, own_family(self.request, row.family.uid)
        return row

    def questions(self):
        return actions.questions_of(self.object)


def visible_assessment(request, uid):
    rows = Assessment.objects.visible_to(request.assignment).select_related("family__region", "interviewer")
    return get_object_or_404(rows, uid=uid)


class AssessmentView(TemplateView):
    """One round: the grid, the same in words, the rounds before it. Counts, never a verdict."""

    template_name = "families/assessment.html"

    def get(self, request, *args, **kwargs):
        self.row = visible_assessment(request, self.kwargs["uid"])
        audit.record("assessment:view", by=request.assignment, obj=self.row)
        return super().get(request, *args, **kwargs)

    def get_context_data(self, **kwargs):
        by, row = self.request.assignment, self.row
        questions, answers = list(actions.questions_of(row)), list(row.rows())
        counts = actions.count(row.set, questions, answers)
        own = row.family.region_id == by.region_id and row.family.archived_on is None
        others = row.family.assessments.filter(set=row.set).exclude(pk=row.pk).select_related("interviewer")
        signs = ["met", "unmet", "unknown"] + [name for name in ("na", "open") if counts[name]]
        return super().get_context_data(
            round=row,
            family=row.family,
            chapters=self.chapters(questions, {answer.indicator_id: answer for answer in answers}),
            counts=counts,
            signs=[(name, STANDING[name][0], self.word(name)) for name in signs],
            others=others.order_by("-round"),
            may_change=own and by.has_perm("families.change_assessment") and not actions.is_relied_upon(row),
            may_add=own and by.has_perm("families.add_assessment"),
            **kwargs,
        )

    def word(self, standing):
        return actions.word_of(self.row.set, standing)

    def chapters(self, questions, answers):
        """[{number, title, lines}] in the order of the paper."""
        found = {}
        for question in questions:
            answer = answers.get(question.pk)
            standing = standing_of(question, answer)
            chapter = found.setdefault(
                question.group_number, {"number": question.group_number, "title": question.group, "lines": []}
            )
            chapter["lines"].append(
                {
                    "question": question,
                    "answer": answer,
                    "standing": standing,
                    "sign": STANDING[standing][0],
                    "word": self.word(standing),
                    "said": (answer.choice.label if answer.choice_id else answer.get_value_display()) if answer else "",
                    "when_yes": WHEN_YES.get(question.code, "") if answer and answer.value == "yes" else "",
                }
            )
        return list(found.values())
