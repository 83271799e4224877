"""Lessons of the trial: the own, those other FCUs share, and the answers from above (V)."""

from django.core.exceptions import PermissionDenied
from django.db.models import Q
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.views.generic import FormView, TemplateView

from fcu_project.views import FormCreateView, FormUpdateView, WriteMixin
from institutions import registers, resources
from institutions.actions import lesson as actions
from institutions.forms.lesson import AnswerForm, LessonForm
from institutions.forms.meeting import ConfirmForm
from institutions.models import Lesson
from institutions.models.region import within
from institutions.views.listing import KeyedListView

OWN, WAITING = "wilayah", "menunggu"


class LessonListView(KeyedListView):
    """Own lessons and the shared experience of others, the latest first."""

    template_name = "institutions/lesson_list.html"
    columns, export_name = resources.LESSONS, "Pembelajaran"
    register = registers.LESSONS
    order = ("noted_on", "id")
    descending = True

    def get_queryset(self):
        by, chosen = self.request.assignment, self.request.GET.get("saring", "")
        rows = Lesson.objects.visible_to(by).select_related("region")
        wanted = self.request.GET.get("cari", "").strip()
        if wanted:
            rows = rows.filter(Q(experience__icontains=wanted) | Q(suggestion__icontains=wanted))
        if chosen in Lesson.Aspect.values:
            return rows.filter(aspect=chosen)
        if chosen == OWN:
            return rows.filter(within(by.territory))
        if chosen == WAITING:
            return rows.filter(within(by.territory), answered_on=None, withdrawn_on=None).exclude(region=by.region)
        return rows

    def get_context_data(self, **kwargs):
        by, kept = self.request.assignment, self.request.GET.copy()
        kept.pop("setelah", None)
        chosen = self.request.GET.get("saring", "")
        choices = [("", "Semua"), (OWN, "Wilayah kami")]
        if by.has_perm("institutions.answer_lesson"):
            choices.append((WAITING, "Menunggu tanggapan"))
        chips = []
        for value, label in (*choices, *Lesson.Aspect.choices):
            kept["saring"] = value
            chips.append({"label": label, "url": f"?{kept.urlencode()}", "current": chosen == value})
        return super().get_context_data(chips=chips, narrowed=bool(chosen), **kwargs)


def visible_lesson(request, uid):
    return get_object_or_404(Lesson.objects.visible_to(request.assignment).select_related("region"), uid=uid)


class LessonView(TemplateView):
    """One lesson. Outside its own territory no person is named."""

    template_name = "institutions/lesson.html"

    def get_context_data(self, **kwargs):
        by = self.request.assignment
        row = visible_lesson(self.request, self.kwargs["uid"])
        return super().get_context_data(
            lesson=row,
            names=row.region.code.startswith(by.territory),
            may_change=actions.may_change(row, by),
            may_withdraw=actions.may_withdraw(row, by),
            may_answer=actions.may_answer(row, by),
            **kwargs,
        )


class OnLesson:
    """The form of a lesson of the own place."""

    model, form_class = Lesson, LessonForm

    def write(self, form):
        by = self.request.assignment
        return actions.save_lesson(form.instance, by=by, on=by.today)


class LessonCreateView(OnLesson, FormCreateView):
    success_message = "Catatan pembelajaran tersimpan."
    extra_context = {
        "title": "Catat pembelajaran",
        "intro": "Kekurangan dan pengalaman uji coba menjadi bahan perbaikan pedoman.",
    }

    def get_form(self, form_class=None):
        form = super().get_form(form_class)
        form.instance.region = self.request.assignment.region
        return form

    def get_initial(self):
        return {"noted_on": self.request.assignment.today, "is_shared": True}

    def get_cancel_url(self):
        return reverse("institutions:lesson-list")


class LessonUpdateView(OnLesson, FormUpdateView):
    success_message = "Perubahan tersimpan."
    extra_context = {"title": "Ubah catatan pembelajaran"}

    def get_object(self, queryset=None):
        row = visible_lesson(self.request, self.kwargs["uid"])
        if not actions.may_change(row, self.request.assignment):
            raise PermissionDenied
        return row


class OnOneLesson(WriteMixin, FormView):
    """A step on one lesson, for whom `may` allows it."""

    may = None

    def prepare(self):
        self.object = visible_lesson(self.request, self.kwargs["uid"])
        if not type(self).may(self.object, self.request.assignment):
            raise PermissionDenied

    def get(self, request, *args, **kwargs):
        self.prepare()
        return super().get(request, *args, **kwargs)

    def get_context_data(self, **kwargs):
        return super().get_context_data(lesson=self.object, **kwargs)


class LessonAnswerView(OnOneLesson):
    form_class, may = AnswerForm, actions.may_answer
    template_name = "institutions/lesson_answer.html"
    submit_label, success_message = "Kirim tanggapan", "Tanggapan tersimpan."

    def write(self, form):
        by = self.request.assignment
        return actions.answer_lesson(self.object, form.cleaned_data["answer"], by=by, on=by.today)


class LessonWithdrawView(OnOneLesson):
    form_class, may = ConfirmForm, actions.may_withdraw
    template_name = "institutions/lesson_withdraw.html"
    submit_label, success_message = "Tarik catatan", "Catatan ditarik."

    def write(self, form):
        by = self.request.assignment
        return actions.withdraw_lesson(self.object, by=by, on=by.today)
